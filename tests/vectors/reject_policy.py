# SPDX-License-Identifier: Apache-2.0
"""The verifier's policy. Exit 4: intact, and not enough of those whom the verifier trusts vouch; 3: no such policy."""

import json

import case
import ssh
from bag import Bundle
from vector import REVIEWER, SEALER, TRUST, Vector, signer

SEAL = ("0001-seal.sig", "sealer", "dossier-seal")
REVIEW = ("0002-review.sig", "reviewer", "dossier-review")
RECEIPT = ("0002-receipt.sig", "reviewer", "dossier-receipt")
TWO = {"threshold": 2, "counted_roles": ["review"]}


def policy(members, allowed=TRUST["allowed_signers"]):
    text = members if isinstance(members, str) else json.dumps({"schema": "dossier/policy/1", **members}) + "\n"
    return {"allowed_signers": allowed, "policy.json": text}


def bundle(*signatures):
    return Bundle(case.minimal(), signatures=list(signatures))


def not_met():
    def reject(name, what, made, members, *codes, allowed=TRUST["allowed_signers"], arguments=()):
        return Vector("policy_" + name, what, made, list(codes), 4, policy(members, allowed), list(arguments))

    below, unknown = "signature.below-threshold", "signature.unrecognised"
    yield reject("second-signature-stripped", "Two principals are asked for, and the review was removed.",
                 bundle(SEAL), TWO, below)
    yield reject("one-key-twice", "One key sealed and reviewed: that is one principal.",
                 bundle(SEAL, ("0002-review.sig", "sealer", "dossier-review")), TWO, below)
    yield reject("one-principal-with-two-keys", "Seal and review by two keys of one principal.",
                 bundle(SEAL, ("0002-review.sig", "p256", "dossier-review")), TWO, below,
                 allowed=signer(SEALER, "sealer") + signer(SEALER, "p256"))
    yield reject("one-signature-copied", "The seal's signature stands in the bundle twice.",
                 bundle(SEAL, ("0002-seal.sig", "sealer", "dossier-seal")), TWO, below)
    yield reject("role-that-does-not-count", "A receipt does not count towards the threshold unless it is named.",
                 bundle(SEAL, RECEIPT), TWO, below)
    yield reject("stranger-does-not-count", "The second signature is a stranger's.",
                 bundle(SEAL, ("0002-review.sig", "stranger", "dossier-review")), TWO, below, unknown)
    yield reject("unsupported-does-not-count", "The second signature is of a type that is not supported.",
                 bundle(SEAL, ("0002-review.sig", "p384", "dossier-review")), TWO, below, "signature.unsupported")
    yield reject("review-over-stranger", "No policy lets a trusted review stand for a stranger's seal.",
                 bundle(("0001-seal.sig", "stranger", "dossier-seal"), REVIEW), {"required_roles": ["review"]}, unknown)
    yield reject("receipt-over-stranger", "No policy lets a trusted receipt stand for a stranger's seal.",
                 bundle(("0001-seal.sig", "stranger", "dossier-seal"), RECEIPT), {"counted_roles": ["receipt"]},
                 unknown)
    yield reject("role-missing", "A review is asked for, and there is a receipt.",
                 bundle(SEAL, RECEIPT), {"required_roles": ["review"]}, "signature.role-missing")
    yield reject("principal-missing", "The reviewer is asked for by name, and only the sealer signed.",
                 bundle(SEAL), {"required_principals": [REVIEWER], "counted_roles": ["review"]},
                 "signature.principal-missing")
    yield reject("timestamp-missing", "A timestamp is asked for, and there is none.",
                 bundle(SEAL), {"timestamp_required": True}, "timestamp.required")


def invalid_goes_first():
    def wrong(role):
        return lambda signed: ssh.sign("reviewer", "dossier-" + role, signed + b"\n")

    yield Vector("policy_below-and-invalid", "Below the threshold, and an appended signature is wrong: not valid.",
                 bundle(SEAL, ("0002-review.sig", wrong("review"))),
                 ["signature.below-threshold", "signature.invalid"], 1, policy(TWO))
    yield Vector("policy_met-and-invalid", "The policy is met, and an appended signature is wrong: not valid.",
                 bundle(SEAL, REVIEW, ("0003-witness.sig", wrong("witness"))), ["signature.invalid"], 1, policy(TWO))


def refused():
    for name, what, text in [
            ("not-json", "The policy is no JSON.", "threshold = 2\n"),
            ("other-schema", "The policy has another schema.", '{"schema": "dossier/policy/2", "threshold": 2}\n'),
            ("unknown-member", "A member is mistyped.", {"treshold": 2}),
            ("member-twice", "The threshold is told twice.",
             '{"schema": "dossier/policy/1", "threshold": 2, "threshold": 1}\n'),
            ("threshold-zero", "The threshold is 0.", {"threshold": 0}),
            ("unknown-role", "A role that does not exist.", {"required_roles": ["editor"]}),
            ("wildcard-principal", "A principal with a wildcard.", {"required_principals": ["*"]}),
            ("truth-as-text", "Whether a timestamp is required is told as a text.", {"timestamp_required": "no"})]:
        yield Vector("policy_" + name, what, bundle(SEAL, REVIEW), [], 3, policy(text))
    broken = bundle(("0001-seal.sig", lambda signed: ssh.sign("sealer", "dossier-seal", signed + b"\n")))
    yield Vector("policy_refused-before-broken", "The policy cannot be read, and the bundle is not valid either.",
                 broken, [], 3, policy("[]\n"))


def vectors():
    yield from not_met()
    yield from invalid_goes_first()
    yield from refused()
