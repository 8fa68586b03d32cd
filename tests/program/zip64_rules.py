# SPDX-License-Identifier: Apache-2.0
"""Bundles with more entries than a plain ZIP can count. What is over 4 GiB: limits.py, by hand."""

import shutil
import subprocess
import zipfile

from desk import ENVIRONMENT, need, need_tool

ZIP64_END = b"PK\x06\x06"


def rule_bundles_around_65535_entries_are_read_by_all(desk):
    """65,534 entries end plainly, 65,535 and 65,536 with the zip64 records; each is a revision, with one more event."""
    need_tool("unzip")
    desk.set_up({"00": b""})
    need(desk.pack().status == 0, "pack")
    with zipfile.ZipFile(desk.bundle) as archive:
        others = len(archive.infolist()) - 1
    made = 1
    for revision, entries in enumerate((0xFFFE, 0xFFFF, 0x10000), 2):
        wanted = entries - others - (revision - 1)
        for number in range(made, wanted):
            path = desk.case / "attachments/more" / f"{number >> 9:02x}" / f"{number & 511:03x}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        made = max(made, wanted)
        ran = desk.pack("--revise", "--force")
        need(ran.status == 0, f"pack {entries} entries", ran)
        desk.need_verified()
        with open(desk.bundle, "rb") as file:
            file.seek(-98, 2)
            end = file.read(4)
        need((ZIP64_END == end) == (entries >= 0xFFFF), f"zip64 end record with {entries} entries")
        with zipfile.ZipFile(desk.bundle) as archive:
            names = [info.filename for info in archive.infolist()]
        need(len(names) == entries, f"zipfile reads {len(names)} entries of {entries}")
        need_same_names(desk, names)


def need_same_names(desk, names):
    """The other readers list what zipfile lists; both of libarchive's, the second from a pipe."""
    commands = {"unzip": "unzip -Z1 case.dossier.zip", "bsdtar": "bsdtar -tf case.dossier.zip",
                "bsdtar, from a pipe": "cat case.dossier.zip | bsdtar -tf -"}
    for name, command in commands.items():
        if shutil.which(command.split(" ")[0], path=ENVIRONMENT["PATH"]) is None:
            continue
        done = subprocess.run(["bash", "-c", "set -o pipefail; " + command], cwd=desk.folder, env=ENVIRONMENT,
                              capture_output=True, text=True)
        need(done.returncode == 0 and done.stdout.splitlines() == names, f"{name} lists other entries: {done.stderr}")
