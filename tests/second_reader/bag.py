# SPDX-License-Identifier: Apache-2.0
"""Tag files and seal: FORMAT.md §4 and §5."""

import datetime
import hashlib
import hmac
import json
import re
import struct

from refusal import Refused, need

SALT = "data/seal/salt.txt"
TAG_FILES = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "seal/seal.json"]
HEX = r"[0-9a-f]{64}"
ID = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
INFO = re.compile(rf"External-Identifier: ({ID})\nBagging-Date: (\d{{4}}-\d\d-\d\d)\nDossier-Format: 1\n"
                  rf"Dossier-Revision: ([1-9]\d*)\nDossier-Profile: (open|newsroom|legal)\n"
                  rf"(?:Dossier-Previous: sha256:({HEX})\n)?", re.ASCII)
SEAL = re.compile(rf'{{"suite":"dossier-1","id":"({ID})","revision":([1-9]\d*),"items":([1-9]\d*),'
                  rf'"root":"({HEX})"}}\n', re.ASCII)


def sha256(data):
    return hashlib.sha256(data).digest()


def text_of(data, name):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{name} is not UTF-8") from error


def read_manifest(data, name):
    """path → digest"""
    lines = data.split(b"\n")
    need(lines.pop() == b"", f"{name} does not end in LF")
    listed = []
    for line in lines:
        need(len(line) <= 1200, f"{name} has a line of more than 1,200 bytes")
        match = re.fullmatch(rb"([0-9a-f]{64})  (.+)", line, re.DOTALL)
        need(match, f"{name} has a line that is none")
        listed.append((match[2], bytes.fromhex(match[1].decode())))
    need(all(a[0] < b[0] for a, b in zip(listed, listed[1:])), f"{name} is not sorted")
    return {text_of(path, name): digest for path, digest in listed}


def compare(listed, files, name):
    need(listed.keys() == files.keys(), f"{name} does not list what is there: {sorted(listed.keys() ^ files.keys())}")
    for path, digest in listed.items():
        need(sha256(files[path]) == digest, f"{path} has another digest than {name} tells")


def check_sizes(files):
    """§11"""
    for path, data in files.items():
        if path in (*TAG_FILES, "tagmanifest-sha256.txt", SALT) and path != "manifest-sha256.txt":
            need(len(data) <= 64 << 10, f"{path} is too large")
        if path.startswith("signatures/"):
            need(len(data) <= (64 << 10 if path.endswith(".tsr") else 16 << 10), f"{path} is too large")


def check_bag(files):
    """Gives what bag-info.txt says: id, date, revision, profile, previous."""
    for path in (*TAG_FILES, "tagmanifest-sha256.txt", SALT):
        need(path in files, f"{path} is missing")
    check_sizes(files)
    need(files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
    info = INFO.fullmatch(text_of(files["bag-info.txt"], "bag-info.txt"))
    need(info, "bag-info.txt is not in its one form")
    identifier, day, revision, profile, previous = info.groups()
    try:
        datetime.date.fromisoformat(day)
    except ValueError as error:
        raise Refused("Bagging-Date is no day") from error
    need(int(revision) < 1 << 53 and (previous is not None) == (int(revision) > 1), "revision and previous")
    tags = read_manifest(files["tagmanifest-sha256.txt"], "tagmanifest-sha256.txt")
    need(list(tags) == TAG_FILES, "the tag manifest does not list the four tag files")
    compare(tags, {path: files[path] for path in TAG_FILES}, "tagmanifest-sha256.txt")
    payload = {path: data for path, data in files.items() if path.startswith("data/")}
    compare(read_manifest(files["manifest-sha256.txt"], "manifest-sha256.txt"), payload, "manifest-sha256.txt")
    return identifier, day, int(revision), profile, previous


def leaf(secret, path, data):
    name = path.encode()

    def salt(what):
        return hmac.digest(secret, b"dossier-1/" + what + b"-salt\0" + name, "sha256")

    content = sha256(b"dossier-1/content\0" + salt(b"content") + struct.pack(">Q", len(data)) + sha256(data))
    named = sha256(b"dossier-1/path\0" + salt(b"path") + struct.pack(">Q", len(name)) + name)
    return sha256(b"\0" + content + named)


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\1" + root(leaves[:left]) + root(leaves[left:]))


def record(files, path):
    try:
        return json.loads(text_of(files[path], path))
    except (KeyError, ValueError) as error:
        raise Refused(f"{path} cannot be read") from error


def check_seal(files, info):
    salt = re.fullmatch(rb"([0-9a-f]{64})\n", files[SALT])
    need(salt, "the salt is not in its one form")
    secret = bytes.fromhex(salt[1].decode())
    seal = SEAL.fullmatch(text_of(files["seal/seal.json"], "seal.json"))
    need(seal, "seal.json is not in its one form")
    items = {path: data for path, data in files.items() if path.startswith("data/") and path != SALT}
    leaves = sorted(leaf(secret, path, data) for path, data in items.items())
    need(all(a < b for a, b in zip(leaves, leaves[1:])), "two leaves are one")
    need(int(seal[3]) == len(items) >= 1, "the seal counts other items")
    need(root(leaves).hex() == seal[4], "the root is another")
    head = record(files, "data/dossier.json")
    need((seal[1], int(seal[2])) == (head["id"], head["revision"]), "seal and head differ")
    event_path = f"data/records/events/{head['sealed']}.json"
    event = record(files, event_path)
    lines = b"".join(sha256(data).hex().encode() + b"  " + path.encode() + b"\n"
                     for path, data in sorted(items.items(), key=lambda item: item[0].encode()) if path != event_path)
    content = hmac.digest(secret, b"dossier-1/sealed\0" + lines, "sha256").hex()
    need(event["content"] == "hmac-sha256:" + content, "the seal event commits to other files")
    told = (head["id"], event["recorded_at"][:10], head["revision"], head["profile"], head.get("previous"))
    need(info == told, "bag-info.txt and the records differ")
