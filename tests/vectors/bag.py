# SPDX-License-Identifier: Apache-2.0
"""Builds a whole bundle from a case folder: salt, seal, manifests, signatures and the container around them.

Each step can be bent on purpose; everything after it is made to agree, as a faulty or hostile packer would.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field

import ssh
from container import Container, Entry

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SALT = b"data/seal/salt.txt"
HEAD = b"data/dossier.json"


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def u64(number):
    return number.to_bytes(8, "big")


def manifest_lines(files):
    return b"".join(sha256(files[path]).hex().encode() + b"  " + path + b"\n" for path in sorted(files))


def tree_root(leaves):
    """The root of RFC 9162, section 2.1, over finished leaf hashes."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + tree_root(leaves[:half]) + tree_root(leaves[half:]))


def leaf(secret, path, data):
    content_salt = mac(secret, b"dossier-1/content-salt\0", path)
    path_salt = mac(secret, b"dossier-1/path-salt\0", path)
    content = sha256(b"dossier-1/content\0" + content_salt + u64(len(data)) + sha256(data))
    name = sha256(b"dossier-1/path\0" + path_salt + u64(len(path)) + path)
    return sha256(b"\x00" + content + name)


def seal_root(secret, files):
    return tree_root(sorted(leaf(secret, path, files[path]) for path in files if path != SALT))


def sealed_content(secret, files, event_path):
    rest = {path: files[path] for path in files if path not in (SALT, event_path)}
    return "hmac-sha256:" + mac(secret, b"dossier-1/sealed\0", manifest_lines(rest)).hex()


class Later:
    """A file of the appendix that is made from those before it: `make` gets path → bytes, the tag manifest too."""

    def __init__(self, make):
        self.make = make


@dataclass
class Bundle:
    """One bundle to be made. `files` is the payload with paths from the root of the bag, salt included."""

    files: dict
    top: bytes = b"letters"
    edit: dict = field(default_factory=dict)   # tag file → function from its right bytes to those wanted
    add: dict = field(default_factory=dict)    # entries beside the bag's own, in no manifest
    drop: set = field(default_factory=set)     # entries left out of the container, still in the manifests
    unlist: set = field(default_factory=set)   # payload files left out of the manifest, and of nothing else
    tags_listed: tuple = (b"bag-info.txt", b"bagit.txt", b"manifest-sha256.txt", b"seal/seal.json")
    # (file name, key, namespace) or (file name, bytes, a function from the tag manifest to bytes, or a Later)
    signatures: list = field(default_factory=lambda: [("0001-seal.sig", "sealer", "dossier-seal")])
    order: list | None = None              # entries in another order than that of the format
    container: dict = field(default_factory=dict)

    def bent(self, name, data):
        change = self.edit.get(name.decode())
        return data if change is None else change(data)

    def head(self):
        return json.loads(self.files[HEAD])

    def info(self):
        head = self.head()
        seal = json.loads(self.files[b"data/records/events/" + head["sealed"].encode() + b".json"])
        lines = [f"External-Identifier: {head['id']}", f"Bagging-Date: {seal['recorded_at'][:10]}",
                 "Dossier-Format: 1", f"Dossier-Revision: {head['revision']}", f"Dossier-Profile: {head['profile']}"]
        if head["revision"] > 1:
            lines.append(f"Dossier-Previous: sha256:{head['previous']}")
        return "".join(line + "\n" for line in lines).encode()

    def seal(self):
        head, secret = self.head(), bytes.fromhex(self.files[SALT][:64].decode()) if SALT in self.files else b""
        items = len([path for path in self.files if path != SALT])
        return json.dumps({"suite": "dossier-1", "id": head["id"], "revision": head["revision"], "items": items,
                           "root": seal_root(secret, self.files).hex()}, separators=(",", ":")).encode() + b"\n"

    def tag_files(self):
        tags = {b"bagit.txt": self.bent(b"bagit.txt", BAGIT),
                b"bag-info.txt": self.bent(b"bag-info.txt", self.info()),
                b"seal/seal.json": self.bent(b"seal/seal.json", self.seal())}
        listed = {path: data for path, data in self.files.items() if path not in self.unlist}
        tags[b"manifest-sha256.txt"] = self.bent(b"manifest-sha256.txt", manifest_lines(listed))
        everything = {**self.files, **self.add, **tags}
        covered = manifest_lines({path: everything[path] for path in self.tags_listed})
        tags[b"tagmanifest-sha256.txt"] = self.bent(b"tagmanifest-sha256.txt", covered)
        return tags

    def signature_files(self, signed):
        made = {}
        for name, *how in self.signatures:
            if isinstance(how[0], Later):
                data = how[0].make({b"tagmanifest-sha256.txt": signed, **made})
            elif len(how) == 2:
                data = ssh.sign(how[0], how[1], signed)
            else:
                data = how[0](signed) if callable(how[0]) else how[0]
            made[b"signatures/" + name.encode()] = data
        return made

    def build(self):
        """The container, still to be bent or turned into bytes."""
        tags = self.tag_files()
        signatures = self.signature_files(tags[b"tagmanifest-sha256.txt"])
        everything = {**self.files, **tags, **self.add, **signatures}
        order = [b"bagit.txt", b"bag-info.txt"]
        order += sorted(path for path in everything if path.startswith(b"data/"))
        order += sorted(path for path in everything if path.startswith(b"seal/"))
        order += [b"manifest-sha256.txt", b"tagmanifest-sha256.txt"]
        order += [path for path in signatures]
        order += [path for path in self.add if path not in order]
        if self.order is not None:
            order = self.order
        return Container([Entry(self.top + b"/" + path, everything[path]) for path in order if path not in self.drop],
                         **self.container)
