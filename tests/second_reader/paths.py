# SPDX-License-Identifier: Apache-2.0
"""The paths of FORMAT.md §3.6. Python's own table stands for Unicode 15.0; an older one refuses more."""

import re
import unicodedata

from refusal import Refused, need

INVISIBLE = [(0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
             (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
             (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)]
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?",
                    re.IGNORECASE | re.ASCII | re.DOTALL)


def check_character(c):
    code = ord(c)
    need(c not in '\\:*?"<>|%' and code >= 0x20 and not 0x7F <= code <= 0x9F, f"the character U+{code:04X}")
    need(not any(first <= code <= last for first, last in INVISIBLE), f"the invisible U+{code:04X}")
    need(unicodedata.category(c) not in ("Cn", "Co", "Cs"), f"the unassigned U+{code:04X}")


def check_path(raw):
    need(1 <= len(raw) <= 1024, "a path of no byte or more than 1,024")
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("a path that is not UTF-8") from error
    parts = path.split("/")
    need(all(part not in ("", ".", "..") for part in parts), "an empty part, . or ..")
    for c in path:
        check_character(c)
    need(unicodedata.normalize("NFC", path) == path, "a path not in NFC")
    need(len(parts) <= 32, "more than 32 parts")
    for part in parts:
        need(len(part.encode()) <= 255, "a part of more than 255 bytes")
        need(part[-1] not in ". ", "a part that ends in a dot or space")
        need(not part.rstrip("0123456789").endswith(";"), "a part that ends in a semicolon, or one and digits")
        need(not DEVICE.fullmatch(part), "a device name")
        need(part != "__MACOSX" and not part.startswith("._"), "what an operating system left")
    return path


def check_name(raw):
    need("/" not in check_path(raw), "a top folder of several parts")


def folded(path):
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).casefold())


def check_paths(names):
    """The paths as text; nothing may be twice, and no file a folder."""
    paths = [check_path(name) for name in names]
    keys = {folded(path) for path in paths}
    need(len(keys) == len(paths), "two names that are one")
    for path in paths:
        parts = folded(path).split("/")
        for depth in range(1, len(parts)):
            need("/".join(parts[:depth]) not in keys, "a file that is a folder too")
    return paths
