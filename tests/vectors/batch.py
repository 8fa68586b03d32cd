# SPDX-License-Identifier: Apache-2.0
"""Verifies thousands of small bundles, some hundred in one run of the program."""

import pathlib
import tempfile

from verifier import verify

SIZE = 400


def judged(program, trust, bundles):
    """Pairs of (name, verify's object of the bundle) for (name, bytes) pairs; trust: file name → text."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "trust").mkdir()
        for name, text in trust.items():
            (folder / "trust" / name).write_text(text)
        names = []
        for name, data in bundles:
            (folder / f"{len(names)}.dossier.zip").write_bytes(data)
            names.append(name)
            if len(names) == SIZE:
                yield from run(program, folder, names)
                names = []
        if names:
            yield from run(program, folder, names)


def run(program, folder, names):
    paths = [folder / f"{number}.dossier.zip" for number in range(len(names))]
    outcome = verify(program, paths, folder / "trust", seconds=300)
    if outcome.exit not in (0, 1, 3, 4) or len(outcome.bundles) != len(names):
        raise SystemExit(f"exit {outcome.exit} and {len(outcome.bundles)} reports for {len(names)} bundles, "
                         f"from {names[0]} to {names[-1]}\n{outcome.errors}")
    return zip(names, outcome.bundles)
