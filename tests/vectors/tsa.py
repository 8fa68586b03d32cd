# SPDX-License-Identifier: Apache-2.0
"""Timestamps (RFC 3161) for the vectors: DER, certificates, revocation lists and tokens, written out by hand.

The root has the test key rsa2048, the authorities below it p256. All is the same on every machine.
"""

import base64
import hashlib

import bag
import ssh

SHA256, SHA1 = "2.16.840.1.101.3.4.2.1", "1.3.14.3.2.26"
TST_INFO, SIGNED_DATA = "1.2.840.113549.1.9.16.1.4", "1.2.840.113549.1.7.2"
TIME_STAMPING, OTHER_USAGE = "1.3.6.1.5.5.7.3.8", "1.3.6.1.4.1.99999.1"
STAMPED = "20260302100411Z"


def tlv(tag, *parts):
    data = b"".join(parts)
    size = len(data)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes(
        (size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + data


def seq(*parts):
    return tlv(0x30, *parts)


def set_of(*parts):
    return tlv(0x31, *sorted(parts))


def integer(number):
    return tlv(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(text):
    first, second, *rest = map(int, text.split("."))
    data = bytes([40 * first + second])
    for number in rest:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        data += bytes(reversed(groups))
    return tlv(0x06, data)


def octets(data):
    return tlv(0x04, data)


def bits(data):
    return tlv(0x03, b"\0", data)


def time(text):
    return tlv(0x18, text.encode()) if text >= "2050" else tlv(0x17, text[2:].encode())


def name(text):
    return seq(set_of(seq(oid("2.5.4.3"), tlv(0x0C, text.encode()))))


def digest_algorithm(number=SHA256):
    return seq(oid(number), tlv(0x05))


def public_key(key):
    parts = ssh.strings(ssh.public_blob(key))
    if key.startswith("rsa"):
        e, n = (int.from_bytes(part, "big") for part in parts[1:])
        return seq(seq(oid("1.2.840.113549.1.1.1"), tlv(0x05)), bits(seq(integer(n), integer(e))))
    return seq(seq(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")), bits(parts[2]))


def signature_algorithm(key):
    rsa, ecdsa = seq(oid("1.2.840.113549.1.1.11"), tlv(0x05)), seq(oid("1.2.840.10045.4.3.2"))
    return rsa if key.startswith("rsa") else ecdsa


def sign(key, message):
    parts = ssh.private_parts(key)
    if key.startswith("rsa"):
        return ssh.rsa_sign("rsa-sha2-256", parts, message)
    pair = ssh.strings(ssh.ecdsa_sign(parts[1].decode(), int.from_bytes(parts[3], "big"), message))
    return seq(*(integer(int.from_bytes(number, "big")) for number in pair))


def signed(key, body):
    return seq(body, signature_algorithm(key), bits(sign(key, body)))


def extension(number, value, critical=True):
    return seq(oid(number), *([tlv(0x01, b"\xff")] if critical else []), octets(value))


CA = (extension("2.5.29.19", seq(tlv(0x01, b"\xff"))), extension("2.5.29.15", tlv(0x03, b"\x01\x06")))


def usage(*kinds, critical=True):
    return (extension("2.5.29.37", seq(*map(oid, kinds)), critical),)


def certificate(subject, key, issuer, issuer_key, number, begins, ends, extensions):
    body = seq(tlv(0xA0, integer(2)), integer(number), signature_algorithm(issuer_key), name(issuer),
               seq(time(begins), time(ends)), name(subject), public_key(key), tlv(0xA3, seq(*extensions)))
    return signed(issuer_key, body)


def pem(kind, der):
    text = base64.b64encode(der).decode()
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])


ROOT = certificate("Example Root", "rsa2048", "Example Root", "rsa2048", 1, "20200101000000Z", "20451231000000Z", CA)
ROOT_PEM = pem("CERTIFICATE", ROOT)


class Authority:
    """Below the root unless told otherwise."""

    def __init__(self, subject="Example TSA", number=2, key="p256", begins="20250101000000Z", ends="20350101000000Z",
                 extensions=usage(TIME_STAMPING)):
        self.key, self.number = key, number
        self.certificate = certificate(subject, key, "Example Root", "rsa2048", number, begins, ends, extensions)

    def token(self, text, when=STAMPED, *, imprint=SHA256, version=1, flip=False, lists=()):
        """The ContentInfo over a text; `flip` spoils its signature."""
        digest = hashlib.new("sha1" if imprint == SHA1 else "sha256", text).digest()
        info = seq(integer(version), oid("1.2.3.4"), seq(digest_algorithm(imprint), octets(digest)), integer(7),
                   tlv(0x18, when.encode()))
        named = seq(seq(seq(octets(hashlib.sha256(self.certificate).digest()))))
        attributes = [seq(oid("1.2.840.113549.1.9.3"), set_of(oid(TST_INFO))),
                      seq(oid("1.2.840.113549.1.9.4"), set_of(octets(hashlib.sha256(info).digest()))),
                      seq(oid("1.2.840.113549.1.9.16.2.47"), set_of(named))]
        signature = sign(self.key, set_of(*attributes))
        if flip:
            signature = signature[:-1] + bytes([signature[-1] ^ 1])
        signer = seq(integer(1), seq(name("Example Root"), integer(self.number)), digest_algorithm(),
                     tlv(0xA0, *sorted(attributes)), signature_algorithm(self.key), octets(signature))
        data = seq(integer(3), set_of(digest_algorithm()), seq(oid(TST_INFO), tlv(0xA0, octets(info))),
                   tlv(0xA0, self.certificate), *([tlv(0xA1, *lists)] if lists else []), set_of(signer))
        return seq(oid(SIGNED_DATA), tlv(0xA0, data))

    def response(self, text, when=STAMPED, **how):
        return seq(seq(integer(0)), self.token(text, when, **how))


def rejection():
    """Status 2 (rejection) with failure bit 0 (badAlg)."""
    return seq(seq(integer(2), tlv(0x03, b"\x07\x80")))


def revocation_list(number, since, reason):
    """Issued by the root on 2026-04-01; reasons: 1 key compromise, 4 superseded."""
    coded = seq(seq(oid("2.5.29.21"), octets(tlv(0x0A, bytes([reason])))))
    return signed("rsa2048", seq(integer(1), signature_algorithm("rsa2048"), name("Example Root"),
                                 time("20260401000000Z"), time("20260501000000Z"),
                                 seq(seq(integer(number), time(since), coded))))


def stamp(number, authority, when=STAMPED, *, text=bag.manifest_lines, change=lambda response: response, **how):
    """The two files of a timestamp. `text` makes the stamped text, `change` spoils the response."""
    first = f"{number:04}-timestamp"
    path = f"signatures/{first}.txt".encode()

    def respond(files):
        return change(authority.response(files[path], when, **how))
    return [(first + ".txt", bag.Later(text)), (first + ".tsr", bag.Later(respond))]
