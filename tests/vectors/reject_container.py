# SPDX-License-Identifier: Apache-2.0
"""One fault in the container each; bag, seal and signature are right."""

import zlib

import case
from bag import Bundle
from container import Container, Entry
from vector import Vector

PAGE = "data/records/agents/agt-editor.json"  # an entry in the middle


def canonical():
    return Bundle(case.minimal()).build()


def bent(change):
    made = canonical()
    change(made)
    return made


def local(**fields):
    return bent(lambda made: made.entry(PAGE).local.update(fields))


def central(**fields):
    return bent(lambda made: made.entry(PAGE).central.update(fields))


def both(**fields):
    def change(made):
        made.entry(PAGE).local.update(fields)
        made.entry(PAGE).central.update(fields)
    return bent(change)


def setting(**attributes):
    """The entry in the middle with other attributes (of class Entry)."""
    return bent(lambda made: [setattr(made.entry(PAGE), name, value) for name, value in attributes.items()])


def deflated():
    def change(made):
        entry = made.entry(PAGE)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        entry.stored = packer.compress(entry.data) + packer.flush()
        for header in (entry.local, entry.central):
            header["method"] = 8
    return bent(change)


def with_descriptor():
    def change(made):
        entry = made.entry(PAGE)
        right = entry.common()
        entry.local.update(flags=0x0808, crc=0, packed_size=0, size=0)
        entry.central.update(flags=0x0808)
        entry.after = b"PK\x07\x08" + b"".join(right[n].to_bytes(4, "little") for n in ("crc", "packed_size", "size"))
    return bent(change)


def swapped(container):
    entries = container.entries
    at = entries.index(container.entry(PAGE))
    entries[at], entries[at + 1] = entries[at + 1], entries[at]


def torn(kept):
    """A review is being added in place; the machine stops when `kept` bytes of the new end are written."""
    old = canonical()
    review = Bundle(case.minimal(), signatures=[("0001-seal.sig", "sealer", "dossier-seal"),
                                                ("0002-review.sig", "reviewer", "dossier-review")]).build().bytes()
    old_bytes = old.bytes()
    start = sum(len(entry.local_bytes()) for entry in old.entries)
    return review[:start + kept] + old_bytes[start + kept:]


def zip64_extra(entry):
    size = len(entry.data).to_bytes(8, "little")
    return b"\x01\x00\x10\x00" + size + size


def twice_in_directory():
    def change(made):
        at = made.entries.index(made.entry(PAGE))
        made.directory_order = [*range(at + 1), at, *range(at + 1, len(made.entries))]
    return bent(change)


def duplicate():
    made = Bundle(case.minimal({"attachments/note.txt": b"one\n"})).build()
    at = made.entries.index(made.entry("note.txt"))
    made.entries.insert(at + 1, Entry(made.entries[at].name, b"two\n"))
    return made


def timestamp_extra():
    return setting(local_extra=b"UT\x05\x00\x01\x00\x00\x00\x00", central_extra=b"UT\x05\x00\x01\x00\x00\x00\x00")


def two_tops():
    def change(made):
        made.entry(PAGE).name = b"other/" + PAGE.encode()
    return bent(change)


def no_top():
    def change(made):
        for entry in made.entries:
            entry.name = entry.name.split(b"/", 1)[1]
    return bent(change)


def folder_entry():
    def change(made):
        made.entries.insert(2, Entry(b"letters/data/", b""))
    return bent(change)


def vectors():
    right = canonical().bytes()
    missing, end, zip64 = "container.end-record-missing", "container.end-record", "container.zip64"

    def reject(name, what, bundle, code):
        return Vector("container_" + name, what, bundle, [code], 1)

    yield reject("empty-file", "The file has no bytes.", b"", missing)
    yield reject("not-a-zip", "The file is a text.", b"This is not an archive.\n" * 8, missing)
    yield reject("cut-in-payload", "The file ends in the middle of the payload.", right[:len(right) // 3], missing)
    yield reject("trailing-byte", "One byte follows the end record.", right + b"\n", missing)
    yield reject("end-record-disk", "The end record tells disk 1.", bent(lambda m: m.end.update(disk=1)), end)
    yield reject("end-record-directory-disk", "The directory is said to begin on disk 1.",
                 bent(lambda m: m.end.update(directory_disk=1)), end)
    yield reject("end-record-counts", "The two numbers of entries differ.",
                 bent(lambda m: m.end.update(entries_here=3)), end)
    yield reject("zip64-needless", "A zip64 end record where none is needed.", bent(lambda m: setattr(m, "end64", {})),
                 zip64)
    yield reject("zip64-sentinel", "The end record points to a zip64 end record that is not there.",
                 bent(lambda m: m.end.update(directory_offset=0xFFFFFFFF)), zip64)
    yield reject("directory-count", "The end record counts one entry more than the directory has.",
                 bent(lambda m: m.end.update(entries=len(m.entries) + 1, entries_here=len(m.entries) + 1)),
                 "container.directory")
    yield reject("directory-size", "The directory is said to be one byte shorter than it is.",
                 bent(lambda m: m.end.update(directory_size=sum(len(e.central_bytes(0)) for e in m.entries) - 1)),
                 "container.directory")
    yield reject("directory-hides-entry", "An entry that the manifest names is not in the directory.",
                 setting(listed=False), "container.gap")

    header = "container.directory-header"
    yield reject("made-by", "An entry is said to be made on FAT.", central(made_by=0x0014), header)
    yield reject("external-attributes", "An entry is marked as executable.", central(external=0o100755 << 16), header)
    yield reject("symbolic-link", "An entry is marked as a symbolic link.", central(external=0o120777 << 16), header)
    yield reject("internal-attributes", "An entry is marked as text.", central(internal=1), header)
    yield reject("entry-disk", "An entry is said to begin on disk 1.", central(disk=1), header)
    yield reject("directory-time", "The directory tells a time that the local header does not.", central(time=0x6000),
                 header)
    yield reject("directory-crc", "The directory tells another CRC-32 than the local header and the data have.",
                 central(crc=1), "container.local-header")

    header = "container.local-header"
    yield reject("local-version", "A local header asks for version 10.", local(version=10), header)
    yield reject("local-time", "A local header tells a time.", local(time=0x6000), header)
    yield reject("local-crc", "A local header tells another CRC-32 than directory and data have.", local(crc=1), header)
    yield reject("local-size", "A local header tells another size than the directory.", local(size=1), header)
    yield reject("local-name", "A local header has another name than the directory.",
                 setting(local_name=b"letters/data/records/agents/agt-edited.json"), header)
    yield reject("local-signature", "A local header does not begin with its four bytes.", local(signature=0), header)

    yield reject("deflated", "One entry is compressed.", deflated(), "container.method")
    yield reject("method-told", "One entry is said to be compressed and is not.", both(method=8), "container.method")
    yield reject("data-descriptor", "One entry has a data descriptor.", with_descriptor(), "container.flags")
    yield reject("encrypted-flag", "One entry is said to be encrypted.", both(flags=0x0801), "container.flags")
    yield reject("utf8-flag-missing", "One entry lacks the flag for UTF-8.", both(flags=0), "container.flags")
    yield reject("time-extra", "One entry has an extra field with a time.", timestamp_extra(), "container.extra")
    yield reject("zip64-extra-needless", "The directory has a zip64 extra field for a small entry.",
                 bent(lambda m: setattr(m.entry(PAGE), "central_extra", zip64_extra(m.entry(PAGE)))), "container.extra")
    yield reject("archive-comment", "The archive has a comment.", bent(lambda m: setattr(m, "comment", b"hello")),
                 "container.comment")
    yield reject("entry-comment", "An entry has a comment.", setting(comment=b"hello"), "container.comment")
    yield reject("folder-entry", "There is an entry for a folder.", folder_entry(), "container.folder-entry")

    gap = "container.gap"
    yield reject("prefix", "A shell script stands before the first entry.",
                 bent(lambda m: setattr(m, "prefix", b"#!/bin/sh\n")), gap)
    yield reject("local-extra", "One local header has an extra field, the directory none.",
                 setting(local_extra=b"UT\x01\x00\x00"), "container.extra")
    yield reject("between-entries", "Bytes stand between two entries.", setting(before=b"hidden"), gap)
    yield reject("before-directory", "Bytes stand between the last entry and the directory.",
                 bent(lambda m: setattr(m, "before_directory", b"hidden")), gap)
    yield reject("before-end", "Bytes stand between the directory and the end record.",
                 bent(lambda m: setattr(m, "before_end", b"hidden")), "container.directory")
    yield reject("overlap", "Two directory headers name the same bytes.", twice_in_directory(), gap)

    order = "container.order"
    yield reject("swapped-entries", "Two payload entries are swapped.", bent(swapped), order)
    yield reject("directory-order", "The directory has another order than the entries.",
                 bent(lambda m: setattr(m, "directory_order", [1, 0, *range(2, len(m.entries))])), order)
    yield reject("manifest-first", "The manifest stands before the payload.",
                 bent(lambda m: m.entries.insert(2, m.entries.pop(
                     m.entries.index(m.entry("/manifest-sha256.txt"))))), order)
    yield reject("signature-first", "The signature stands before what it signs.",
                 bent(lambda m: m.entries.insert(0, m.entries.pop())), order)
    yield reject("duplicate", "One name stands twice, with different bytes.", duplicate(), "container.duplicate")
    yield reject("two-top-folders", "One entry lies in another top folder.", two_tops(), "container.top-folder")
    yield reject("no-top-folder", "The entries lie in no folder.", no_top(), "container.top-folder")
    yield reject("torn-in-entry", "Adding a review stopped within its entry; the old end record is still there.",
                 torn(40), "container.torn")
    yield reject("torn-in-directory", "Adding a review stopped within the new directory.", torn(900), "container.torn")
    yield reject("cut-in-directory", "The file ends within the directory; all entries are whole.", right[:-300],
                 "container.torn")
