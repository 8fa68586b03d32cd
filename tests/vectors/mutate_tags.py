# SPDX-License-Identifier: Apache-2.0
"""Mutants of the tag files and of the signature; all that follows from a tag file is made again and signed."""

import ssh
from bag import SALT

BAG = ("bag", "path", "limit", "file", "signature")
SEALED = ("seal", "limit")


def mutants(right):
    tags = {name.decode(): data for name, data in right().tag_files().items()}
    for name in ("bagit.txt", "bag-info.txt"):
        yield from byte_mutants(right, name, tags[name], BAG)
        yield from line_mutants(right, name, tags[name], BAG)
    yield from byte_mutants(right, "seal/seal.json", tags["seal/seal.json"], SEALED)
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        yield from line_mutants(right, name, tags[name], BAG)
        yield from manifest_mutants(right, name, tags[name])
    for name, data in tags.items():
        yield from cut_mutants(right, name, data, SEALED if name.startswith("seal/") else BAG)
    yield from salt_mutants(right)
    yield from signature_mutants(right, tags["tagmanifest-sha256.txt"])


def edited(right, name, data):
    bundle = right()
    bundle.edit = {name: lambda _: data}
    return bundle.build().bytes()


def byte_mutants(right, name, data, families):
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1 << at % 7]) + data[at + 1:]
        yield f"{name} byte {at}", families, edited(right, name, changed)
    yield f"{name} with a byte more", families, edited(right, name, data + b"\n")


def cut_mutants(right, name, data, families):
    for at in range(0, len(data), 16):
        yield f"{name} cut to {at}", families, edited(right, name, data[:at])


def line_mutants(right, name, data, families):
    lines = data.splitlines(keepends=True)
    for number, line in enumerate(lines):
        others = lines[:number], lines[number + 1:]
        for how, change in (("taken out", []), ("twice", [line, line]), ("with CRLF", [line[:-1] + b"\r\n"]),
                            ("with a space before", [b" " + line]), ("with a space after", [line[:-1] + b" \n"]),
                            ("without its end", [line[:-1]])):
            yield (f"{name} line {number} {how}", families,
                   edited(right, name, b"".join([*others[0], *change, *others[1]])))
        if number:
            swapped = [*lines[:number - 1], line, lines[number - 1], *lines[number + 1:]]
            yield f"{name} lines {number - 1} and {number} swapped", families, edited(right, name, b"".join(swapped))


def manifest_mutants(right, name, data):
    lines = data.splitlines(keepends=True)
    for number, line in enumerate(lines):
        digest, path = line[:64], line[66:-1]
        for how, other in (
                ("digit", bytes([digest[0] ^ 1]) + digest[1:] + b"  " + path),
                ("upper case", digest.upper() + b"  " + path),
                ("digit missing", digest[1:] + b"  " + path),
                ("digit more", b"0" + digest + b"  " + path),
                ("one space", digest + b" " + path),
                ("three spaces", digest + b"   " + path),
                ("star", digest + b" *" + path),
                ("dot-slash", digest + b"  ./" + path),
                ("slash", digest + b"  /" + path),
                ("first path byte", digest + b"  " + bytes([path[0] ^ 1]) + path[1:]),
                ("last path byte", digest + b"  " + path[:-1] + bytes([path[-1] ^ 1])),
                ("upper case path", digest + b"  " + path.upper()),
                ("empty path", digest + b"  "),
                ("escaped", b"\\" + digest + b"  " + path)):
            changed = b"".join([*lines[:number], other + b"\n", *lines[number + 1:]])
            yield f"{name} line {number} {how}", BAG, edited(right, name, changed)


def salt_mutants(right):
    """The salt is payload: manifest and signature are made again, seal and event still stand on the right salt."""
    for at in range(65):
        bundle = right()
        seal = bundle.seal()
        salt = bundle.files[SALT]
        bundle.files[SALT] = salt[:at] + bytes([salt[at] ^ 1 << at % 7]) + salt[at + 1:]
        bundle.edit = {"seal/seal.json": lambda _, seal=seal: seal}
        yield f"salt byte {at}", ("seal",), with_seal(bundle, seal)


def with_seal(bundle, seal):
    bundle.seal = lambda: seal
    return bundle.build().bytes()


def signature_mutants(right, signed):
    blob = ssh.blob("sealer", "dossier-seal", signed)
    for at in range(len(blob)):
        for bit in (0, 7):
            changed = blob[:at] + bytes([blob[at] ^ 1 << bit]) + blob[at + 1:]
            yield f"signature blob byte {at} bit {bit}", ("signature",), signed_with(right, ssh.armour(changed))
    for at in range(len(blob)):
        yield f"signature blob cut to {at}", ("signature",), signed_with(right, ssh.armour(blob[:at]))
    text = ssh.armour(blob)
    for at in range(len(text)):
        changed = text[:at] + bytes([text[at] ^ 1 << at % 7]) + text[at + 1:]
        yield f"signature armour byte {at}", ("signature",), signed_with(right, changed)


def signed_with(right, text):
    bundle = right()
    bundle.signatures[0] = ("0001-seal.sig", text)
    return bundle.build().bytes()
