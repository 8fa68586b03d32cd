# SPDX-License-Identifier: Apache-2.0
"""Signatures and trust. Exit 1: a signature that is wrong in itself; 4: nobody vouches; 3: the trust folder is refused.

A signature with a fault stands as a review beside a good seal wherever it can, so that the fault is the only finding.
"""

import case
import ssh
import timestamps
from bag import Bundle
from vector import REVIEWER, SEALER, TRUST, Vector, signer

SEAL = ("0001-seal.sig", "sealer", "dossier-seal")


def bundle(*signatures):
    return Bundle(case.minimal(), signatures=list(signatures))


def beside(change):
    """A good seal and a review: `change` gets the bytes that are signed."""
    return bundle(SEAL, ("0002-review.sig", change))


def odd_blob(**how):
    return beside(lambda signed: ssh.armour(ssh.blob("reviewer", "dossier-review", signed, **how)))


def odd_text(change):
    return beside(lambda signed: change(ssh.sign("reviewer", "dossier-review", signed)))


def odd_inner(change):
    """The inner signature is a string of its algorithm's name and a string of its bytes."""
    def make(signed):
        name, raw = ssh.strings(ssh.raw_signature("reviewer", ssh.signed_bytes("dossier-review", signed)))
        return ssh.armour(ssh.blob("reviewer", "dossier-review", signed, signature=change(name, raw)))
    return beside(make)


def rewrapped(text, width):
    return ssh.armour(ssh.dearmour(text), width)


def loose_padding(text):
    """The unused bits of the last base64 digit are set: the same bytes, another spelling."""
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = text.index(b"=") - 1
    return text[:at] + digits[digits.index(text[at:at + 1]) + 1:][:1] + text[at + 1:]


def malleable(name, raw):
    s = int.from_bytes(raw[32:], "little") + ssh.L
    return ssh.string(name) + ssh.string(raw[:32] + s.to_bytes(32, "little"))


def flipped(name, raw):
    return ssh.string(name) + ssh.string(raw[:40] + bytes([raw[40] ^ 1]) + raw[41:])


def malformed_vectors():
    def reject(name, what, made):
        return Vector("signature_" + name, what, made, ["signature.malformed"], 1)

    yield reject("empty", "A signature file has no bytes.", beside(lambda signed: b""))
    yield reject("not-armoured", "A signature file is binary.",
                 beside(lambda signed: ssh.blob("reviewer", "dossier-review", signed)))
    yield reject("text-before", "A line stands before the armour.", odd_text(lambda text: b"Signed:\n" + text))
    yield reject("empty-line-before", "An empty line stands before the armour.", odd_text(lambda text: b"\n" + text))
    yield reject("text-after", "A line stands after the armour.", odd_text(lambda text: text + b"and more\n"))
    yield reject("two-armours", "Two signatures stand in one file.", odd_text(lambda text: text + text))
    yield reject("crlf", "The armour's lines end in CRLF.", odd_text(lambda text: text.replace(b"\n", b"\r\n")))
    yield reject("no-final-line-feed", "The armour ends without a line feed.", odd_text(lambda text: text[:-1]))
    yield reject("other-line-width", "The armour is broken at 64 columns.", odd_text(lambda t: rewrapped(t, 64)))
    yield reject("space-in-base64", "A space stands in the base64.",
                 odd_text(lambda text: text[:60] + b" " + text[60:]))
    yield reject("no-padding", "The base64 lacks its padding.", padded(lambda text: text.replace(b"=", b"")))
    yield reject("loose-padding", "The unused bits of the last base64 digit are set.", padded(loose_padding))
    yield reject("magic", "The blob does not begin with SSHSIG.", odd_blob(magic=b"SSHSIC"))
    yield reject("version-2", "The blob has version 2.", odd_blob(version=2))
    yield reject("reserved", "The reserved field holds something, and is signed.", odd_blob(reserved=b"more"))
    yield reject("bytes-after-blob", "Bytes follow the last field of the blob.", odd_blob(tail=b"\0\0\0\0"))
    yield reject("cut-blob", "The blob ends within its last field.",
                 beside(lambda signed: ssh.armour(ssh.blob("reviewer", "dossier-review", signed)[:-1])))
    yield reject("length-beyond-blob", "A length in the blob goes beyond its end.",
                 beside(lambda signed: ssh.armour(b"SSHSIG\0\0\0\1\xff\xff\xff\xff"
                                                  + ssh.blob("reviewer", "dossier-review", signed)[14:])))
    yield reject("rsa-sha1", "An RSA review with SHA-1.", beside(
        lambda signed: ssh.armour(ssh.blob("rsa2048", "dossier-review", signed, rsa="ssh-rsa"))))
    yield reject("bytes-after-inner", "Bytes follow within the inner signature.",
                 odd_inner(lambda name, raw: ssh.string(name) + ssh.string(raw) + b"\0"))
    yield reject("short-inner", "The inner signature has 63 bytes.",
                 odd_inner(lambda name, raw: ssh.string(name) + ssh.string(raw[:63])))
    yield reject("algorithm-of-other-key", "An Ed25519 key with the algorithm name of RSA.",
                 odd_inner(lambda name, raw: ssh.string(b"rsa-sha2-512") + ssh.string(raw)))


def padded(change):
    """The namespace that makes the blob's length leave padding is that of a receipt."""
    return bundle(SEAL, ("0002-receipt.sig", lambda signed: change(ssh.sign("reviewer", "dossier-receipt", signed))))


def wrong_vectors():
    def reject(name, what, code, made, trust=TRUST):
        return Vector("signature_" + name, what, made, [code], 1, trust)

    other = Bundle(case.captured()).tag_files()[b"tagmanifest-sha256.txt"]
    yield reject("of-another-bundle", "The seal's signature was taken from another bundle.", "signature.invalid",
                 bundle(("0001-seal.sig", ssh.sign("sealer", "dossier-seal", other))))
    yield reject("review-of-another-bundle", "A review was taken from another bundle and put beside a good seal.",
                 "signature.invalid", beside(lambda signed: ssh.sign("reviewer", "dossier-review", other)))
    yield reject("flipped-bit", "One bit of a review's signature is flipped.", "signature.invalid",
                 odd_inner(flipped))
    yield reject("malleable", "The order of the group is added to S.", "signature.invalid", odd_inner(malleable))
    yield reject("key-exchanged", "The blob names the sealer's key over a stranger's signature.", "signature.invalid",
                 beside(lambda signed: ssh.armour(ssh.blob(
                     "sealer", "dossier-review", signed,
                     signature=ssh.raw_signature("stranger", ssh.signed_bytes("dossier-review", signed))))))
    yield reject("stranger-invalid", "An invalid signature by a stranger beside a trusted seal.", "signature.invalid",
                 beside(lambda signed: ssh.sign("stranger", "dossier-review", signed + b"\n")))
    role = "signature.role-mismatch"
    yield reject("renamed-role", "A receipt's file is named as a review.", role,
                 bundle(SEAL, ("0002-review.sig", "reviewer", "dossier-receipt")))
    yield reject("foreign-namespace", "The signature was made for files in general.", role,
                 bundle(SEAL, ("0002-review.sig", "reviewer", "file")))
    yield reject("review-as-seal", "A review's file is named as the seal.", role,
                 bundle(SEAL, ("0002-seal.sig", "reviewer", "dossier-review")))


def name_vectors():
    review = ("reviewer", "dossier-review")
    for name, what, files in [
            ("first-number-missing", "The first signature has the number 2.",
             [("0002-seal.sig", "sealer", "dossier-seal")]),
            ("gap-in-numbers", "Number 2 is missing.", [SEAL, ("0003-review.sig", *review)]),
            ("number-twice", "Two signatures have the number 1.", [SEAL, ("0001-review.sig", *review)]),
            ("number-zero", "Numbers begin at 0.", [("0000-seal.sig", "sealer", "dossier-seal")]),
            ("short-number", "The number has one digit.", [SEAL, ("2-review.sig", *review)]),
            ("unknown-role", "A role that does not exist.", [SEAL, ("0002-editor.sig", "reviewer", "dossier-editor")]),
            ("upper-case-role", "The role is written in upper case.", [SEAL, ("0002-Review.sig", *review)]),
            ("derive-in-full-bundle", "A full bundle has a derive signature.",
             [SEAL, ("0002-derive.sig", "reviewer", "dossier-derive")]),
            ("other-file", "A text lies among the signatures.", [SEAL, ("readme.txt", b"Read me.\n")]),
            ("in-folder", "A signature lies in a folder of its own.", [SEAL, ("more/0002-review.sig", *review)]),
            ("stamp-text-alone", "A timestamp's text has no token.", [SEAL, ("0002-timestamp.txt", b"")]),
            ("numbers-swapped", "Number 2 stands before number 1.", [("0002-review.sig", *review), SEAL])]:
        yield Vector("signature_" + name, what, bundle(*files), ["signature.name"], 1)


def nobody_vouches():
    def reject(name, what, code, made=None, trust=TRUST):
        return Vector("signature_" + name, what, made or bundle(SEAL), [code], 4, trust)

    yield reject("none", "Nobody signed.", "signature.none", bundle())
    yield reject("seal-stripped", "A trusted review is there and the seal is not.", "signature.none",
                 bundle(("0001-review.sig", "reviewer", "dossier-review")))
    yield reject("stranger", "A key that the trust folder does not know.", "signature.unrecognised",
                 bundle(("0001-seal.sig", "stranger", "dossier-seal")))
    yield reject("receipt-over-stranger", "A trusted receipt does not make a stranger's seal good.",
                 "signature.unrecognised", bundle(("0001-seal.sig", "stranger", "dossier-seal"),
                                                  ("0002-receipt.sig", "reviewer", "dossier-receipt")))
    yield reject("review-over-stranger", "A trusted review does not make a stranger's seal good.",
                 "signature.unrecognised", bundle(("0001-seal.sig", "stranger", "dossier-seal"),
                                                  ("0002-review.sig", "reviewer", "dossier-review")))
    yield reject("role-not-allowed", "The trust folder allows the key reviews only.", "signature.role-not-allowed",
                 trust={"allowed_signers": signer(SEALER, "sealer", roles="dossier-review")})
    yield reject("not-yet-valid", "The key comes into force in 2099.", "signature.not-yet-valid",
                 trust={"allowed_signers": signer(SEALER, "sealer", 'valid-after="20990101Z"')})
    yield reject("expired", "The key ended in 2020.", "signature.expired",
                 trust={"allowed_signers": signer(SEALER, "sealer", 'valid-before="20200101Z"')})
    for reason in ("retired", "superseded", "compromised"):
        yield reject("revoked-" + reason, f"The key is {reason}, and no timestamp tells when it signed.",
                     "signature.revoked", trust=revoked(f"revoked-at=2026-02-01T00:00:00Z reason={reason}"))
    yield reject("revoked-without-comment", "The revocation does not say when or why.", "signature.revoked",
                 trust=revoked(""))
    yield reject("revoked-bad-comment", "The revocation's reason is unknown.", "signature.revoked",
                 trust=revoked("revoked-at=2099-01-01T00:00:00Z reason=whim"))
    yield reject("p384", "A key type that is not supported.", "signature.unsupported",
                 bundle(("0001-seal.sig", "p384", "dossier-seal")))
    yield reject("sha256", "The bytes are hashed with SHA-256 where the format wants SHA-512.",
                 "signature.unsupported", bundle(("0001-seal.sig", lambda signed: ssh.armour(ssh.blob(
                     "sealer", "dossier-seal", signed, digest="sha256")))))
    yield reject("rsa-1024", "An RSA key of 1,024 bits.", "signature.weak-key",
                 bundle(("0001-seal.sig", "rsa1024", "dossier-seal")))
    yield Vector("signature_no-trust", "The trust folder is empty.", bundle(SEAL), ["signature.unrecognised"], 4,
                 {"allowed_signers": ""})


def revoked(comment):
    line = ssh.public_line("sealer") + (" " + comment if comment else "") + "\n"
    return {**TRUST, "revoked_keys": line}


def trust_vectors():
    key, good = ssh.public_line("sealer"), TRUST["allowed_signers"]
    roles = 'namespaces="dossier-seal"'
    for name, what, text in [
            ("wildcard", "A principal with a wildcard.", f"*@newsroom.example {roles} {key}\n"),
            ("several-principals", "Two principals in one line.", f"{SEALER},{REVIEWER} {roles} {key}\n"),
            ("certificate-authority", "A line for certificates.", f"{SEALER} cert-authority,{roles} {key}\n"),
            ("key-twice", "One key under two principals.", good + f"{REVIEWER} {roles} {key}\n"),
            ("key-twice-as-security-key", "The key's point once more as a FIDO key, under another principal.",
             good + f"{REVIEWER} {roles} {as_security_key()}\n"),
            ("time-without-z", "A time in local time.", signer(SEALER, "sealer", 'valid-after="20200101"')),
            ("no-such-day", "A time that does not exist.", signer(SEALER, "sealer", 'valid-after="20260231Z"')),
            ("unknown-option", "An option that OpenSSH does not know.", signer(SEALER, "sealer", "no-doubt")),
            ("weak-key", "An RSA key of 1,024 bits.", signer(SEALER, "rsa1024")),
            ("unsupported-key", "A key of a type that is not supported.", signer(SEALER, "p384")),
            ("carriage-return", "Lines end in CRLF.", good.replace("\n", "\r\n")),
            ("broken-key", "A key that is not base64.", f"{SEALER} {roles} ssh-ed25519 !!!\n"),
            ("key-type-differs", "The line names another key type than the key has.",
             f"{SEALER} {roles} ssh-rsa {key.split()[1]}\n"),
            ("small-order-key", "A key of small order, for which signatures can be made without a secret.",
             f"{SEALER} {roles} ssh-ed25519 {small_order()}\n")]:
        yield Vector("trust_" + name, what, bundle(SEAL), [], 3, {"allowed_signers": text})
    yield Vector("trust_revocation-unreadable", "The list of revoked keys cannot be read as one.", bundle(SEAL), [], 3,
                 {**TRUST, "revoked_keys": "ssh-ed25519 !!!\n"})
    yield Vector("trust_no-allowed-signers", "The trust folder has no allowed_signers.", bundle(SEAL), [], 3,
                 {"notes.txt": "Nothing here.\n"})


def as_security_key():
    point = ssh.strings(ssh.base64.b64decode(ssh.public_line("sealer").split()[1]))[1]
    blob = ssh.string(b"sk-ssh-ed25519@openssh.com") + ssh.string(point) + ssh.string(b"ssh:")
    return "sk-ssh-ed25519@openssh.com " + ssh.base64.b64encode(blob).decode()


def small_order():
    return ssh.base64.b64encode(ssh.string(b"ssh-ed25519") + ssh.string(b"\1" + b"\0" * 31)).decode()


def vectors():
    yield from nobody_vouches()
    yield from malformed_vectors()
    yield from wrong_vectors()
    yield from name_vectors()
    yield from trust_vectors()
    yield from timestamps.refused()
