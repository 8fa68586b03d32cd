#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""limits.py PROGRAM [CASE…]: what is as large as may be, or larger: refused or handled, within the memory of FORMAT.md.

Prints peak memory, CPU seconds and what they are for; fails where memory is over what is allowed, where twice the input
takes more than three times as long, or where the answer is wrong. Needs some 12 GB in the temporary folder, mostly holes.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

from desk import Broken, Desk, need
from large_zip import LargeZip
from measured import MEBIBYTE, allowance, apart, measured

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
# What the program takes before it has read anything: its libraries, and two threads.
SLACK = 16 * MEBIBYTE
MARK = ("data/dossier.json", b"{}")  # by which an archive is a dossier, and no bag that another tool made
START_OF_PAGE = b"<!DOCTYPE html><title>t</title><body>"
TRUST = ("--trust", "trust")
READERS = {"unzip": "unzip -Z1 case.dossier.zip && unzip -tq case.dossier.zip >&2", "bsdtar": "bsdtar -tf case.dossier.zip",
           "bsdtar, from a pipe": "bsdtar -tf - < case.dossier.zip"}


def tell(what, cost, allowed=None):
    of = f" of {allowed / MEBIBYTE:.0f}" if allowed else ""
    print(f"{what}: exit {cost.ran.status}, {cost.peak / MEBIBYTE:.0f}{of} MiB, {cost.cpu:.1f} s CPU, {cost.wall:.1f} s",
          flush=True)
    if allowed:
        need(cost.peak <= allowed + SLACK, f"{what}: more memory than is allowed")
    return cost


def refused(cost, code):
    need(cost.ran.status == 1 and code in cost.ran.out, f"exit 1 and {code} were expected: {cost.ran.told()[:2000]}")


def linear(name, once, twice):
    """Twice the input, less than three times the time; half a second more may be chance."""
    need(twice.cpu < 3 * once.cpu + 0.5, f"{name}: {once.cpu:.1f} s, and {twice.cpu:.1f} s for twice as much")


def empty_entries(desk, counts=(500_000, 1_000_000)):
    """A million empty entries, which are no bundle; the limit of two million and more."""
    costs = []
    for count in counts:
        def make(count=count):
            archive = LargeZip(desk.folder / "a.dossier.zip")
            archive.add("bagit.txt", BAGIT)
            for number in range(count):
                archive.add(f"data/{number >> 10:04x}/{number & 1023:03x}")
            archive.add(*MARK)
            return archive.close()
        allowed = allowance(*apart(make))
        cost = tell(f"{count} empty entries", measured(desk, "verify", "a.dossier.zip"), allowed)
        refused(cost, "bag.tag-file-missing")
        costs.append(cost)
    linear("empty entries", *costs)


def claimed_entries(desk):
    """An end record that tells of more than there is."""
    for entries, directory, code in ((2_000_000, None, "container.directory"), (2_000_001, None, "limit.entries"),
                                     (1, 512 * MEBIBYTE, "container.directory"),
                                     (2_000_000, 512 * MEBIBYTE, "container."),
                                     (2_000_000, 1025 * MEBIBYTE, "limit.directory-size")):
        archive = LargeZip(desk.folder / "a.dossier.zip")
        archive.add("bagit.txt", BAGIT)
        archive.add(*MARK)
        archive.close(entries, directory)
        # What a directory of holes takes is its own size: it is what is given, and is read once.
        allowed = allowance(1, directory or 0 if entries > 1 else 0)
        refused(tell(f"{entries} entries and {directory or 'a small'} directory claimed",
                     measured(desk, "verify", "a.dossier.zip"), allowed), code)


def large_directory(desk, mebibytes=(256, 512)):
    """Names as long as they may be until the directory is that large."""
    costs = []
    for size in mebibytes:
        def make(size=size):
            archive = LargeZip(desk.folder / "a.dossier.zip", "t" * 255)
            archive.add("bagit.txt", BAGIT)
            archive.add(*MARK)
            folders = "/".join(["f" * 250] * 3 + ["g" * 240])
            while len(archive.directory) < size * MEBIBYTE:
                archive.add(f"data/{folders}/{archive.count:08}")
            return archive.close()
        allowed = allowance(*apart(make))
        cost = tell(f"a directory of {size} MiB", measured(desk, "verify", "a.dossier.zip"), allowed)
        refused(cost, "bag.tag-file-missing")
        costs.append(cost)
    linear("directory", *costs)


def large_signature(desk, size=1_000_000_000):
    """A signature file of zeros in an archive that is a bundle but for that."""
    desk.set_up()
    need(desk.pack().status == 0, "pack")
    with zipfile.ZipFile(desk.bundle) as packed:
        archive = LargeZip(desk.folder / "a.dossier.zip", "case")
        for info in packed.infolist():
            archive.add(info.filename.split("/", 1)[1], packed.read(info))
        archive.add("signatures/0002-review.sig", zeros=size)
        archive.close()
    refused(tell(f"a signature of {size} bytes", measured(desk, "verify", "a.dossier.zip"), allowance(20, 2000)),
            "limit.signature-size")
    with open(desk.folder / "large.sig", "wb") as file:
        file.truncate(size)
    cost = tell("the same with --with", measured(desk, "verify", "case.dossier.zip", *TRUST, "--with", "large.sig"))
    need(cost.ran.status == 3, "exit 3 was expected", cost.ran)


def nested(depth, size):
    """One record's JSON of about that size: lists in lists, as deep as told, again and again."""
    one = "[" * (depth - 2) + "]" * (depth - 2)
    many = ",".join([one] * (size // (len(one) + 1)))
    return ('{"schema":"dossier/1","x":[' + many + "]}\n").encode()


def deep_records(desk, size=8 * MEBIBYTE - 1000):
    """Records as large as they may be, nested as deep as they may be, and one level deeper."""
    desk.set_up()
    path = desk.case / "records/notes/not-deep.json"
    path.parent.mkdir(parents=True)
    costs = []
    for what, make, part in (("depth 64", lambda n: nested(64, n), size), ("depth 65", lambda n: nested(65, n), size),
                             ("depth 64, half as large", lambda n: nested(64, n), size // 2),
                             ("opened and never closed", lambda n: b'{"x":' + b"[" * n, size),
                             ("numbers", numbers, size), ("empty texts", texts, size), ("members", members, size)):
        apart(lambda make=make, part=part: path.write_bytes(make(part)))
        cost = tell(f"a record of {path.stat().st_size} bytes, {what}", measured(desk, "check", "-C", "case"))
        need(cost.ran.status == 1, f"exit 1 was expected: {cost.ran.told()[:2000]}")
        costs.append(cost)
    linear("records", costs[2], costs[0])


def numbers(size):
    return b'{"schema":"dossier/1","x":[' + b"1," * ((size - 40) // 2) + b"1]}\n"


def texts(size):
    return b'{"schema":"dossier/1","x":[' + b'"",' * ((size - 40) // 3) + b'""]}\n'


def members(size):
    return b'{"schema":"dossier/1"' + b"".join(b',"%07d":1' % number for number in range((size - 40) // 12)) + b"}\n"


def html(desk, size=32 * MEBIBYTE):
    """Pages that are hard on parsers."""
    pages = {"open tags": lambda n: b"<div>" * (n // 5), "open formatting tags": lambda n: b"<b><i>" * (n // 6),
             "attributes": lambda n: b"<p " + b"".join(b"a%x " % k for k in range(n // 320)) + b">",
             "one attribute, again": lambda n: b"<p " + b"a " * (n // 320) + b">",
             "tables": lambda n: b"<table><tr><td>" * (n // 15), "misnested": lambda n: b"<a><p></a>" * (n // 10),
             "entities": lambda n: b"&amp" * (n // 4), "end tags": lambda n: b"</p>" * (n // 4),
             "comments": lambda n: b"<!--" * (n // 4), "text": lambda n: b"word " * (n // 5)}
    for name, make in pages.items():
        costs = []
        for part in (size // 2, size):
            if desk.case.exists():
                shutil.rmtree(desk.case)
                shutil.rmtree(desk.folder / "trust")
                for key in desk.folder.glob("key*"):
                    key.unlink()
            desk.set_up()
            page = desk.folder / "page.html"
            apart(lambda make=make, part=part, page=page: page.write_bytes(START_OF_PAGE + make(part - 100)))
            cost = tell(f"a page of {page.stat().st_size} bytes, {name}",
                        measured(desk, "add", "-C", "case", "page.html", "--title", "T", "--publisher", "P", "--url",
                                 "https://news.example/", "--captured-at", "2026-02-27T09:12:40Z"), 60 * part)
            need(cost.ran.status in (0, 1), "exit 0 or 1 was expected", cost.ran)
            costs.append(cost)
        linear(name, *costs)


def large_files(desk, sizes=((1 << 32) - 2, (1 << 32) - 1, 1 << 32, (1 << 32) + 1)):
    """Files around 4 GiB, packed and read by all; but unzip 6.0 takes a true size of 0xFFFFFFFF for a missing one."""
    for size in sizes:
        readers = {name: command for name, command in READERS.items()
                   if shutil.which(command.split()[0]) and not (name == "unzip" and size == 0xFFFFFFFF)}
        for path in (desk.case, desk.folder / "trust"):
            shutil.rmtree(path, ignore_errors=True)
        for path in desk.folder.glob("*"):
            if path.is_file():
                path.unlink()
        desk.set_up({"a.txt": b"a\n"})
        with open(desk.case / "attachments/large.bin", "wb") as file:
            file.seek(size - 4)
            file.write(b"last")
        for words in (["pack", "-C", "case", "--key", "key"], ["verify", "case.dossier.zip", *TRUST]):
            cost = tell(f"{words[0]} of a file of {size} bytes", measured(desk, *words), allowance(12, 600))
            need(cost.ran.status == 0, "exit 0 was expected", cost.ran)
        with zipfile.ZipFile(desk.bundle) as archive:
            names = archive.namelist()
        for name, command in readers.items():
            done = subprocess.run(["sh", "-c", command], cwd=desk.folder, capture_output=True, text=True)
            need(done.returncode == 0 and done.stdout.splitlines() == names, f"{name}: {done.stdout}{done.stderr}")


CASES = {function.__name__: function for function in (empty_entries, claimed_entries, large_directory, large_signature,
                                                      deep_records, html, large_files)}


def main(program, *names):
    wrong = 0
    for name in names or CASES:
        with tempfile.TemporaryDirectory(prefix="dossier-limits-") as folder:
            try:
                CASES[name](Desk(pathlib.Path(program).resolve(), pathlib.Path(folder)))
            except Broken as broken:
                wrong += 1
                print(broken)
    print(f"{wrong} cases wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
