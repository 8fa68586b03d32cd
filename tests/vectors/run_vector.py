#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_vector.py PROGRAM FOLDER: verifies one vector; fails unless exit status and set of codes are those expected."""

import json
import pathlib
import sys

from verifier import need, verify


def main(program, folder):
    need(program)
    folder = pathlib.Path(folder)
    expect = json.loads((folder / "expect.json").read_text())
    outcome = verify(program, [folder / "bundle.dossier.zip"], folder / "trust", expect["arguments"])
    codes = sorted(outcome.codes())
    print(expect["what"])
    print(f"expected exit {expect['exit']}, codes {expect['codes']}")
    print(f"found    exit {outcome.exit}, codes {codes}")
    if (outcome.exit, codes) == (expect["exit"], expect["codes"]):
        return 0
    for bundle in outcome.bundles:
        for finding in bundle.get("findings", []):
            print(f"  {finding['code']}  {finding.get('where')}: {finding.get('sentence')}")
    print(outcome.errors)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
