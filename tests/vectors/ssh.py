# SPDX-License-Identifier: Apache-2.0
"""SSH signatures for the vectors: by ssh-keygen where it can make them, and by hand where it would refuse.

Ed25519 (RFC 8032) and P-256 with a nonce derived from key and message are written out here, in no way fit for
secrets, so that odd signatures are right in all but the one thing that a vector is about, and are the same each time.
"""

import base64
import functools
import hashlib
import hmac
import pathlib
import subprocess
import tempfile

KEYS = pathlib.Path(__file__).parent / "keys"
SSHSIG = b"SSHSIG"


@functools.cache
def private_folder():
    """A folder with copies that ssh-keygen does not find too widely readable; gone when the program ends."""
    folder = tempfile.TemporaryDirectory()
    for key in KEYS.iterdir():
        if not key.suffix:
            copy = pathlib.Path(folder.name) / key.name
            copy.write_bytes(key.read_bytes())
            copy.chmod(0o600)
    return folder


def public_line(key):
    """Key type and base64 of a test key, as in allowed_signers."""
    return " ".join((KEYS / f"{key}.pub").read_text().split()[:2])


def public_blob(key):
    return base64.b64decode(public_line(key).split()[1])


@functools.cache
def sign(key, namespace, message):
    """The armoured signature that `ssh-keygen -Y sign` writes. P-256 is made here: ssh-keygen's changes each time."""
    if key in ("p256", "p384") or key.startswith("fido-"):
        return armour(blob(key, namespace, message))
    path = pathlib.Path(private_folder().name) / key
    return subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(path), "-n", namespace], input=message,
                          check=True, capture_output=True).stdout


@functools.cache
def sign_by_hand(key, namespace, message):
    """The same, without starting a program: for the many signatures of the mutants."""
    return armour(blob(key, namespace, message))


def string(data):
    return len(data).to_bytes(4, "big") + data


def strings(data):
    """The strings that a buffer consists of."""
    parts = []
    while data:
        size = int.from_bytes(data[:4], "big")
        parts.append(data[4:4 + size])
        data = data[4 + size:]
    return parts


def armour(data, width=70):
    text = base64.b64encode(data).decode()
    lines = [text[at:at + width] for at in range(0, len(text), width)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


def dearmour(text):
    return base64.b64decode(b"".join(text.splitlines()[1:-1]))


def signed_bytes(namespace, message, reserved=b"", digest="sha512"):
    return (SSHSIG + string(namespace.encode()) + string(reserved) + string(digest.encode())
            + string(hashlib.new(digest, message).digest()))


def blob(key, namespace, message, *, version=1, reserved=b"", digest="sha512", magic=SSHSIG, tail=b"",
         signature=None, rsa="rsa-sha2-512"):
    """The binary SSHSIG. `signature` replaces the inner signature, else it is right for what stands in the blob."""
    if signature is None:
        signature = raw_signature(key, signed_bytes(namespace, message, reserved, digest), rsa)
    return (magic + version.to_bytes(4, "big") + string(public_blob(key)) + string(namespace.encode())
            + string(reserved) + string(digest.encode()) + string(signature) + tail)


def private_parts(key):
    """The fields of an OpenSSH private key file without passphrase, after its two check integers."""
    data = base64.b64decode("".join((KEYS / key).read_text().splitlines()[1:-1]))
    inner = strings(data[data.index(b"\0\0\0\1", 15) + 4:])[1]
    parts, rest = [], inner[8:]
    while len(rest) >= 4:
        size = int.from_bytes(rest[:4], "big")
        parts.append(rest[4:4 + size])
        rest = rest[4 + size:]
    return parts


def fido_signature(key, message, flags=1, counter=7, algorithm=None, tail=b""):
    """PROTOCOL.u2f: what a security key signs holds its application, flags and counter. Flag 1: it was touched."""
    name, *_, application = strings(public_blob(key))
    parts, told = private_parts(key), bytes([flags]) + counter.to_bytes(4, "big")
    wrapped = hashlib.sha256(application).digest() + told + hashlib.sha256(message).digest()
    if parts[0] == b"ssh-ed25519":
        value = ed25519_sign(parts[2][:32], wrapped)
    else:
        value = ecdsa_sign(parts[1].decode(), int.from_bytes(parts[3], "big"), wrapped)
    return string(algorithm or name) + string(value) + told + tail


def raw_signature(key, message, rsa="rsa-sha2-512"):
    if key.startswith("fido-"):
        return fido_signature(key, message)
    parts = private_parts(key)
    if parts[0] == b"ssh-rsa":
        return string(rsa.encode()) + string(rsa_sign(rsa, parts, message))
    if parts[0] == b"ssh-ed25519":
        return string(parts[0]) + string(ed25519_sign(parts[2][:32], message))
    if parts[0].startswith(b"ecdsa-"):
        return string(parts[0]) + string(ecdsa_sign(parts[1].decode(), int.from_bytes(parts[3], "big"), message))
    raise ValueError(f"no raw signature with {key}")


DIGEST_INFO = {  # RFC 8017, section 9.2, note 1
    "ssh-rsa": ("sha1", "3021300906052b0e03021a05000414"),
    "rsa-sha2-256": ("sha256", "3031300d060960864801650304020105000420"),
    "rsa-sha2-512": ("sha512", "3051300d060960864801650304020305000440"),
}


def rsa_sign(algorithm, parts, message):
    n, d = int.from_bytes(parts[1], "big"), int.from_bytes(parts[3], "big")
    size = (n.bit_length() + 7) // 8
    digest, prefix = DIGEST_INFO[algorithm]
    tail = bytes.fromhex(prefix) + hashlib.new(digest, message).digest()
    padded = b"\0\1" + b"\xff" * (size - len(tail) - 3) + b"\0" + tail
    return pow(int.from_bytes(padded, "big"), d, n).to_bytes(size, "big")


P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def edwards_add(a, b):
    """RFC 8032, section 5.1.4."""
    e, h = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    f, g = a[3] * 2 * D * b[3] % P, 2 * a[2] * b[2] % P
    e, f, g, h = h - e, g - f, g + f, h + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(add, point, number, zero):
    while number:
        if number & 1:
            zero = add(zero, point)
        point, number = add(point, point), number >> 1
    return zero


def edwards_bytes(number):
    base = (15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, -1, P) % P)
    x, y, z, _ = multiply(edwards_add, (*base, 1, base[0] * base[1] % P), number, (0, 1, 1, 0))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed25519_sign(seed, message):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & (1 << 254) - 8 | 1 << 254
    r = int.from_bytes(hashlib.sha512(h[32:] + message).digest(), "little") % L
    big_r = edwards_bytes(r)
    k = int.from_bytes(hashlib.sha512(big_r + edwards_bytes(a) + message).digest(), "little") % L
    return big_r + ((r + k * a) % L).to_bytes(32, "little")


CURVES = {  # prime, order, base point; a is -3 for both (SEC 2)
    "nistp256": (2**256 - 2**224 + 2**192 + 2**96 - 1,
                 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
                 (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
                  0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5), "sha256"),
    "nistp384": (2**384 - 2**128 - 2**96 + 2**32 - 1,
                 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
                 (0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
                  0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F),
                 "sha384"),
}


def mpint(number):
    return string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def ecdsa_sign(curve, secret, message):
    p, n, base, digest = CURVES[curve]

    def add(a, b):
        if a is None or b is None:
            return b if a is None else a
        slope = ((3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, p) if a == b
                 else (b[1] - a[1]) * pow(b[0] - a[0], -1, p))
        x = (slope * slope - a[0] - b[0]) % p
        return x, (slope * (a[0] - x) - a[1]) % p

    e = int.from_bytes(hashlib.new(digest, message).digest(), "big")
    nonce = int.from_bytes(hmac.new(secret.to_bytes(48, "big"), message, hashlib.sha512).digest(), "big") % n
    r = multiply(add, base, nonce, None)[0] % n
    return mpint(r) + mpint(pow(nonce, -1, n) * (e + r * secret) % n)
