# SPDX-License-Identifier: Apache-2.0
"""Case folders of three shapes: one large file, very many small ones, and pages."""

import os
import random
import subprocess

KINDS = ["one", "many", "pages"]
PIECE = 1 << 24


def make_case(program, folder, kind, scale):
    """folder/case with its files, folder/key with its public half, folder/trust that knows the key."""
    case = folder / "case"
    subprocess.run([program, "init", case, "--title", "Benchmark", "--author", "Benchmark", "--profile", "open"],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "keygen", folder / "key"], check=True, stdout=subprocess.DEVNULL)
    key = " ".join((folder / "key.pub").read_text().split()[:2])
    (folder / "trust").mkdir()
    (folder / "trust/allowed_signers").write_text(f'bench@newsroom.example namespaces="dossier-seal" {key}\n')
    {"one": one, "many": many, "pages": pages}[kind](case / "attachments", scale)
    return case


def one(folder, scale):
    """One file of 2 GB."""
    folder.mkdir()
    noise = os.urandom(PIECE)
    left = int(2_000_000_000 * scale)
    with open(folder / "recording.bin", "wb") as file:
        while left > 0:
            file.write(noise[:left])
            left -= PIECE


def many(folder, scale):
    """200,000 files of 4 KiB, a thousand to a folder."""
    noise = os.urandom(PIECE)
    for number in range(int(200_000 * scale)):
        if number % 1000 == 0:
            (folder / f"{number // 1000:03}").mkdir(parents=True)
        at = number * 4093 % (PIECE - 4096)
        (folder / f"{number // 1000:03}" / f"{number % 1000:03}.bin").write_bytes(noise[at:at + 4096])


def pages(folder, scale):
    """5,000 pages of text in HTML, 100 KB each and 500 MB in all."""
    folder.mkdir()
    dice = random.Random(2026)
    words = ["".join(dice.choices("etaoinshrdlucmfw", k=dice.randint(2, 9))) for _ in range(4000)]
    paragraphs = [f"<p>{' '.join(dice.choices(words, k=80))}</p>\n" for _ in range(500)]
    for number in range(int(5000 * scale)):
        body, size = [f"<!DOCTYPE html>\n<title>Page {number}</title>\n<body>\n"], 0
        while size < 100_000:
            body.append(dice.choice(paragraphs))
            size += len(body[-1])
        (folder / f"page-{number:04}.html").write_text("".join(body))


def describe(case):
    files = [path for path in (case / "attachments").rglob("*") if path.is_file()]
    return f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB"
