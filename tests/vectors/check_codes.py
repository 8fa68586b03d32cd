#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_codes.py SOURCE-FOLDER: every finding code has a vector, or a reason in codes-without-vector.txt."""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
RECORD_FAMILIES = {"record", "id", "reference", "time", "agent", "source", "article", "capture", "text", "quote",
                   "attribution", "claim", "event", "note", "marking", "redaction", "revision"}


def main(source):
    table = re.findall(r'\{"([a-z]+\.[a-z0-9-]+)",\s*"[EWI-]{3}"', (source / "manifests/finding.cc").read_text())
    assert len(table) > 100 and len(set(table)) == len(table)
    lines = (HERE / "codes-without-vector.txt").read_text().splitlines()
    excused = dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))
    shown = set()
    for path in HERE.glob("*/*/expect.json"):
        shown.update(json.loads(path.read_text())["codes"])
    # Codes of the records have their twins of the sample in the tests of the rules.
    container = [code for code in table if code.split(".")[0] not in RECORD_FAMILIES]
    wrong = [f"{code}: no vector" for code in container if code not in shown and code not in excused]
    wrong += [f"{code}: a vector expects it, and it is in no table" for code in sorted(shown - set(table))]
    wrong += [f"{code}: excused, and there is a vector" for code in sorted(excused.keys() & shown)]
    wrong += [f"{code}: excused, and it is in no table" for code in sorted(excused.keys() - set(table))]
    print("\n".join(wrong) if wrong else f"{len(container)} codes, {len(excused)} of them excused with a reason")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
