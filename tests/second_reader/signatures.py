# SPDX-License-Identifier: Apache-2.0
"""The appendix and the trust folder: FORMAT.md §6. What a signature is worth mathematically, ssh-keygen tells."""

import base64
import binascii
import datetime
import json
import pathlib
import re
import shlex
import struct
import subprocess
import tempfile

from refusal import Refused, need

ROLES = "seal|review|receipt|witness"
NAME = re.compile(rf"signatures/(\d{{4}})-(?:({ROLES})\.sig|timestamp\.(txt|tsr))", re.ASCII)
BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
ALGORITHMS = {"ssh-ed25519": ["ssh-ed25519"], "ecdsa-sha2-nistp256": ["ecdsa-sha2-nistp256"],
              "ssh-rsa": ["rsa-sha2-256", "rsa-sha2-512"],
              "sk-ssh-ed25519@openssh.com": ["sk-ssh-ed25519@openssh.com"],
              "sk-ecdsa-sha2-nistp256@openssh.com": ["sk-ecdsa-sha2-nistp256@openssh.com"]}
WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
ED25519_ORDER = (1 << 252) + 27742317777372353535851937790883648493
NOW = "20260601000000"


class Unsupported(Exception):
    """It never counts and spoils nothing."""


def check_names(paths):
    """(path, role) of each signature, in order."""
    number, open_stamp, signatures = 0, False, []
    for path in paths:
        match = NAME.fullmatch(path)
        need(match, f"{path} is no name of the appendix")
        closes = match[3] == "tsr"
        need(closes == open_stamp, f"{path}: a stamp's .txt and .tsr belong together")
        number += 0 if closes else 1
        need(int(match[1]) == number, f"{path} has not the number {number}")
        open_stamp = match[3] == "txt"
        if match[2]:
            signatures.append((path, match[2]))
    need(not open_stamp, "a stamp without its .tsr")
    return signatures


class Fields:
    """Reads the fields of a blob; each must be there in full."""

    def __init__(self, data):
        self.data = data

    def raw(self, count):
        need(len(self.data) >= count, "a blob ends early")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self):
        return struct.unpack(">I", self.raw(4))[0]

    def string(self):
        return self.raw(self.number())

    def mpint(self):
        value = self.string()
        need(value and value[0] < 0x80 and (value[0] or len(value) > 1 and value[1] >= 0x80), "no shortest mpint")
        return value.lstrip(b"\0")

    def end(self):
        need(not self.data, "bytes follow a blob")


def dearmour(data):
    need(data.startswith(BEGIN) and data.endswith(END), "the armour's first or last line")
    lines = data[len(BEGIN):-len(END)].split(b"\n")
    need(lines.pop() == b"" and lines, "the armour's lines")
    try:
        blob = base64.b64decode(b"".join(lines), validate=True)
    except binascii.Error as error:
        raise Refused("the armour's base64") from error
    text = base64.b64encode(blob)
    need(lines == [text[at:at + 70] for at in range(0, len(text), 70)], "base64 not in its one form")
    return blob


def check_value(kind, key, value):
    if "ed25519" in kind:
        need(len(value) == 64, "an Ed25519 signature has 64 bytes")
        need(int.from_bytes(value[32:], "little") < ED25519_ORDER, "S is not below the order of the group")  # RFC 8032
    elif "ecdsa" in kind:
        pair = Fields(value)
        need(len(pair.mpint()) <= 32 and len(pair.mpint()) <= 32, "a number of the signature is too large")
        pair.end()
    else:
        need(len(value) == len(key), "an RSA signature is as long as its modulus")


def check_point(y):
    """Doubled, a point of order 8 has y = 0: on the curve of RFC 8032 that is d·y⁴ + 2·y² = 1."""
    p = 2**255 - 19
    d = -121665 * pow(121666, -1, p)
    need(y < p, "the Ed25519 key is not canonical")
    need(y not in (0, 1, p - 1) and (d * y**4 + 2 * y**2 - 1) % p, "the Ed25519 key is of small order")


def read_key(blob):
    """(type, what says how strong it is)"""
    fields = Fields(blob)
    kind = fields.string().decode("ascii", "replace")
    if kind not in ALGORITHMS:
        raise Unsupported(kind)
    if kind == "ssh-rsa":
        fields.mpint()
        strength = fields.mpint()
    elif "ed25519" in kind:
        strength = fields.string()
        need(len(strength) == 32, "an Ed25519 key has 32 bytes")
        check_point(int.from_bytes(strength, "little") & (1 << 255) - 1)
    else:
        need(fields.string() == b"nistp256", "the curve's name")
        strength = fields.string()
        need(len(strength) == 65 and strength[0] == 4, "the point's form")
    if kind.startswith("sk-"):
        need(fields.string(), "the application")
    fields.end()
    return kind, strength


def parse(data, role):
    """The key's blob, and whether it is weak."""
    fields = Fields(dearmour(data))
    need(fields.raw(6) == b"SSHSIG" and fields.number() == 1, "no SSHSIG of version 1")
    key, name, reserved, digest, inner = (fields.string() for _ in range(5))
    fields.end()
    need(not reserved, "the reserved field")
    kind, strength = read_key(key)
    if digest != b"sha512":
        raise Unsupported("hash")
    signature = Fields(inner)
    algorithm, value = signature.string().decode("ascii", "replace"), signature.string()
    if "ecdsa" in kind and algorithm == WEBAUTHN and kind.startswith("sk-"):
        raise Unsupported(algorithm)
    if kind.startswith("sk-"):
        need(signature.raw(1)[0] & 1, "the security key was not touched")
        signature.number()
    signature.end()
    need(algorithm in ALGORITHMS[kind], f"{algorithm} with a key of type {kind}")
    check_value(kind, strength, value)
    need(name == b"dossier-" + role.encode(), "the namespace is not the role")
    return key, kind == "ssh-rsa" and int.from_bytes(strength, "big").bit_length() < 2048


def is_right(message, data, role):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "signature"
        path.write_bytes(data)
        done = subprocess.run(["ssh-keygen", "-Y", "check-novalidate", "-n", f"dossier-{role}", "-s", str(path)],
                              input=message, capture_output=True)
        return done.returncode == 0


def seconds(text):
    """A time of the trust folder, as fourteen digits."""
    digits = re.sub(r"[-:TZ]", "", text)
    digits += "0" * (14 - len(digits))
    datetime.datetime.strptime(digits, "%Y%m%d%H%M%S")
    return digits


def later_than_now(text):
    """False too for what is no time in UTC."""
    try:
        return text.endswith("Z") and seconds(text) > NOW
    except ValueError:
        return False


def read_trust(folder):
    """key's blob → options; the secrets that are revoked now; the policy. Only right trust folders are read here."""
    listed = {}
    for line in (folder / "allowed_signers").read_text().splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        options = {}
        if "=" in words[1] and not words[1].startswith(("ssh-", "ecdsa-", "sk-")):
            options = dict(option.split("=", 1) for option in shlex.split(words[1].replace('",', '" ')))
            del words[1]
        listed[base64.b64decode(words[2])] = {**options, "principal": words[0]}
    revoked = set()
    if (folder / "revoked_keys").exists():
        for line in (folder / "revoked_keys").read_text().splitlines():
            kind, key, *comment = line.split()
            match = re.fullmatch(r"revoked-at=(\S+) reason=(retired|superseded|compromised)", " ".join(comment))
            if not match or match[2] == "compromised" or not later_than_now(match[1]):
                revoked.add(read_key(base64.b64decode(key))[1])
    return listed, revoked, read_policy(folder)


def read_policy(folder):
    """What is asked for under another profile than legal. Only right policies are read here."""
    path = folder / "policy.json"
    policy = json.loads(path.read_text()) if path.exists() else {}
    required = policy.get("required_roles", [])
    return {"threshold": policy.get("threshold", 1), "roles": required,
            "principals": policy.get("required_principals", []), "stamp": policy.get("timestamp_required", False),
            "counted": {"seal", *required, *policy.get("counted_roles", [])}}


def is_met(policy, signed):
    """`signed`: (role, principal) of each trusted signature. Tokens are not checked, so no time is proven."""
    counting = {(role, name) for role, name in signed if role in policy["counted"]}
    roles, names = {role for role, _ in counting}, {name for _, name in counting}
    return ("seal" in roles and len(names) >= policy["threshold"] and roles.issuperset(policy["roles"])
            and names.issuperset(policy["principals"]) and not policy["stamp"])


def is_trusted(key, role, trust):
    listed, revoked, _ = trust
    if read_key(key)[1] in revoked or key not in listed:
        return False
    options = listed[key]
    namespaces = options.get("namespaces", f"dossier-{role}").split(",")
    return (f"dossier-{role}" in namespaces and seconds(options.get("valid-after", "19700101")) <= NOW
            <= seconds(options.get("valid-before", "99991231")))


def check_signatures(files, trust):
    """Whether somebody trusted vouches for the bundle."""
    signatures = check_names([path for path in files if path.startswith("signatures/")])
    signed = set()
    for path, role in signatures:
        try:
            key, is_weak = parse(files[path], role)
        except Unsupported:
            continue
        need(is_weak or is_right(files["tagmanifest-sha256.txt"], files[path], role), f"{path} is invalid")
        if not is_weak and is_trusted(key, role, trust):
            signed.add((role, trust[0][key]["principal"]))
    return is_met(trust[2], signed)
