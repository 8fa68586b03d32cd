#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the published schemas against the reader of records, document by document.

usage: compare.py PROGRAM FOLDER
PROGRAM prints documents with the reader's verdict (corpus.cc), FOLDER holds the schemas. Leaves with 77 where the
package python3-jsonschema is not installed.
"""
import json
import pathlib
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: install python3-jsonschema to run this test")
    sys.exit(77)


def main(program: str, folder: str) -> int:
    validators = {}
    for path in pathlib.Path(folder).glob("*.schema.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        if schema["$id"].startswith("urn:dossier:report:"):
            continue  # what commands print: reports.py
        Draft202012Validator.check_schema(schema)
        validators[path.name.split(".")[0]] = Draft202012Validator(schema)
    output = subprocess.run([program], check=True, capture_output=True).stdout.decode("utf-8")
    counts = {"accept": 0, "refuse": 0}
    differences = 0
    for line in sorted(set(output.rstrip("\n").split("\n"))):
        kind, verdict, text = line.split("\t")
        accepted = validators[kind].is_valid(json.loads(text))
        counts[verdict] += 1
        if accepted != (verdict == "accept"):
            differences += 1
            if differences <= 20:
                print(f"the reader would {verdict} this {kind}, the schema not: {text}")
    print(f"{counts['accept']} accepted, {counts['refuse']} refused, {differences} differences")
    return 1 if differences or min(counts.values()) < 100 or len(validators) != 12 else 0


sys.exit(main(*sys.argv[1:]))
