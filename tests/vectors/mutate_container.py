# SPDX-License-Identifier: Apache-2.0
"""Mutants of the container: every field of every header, every bit of flags, every name byte, every order."""

import struct

from container import CENTRAL, END, END64, LOCAL, LOCATOR

CONTAINER = ("container", "path", "limit", "bag")
NAMED = (*CONTAINER, "file", "signature", "seal")  # another name may be another file, or a signature of another role


def values(code, now):
    """Other values for a field: neighbours, extremes, and each bit flipped."""
    bits = 8 * struct.calcsize("<" + code)
    top = (1 << bits) - 1
    wanted = {now + 1, now - 1, 0, 1, top, top - 1, now ^ 0x8000, *(now ^ 1 << bit for bit in range(bits))}
    return sorted({value & top for value in wanted} - {now})


def header_fields(layout, skip=()):
    return [(name, code) for name, code in layout if name not in skip]


def mutants(right):
    """(name, families of codes of which one must be found, bytes)"""
    made = right().build()
    for number, entry in enumerate(made.entries):
        yield from entry_mutants(right, number, entry)
    for number in range(len(made.entries) - 1):
        yield from order_mutants(right, number)
    yield from end_mutants(right, made)


def entry_mutants(right, number, entry):
    now = {**entry.common(), "signature": 0x04034B50, "name_length": len(entry.name), "extra_length": 0,
           "made_by": 0x0314, "comment_length": 0, "disk": 0, "internal": 0, "external": 0o100644 << 16}
    thorough = number in (0, 3)  # one tag file and one payload file in every bit; of the others, one value a field
    for where, layout in (("local", LOCAL), ("central", CENTRAL)):
        for name, code in header_fields(layout, ("offset",)):
            base = 0x02014B50 if (where, name) == ("central", "signature") else now[name]
            for value in values(code, base) if thorough else values(code, base)[-1:]:
                changed = right().build()
                getattr(changed.entries[number], where)[name] = value
                yield f"entry {number} {where} {name} {value:#x}", CONTAINER, changed.bytes()
    for name in ("version", "flags", "method", "time", "date", "crc", "size", "packed_size"):
        changed = right().build()
        for header in (changed.entries[number].local, changed.entries[number].central):
            header[name] = now[name] + 1
        yield f"entry {number} both {name}", (*CONTAINER, "file"), changed.bytes()
    for value in offsets(right, number):
        changed = right().build()
        changed.entries[number].central["offset"] = value
        yield f"entry {number} offset {value}", CONTAINER, changed.bytes()
    for at in range(len(entry.name)):
        yield from name_mutants(right, number, entry.name, at)
    for attribute in ("local_extra", "central_extra", "comment", "before", "after"):
        changed = right().build()
        setattr(changed.entries[number], attribute, b"\xff\xff\x00\x00")
        yield f"entry {number} {attribute}", CONTAINER, changed.bytes()
    for count in (0, 2):
        changed = right().build()
        changed.directory_order = sorted([i for i in range(len(changed.entries)) if i != number] + [number] * count)
        yield f"entry {number} {count} times in the directory", CONTAINER, changed.bytes()
    changed = right().build()
    del changed.entries[number]
    if number < len(changed.entries):  # without its last signature a bundle is what it was before
        yield f"entry {number} taken out", NAMED, changed.bytes()


def name_mutants(right, number, name, at):
    for bit in (0, 5, 7):
        other = name[:at] + bytes([name[at] ^ 1 << bit]) + name[at + 1:]
        changed = right().build()
        changed.entries[number].local_name = other
        yield f"entry {number} local name byte {at} bit {bit}", CONTAINER, changed.bytes()
        changed = right().build()
        changed.entries[number].name = other
        yield f"entry {number} name byte {at} bit {bit}", NAMED, changed.bytes()


def offsets(right, number):
    made = right().build()
    starts = [0]
    for entry in made.entries:
        starts.append(starts[-1] + len(entry.local_bytes()))
    return sorted({start for start in starts if start != starts[number]}
                  | {starts[number] + 1, max(starts[number] - 1, 1), 0xFFFFFFFF, 0x7FFFFFFF})


def order_mutants(right, number):
    changed = right().build()
    entries = changed.entries
    entries[number], entries[number + 1] = entries[number + 1], entries[number]
    yield f"entries {number} and {number + 1} swapped", (*CONTAINER, "signature"), changed.bytes()
    changed = right().build()
    order = list(range(len(changed.entries)))
    order[number], order[number + 1] = order[number + 1], order[number]
    changed.directory_order = order
    yield f"directory headers {number} and {number + 1} swapped", CONTAINER, changed.bytes()


def end_mutants(right, made):
    size = sum(len(entry.central_bytes(0)) for entry in made.entries)
    start = len(made.bytes()) - 22 - size
    count = len(made.entries)
    told = {"signature": 0x06054B50, "disk": 0, "directory_disk": 0, "entries_here": count, "entries": count,
            "directory_size": size, "directory_offset": start, "comment_length": 0}
    for name, code in END:
        for value in values(code, told[name]):
            changed = right().build()
            changed.end[name] = value
            yield f"end record {name} {value:#x}", CONTAINER, changed.bytes()
    for name, code in END64:
        changed = right().build()
        changed.end64 = {name: 0x06064B50 ^ 1 if name == "signature" else 7}
        yield f"needless zip64 end record, {name} changed", CONTAINER, changed.bytes()
    for name, code in LOCATOR:
        changed = right().build()
        changed.end64, changed.locator = {}, {name: 7}
        yield f"needless zip64 locator, {name} changed", CONTAINER, changed.bytes()
    for attribute in ("prefix", "before_directory", "before_end", "comment", "suffix"):
        changed = right().build()
        setattr(changed, attribute, b"\0")
        yield f"one byte as {attribute}", CONTAINER, changed.bytes()
