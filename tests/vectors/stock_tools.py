#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The commands of FORMAT.md ("A bundle at a glance") and other people's ZIP readers on every vector in accept/."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
CHECKS = """
set -eu -o pipefail
unzip -tq "$1"
unzip -q "$1" -d .
cd ./*/
sha256sum --quiet -c tagmanifest-sha256.txt
sha256sum --quiet -c manifest-sha256.txt
find data ! -type d | LC_ALL=C sort | diff - <(cut -c67- manifest-sha256.txt)
while read -r principal _; do
  if ssh-keygen -q -Y verify -f "$2" -I "$principal" -n dossier-seal -s signatures/0001-seal.sig \\
      -O verify-time=20260303 < tagmanifest-sha256.txt; then exit 0; fi
done < "$2"
exit 1
"""


def listings(path):
    """Reader → sorted list of (name, size, SHA-256) of the archive, by each reader that is installed."""
    with zipfile.ZipFile(path) as archive:
        yield "zipfile", sorted((i.filename, i.file_size, hashlib.sha256(archive.read(i)).hexdigest())
                                for i in archive.infolist())
    commands = {"unzip": ["unzip", "-q", path], "7z": ["7z", "x", "-y", "-bd", path], "bsdtar": ["bsdtar", "-xf", path],
                "bsdtar, from a pipe": ["bsdtar", "-xf", "-"]}  # libarchive's other ZIP reader
    for name, command in commands.items():
        if shutil.which(command[0]) is None:
            print(f"{name} is not installed: not compared")
            continue
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, env=ENVIRONMENT,
                           input=path.read_bytes() if command[-1] == "-" else b"")
            found = [file for file in pathlib.Path(folder).rglob("*") if file.is_file()]
            yield name, sorted((str(file.relative_to(folder)), file.stat().st_size,
                                hashlib.sha256(file.read_bytes()).hexdigest()) for file in found)


def main():
    wrong = 0
    for folder in sorted((HERE / "accept").iterdir()):
        bundle = folder / "bundle.dossier.zip"
        if not bundle.is_file() or json.loads((folder / "expect.json").read_text())["exit"] != 0:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            done = subprocess.run(["bash", "-c", CHECKS, "checks", bundle, folder / "trust/allowed_signers"],
                                  cwd=scratch, capture_output=True, text=True, env=ENVIRONMENT)
        if done.returncode != 0:
            wrong += 1
            print(f"{folder.name}: {done.stdout}{done.stderr}")
        told = dict(listings(bundle))
        if any(told[name] != told["zipfile"] for name in told):
            wrong += 1
            print(f"{folder.name}: readers differ: {told}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
