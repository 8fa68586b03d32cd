#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_rule.py PROGRAM FILE RULE: one rule in a scratch folder of its own; exit 0 held, 1 broken, 77 cannot be seen here."""

import importlib
import pathlib
import sys
import tempfile

from desk import Broken, Desk, Skipped


def main(program, file, rule):
    function = getattr(importlib.import_module(pathlib.Path(file).stem), "rule_" + rule)
    with tempfile.TemporaryDirectory(prefix="dossier-rule-") as folder:
        try:
            function(Desk(program, pathlib.Path(folder)))
        except Skipped as reason:
            print(f"skipped: {reason}")
            return 77
        except Broken as broken:
            print(broken)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
