# SPDX-License-Identifier: Apache-2.0
"""Signers of every kind and at every time at which they are accepted. Exit 0. The clock is vector.NOW."""

import case
import ssh
from bag import Bundle
from reject_trust import SEAL, post_quantum, revoked, webauthn
from vector import SEALER, Vector, signer


def sealed_by(key):
    return Bundle(case.minimal(), signatures=[("0001-seal.sig", key, "dossier-seal")])


def beside(make):
    return Bundle(case.minimal(), signatures=[SEAL, ("0002-review.sig", make)])


def fido_kinds():
    for key, what in (("fido-ed25519", "Ed25519"), ("fido-p256", "ECDSA P-256")):
        yield Vector("signed-" + key, f"The seal was made with a security key, {what}, that was touched.",
                     sealed_by(key), [], 0, {"allowed_signers": signer(SEALER, key)})
    verified = Bundle(case.minimal(), signatures=[("0001-seal.sig", lambda signed: ssh.armour(ssh.blob(
        "fido-ed25519", "dossier-seal", signed, signature=ssh.fido_signature(
            "fido-ed25519", ssh.signed_bytes("dossier-seal", signed), flags=5, counter=0))))])
    yield Vector("signed-fido-with-pin", "A security key that was touched and asked for its PIN, at its first use.",
                 verified, [], 0, {"allowed_signers": signer(SEALER, "fido-ed25519")})


def unsupported_kinds():
    yield Vector("webauthn-beside", "A review in the form of WebAuthn, which is not supported, spoils nothing.",
                 beside(lambda signed: webauthn("dossier-review", signed)), ["signature.unsupported"], 0)
    yield Vector("post-quantum-beside", "A review by a post-quantum key, which is not supported, spoils nothing.",
                 beside(lambda signed: post_quantum("dossier-review", signed)), ["signature.unsupported"], 0)


def times():
    for name, what, term in (("in-force-from-this-second", "The key came into force this very second.",
                              'valid-after="20260601Z"'),
                             ("in-force-until-this-second", "This is the last second in which the key is in force.",
                              'valid-before="202606010000Z"')):
        yield Vector(name, what, sealed_by("sealer"), [], 0, {"allowed_signers": signer(SEALER, "sealer", term)})
    for reason in ("retired", "superseded"):
        yield Vector(reason + "-later", f"The key will be {reason} one second from now.", sealed_by("sealer"), [], 0,
                     revoked(f"revoked-at=2026-06-01T00:00:01Z reason={reason}"))
    yield Vector("another-key-revoked", "A key of somebody else is revoked.", sealed_by("sealer"), [], 0,
                 revoked("revoked-at=2020-01-01T00:00:00Z reason=compromised", key="stranger"))


def vectors():
    yield from fido_kinds()
    yield from unsupported_kinds()
    yield from times()
