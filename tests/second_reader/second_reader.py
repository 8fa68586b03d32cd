#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""second_reader.py BUNDLE TRUST: verifies container, bag, seal and signatures; exit status 0, 1 or 4 of FORMAT.md §10.

second_reader.py --vectors FOLDER: all vectors of FOLDER, but those about records, timestamps and unreadable trust folders.

Written from FORMAT.md alone. It shares nothing with the program or with the generator of the vectors.
"""

import json
import pathlib
import sys

from bag import check_bag, check_seal
from container import read_bundle
from refusal import Refused
from signatures import check_signatures, read_trust

LEFT_OUT = ("record_", "trust_", "timestamp")


def judge(bundle, trust):
    """(exit status, why)"""
    try:
        files = read_bundle(bundle.read_bytes())
        check_seal(files, check_bag(files))
        vouched = check_signatures(files, read_trust(trust))
    except Refused as refused:
        return 1, str(refused)
    return (0, "verified") if vouched else (4, "nobody trusted vouches for it")


def check_vectors(folder):
    wrong = seen = 0
    for vector in sorted([*folder.glob("accept/*"), *folder.glob("reject/*")]):
        if vector.name.startswith(LEFT_OUT):
            continue
        expected = json.loads((vector / "expect.json").read_text())
        if expected["exit"] == 3:  # a policy that cannot be read
            continue
        seen += 1
        status, why = judge(vector / "bundle.dossier.zip", vector / "trust")
        if status != expected["exit"]:
            wrong += 1
            print(f"{vector.name}: {status} ({why}), expected {expected['exit']}: {expected['what']}")
    print(f"{seen} vectors, {wrong} wrong")
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    if sys.argv[1] == "--vectors":
        sys.exit(check_vectors(pathlib.Path(sys.argv[2])))
    outcome, reason = judge(*map(pathlib.Path, sys.argv[1:]))
    print(reason)
    sys.exit(outcome)
