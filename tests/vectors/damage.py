#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""damage.py PROGRAM: a bundle cut at every length, and with one bit flipped in every byte, is broken each time.

Exit 1 and a finding of container, path, bag, file, seal, signature or limit; never 0, never 4, never a crash.
"""

import sys

import case
from bag import Bundle
from batch import judged
from vector import TRUST
from verifier import need


def damaged(right):
    for length in range(len(right)):
        yield f"cut to {length} bytes", right[:length]
    for at in range(len(right)):
        changed = bytearray(right)
        changed[at] ^= 1 << at % 8
        yield f"bit {at % 8} of byte {at} flipped", bytes(changed)


def main(program):
    need(program)
    right = Bundle(case.minimal()).build().bytes()
    wrong = number = 0
    for number, (name, report) in enumerate(judged(program, TRUST, damaged(right)), 1):
        codes = {finding["code"] for finding in report["findings"] if finding["severity"] == "error"}
        if report["outcome"] != "not-valid" or not codes:
            wrong += 1
            print(f"{name}: {report['outcome']}, {sorted(codes)}")
    print(f"{number} damaged bundles, {wrong} judged wrongly")
    return 1 if wrong or number != 2 * len(right) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
