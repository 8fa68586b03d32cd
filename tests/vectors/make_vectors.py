#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/vectors/accept and tests/vectors/reject. The same on every machine.

  make_vectors.py          writes them anew
  make_vectors.py --check  compares what is there with what would be written; exit 1 if they differ
"""

import shutil
import sys

import accept
import accept_trust
import reject_bag
import reject_container
import reject_path
import reject_policy
import reject_signature
import reject_trust
from vector import HERE


def all_files():
    """Path below tests/vectors → bytes, of every vector."""
    made = {}
    for folder, parts in (("accept", [accept, accept_trust]),
                          ("reject", [reject_container, reject_path, reject_bag, reject_signature, reject_trust,
                                      reject_policy])):
        for part in parts:
            for vector in part.vectors():
                for name, data in vector.files().items():
                    path = f"{folder}/{vector.name}/{name}"
                    assert path not in made, path
                    made[path] = data
    return made


def on_disk():
    return {str(path.relative_to(HERE)): path.read_bytes()
            for folder in ("accept", "reject") for path in (HERE / folder).rglob("*") if path.is_file()}


def main():
    made = all_files()
    if sys.argv[1:] == ["--check"]:
        there = on_disk()
        wrong = sorted(path for path in made.keys() | there.keys() if made.get(path) != there.get(path))
        for path in wrong:
            state = "missing" if path not in there else "not made by make_vectors.py" if path not in made else "differs"
            print(f"{path}: {state}")
        return 1 if wrong else 0
    for folder in ("accept", "reject"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
    for path, data in made.items():
        (HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (HERE / path).write_bytes(data)
    print(len({path.rsplit("/trust/", 1)[0].rsplit("/", 1)[0] if "/trust/" not in path else path.split("/trust/")[0]
               for path in made}), "vectors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
