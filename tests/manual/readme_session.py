#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""readme_session.py PROGRAM ROOT: the session of README.md goes as it stands there, and the commands of stock tools hold.

What follows a line `$ COMMAND` must occur in what the command prints; fingerprints, digests and dates may be others.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MARK = "=== next ==="
VARIABLE = [(r"SHA256:\S{43}", "SHA256:…"), (r"sha256:[0-9a-f]{64}", "sha256:…"), (r"\d{4}-\d\d-\d\d", "DATE")]


def blocks(text, heading):
    """The blocks of code below a heading of level 2."""
    section = text[text.index(f"## {heading}\n"):].split("\n## ")[0]
    return re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def commands(text):
    """(command, what it prints) of the session."""
    for block in blocks(text, "A session"):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            yield command, output


def plain(text):
    for pattern, name in VARIABLE:
        text = re.sub(pattern, name, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def run(script, folder, environment):
    return subprocess.run(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)


def main(program, root):
    root = pathlib.Path(root)
    text = (root / "README.md").read_text(encoding="utf-8")
    steps = list(commands(text))
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(root / "samples", folder / "samples")
        environment = {**os.environ, "PATH": f"{pathlib.Path(program).parent}:{os.environ['PATH']}",
                       "XDG_CONFIG_HOME": str(folder / "config"), "LC_ALL": "C.UTF-8"}
        environment.pop("DOSSIER_TRUST", None)
        script = f"\necho '{MARK}'\n".join(command for command, _ in steps)
        printed = run(script, folder, environment).stdout.decode().split(MARK + "\n")
        faults = []
        for (command, expected), found in zip(steps, printed):
            if plain(expected) not in plain(found):
                faults.append(f"$ {command}\nexpected:\n{plain(expected)}\nfound:\n{plain(found)}")
        if len(printed) != len(steps) or not steps:
            faults.append(f"{len(steps)} commands, {len(printed)} answers")
        stock = blocks(text, "Checking a bundle without this program")[0]
        done = run("set -e -o pipefail\n" + stock, folder, environment)
        if done.returncode != 0:
            faults.append(f"stock tools: exit {done.returncode}\n{done.stdout.decode()}")
    print("\n\n".join(faults) or f"{len(steps)} commands go as README.md tells")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
