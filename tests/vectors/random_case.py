# SPDX-License-Identifier: Apache-2.0
"""Random files for a case folder, the same for the same seed: names of every script, sizes around every boundary."""

import random
import unicodedata

# ASCII that paths may hold; Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, kana, CJK, Hangul, emoji, Gothic.
PLAIN = "".join(chr(c) for c in range(0x20, 0x7F) if chr(c) not in '/\\:*?"<>|%')
SCRIPTS = ((0xA1, 0x24F), (0x370, 0x3FF), (0x400, 0x52F), (0x5D0, 0x5EA), (0x620, 0x64A), (0x904, 0x939), (0xE01, 0xE30),
           (0x3041, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1F300, 0x1F5FF), (0x10330, 0x1034A), (0x1E00, 0x1FFF))
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
# Where the program reads or writes otherwise: buffers, runs, overlapping threads; and where numbers take another byte.
BOUNDARIES = (0, 1, 255, 256, 65_535, 65_536, 1 << 18, 1 << 19, 1 << 20, 4 << 20, 16 << 20)
HEADERS = 400  # a run of small files counts their headers too


def may_be_used(text):
    """The rules of FORMAT.md for one part of a path, in so far as these characters can break them."""
    return (0 < len(text.encode()) <= 200 and text == unicodedata.normalize("NFC", text) and text[-1] not in ". "
            and not text.rstrip("0123456789").endswith(";") and text not in (".", "..") and not text.startswith(("._", ".dossier")) and text.lower() != "__macosx"
            and text.split(".")[0].rstrip(" ").lower() not in DEVICES
            and all(unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp") for c in text)
            and not any(unicodedata.category(c) == "Zs" and c != " " for c in text))


def character(chance):
    if chance.random() < 0.5:
        return chance.choice(PLAIN)
    return chr(chance.randint(*chance.choice(SCRIPTS)))


def part(chance):
    while True:
        length = chance.choice((1, 1, 2, 3, 8, 20, 60))
        text = unicodedata.normalize("NFC", "".join(character(chance) for _ in range(length)))
        if may_be_used(text):
            return text


def folded(path):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def size(chance):
    if chance.random() < 0.7:
        return chance.choice((0, 1, 2, 100, 5_000, chance.randrange(70_000)))
    return max(0, chance.choice(BOUNDARIES) + chance.choice((-1, 0, 1, -chance.randrange(HEADERS))))


def files(seed):
    """path → bytes."""
    chance = random.Random(seed)
    folders, taken, made = [""], set(), {}
    for _ in range(chance.randrange(1, 80)):
        folder = chance.choice(folders)
        name = part(chance)
        path = folder + name
        if len(path.encode()) > 900 or path.count("/") > 20 or folded(path) in taken:
            continue
        taken.add(folded(path))
        if chance.random() < 0.2:
            folders.append(path + "/")
        else:
            made[path] = chance.randbytes(size(chance))
    return made or {"a": b""}
