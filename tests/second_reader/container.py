# SPDX-License-Identifier: Apache-2.0
"""The container of FORMAT.md §3: a ZIP file in its one form, read without any ZIP library."""

import struct
import zlib

from refusal import Refused, need
from paths import check_paths, check_name

LARGE = 0xFFFFFFFF
MAX_ENTRIES, MAX_DIRECTORY = 2_000_000, 1 << 30


def local_header(name, size, crc):
    """§3.3"""
    large = size >= LARGE
    shown = min(size, LARGE)
    fixed = struct.pack("<IHHHHHIIIHH", 0x04034B50, 45 if large else 20, 0x0800, 0, 0, 0x21, crc, shown, shown,
                        len(name), 20 if large else 0)
    return fixed + name + (struct.pack("<HHQQ", 1, 16, size, size) if large else b"")


def directory_header(name, size, crc, offset):
    """§3.4"""
    members = (struct.pack("<QQ", size, size) if size >= LARGE else b"") + \
              (struct.pack("<Q", offset) if offset >= LARGE else b"")
    extra = struct.pack("<HH", 1, len(members)) + members if members else b""
    shown = min(size, LARGE)
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 0x0314, 45 if extra else 20, 0x0800, 0, 0, 0x21, crc, shown,
                       shown, len(name), len(extra), 0, 0, 0, 0o100644 << 16, min(offset, LARGE)) + name + extra


def end_records(entries, size, offset):
    """§3.5"""
    if entries < 0xFFFF and size < LARGE and offset < LARGE:
        return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, entries, entries, size, offset, 0)
    return (struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 0x0314, 45, 0, 0, entries, entries, size, offset)
            + struct.pack("<IIQI", 0x07064B50, 0, offset + size, 1)
            + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, LARGE, LARGE, 0))


def read_end(data):
    """(entries, size, offset) of the directory."""
    need(len(data) >= 22 and data[-22:-18] == b"PK\5\6", "no end record in the last 22 bytes")
    entries, size, offset = struct.unpack("<HII", data[-12:-2])
    if entries == 0xFFFF or size == LARGE or offset == LARGE:
        need(len(data) >= 98 and data[-98:-94] == b"PK\6\6", "no zip64 end record")
        entries, size, offset = struct.unpack("<QQQ", data[-98 + 32:-98 + 56])
    need(entries <= MAX_ENTRIES, "too many entries")
    need(size <= MAX_DIRECTORY, "the directory is too large")
    end = end_records(entries, size, offset)
    need(offset + size + len(end) == len(data) and data[offset + size:] == end, "the end is not in its one form")
    return entries, size, offset


def read_directory(directory, count):
    """(name, size, crc, offset) of each header."""
    at = 0
    for _ in range(count):
        need(len(directory) - at >= 46, "the directory ends early")
        crc, size = struct.unpack("<I4xI", directory[at + 16:at + 28])
        name_bytes, extra_bytes = struct.unpack("<HH", directory[at + 28:at + 32])
        offset, = struct.unpack("<I", directory[at + 42:at + 46])
        name = directory[at + 46:at + 46 + name_bytes]
        extra = directory[at + 46 + name_bytes:at + 46 + name_bytes + extra_bytes]
        wanted = (16 if size == LARGE else 0) + (8 if offset == LARGE else 0)
        need(len(extra) == (wanted + 4 if wanted else 0), "an extra field that is not needed, or one that is missing")
        values = list(struct.unpack(f"<{wanted // 8}Q", extra[4:]))
        if size == LARGE:
            size = values[0]
        if offset == LARGE:
            offset = values[-1]
        header = directory_header(name, size, crc, offset)
        need(directory[at:at + len(header)] == header, f"the directory header of {name!r} is not in its one form")
        yield name, size, crc, offset
        at += len(header)
    need(at == len(directory), "the directory goes on after its last header")


def rank(path):
    """§3.2; None for a path that has no place."""
    for number, place in enumerate(["bagit.txt", "bag-info.txt", "data/", "seal/", "manifest-sha256.txt",
                                    "tagmanifest-sha256.txt", "signatures/"]):
        if path == place or (place.endswith("/") and path.startswith(place)):
            return number
    return None


def check_order(paths):
    ranks = [rank(path) for path in paths]
    for path, number in zip(paths, ranks):
        need(number is not None and (number != 3 or path == "seal/seal.json"), f"{path} has no place in a bundle")
    for (a, i), (b, j) in zip(zip(paths, ranks), zip(paths[1:], ranks[1:])):
        in_order = i < j or (i == j == 6) or (i == j and a.encode() < b.encode())  # numbers of the appendix: §6
        need(in_order, f"{b} stands behind {a}")


def read_bundle(data):
    """path → bytes, in the order of the bundle."""
    count, size, offset = read_end(data)
    files, at, top, names = [], 0, None, []
    for name, file_size, crc, entry_offset in read_directory(data[offset:offset + size], count):
        need(not name.endswith(b"/"), "an entry for a folder")
        need(entry_offset == at, f"{name!r} does not begin where the entry before it ends")
        header = local_header(name, file_size, crc)
        need(data[at:at + len(header)] == header, f"the local header of {name!r} is not in its one form")
        at += len(header) + file_size
        need(at <= offset, f"{name!r} reaches into the directory")
        content = data[at - file_size:at]
        need(zlib.crc32(content) == crc, f"{name!r} has another CRC-32")
        folder, slash, path = name.partition(b"/")
        top = folder if top is None else top
        need(slash and path and folder == top, "not all entries lie in one top folder")
        names.append(path)
        files.append(content)
    need(at == offset, "bytes between the last entry and the directory")
    check_name(top or b"")
    paths = check_paths(names)
    check_order(paths)
    return dict(zip(paths, files))


__all__ = ["Refused", "read_bundle"]
