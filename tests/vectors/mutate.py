#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mutate.py PROGRAM: changes one field of one structure at a time; each result must be refused for the right reason.

What an attacker or a careless packer would repair is repaired: CRC-32, digests, manifests, seal and signature.
"""

import functools
import sys

import case
import mutate_container
import mutate_tags
import ssh
from bag import Bundle
from batch import judged
from vector import TRUST
from verifier import need


def right():
    return Bundle(case.minimal(), signatures=[
        ("0001-seal.sig", functools.partial(ssh.sign_by_hand, "sealer", "dossier-seal")),
        ("0002-review.sig", functools.partial(ssh.sign_by_hand, "reviewer", "dossier-review"))])


def main(program):
    need(program)
    mutants = [*mutate_container.mutants(right), *mutate_tags.mutants(right)]
    assert len({name for name, _, _ in mutants}) == len(mutants)
    intact = right().build().bytes()
    families = {name: families for name, families, _ in mutants}
    bundles = [("unchanged", intact), *((name, data) for name, _, data in mutants if data != intact)]
    wrong = number = 0
    for number, (name, report) in enumerate(judged(program, TRUST, bundles)):
        codes = {finding["code"] for finding in report["findings"]}
        if name == "unchanged":
            fits = report["outcome"] == "verified" and not codes
        else:
            # A changed name of key type or algorithm is a signature that nobody can check: nobody vouches.
            outcome = "not-vouched" if codes == {"signature.unsupported"} else "not-valid"
            fits = report["outcome"] == outcome and any(code.split(".")[0] in families[name] for code in codes)
        if not fits:
            wrong += 1
            print(f"{name}: {report['outcome']}, {sorted(codes)}")
    print(f"{number} mutants, {wrong} judged wrongly")
    return 1 if wrong or number < 2000 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
