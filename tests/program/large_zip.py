# SPDX-License-Identifier: Apache-2.0
"""Writes archives of the one form that FORMAT.md allows, larger than memory should hold; holes stay holes.

Shares nothing with the program's writer.
"""

import struct
import zlib

MOST32, MOST16 = 0xFFFFFFFF, 0xFFFF
PIECE = 1 << 20


def crc_of_zeros(size):
    crc, piece = 0, bytes(PIECE)
    while size:
        count = min(size, PIECE)
        crc = zlib.crc32(piece[:count] if count < PIECE else piece, crc)
        size -= count
    return crc


class LargeZip:
    """Entries in the order of add(); close() writes directory and end."""

    def __init__(self, path, top="t"):
        self.file, self.top, self.at, self.count = open(path, "w+b"), top, 0, 0
        self.directory, self.path_bytes = bytearray(), 0

    def add(self, path, data=b"", zeros=None):
        """data; or so many zero bytes, as a hole."""
        size, crc = (len(data), zlib.crc32(data)) if zeros is None else (zeros, crc_of_zeros(zeros))
        name, offset = f"{self.top}/{path}".encode(), self.at
        large = size >= MOST32
        told, version = (MOST32, 45) if large else (size, 20)
        extra = struct.pack("<HHQQ", 1, 16, size, size) if large else b""
        header = struct.pack("<IHHHHHIIIHH", 0x04034B50, version, 0x800, 0, 0, 0x21, crc, told, told, len(name),
                             len(extra)) + name + extra
        self.file.write(header)
        if zeros is None:
            self.file.write(data)
        else:
            self.file.seek(zeros, 1)
        self.at += len(header) + size
        fields = ([size, size] if large else []) + ([offset] if offset >= MOST32 else [])
        extra = struct.pack(f"<HH{len(fields)}Q", 1, 8 * len(fields), *fields) if fields else b""
        self.directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 0x0314, 45 if fields else 20, 0x800, 0, 0, 0x21,
                                      crc, told, told, len(name), len(extra), 0, 0, 0, 0o100644 << 16,
                                      min(offset, MOST32)) + name + extra
        self.count += 1
        self.path_bytes += len(name)

    def close(self, entries=None, directory_bytes=None):
        """(entries, bytes of their names); other numbers than the true ones are a lie of the end record."""
        self.file.write(self.directory)
        size, at = directory_bytes or len(self.directory), self.at
        count = self.count if entries is None else entries
        end = self.file.tell()
        if directory_bytes:
            end = at + directory_bytes
            self.file.seek(end)
        if count >= MOST16 or size >= MOST32 or at >= MOST32:
            self.file.write(struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 0x0314, 45, 0, 0, count, count, size, at))
            self.file.write(struct.pack("<IIQI", 0x07064B50, 0, end, 1))
            self.file.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, MOST16, MOST16, MOST32, MOST32, 0))
        else:
            self.file.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, at, 0))
        self.file.close()
        return self.count, self.path_bytes
