#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""stock_signatures.py PROGRAM: whatever signature `verify` trusts, `ssh-keygen -Y verify` accepts with the same files.

For every vector, in three time zones where its trust folder tells times, at the time that counts (proven, else the clock), without the revocations that are
later: ssh-keygen does not know since when a key is revoked. The verdicts are the same in each time zone.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

from verifier import ENVIRONMENT, need, verify

HERE = pathlib.Path(__file__).parent
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
NOW = "20260601000000Z"
NONE = "none"


def openssh_time(text):
    return re.sub(r"[-:T]", "", text)


def revocations_until(trust, time):
    """The lines of revoked_keys but for those that say a later time."""
    path = trust / "revoked_keys"
    for line in path.read_text().splitlines(keepends=True) if path.exists() else []:
        at = re.fullmatch(r"\S+ \S+ revoked-at=(\S+Z) reason=(?:retired|superseded|compromised)\s*", line)
        if not at or openssh_time(at[1]).removesuffix("Z").ljust(14, "0") <= time.removesuffix("Z"):
            yield line


def ssh_keygen(trust, signature, archive, scratch, zone):
    time = openssh_time(signature.get("proven_at", "")) or NOW
    top = archive.namelist()[0].split("/")[0]
    (scratch / "signature").write_bytes(archive.read(f"{top}/{signature['path']}"))
    (scratch / "revoked").write_text("".join(revocations_until(trust, time)))
    command = ["ssh-keygen", "-Y", "verify", "-f", str(trust / "allowed_signers"), "-I", signature["principal"],
               "-n", "dossier-" + signature["role"], "-s", str(scratch / "signature"), "-r", str(scratch / "revoked"),
               "-O", "verify-time=" + time]
    return subprocess.run(command, input=archive.read(f"{top}/tagmanifest-sha256.txt"), capture_output=True,
                          env={**os.environ, "TZ": zone})


def judged(program, folder, zone):
    """(exit status, [(path, status)], the signatures that are trusted)"""
    ENVIRONMENT["TZ"] = zone
    arguments = json.loads((folder / "expect.json").read_text())["arguments"]
    outcome = verify(program, [folder / "bundle.dossier.zip"], folder / "trust", arguments)
    told = [each for bundle in outcome.bundles for each in bundle.get("authorship", {}).get("signatures", [])]
    return (outcome.exit, [(each["path"], each["status"]) for each in told],
            [each for each in told if each["status"] == "trusted"])


def tells_times(trust):
    return any(b"valid-" in path.read_bytes() or b"revoked-at" in path.read_bytes()
               for path in trust.iterdir() if path.is_file())


def faults(program, folder, scratch):
    first = None
    for zone in ZONES if tells_times(folder / "trust") else ZONES[:1]:
        status, told, trusted = judged(program, folder, zone)
        if first not in (None, (status, told)):
            yield f"with TZ={zone} exit {status} and {told}, else {first}"
        first = (status, told)
        for signature in trusted:
            with zipfile.ZipFile(folder / "bundle.dossier.zip") as archive:
                done = ssh_keygen(folder / "trust", signature, archive, scratch, zone)
            if done.returncode != 0:
                yield f"{signature['path']} with TZ={zone}: {done.stderr.decode(errors='replace').strip()}"
            else:
                yield NONE


def main(program):
    need(program)
    accepted = wrong = 0
    folders = [*(HERE / "accept").iterdir(), *(path for path in (HERE / "reject").iterdir()
                                               if re.match("signature_|trust_|policy_|timestamp_", path.name))]
    with tempfile.TemporaryDirectory() as scratch:
        for folder in sorted(folders):
            for fault in faults(program, folder, pathlib.Path(scratch)):
                if fault == NONE:
                    accepted += 1
                else:
                    wrong += 1
                    print(f"{folder.name}: {fault}")
    print(f"{len(folders)} vectors, {accepted} signatures trusted here and accepted by ssh-keygen, {wrong} faults")
    return 1 if wrong or not accepted else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
