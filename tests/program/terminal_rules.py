# SPDX-License-Identifier: Apache-2.0
"""What people see in a terminal of 80 columns, measured by Python's own tables of characters."""

import contextlib
import os
import pty
import re
import signal
import subprocess
import threading
import time
import unicodedata

from desk import need

COLUMNS = 80
LONG = "A sentence of the kind that people write when nobody stops them, which goes on and on well beyond the last column"
WIDE = "東京の編集部が保存した記事の題名はとても長いので、端末の一行には収まらないことがあります、と編集者は言った。"
MARKS = "Zoë Müller-Ñandú wrote to Ångström about a naïve rôle".replace("ë", "e\u0308").replace("ü", "u\u0308")
LONG_ID = "src-an-outlet-with-a-name-that-nobody-could-ever-remember"


def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def need_fits(ran):
    """A word that is longer than a line may stand out, alone; and a command to be copied stays in one line."""
    for line in (ran.out + ran.err).splitlines():
        if line.startswith("    dossier "):
            continue
        last = line.strip().rpartition("  ")[2]  # the value behind a key
        need(width(line) <= COLUMNS or " " not in last, f"{width(line)} columns: {line!r}", ran)


def case_of_many_scripts(desk):
    desk.well("init", "case", "--title", LONG + ": " + WIDE[:20], "--author", MARKS, "--profile", "newsroom",
              "--purpose", LONG, "--id", "urn:uuid:5d1f0a52-6f2e-4c55-9f0b-0d0551e40003")
    (desk.folder / "page.txt").write_text(f"{WIDE}\n{MARKS}\n{LONG}\n")
    for name, id in ((WIDE, "src-wide"), (MARKS, "src-marks"), (LONG, LONG_ID), ("Short", "src-short")):
        desk.well("source", name, "-C", "case", "--id", id, "--kind", "publication", "--relation", "primary")
    desk.well("add", "page.txt", "-C", "case", "--id", "art-page", "--id", "cap-page", "--title", WIDE, "--publisher", "src-wide",
              "--captured-at", "2026-05-01T10:00:00Z", "--method", "text-only")
    for number, text in enumerate((WIDE, MARKS, LONG)):
        desk.well("quote", "cap-page", text, "-C", "case", "--id", f"quo-{number}", "--kind", "article-voice")
        desk.well("claim", text, "-C", "case", "--id", f"clm-{number}", "--kind", "content", "--asserted-by", "src-wide",
                  "--supported-by", f"quo-{number}")
    desk.well("keygen", "key")
    desk.trust(desk.folder / "key.pub")
    packed = desk.pack("--force-invalid")
    need(packed.status == 0, "the case should be packed", packed)


def rule_what_is_shown_fits_eighty_columns(desk):
    case_of_many_scripts(desk)
    for words in (["verify", "--trust", "trust", "case.dossier.zip"], ["verify", "case.dossier.zip"], ["check", "-C", "case"],
                  ["list", "-C", "case"], ["inspect", "case.dossier.zip"], ["show", "head", "-C", "case"],
                  *(["show", path.stem, "-C", "case"] for path in sorted(desk.case.glob("records/*/*.json")))):
        ran = desk.run(*words)
        need(ran.out, "it should say something", ran)
        need_fits(ran)


def rule_columns_stand_below_each_other_whatever_the_script(desk):
    case_of_many_scripts(desk)
    ran = desk.well("list", "sources", "-C", "case")
    places = set()
    for name in (WIDE, MARKS, LONG, "Short"):
        line = next((line for line in ran.out.splitlines() if name[:5] in line), None)
        need(line is not None, f"{name} should be listed", ran)
        places.add(width(line[:line.index(name[:5])]))
    need(len(places) == 1, f"the names begin in columns {sorted(places)}", ran)


def shown_while_stopped(desk, after):
    """What verify tells a terminal, when the process is stopped for a while soon after its start."""
    ours, theirs = pty.openpty()
    shown = []

    def read():
        with contextlib.suppress(OSError):  # the other end is closed
            while piece := os.read(ours, 4096):
                shown.append(piece)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    process = desk.start("verify", "--quiet", "--threads", "1", "--trust", "trust", desk.bundle, out=subprocess.DEVNULL,
                         errors=theirs)
    time.sleep(after)
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(1.2)
    os.kill(process.pid, signal.SIGCONT)
    need(process.wait(timeout=100) == 0, "it should be verified")
    os.close(theirs)
    reader.join(timeout=10)
    os.close(ours)
    return b"".join(shown).decode()


def rule_progress_is_shown_to_a_terminal_and_to_nothing_else(desk):
    desk.set_up({"large.bin": bytes(96 << 20)})
    need(desk.pack().status == 0, "the case should be packed")
    line = re.compile(r"verifying  [\d.]+ [kM]?B of [\d.]+ MB  \d+ of \d+ files  [\d.]+ [kMG]?B/s  \d+:\d\d left")
    told = []
    for after in (0.02, 0.04, 0.08, 0.12, 0.16, 0.25, 0.4, 0.6, 1.0):  # how long it takes to begin differs
        told.append(shown_while_stopped(desk, after))
        if line.search(told[-1]):
            break
    need(line.search(told[-1]), f"shown was {told}")
    for each in told[-1].replace("\x1b[K", "").split("\r"):
        need(width(each) < COLUMNS, f"{each!r} is too long")
    need(told[-1].endswith("\r\x1b[K"), f"the line should be wiped: {told[-1]!r}")
    quiet = desk.well("verify", "--quiet", "--trust", "trust", desk.bundle)
    need(quiet.err == "", "nothing should be told to a pipe", quiet)
