# SPDX-License-Identifier: Apache-2.0
"""Signers who are not accepted, keys that are none, and trust folders that can be read in two ways.

Exit 1: a signature that is wrong in itself; 4: nobody who is trusted vouches at the time; 3: the trust folder is refused.
"""

import case
import ssh
from bag import Bundle
from vector import REVIEWER, SEALER, TRUST, Vector, signer

SEAL = ("0001-seal.sig", "sealer", "dossier-seal")
FIDO = {"allowed_signers": TRUST["allowed_signers"] + signer("token@newsroom.example", "fido-ed25519")}


def bundle(*signatures):
    return Bundle(case.minimal(), signatures=list(signatures))


def beside(make):
    return bundle(SEAL, ("0002-review.sig", make))


def revoked(comment, key="sealer"):
    return {**TRUST, "revoked_keys": ssh.public_line(key) + (" " + comment if comment else "") + "\n"}


def key_line(*fields):
    """A public key of any fields, the first of which is its type."""
    blob = b"".join(ssh.string(field) for field in fields)
    return fields[0].decode() + " " + ssh.base64.b64encode(blob).decode()


def blob_with_key(key, namespace, signed, inner):
    """An SSHSIG blob that names any key blob and any inner signature."""
    return (ssh.SSHSIG + b"\0\0\0\1" + ssh.string(key) + ssh.string(namespace.encode()) + ssh.string(b"")
            + ssh.string(b"sha512") + ssh.string(inner))


def webauthn(namespace, signed):
    """PROTOCOL.u2f: a signature that a browser had made; its origin, client data and extensions follow the counter."""
    name = b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
    tail = ssh.string(b"https://newsroom.example") + ssh.string(b'{"type":"webauthn.get"}') + ssh.string(b"")
    inner = ssh.fido_signature("fido-p256", ssh.signed_bytes(namespace, signed), algorithm=name, tail=tail)
    return ssh.armour(ssh.blob("fido-p256", namespace, signed, signature=inner))


def post_quantum(namespace, signed):
    """A key and a signature of the lengths of ML-DSA-44 with Ed25519, filled with a pattern."""
    name = b"ssh-mldsa44-ed25519@openssh.com"
    key = ssh.string(name) + ssh.string(b"\x5a" * (1312 + 32))
    return ssh.armour(blob_with_key(key, namespace, signed, ssh.string(name) + ssh.string(b"\xa5" * (2420 + 64))))


def odd_fido(**how):
    key = how.pop("key", "fido-ed25519")
    return beside(lambda signed: ssh.armour(ssh.blob(key, "dossier-review", signed, signature=ssh.fido_signature(
        key, ssh.signed_bytes("dossier-review", signed), **how))))


def changed_fido(change):
    return beside(lambda signed: ssh.armour(ssh.blob("fido-ed25519", "dossier-review", signed, signature=change(
        ssh.fido_signature("fido-ed25519", ssh.signed_bytes("dossier-review", signed))))))


def other_application(signed):
    key = b"".join(ssh.string(part) for part in ssh.strings(ssh.public_blob("fido-ed25519"))[:-1])
    inner = ssh.fido_signature("fido-ed25519", ssh.signed_bytes("dossier-review", signed))
    return ssh.armour(blob_with_key(key + ssh.string(b"ssh:other"), "dossier-review", signed, inner))


def fido_vectors():
    def reject(name, what, code, made):
        return Vector("signature_fido-" + name, what, made, [code], 1, FIDO)

    malformed, invalid = "signature.malformed", "signature.invalid"
    yield reject("untouched", "A security key signed without a touch.", malformed, odd_fido(flags=0))
    yield reject("pin-without-touch", "A security key asked for its PIN and was not touched.", malformed,
                 odd_fido(flags=4))
    yield reject("without-counter", "Flags and counter are missing.", malformed, changed_fido(lambda raw: raw[:-5]))
    yield reject("bytes-after-counter", "A byte follows the counter.", malformed, odd_fido(tail=b"\0"))
    yield reject("plain-algorithm", "The algorithm is that of a plain Ed25519 key.", malformed,
                 odd_fido(algorithm=b"ssh-ed25519"))
    yield reject("counter-changed", "The counter is not the one that was signed.", invalid,
                 changed_fido(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])))
    yield reject("flags-changed", "The flags tell of a PIN that was not asked for.", invalid,
                 changed_fido(lambda raw: raw[:-5] + b"\5" + raw[-4:]))
    yield reject("application-changed", "The key is told to be of another application than was signed.", invalid,
                 beside(other_application))
    yield reject("p256-counter-changed", "The counter of a P-256 token is not the one that was signed.", invalid,
                 beside(lambda signed: ssh.armour(ssh.blob("fido-p256", "dossier-review", signed, signature=(
                     lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]))(ssh.fido_signature(
                         "fido-p256", ssh.signed_bytes("dossier-review", signed)))))))



def key_vectors():
    """The signature names a key that is none; only the key is at fault, as nothing could be verified with it."""
    p256 = b"ecdsa-sha2-nistp256"
    right = ssh.strings(ssh.public_blob("p256"))[2]
    for name, what, fields in [
            ("curve-exchanged", "A P-256 key that names the curve P-384.", (p256, b"nistp384", right)),
            ("point-of-other-curve", "A P-256 key with a point of P-384.",
             (p256, b"nistp256", ssh.strings(ssh.public_blob("p384"))[2])),
            ("point-off-curve", "A P-256 key whose point is not on the curve.",
             (p256, b"nistp256", right[:-1] + bytes([right[-1] ^ 1]))),
            ("point-compressed", "A P-256 key with a compressed point.",
             (p256, b"nistp256", bytes([2 + right[-1] % 2]) + right[1:33])),
            ("small-order", "An Ed25519 key of small order, for which anybody can sign.",
             (b"ssh-ed25519", b"\1" + b"\0" * 31)),
            ("key-not-canonical", "An Ed25519 key whose coordinate is above the prime.",
             (b"ssh-ed25519", (ssh.P + 3).to_bytes(32, "little")))]:
        key = b"".join(ssh.string(field) for field in fields)
        inner = ssh.string(fields[0]) + ssh.string(ssh.mpint(1) + ssh.mpint(1) if fields[0] == p256 else b"\1" + b"\0" * 63)
        yield Vector("signature_" + name, what, beside(lambda signed, key=key, inner=inner: ssh.armour(
            blob_with_key(key, "dossier-review", signed, inner))), ["signature.malformed"], 1)


def nobody_vectors():
    def reject(name, what, code, trust=TRUST, made=None):
        return Vector("signature_" + name, what, made or bundle(SEAL), [code], 4, trust)

    yield reject("webauthn", "The seal has the form of WebAuthn, by a key that is trusted.", "signature.unsupported",
                 {"allowed_signers": signer(SEALER, "fido-p256")},
                 bundle(("0001-seal.sig", lambda signed: webauthn("dossier-seal", signed))))
    yield reject("post-quantum", "The seal is by a post-quantum key.", "signature.unsupported", TRUST,
                 bundle(("0001-seal.sig", lambda signed: post_quantum("dossier-seal", signed))))
    yield reject("embedded-trust", "The bundle brings a trust folder of its own that names its sealer.",
                 "signature.unrecognised", TRUST,
                 Bundle(case.captured({"allowed_signers": signer(SEALER, "stranger").encode()}),
                        signatures=[("0001-seal.sig", "stranger", "dossier-seal")]))
    blob = ssh.strings(ssh.public_blob("fido-ed25519"))
    for name, what, line in [
            ("fido-other-application", "The trusted key has the same point and another application.",
             key_line(*blob[:2], b"ssh:other")),
            ("fido-trusted-as-plain-key", "The trusted key has the same point and is no security key.",
             key_line(b"ssh-ed25519", blob[1]))]:
        yield reject(name, what, "signature.unrecognised",
                     {"allowed_signers": f'{SEALER} namespaces="dossier-seal" {line}\n'},
                     bundle(("0001-seal.sig", "fido-ed25519", "dossier-seal")))
    yield reject("not-yet-by-a-second", "The key comes into force one second from now.", "signature.not-yet-valid",
                 {"allowed_signers": signer(SEALER, "sealer", 'valid-after="20260601000001Z"')})
    yield reject("expired-by-a-second", "The key ended one second ago.", "signature.expired",
                 {"allowed_signers": signer(SEALER, "sealer", 'valid-before="20260531235959Z"')})


def revoked_vectors():
    line = ssh.public_line("sealer")
    point_of = ssh.strings(ssh.public_blob("sealer"))[1]
    for name, what, trust in [
            ("retired-this-second", "The key is retired this very second.",
             revoked("revoked-at=2026-06-01T00:00:00Z reason=retired")),
            ("compromised-later", "The key will be compromised, and no timestamp proves when it signed.",
             revoked("revoked-at=2099-01-01T00:00:00Z reason=compromised")),
            ("time-without-z", "The revocation's time is in local time, so it holds from the beginning.",
             revoked("revoked-at=2099-01-01T00:00:00 reason=retired")),
            ("no-such-day", "The revocation's time does not exist, so it holds from the beginning.",
             revoked("revoked-at=2099-02-30T00:00:00Z reason=retired")),
            ("words-swapped", "The words of the comment stand in another order, so it holds from the beginning.",
             revoked("reason=retired revoked-at=2099-01-01T00:00:00Z")),
            ("more-words", "More words follow the comment's, so it holds from the beginning.",
             revoked("revoked-at=2099-01-01T00:00:00Z reason=retired for now")),
            ("upper-case", "The reason is in capitals, so it holds from the beginning.",
             revoked("revoked-at=2099-01-01T00:00:00Z reason=RETIRED")),
            ("twice", "One line retires the key later, another one holds from the beginning.",
             {**TRUST, "revoked_keys": f"{line} revoked-at=2099-01-01T00:00:00Z reason=retired\n{line}\n"}),
            ("as-security-key", "The same point is revoked as a security key.",
             {**TRUST, "revoked_keys": key_line(b"sk-ssh-ed25519@openssh.com", point_of, b"ssh:") + "\n"})]:
        yield Vector("signature_revoked-" + name, what, bundle(SEAL), ["signature.revoked"], 4, trust)


def folder_vectors():
    key, good = ssh.public_line("sealer"), TRUST["allowed_signers"]
    roles = 'namespaces="dossier-seal"'
    p256 = ssh.strings(ssh.public_blob("p256"))[2]
    for name, what, text in [
            ("wildcard-question-mark", "A principal with a question mark.", f"sealer@newsroom.exampl? {roles} {key}\n"),
            ("negated-principal", "A principal with a negation.", f"!{REVIEWER} {roles} {key}\n"),
            ("wildcard-namespace", "A namespace with a wildcard.", f'{SEALER} namespaces="dossier-*" {key}\n'),
            ("valid-before-without-z", "The end of validity is in local time.",
             signer(SEALER, "sealer", 'valid-before="209912312359"')),
            ("ends-before-it-begins", "The validity ends before it begins.",
             signer(SEALER, "sealer", 'valid-after="20260101Z",valid-before="20250101Z"')),
            ("option-twice", "An option stands there twice.",
             signer(SEALER, "sealer", 'valid-before="20300101Z",valid-before="20990101Z"')),
            ("loose-base64", "The unused bits of a key's last base64 digit are set.",
             loose(signer(SEALER, "fido-ed25519"))),
            ("zero-byte", "A zero byte stands in the comment.", good[:-1] + " a\0b\n"),
            ("point-off-curve", "A P-256 key whose point is not on the curve.",
             f"{SEALER} {roles} {key_line(b'ecdsa-sha2-nistp256', b'nistp256', p256[:-1] + bytes([p256[-1] ^ 1]))}\n"),
            ("key-not-canonical", "An Ed25519 key whose coordinate is above the prime.",
             f"{SEALER} {roles} {key_line(b'ssh-ed25519', (ssh.P + 3).to_bytes(32, 'little'))}\n"),
            ("post-quantum-key", "A post-quantum key.",
             f"{SEALER} {roles} {key_line(b'ssh-mldsa44-ed25519@openssh.com', bytes(1344))}\n"),
            ("key-twice-other-name", "One key twice, the second time under another name and other roles.",
             good + f'editor@newsroom.example namespaces="dossier-review" {key}\n')]:
        yield Vector("trust_" + name, what, bundle(SEAL), [], 3, {"allowed_signers": text})
    for name, what, files in [
            ("revocation-crlf", "The list of revoked keys has CRLF line ends.",
             {"revoked_keys": ssh.public_line("stranger") + "\r\n"}),
            ("revocation-binary", "The list of revoked keys is a binary one.", {"revoked_keys": b"SSHKRL\n\0\0\0\0\1"}),
            ("revocation-with-principal", "A line of the list of revoked keys begins with a name.",
             {"revoked_keys": signer(SEALER, "stranger")}),
            ("revocation-unsupported", "A revoked key is of a type that is not supported.",
             {"revoked_keys": ssh.public_line("p384") + "\n"}),
            ("revocation-folder", "The list of revoked keys is a folder.", {"revoked_keys/list": ""})]:
        yield Vector("trust_" + name, what, bundle(SEAL), [], 3, {**TRUST, **files})


def loose(text):
    """Another spelling of the same bytes, where there is padding."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = text.rindex("=") - 1
    return text[:at] + digits[digits.index(text[at]) + 1] + text[at + 1:]


def vectors():
    yield from fido_vectors()
    yield from key_vectors()
    yield from nobody_vectors()
    yield from revoked_vectors()
    yield from folder_vectors()
