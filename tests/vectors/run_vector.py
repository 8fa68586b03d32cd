#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_vector.py PROGRAM FOLDER: verifies one vector; fails unless exit status and set of codes are those expected.

Each is verified as a file and from a pipe; those of accept/ also as a folder, unpacked.
"""

import json
import pathlib
import sys
import tempfile
import zipfile

from verifier import need, verify


def forms(folder, scratch):
    """(name of the form, what verify is given, file for its standard input)"""
    bundle = folder / "bundle.dossier.zip"
    yield "file", bundle, None
    yield "pipe", "-", bundle
    if folder.parent.name == "accept":
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(scratch)
        yield "folder", next(pathlib.Path(scratch).iterdir()), None


def main(program, folder):
    need(program)
    folder = pathlib.Path(folder)
    expect = json.loads((folder / "expect.json").read_text())
    print(expect["what"])
    print(f"expected: exit {expect['exit']}, codes {expect['codes']}")
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for form, bundle, source in forms(folder, scratch):
            outcome = verify(program, [bundle], folder / "trust", expect["arguments"], source=source)
            codes = sorted(outcome.codes())
            if (outcome.exit, codes) == (expect["exit"], expect["codes"]):
                continue
            wrong += 1
            print(f"as {form}: exit {outcome.exit}, codes {codes}")
            print(outcome.told())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
