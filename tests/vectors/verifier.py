# SPDX-License-Identifier: Apache-2.0
"""Runs `dossier verify --json` and gives what it said."""

import json
import os
import subprocess
import sys

SKIPPED = 77  # SKIP_RETURN_CODE of the tests
# The clock stands still, so that no vector grows old: 2026-06-01T00:00:00Z.
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1780272000", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ENVIRONMENT.pop("DOSSIER_TRUST", None)


class Outcome:
    """Exit status, and for each bundle in the order given: its verdicts' object as verify printed it."""

    def __init__(self, done):
        self.exit, self.errors = done.returncode, done.stderr.decode(errors="replace")
        text = done.stdout.decode()
        self.report = json.loads(text) if text.strip() else {}
        self.bundles = self.report.get("bundles", [])

    def codes(self, index=0):
        """The set of codes of one bundle's findings; empty where nothing could be checked."""
        if index >= len(self.bundles):
            return set()
        return {finding["code"] for finding in self.bundles[index].get("findings", [])}

    def told(self):
        """All findings and what was written to standard error, for people."""
        findings = [finding for bundle in self.bundles for finding in bundle.get("findings", [])]
        return "\n".join([*(f"  {f['code']}  {f.get('where')}: {f.get('sentence')}" for f in findings), self.errors])


def verify(program, bundles, trust, arguments=(), seconds=60, source=None):
    """`source`: the file that standard input reads."""
    command = [program, "verify", "--json", "--trust", str(trust), *arguments, *map(str, bundles)]
    with open(source or os.devnull, "rb") as file:
        return Outcome(subprocess.run(command, stdin=file, capture_output=True, env=ENVIRONMENT, timeout=seconds))


def need(program):
    """Ends the test as skipped, saying so, where this build of the program has no `verify` yet."""
    if subprocess.run([program, "verify", "--help"], capture_output=True).returncode != 0:
        print("skipped: this build has no command verify")
        sys.exit(SKIPPED)
