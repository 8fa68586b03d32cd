# SPDX-License-Identifier: Apache-2.0
"""Writes the container of FORMAT.md ("The container: canonical ZIP") byte by byte, right or wrong on purpose.

It shares nothing with the program's own writer. Every field of every structure can be set to another value; what is
not set is canonical and agrees with the rest.
"""

import struct
import zlib
from dataclasses import dataclass, field

LOCAL = [("signature", "I"), ("version", "H"), ("flags", "H"), ("method", "H"), ("time", "H"), ("date", "H"),
         ("crc", "I"), ("packed_size", "I"), ("size", "I"), ("name_length", "H"), ("extra_length", "H")]
CENTRAL = [("signature", "I"), ("made_by", "H"), ("version", "H"), ("flags", "H"), ("method", "H"), ("time", "H"),
           ("date", "H"), ("crc", "I"), ("packed_size", "I"), ("size", "I"), ("name_length", "H"),
           ("extra_length", "H"), ("comment_length", "H"), ("disk", "H"), ("internal", "H"), ("external", "I"),
           ("offset", "I")]
END = [("signature", "I"), ("disk", "H"), ("directory_disk", "H"), ("entries_here", "H"), ("entries", "H"),
       ("directory_size", "I"), ("directory_offset", "I"), ("comment_length", "H")]
END64 = [("signature", "I"), ("record_size", "Q"), ("made_by", "H"), ("version", "H"), ("disk", "I"),
         ("directory_disk", "I"), ("entries_here", "Q"), ("entries", "Q"), ("directory_size", "Q"),
         ("directory_offset", "Q")]
LOCATOR = [("signature", "I"), ("disk", "I"), ("offset", "Q"), ("disks", "I")]


def pack(layout, values):
    return struct.pack("<" + "".join(code for _, code in layout), *(values[name] for name, _ in layout))


def fields(layout):
    """(name, offset in the structure, length) of each field."""
    offset = 0
    for name, code in layout:
        length = struct.calcsize("<" + code)
        yield name, offset, length
        offset += length


@dataclass
class Entry:
    name: bytes
    data: bytes
    local: dict = field(default_factory=dict)    # other values for the local header, by the names of LOCAL
    central: dict = field(default_factory=dict)  # other values for the directory header, by the names of CENTRAL
    local_name: bytes | None = None
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    stored: bytes | None = None  # what stands in the file instead of the data
    before: bytes = b""          # bytes between the former entry and this one
    after: bytes = b""           # bytes after the data, such as a data descriptor
    listed: bool = True          # whether the directory names it

    def common(self):
        stored = self.data if self.stored is None else self.stored
        return {"version": 20, "flags": 0x0800, "method": 0, "time": 0, "date": 0x0021,
                "crc": zlib.crc32(self.data), "packed_size": len(stored), "size": len(self.data)}

    def local_bytes(self):
        name = self.name if self.local_name is None else self.local_name
        values = {**self.common(), "signature": 0x04034B50, "name_length": len(name),
                  "extra_length": len(self.local_extra), **self.local}
        stored = self.data if self.stored is None else self.stored
        return self.before + pack(LOCAL, values) + name + self.local_extra + stored + self.after

    def central_bytes(self, offset):
        values = {**self.common(), "signature": 0x02014B50, "made_by": 0x0314, "name_length": len(self.name),
                  "extra_length": len(self.central_extra), "comment_length": len(self.comment), "disk": 0,
                  "internal": 0, "external": 0o100644 << 16, "offset": offset, **self.central}
        return pack(CENTRAL, values) + self.name + self.central_extra + self.comment


@dataclass
class Container:
    entries: list
    prefix: bytes = b""
    before_directory: bytes = b""
    before_end: bytes = b""
    comment: bytes = b""
    suffix: bytes = b""
    directory_order: list | None = None           # indices of entries; all that are listed, in order, if None
    end: dict = field(default_factory=dict)       # other values for the end record
    end64: dict | None = None                     # a zip64 end record and locator, with these other values
    locator: dict = field(default_factory=dict)

    def entry(self, path):
        """The entry whose name ends in this path."""
        return next(e for e in self.entries if e.name.endswith(path.encode()))

    def bytes(self):
        out, offsets = bytearray(self.prefix), []
        for entry in self.entries:
            offsets.append(len(out) + len(entry.before))
            out += entry.local_bytes()
        out += self.before_directory
        order = self.directory_order
        if order is None:
            order = [i for i, entry in enumerate(self.entries) if entry.listed]
        directory = b"".join(self.entries[i].central_bytes(offsets[i]) for i in order)
        told = {"disk": 0, "directory_disk": 0, "entries_here": len(order), "entries": len(order),
                "directory_size": len(directory), "directory_offset": len(out)}
        out += directory + self.before_end
        if self.end64 is not None:
            at = len(out)
            out += pack(END64, {**told, "signature": 0x06064B50, "record_size": 44, "made_by": 0x0314,
                                "version": 45, **self.end64})
            out += pack(LOCATOR, {"signature": 0x07064B50, "disk": 0, "offset": at, "disks": 1, **self.locator})
            told = {**told, "entries_here": 0xFFFF, "entries": 0xFFFF, "directory_size": 0xFFFFFFFF,
                    "directory_offset": 0xFFFFFFFF}
        out += pack(END, {**told, "signature": 0x06054B50, "comment_length": len(self.comment), **self.end})
        return bytes(out + self.comment + self.suffix)
