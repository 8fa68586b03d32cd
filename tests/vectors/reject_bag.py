# SPDX-License-Identifier: Apache-2.0
"""One fault in tag files, manifests, files, seal or limits each; what comes after it is made to agree and is signed."""

import json

import case
from bag import SALT, Bundle
from vector import Vector

MARKING = b"data/records/markings/mrk-clear.json"
TAGS = (b"bag-info.txt", b"bagit.txt", b"manifest-sha256.txt", b"seal/seal.json")


def edited(name, change):
    return Bundle(case.minimal(), edit={name: change})


def swapped_word(name, old, new):
    return edited(name, lambda data: replaced(data, old, new))


def replaced(data, old, new):
    assert data.count(old) >= 1, (old, data)
    return data.replace(old, new, 1)


def lines(change):
    """A change of the list of lines, line feeds included."""
    return lambda data: b"".join(change(data.splitlines(keepends=True)))


def seal_with(**other):
    return edited("seal/seal.json", lambda data: json.dumps(
        {**json.loads(data), **other}, separators=(",", ":")).encode() + b"\n")


def salted(text):
    files = case.minimal()
    files[SALT] = text(files[SALT])
    bundle = Bundle(files)
    return bundle


def changed_after_signing(crc=True, flip=True):
    made = Bundle(case.minimal()).build()
    entry = made.entry("mrk-clear.json")
    right = entry.common()["crc"]
    if flip:
        entry.data = replaced(entry.data, b"clear", b"cleer")
    if not crc:
        entry.local["crc"] = entry.central["crc"] = right if flip else right ^ 1
    return made


def without_salt():
    files = case.minimal()
    bundle = Bundle(files, edit={"seal/seal.json": lambda data: bundle_seal})
    bundle_seal = bundle.seal()
    bundle.files = {path: data for path, data in files.items() if path != SALT}
    return bundle


def reject(name, what, bundle, *codes):
    return Vector(name, what, bundle, list(codes), 1)


def bag_vectors():
    info, manifest, tagmanifest = "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
    yield reject("bag_version-0.97", "bagit.txt declares BagIt 0.97.", swapped_word("bagit.txt", b"1.0", b"0.97"),
                 "bag.declaration")
    yield reject("bag_encoding-other", "bagit.txt declares UTF-16.", swapped_word("bagit.txt", b"UTF-8", b"UTF-16"),
                 "bag.declaration")
    yield reject("bag_declaration-crlf", "bagit.txt has CRLF at its line ends.",
                 edited("bagit.txt", lambda data: data.replace(b"\n", b"\r\n")), "bag.declaration")
    yield reject("bag_declaration-bom", "bagit.txt begins with a byte order mark.",
                 edited("bagit.txt", lambda data: b"\xef\xbb\xbf" + data), "bag.declaration")
    yield reject("bag_info-order", "Two lines of bag-info.txt are swapped.",
                 edited(info, lines(lambda all: [all[1], all[0], *all[2:]])), "bag.info")
    yield reject("bag_info-extra-line", "bag-info.txt has a line that the format does not know.",
                 edited(info, lambda data: data + b"Contact-Name: somebody\n"), "bag.info")
    yield reject("bag_info-line-missing", "bag-info.txt does not tell the profile.",
                 edited(info, lines(lambda all: all[:-1])), "bag.info")
    yield reject("bag_info-twice", "One line of bag-info.txt stands twice.",
                 edited(info, lines(lambda all: [all[0], *all])), "bag.info")
    yield reject("bag_info-no-final-line-feed", "bag-info.txt ends without a line feed.",
                 edited(info, lambda data: data[:-1]), "bag.info")
    yield reject("bag_info-spaces", "Two spaces follow a colon in bag-info.txt.",
                 swapped_word(info, b"Revision: ", b"Revision:  "), "bag.info")
    yield reject("bag_info-revision-zero-padded", "The revision is written 01.",
                 swapped_word(info, b"Revision: 1", b"Revision: 01"), "bag.info")
    yield reject("bag_info-empty", "bag-info.txt has no bytes.", edited(info, lambda data: b""), "bag.info")
    yield reject("bag_declaration-empty", "bagit.txt has no bytes.", edited("bagit.txt", lambda data: b""),
                 "bag.declaration")
    yield reject("bag_manifest-empty", "The manifest has no bytes.", edited(manifest, lambda data: b""),
                 "file.unlisted")
    yield reject("bag_tagmanifest-empty", "The tag manifest has no bytes, and is signed.",
                 edited(tagmanifest, lambda data: b""), "bag.tagmanifest-scope")
    yield reject("bag_info-other-id", "bag-info.txt names another dossier than the head.",
                 swapped_word(info, b"0d0551e40001", b"0d0551e40002"), "bag.info-disagrees")
    yield reject("bag_info-other-date", "bag-info.txt tells another day than the seal event.",
                 swapped_word(info, b"2026-03-01", b"2026-03-02"), "bag.info-disagrees")
    yield reject("bag_info-other-profile", "bag-info.txt tells another profile than the head.",
                 swapped_word(info, b"open", b"legal"), "bag.info-disagrees")
    yield reject("bag_info-other-previous", "bag-info.txt names another former revision than the head.",
                 Bundle(case.minimal(revision=2, previous=case.digest(b"one")),
                        edit={info: lambda data: data.replace(case.digest(b"one").encode(),
                                                              case.digest(b"two").encode())}),
                 "bag.info-disagrees")
    yield reject("bag_format-2", "Dossier-Format is 2.", swapped_word(info, b"Format: 1", b"Format: 2"),
                 "bag.format-unknown")
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        yield reject(f"bag_without-{name}", f"There is no {name}.", Bundle(case.minimal(), drop={name.encode()}),
                     "bag.tag-file-missing")
    yield reject("bag_entry-at-top", "A file lies beside the tag files.",
                 Bundle(case.minimal(), add={b"readme.txt": b"Read me.\n"}), "bag.entry-unknown")
    yield reject("bag_entry-in-seal", "A file lies in seal/ that the format does not know.",
                 Bundle(case.minimal(), add={b"seal/more.json": b"{}\n"}), "bag.entry-unknown")
    yield reject("bag_second-manifest", "There is a manifest of another algorithm.",
                 Bundle(case.minimal(), add={b"manifest-md5.txt": b""}), "bag.entry-unknown")
    yield reject("bag_fetch", "There is a fetch.txt.", Bundle(case.minimal(), add={b"fetch.txt": b""}),
                 "bag.entry-unknown")

    line = "bag.manifest-line"
    yield reject("bag_manifest-one-space", "A manifest line has one space.",
                 edited(manifest, lambda data: data.replace(b"  ", b" ", 1)), line)
    yield reject("bag_manifest-star", "A manifest line has the star of sha256sum's binary mode.",
                 edited(manifest, lambda data: data.replace(b"  ", b" *", 1)), line)
    yield reject("bag_manifest-upper-case", "A digest is written in upper case.",
                 edited(manifest, lines(lambda all: [all[0][:64].upper() + all[0][64:], *all[1:]])), line)
    yield reject("bag_manifest-short-digest", "A digest has 63 digits.",
                 edited(manifest, lines(lambda all: [all[0][1:], *all[1:]])), line)
    yield reject("bag_manifest-crlf", "A manifest line ends in CRLF.",
                 edited(manifest, lambda data: data.replace(b"\n", b"\r\n", 1)), line)
    yield reject("bag_manifest-empty-line", "The manifest has an empty line.",
                 edited(manifest, lambda data: data + b"\n"), line)
    yield reject("bag_manifest-no-final-line-feed", "The manifest ends without a line feed.",
                 edited(manifest, lambda data: data[:-1]), line)
    yield reject("bag_tagmanifest-tab", "A line of the tag manifest has tabs.",
                 edited(tagmanifest, lambda data: data.replace(b"  ", b"\t\t", 1)), line)
    order = "bag.manifest-order"
    yield reject("bag_manifest-swapped", "Two manifest lines are swapped.",
                 edited(manifest, lines(lambda all: [all[1], all[0], *all[2:]])), order)
    yield reject("bag_manifest-twice", "One manifest line stands twice.",
                 edited(manifest, lines(lambda all: [all[0], *all])), order)
    yield reject("bag_tagmanifest-swapped", "Two lines of the tag manifest are swapped.",
                 edited(tagmanifest, lines(lambda all: [all[1], all[0], *all[2:]])), order)
    scope = "bag.tagmanifest-scope"
    yield reject("bag_tagmanifest-without-seal", "The tag manifest does not name seal/seal.json.",
                 Bundle(case.minimal(), tags_listed=TAGS[:3]), scope)
    yield reject("bag_tagmanifest-without-manifest", "The tag manifest does not name the manifest.",
                 Bundle(case.minimal(), tags_listed=TAGS[:2] + TAGS[3:]), scope)
    yield reject("bag_tagmanifest-with-payload", "The tag manifest names a payload file.",
                 Bundle(case.minimal(), tags_listed=TAGS + (MARKING,)), scope)


def file_vectors():
    yield reject("file_missing", "A file that the manifest names is not there.",
                 Bundle(case.minimal(), drop={MARKING}), "file.missing")
    yield reject("file_added", "A file was added after signing.",
                 Bundle(case.minimal(), add={b"data/attachments/note.txt": b"added\n"}), "file.unlisted")
    yield reject("file_unlisted-but-sealed", "The packer left a file out of the manifest and sealed it.",
                 Bundle(case.minimal({"attachments/note.txt": b"kept\n"}), unlist={b"data/attachments/note.txt"}),
                 "file.unlisted")
    yield reject("file_renamed", "A file was renamed after signing.", renamed(), "file.missing", "file.unlisted")
    yield reject("file_changed", "A file was changed after signing, its CRC-32 made right.", changed_after_signing(),
                 "file.digest-mismatch")
    yield reject("file_tag-changed", "seal.json was changed after signing, its CRC-32 made right.", tag_changed(),
                 "file.digest-mismatch")
    yield reject("file_crc-wrong", "Both headers tell the same wrong CRC-32; the bytes are those signed.",
                 changed_after_signing(crc=False, flip=False), "file.crc-mismatch")
    yield reject("file_rotten", "A bit of a file flipped in storage; the CRC-32 tells no more than the digest.",
                 changed_after_signing(crc=False), "file.digest-mismatch")


def renamed():
    made = Bundle(case.minimal({"attachments/note.txt": b"kept\n"})).build()
    made.entry("note.txt").name = b"letters/data/attachments/nota.txt"
    return made


def tag_changed():
    """What a later step would say of seal.json counts for nothing once its digest is wrong."""
    made = Bundle(case.minimal()).build()
    entry = made.entry("/seal.json")
    entry.data = replaced(entry.data, b'"revision":1', b'"revision":1 ')
    return made


def seal_vectors():
    root = "seal.root-mismatch"
    yield reject("seal_without-salt", "The packer left the salt out.", without_salt(), "seal.missing")
    yield reject("seal_without-seal", "There is no seal/seal.json, and no line for it.",
                 Bundle(case.minimal(), drop={b"seal/seal.json"}, tags_listed=TAGS[:3]), "seal.missing")
    yield reject("seal_empty", "seal.json has no bytes.", edited("seal/seal.json", lambda data: b""),
                 "seal.malformed")
    yield reject("seal_spaces", "seal.json has spaces after its commas.",
                 edited("seal/seal.json", lambda data: json.dumps(json.loads(data)).encode() + b"\n"),
                 "seal.malformed")
    yield reject("seal_key-order", "The keys of seal.json are in another order.",
                 edited("seal/seal.json", lambda data: json.dumps(
                     json.loads(data), separators=(",", ":"), sort_keys=True).encode() + b"\n"), "seal.malformed")
    yield reject("seal_no-line-feed", "seal.json ends without a line feed.",
                 edited("seal/seal.json", lambda data: data[:-1]), "seal.malformed")
    yield reject("seal_other-suite", "seal.json names a suite that does not exist.", seal_with(suite="dossier-2"),
                 "seal.malformed")
    yield reject("seal_upper-case-root", "The root is written in upper case.",
                 edited("seal/seal.json", lambda data: data[:-68] + data[-68:-3].upper() + data[-3:]),
                 "seal.malformed")
    yield reject("seal_extra-key", "seal.json has a key more.", seal_with(note="x"), "seal.malformed")
    yield reject("seal_salt-upper-case", "The salt is written in upper case.", salted(bytes.upper),
                 "seal.salt-malformed")
    yield reject("seal_salt-no-line-feed", "The salt has no line feed.", salted(lambda salt: salt[:-1]),
                 "seal.salt-malformed")
    yield reject("seal_salt-crlf", "The salt ends in CRLF.", salted(lambda salt: salt[:-1] + b"\r\n"),
                 "seal.salt-malformed")
    yield reject("seal_count", "seal.json counts one item more than there are.", seal_with(items=6),
                 "seal.count-mismatch")
    yield reject("seal_root", "seal.json tells another root.", seal_with(root=case.digest(b"another")), root)
    yield reject("seal_other-id", "seal.json names another dossier than the head.",
                 seal_with(id=case.ID[:-1] + "2"), "seal.head-disagrees")
    yield reject("seal_other-revision", "seal.json tells another revision than the head.", seal_with(revision=2),
                 "seal.head-disagrees")
    yield reject("seal_other-content", "The seal event commits to other files.",
                 Bundle(case.minimal(content="hmac-sha256:" + case.digest(b"other files"))), "seal.content-mismatch")


def limit_vectors():
    yield reject("limit_manifest-line", "A manifest line has more than 1,200 bytes.",
                 edited("manifest-sha256.txt", lambda data: data + b"0" * 64 + b"  data/" + b"x" * 1200 + b"\n"),
                 "limit.manifest-line")
    yield reject("limit_bag-info-size", "bag-info.txt has 70,000 bytes.",
                 edited("bag-info.txt", lambda data: data + b"Note: " + b"x" * 70_000 + b"\n"), "limit.tag-file-size")
    yield reject("limit_seal-size", "seal.json has 70,000 bytes.",
                 edited("seal/seal.json", lambda data: data[:-1] + b" " * 70_000 + b"\n"), "limit.tag-file-size")
    yield reject("limit_signature-size", "A signature file has 16 KiB and one byte.",
                 Bundle(case.minimal(), signatures=[("0001-seal.sig", "sealer", "dossier-seal"),
                                                    ("0002-review.sig", b"A" * (16 * 1024 + 1))]),
                 "limit.signature-size")
    yield reject("limit_entries", "A zip64 end record tells 2,000,001 entries.", claimed(entries=2_000_001),
                 "limit.entries")
    yield reject("limit_directory-size", "A zip64 end record tells a directory of more than 1 GiB.",
                 claimed(directory_size=2**30 + 1), "limit.directory-size")


def record_vectors():
    """Only what the container lets in and the records do not know; their own codes have twins of the sample."""
    for name, what, path in [("stray-in-captures", "A file lies in the folder of no capture.", "captures/note.txt"),
                             ("stray-beside-salt", "A file lies beside the salt.", "seal/note.txt")]:
        code = "capture.file-unlisted" if "captures" in path else "record.misplaced"
        yield reject("record_" + name, what, Bundle(case.minimal({path: b"stray\n"})), code)


def claimed(**values):
    made = Bundle(case.minimal()).build()
    made.end64 = values
    if "entries" in values:
        made.end64["entries_here"] = values["entries"]
    return made


def vectors():
    yield from bag_vectors()
    yield from file_vectors()
    yield from seal_vectors()
    yield from limit_vectors()
    yield from record_vectors()
