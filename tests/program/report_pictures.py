#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report_pictures.py PROGRAM FOLDER: the README's pictures, taken from the sample's report by Chromium.

  python3 tests/program/report_pictures.py build/release/dossier samples/letters-claim
"""

import pathlib
import sys
import tempfile

import report_rules
from browser import opened
from desk import Desk

WIDTH, COVER_WIDTH, MARGIN = 1208, 900, 34
TOP_OF = "document.getElementById('{}').getBoundingClientRect().top"


def main(program, folder):
    with tempfile.TemporaryDirectory(prefix="dossier-pictures-") as scratch:
        desk = Desk(pathlib.Path(program).resolve(), pathlib.Path(scratch))
        path = report_rules.sample(desk)
        with opened(desk.folder) as page:
            page.shown_as(width=COVER_WIDTH).open(path)
            end = page.value("document.querySelector('nav').getBoundingClientRect().bottom") + MARGIN
            cover = page.picture({"x": 0, "y": 0, "width": COVER_WIDTH, "height": end})
            page.shown_as(width=WIDTH).open(path)
            top, end = (page.value(TOP_OF.format(name)) for name in ("graph", "timeline"))
            graph = page.picture({"x": 0, "y": top, "width": WIDTH, "height": end - top - MARGIN})
            chains = page.value("(() => { const b = document.getElementById('att-friends').getBoundingClientRect();"
                                "return [b.top, b.bottom]; })()")
            chain = page.picture({"x": (WIDTH - COVER_WIDTH) / 2, "y": chains[0] - MARGIN / 2, "width": COVER_WIDTH,
                                  "height": chains[1] - chains[0] + MARGIN})
    for name, picture in (("cover", cover), ("chain", chain), ("graph", graph)):
        target = pathlib.Path(folder) / f"report-{name}.png"
        target.write_bytes(picture)
        print(f"{target}: {len(picture)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
