#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds what `verify`, `inspect` and `diff` print with --json for all vectors against the published schemas.

usage: reports.py PROGRAM ROOT
Also: the schemas refuse reports that were made wrong. Leaves with 77 where python3-jsonschema is not installed.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: install python3-jsonschema to run this test")
    sys.exit(77)

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1780272000", "LC_ALL": "C.UTF-8"}


def printed(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, env=ENVIRONMENT, timeout=300)
    return json.loads(done.stdout) if done.stdout else None


VERIFY_FAULTS = [(("schema",), "dossier/verify/2"), (("bundles", 0, "outcome"), "good"),
                 (("bundles", 0, "integrity", "verdict"), "fine"), (("bundles", 0, "integrity", "files"), -1),
                 (("bundles", 0, "authorship", "vouched"), "yes"), (("bundles", 0, "structure"), None),
                 (("bundles", 0, "tag_manifest_sha256"), "AB" * 32), (("bundles", 0, "findings"), None)]
DIFF_FAULTS = [(("schema",), "dossier/diff/2"), (("lineage",), "child"), (("old",), None), (("new", "outcome"), "good"),
               (("records",), None), (("files", "added"), None), (("loosened",), {}), (("sentence",), ""),
               (("claim_statuses",), [{"id": "clm-a", "before": "true", "after": "verified"}])]


def made_wrong(report, faults):
    """Copies of a report with one fault each."""
    for path, value in faults:
        wrong = copy.deepcopy(report)
        place = wrong
        for step in path[:-1]:
            place = place[step]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        yield path, wrong


def main(program, root):
    root = pathlib.Path(root)
    schemas = {name: json.loads((root / f"manifests/schema/{name}.schema.json").read_text(encoding="utf-8"))
               for name in ("verify", "inspect", "diff")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    verify, inspect, diff = (Draft202012Validator(schemas[name]) for name in ("verify", "inspect", "diff"))
    vectors = sorted(root.glob("tests/vectors/*/*/bundle.dossier.zip"))
    faults, seen = [], set()

    def hold(validator, report, what):
        faults.extend(f"{what}: {error.json_path}: {error.message}" for error in validator.iter_errors(report))

    with tempfile.TemporaryDirectory() as scratch:
        trust = root / "tests/vectors/accept/minimal/trust"
        report = printed(program, "verify", "--json", "--trust", trust, *vectors, pathlib.Path(scratch) / "absent.zip")
        hold(verify, report, "all vectors")
        seen = {bundle["outcome"] for bundle in report["bundles"]}
    if seen != {"verified", "not-vouched", "not-valid", "not-checked"}:
        faults.append(f"not all outcomes were seen: {seen}")
    for bundle in root.glob("tests/vectors/accept/*/bundle.dossier.zip"):
        trust = bundle.parent / "trust"
        hold(verify, printed(program, "verify", "--json", "--trust", trust, bundle), bundle.parent.name)
        hold(inspect, printed(program, "inspect", "--json", "--files", "--trust", trust, bundle), bundle.parent.name)
    compared, whole, former = set(), None, vectors[0]
    for vector in vectors:
        told = printed(program, "diff", "--json", "--trust", trust, former, vector)
        hold(diff, told, f"diff {former.parent.name} {vector.parent.name}")
        compared.add(told["compared"])
        whole = told if told["compared"] else whole
        former = vector
    if compared != {True, False}:
        faults.append(f"not both were seen: compared {compared}")
    good = printed(program, "verify", "--json", "--trust", trust, bundle)
    for path, wrong in made_wrong(good, VERIFY_FAULTS):
        if verify.is_valid(wrong):
            faults.append(f"the schema accepts a wrong {path}")
    for path, wrong in made_wrong(whole, DIFF_FAULTS):
        if diff.is_valid(wrong):
            faults.append(f"the schema of diff accepts a wrong {path}")
    print("\n".join(faults[:20]) or f"{len(vectors)} vectors: all reports are as the schemas tell")
    return 1 if faults or not vectors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
