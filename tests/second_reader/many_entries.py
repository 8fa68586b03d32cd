#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""many_entries.py PROGRAM ROOT: the second reader takes what PROGRAM packs just below and above the bound of zip64."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from second_reader import judge

OTHERS = 7  # what pack adds: four tag files, seal, salt, seal event
BOUND = 0xFFFF


def pack(program, root, entries, scratch):
    """The bundle of the sample's case with files added until it has that many entries."""
    case = scratch / "case"
    shutil.copytree(root / "samples/letters-claim/case", case)
    present = sum(len(files) for _, _, files in os.walk(case))
    folder = case / "captures" / "cap-dispatch"
    for number in range(entries - present - OTHERS):
        (folder / f"n{number}").touch()
    bundle = scratch / "bundle.dossier.zip"
    subprocess.run([program, "pack", "-C", str(case), "--unsigned", "--force-invalid", "-o", str(bundle)], check=True,
                   capture_output=True, timeout=300)
    return bundle


def main(program, root):
    trust = pathlib.Path(root) / "tests/vectors/accept/minimal/trust"
    for entries, has_zip64 in ((BOUND - 1, False), (BOUND, True)):
        with tempfile.TemporaryDirectory() as scratch:
            bundle = pack(program, pathlib.Path(root), entries, pathlib.Path(scratch))
            end = bundle.read_bytes()[-98:]
            status, why = judge(bundle, trust)
        shown = int.from_bytes(end[-12:-10], "little")
        print(f"{entries} entries: {status}, {why}; {shown} in the end record, zip64: {end[:4] == b'PK' + bytes([6, 6])}")
        if status != 4 or shown != min(entries, BOUND) or (end[:4] == b"PK\6\6") != has_zip64:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
