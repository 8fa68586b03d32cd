#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""stock_tools.py PROGRAM [SEED [NUMBER]]: what others make of full bundles.

Of every vector in accept/ that verifies, of the sample, and of random case folders: two of a seed that is told, or
NUMBER of the seeds from SEED on alone. The commands of FORMAT.md ("A bundle at a glance") pass; zipfile, unzip, 7z, both
of libarchive's readers, and `inspect` and `extract` of the program itself agree on names, sizes and bytes.
"""

import hashlib
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
SAMPLE = HERE.parent.parent / "samples/letters-claim/case"
sys.path.insert(0, str(HERE.parent / "program"))
from desk import Desk, need  # noqa: E402  (it stands beside the vectors)

import random_case  # noqa: E402

# Empty, one byte, more than a buffer, large enough to be read and hashed at once; names of every kind that is allowed.
SHAPES = {"empty": b"", "one": b"1", "middle.bin": bytes(range(251)) * 9000, "large.bin": bytes(range(256)) * (20 << 12),
          "\u00e4\u00f6/\u4e2d\u6587 \U0001f4f0.txt": b"names", "with space/'quote' & $dollar;.txt": b"shell",
          "-dash": b"-", "l" * 200 + "/" + "m" * 200 + ".txt": b"long"}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
CHECKS = """
set -eu -o pipefail
unzip -tq "$1"
unzip -q "$1" -d .
cd ./*/
sha256sum --quiet -c tagmanifest-sha256.txt
sha256sum --quiet -c manifest-sha256.txt
find data ! -type d | LC_ALL=C sort | diff - <(cut -c67- manifest-sha256.txt)
# The clock of the vectors, or the time of those whose key has ended since and whose timestamp is older.
for time in 20260601Z 20260303Z; do
  while read -r principal _; do
    if ssh-keygen -q -Y verify -f "$2" -I "$principal" -n dossier-seal -s signatures/0001-seal.sig \\
        -O verify-time="$time" < tagmanifest-sha256.txt; then exit 0; fi
  done < "$2"
done
exit 1
"""


def listings(program, path):
    """Reader → sorted list of (name, size, SHA-256) of the archive, by each reader that is installed."""
    with zipfile.ZipFile(path) as archive:
        yield "zipfile", sorted((i.filename, i.file_size, hashlib.sha256(archive.read(i)).hexdigest())
                                for i in archive.infolist())
        top = archive.namelist()[0].split("/")[0]  # which `extract` and `inspect` take away
    told = subprocess.run([program, "inspect", "--json", "--files", path], check=True, capture_output=True, env=ENVIRONMENT)
    yield "inspect", sorted((f"{top}/{file['path']}", file["bytes"], file["sha256"])
                            for file in json.loads(told.stdout)["files"])
    commands = {"unzip": ["unzip", "-q", path], "7z": ["7z", "x", "-y", "-bd", path], "bsdtar": ["bsdtar", "-xf", path],
                "bsdtar, from a pipe": ["bsdtar", "-xf", "-"],  # libarchive's other ZIP reader
                "dossier": [program, "extract", path, "-d", top]}
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


def packed(program, scratch, cases):
    """(name, bundle, allowed_signers) of what the program packs of (name, files) pairs; no files: the sample."""
    for name, files in cases:
        desk = Desk(program, scratch / name)
        desk.folder.mkdir()
        desk.set_up(files)
        if files is None:
            shutil.rmtree(desk.case)
            shutil.copytree(SAMPLE, desk.case)
        done = desk.pack()
        need(done.status == 0, name, done)
        yield name, desk.bundle, desk.folder / "trust/allowed_signers"
        shutil.rmtree(desk.folder)


def random_cases(first, number):
    for seed in range(first, first + number):
        yield f"random-{seed}", random_case.files(seed)


def accepted():
    for folder in sorted((HERE / "accept").iterdir()):
        bundle = folder / "bundle.dossier.zip"
        if bundle.is_file() and json.loads((folder / "expect.json").read_text())["exit"] == 0:
            yield folder.name, bundle, folder / "trust/allowed_signers"


def bundles(program, scratch, seed, count):
    if seed is None:
        yield from accepted()
        yield from packed(program, scratch, (("letters-claim", None), ("shapes", SHAPES)))
        seed = random.randrange(1 << 32)
        print(f"seed {seed}")
    yield from packed(program, scratch, random_cases(int(seed), int(count)))


def main(program, seed=None, count=2):
    wrong = number = 0
    with tempfile.TemporaryDirectory() as scratch:
        for number, (title, bundle, allowed) in enumerate(bundles(program, pathlib.Path(scratch), seed, count), 1):
            with tempfile.TemporaryDirectory() as folder:
                done = subprocess.run(["bash", "-c", CHECKS, "checks", bundle, allowed], cwd=folder, capture_output=True,
                                      text=True, env=ENVIRONMENT)
            if done.returncode != 0:
                wrong += 1
                print(f"{title}: {done.stdout}{done.stderr}")
            told = dict(listings(program, bundle))
            for name in told:
                if told[name] != told["zipfile"]:
                    wrong += 1
                    print(f"{title}: {name} differs: {sorted(set(told[name]) ^ set(told['zipfile']))[:10]}")
    print(f"{number} bundles, {wrong} disagreements")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
