#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds what commands print with --json against the published schemas: verify for all vectors, inspect and diff for some, list, show
and check for the sample's case folder and damaged ones, trust list for the vectors' trust folders and one worked on.

usage: reports.py PROGRAM ROOT
Also: the schemas refuse reports that were made wrong. Leaves with 77 where python3-jsonschema is not installed.
"""
import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: install python3-jsonschema to run this test")
    sys.exit(77)

SPREAD = 8  # of the vectors, every so many for what is the same for most of them
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1780272000", "LC_ALL": "C.UTF-8"}


def printed(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, env=ENVIRONMENT, timeout=300)
    return json.loads(done.stdout) if done.stdout else None


def faults_of(validator, report, what):
    if report is None:
        return [f"{what}: nothing was printed"]
    return [f"{what}: {error.json_path}: {error.message}" for error in validator.iter_errors(report)]


def damaged(case, folder):
    """Copies of a case folder that are not sound: name → path."""
    def copy_of(name):
        shutil.copytree(case, folder / name)
        return folder / name
    (copy_of("no-json") / "records/claims/clm-contact.json").write_text("{")
    claim = copy_of("unknown-key") / "records/claims/clm-contact.json"
    claim.write_text(claim.read_text(encoding="utf-8").replace('"status"', '"state"'), encoding="utf-8")
    (copy_of("no-head") / "dossier.json").write_text("[]")
    (copy_of("droppings") / "records/.DS_Store").write_text("")
    return {name: folder / name for name in ("no-json", "unknown-key", "no-head", "droppings")}


def case_faults(program, case, folder, validators):
    """Of list, show and check; and how many reports were looked at."""
    faults, count = [], 0
    for name, path in {"sample": case, **damaged(case, folder)}.items():
        for words in (["list"], ["list", "claim"], ["check"], ["check", "--profile", "legal"],
                      *(["show", record.stem] for record in sorted(path.glob("records/*/*.json"))), ["show", "head"]):
            report = printed(program, *words, "--json", "-C", path)
            faults += faults_of(validators[words[0]], report, f"{name}: {' '.join(words)}")
            count += 1
    return faults, count


def trust_faults(program, root, folder, validator):
    faults = []
    for key in ("a", "b", "c"):
        subprocess.run([program, "keygen", folder / key], check=True, capture_output=True, env=ENVIRONMENT)
        add = [program, "trust", "add", f"{key}@newsroom.example", folder / f"{key}.pub", "--checked", "in-person",
               "--trust", folder / "trust"]
        subprocess.run(add, check=True, capture_output=True, env=ENVIRONMENT)
    for words in (["a@newsroom.example", "--reason", "compromised"],
                  ["b@newsroom.example", "--reason", "retired", "--at", "2026-05-01T00:00:00Z"]):
        subprocess.run([program, "trust", "revoke", *words, "--trust", folder / "trust"], check=True, capture_output=True,
                       env=ENVIRONMENT)
    subprocess.run([program, "trust", "remove", "b@newsroom.example", "--trust", folder / "trust"], check=True,
                   capture_output=True, env=ENVIRONMENT)
    seen = printed(program, "trust", "list", "--json", "--trust", folder / "trust")
    if not seen["other_revoked_keys"] or not any(signer["revocations"] for signer in seen["signers"]):
        faults.append("the trust folder should show a revoked signer and a revoked key without one")
    for trust in [folder / "trust", *sorted(root.glob("tests/vectors/*/*/trust"))[::SPREAD]]:
        report = printed(program, "trust", "list", "--json", "--trust", trust)
        if report is not None:  # a vector's own fault
            faults += faults_of(validator, report, f"trust list: {trust}")
    return faults


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
               for name in ("verify", "inspect", "diff", "list", "show", "check", "trust")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    validators = {name: Draft202012Validator(schema) for name, schema in schemas.items()}
    verify, inspect, diff = (validators[name] for name in ("verify", "inspect", "diff"))
    vectors = sorted(root.glob("tests/vectors/*/*/bundle.dossier.zip"))
    faults, seen = [], set()

    def hold(validator, report, what):
        faults.extend(faults_of(validator, report, what))

    with tempfile.TemporaryDirectory() as scratch:
        trust = root / "tests/vectors/accept/minimal/trust"
        report = printed(program, "verify", "--json", "--trust", trust, *vectors, pathlib.Path(scratch) / "absent.zip")
        hold(verify, report, "all vectors")
        seen = {bundle["outcome"] for bundle in report["bundles"]}
        of_cases, count = case_faults(program, root / "samples/letters-claim/case", pathlib.Path(scratch), validators)
        faults += of_cases + trust_faults(program, root, pathlib.Path(scratch), validators["trust"])
    if seen != {"verified", "not-vouched", "not-valid", "not-checked"}:
        faults.append(f"not all outcomes were seen: {seen}")
    for bundle in root.glob("tests/vectors/accept/*/bundle.dossier.zip"):
        trust = bundle.parent / "trust"
        hold(verify, printed(program, "verify", "--json", "--trust", trust, bundle), bundle.parent.name)
        hold(inspect, printed(program, "inspect", "--json", "--files", "--trust", trust, bundle), bundle.parent.name)
    compared, whole, former = set(), None, vectors[0]
    for vector in vectors[::SPREAD]:
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
    print("\n".join(faults[:20]) or f"{len(vectors)} vectors, {count} reports of cases: all are as the schemas tell")
    return 1 if faults or not vectors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
