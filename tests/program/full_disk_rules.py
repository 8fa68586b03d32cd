# SPDX-License-Identifier: Apache-2.0
"""Disks that are full, or become so in the midst of a command."""

import contextlib
import ctypes
import os
import shutil
import subprocess

import fault_scenes
from desk import ENVIRONMENT, Skipped, need, tree
from faults import DONE, LOCK, UNAVAILABLE

CLONE_NEWNS = 0x00020000
PAGE = 4096
SIZE = 2 << 20


@contextlib.contextmanager
def small_disk(desk):
    """A tmpfs of 2 MiB below the desk's folder, in a mount namespace of this process."""
    if os.geteuid() != 0 or ctypes.CDLL(None).unshare(CLONE_NEWNS) != 0:
        raise Skipped("a small tmpfs can only be mounted by root")
    disk = desk.folder / "disk"
    disk.mkdir()
    done = subprocess.run(["sh", "-c", f"mount --make-rprivate / && mount -t tmpfs -o size={SIZE} small disk"],
                          cwd=desk.folder, env=ENVIRONMENT, capture_output=True)
    if done.returncode != 0:
        raise Skipped(f"a small tmpfs cannot be mounted here: {done.stderr.decode()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], env=ENVIRONMENT, check=True)


def state(folder):
    return {name: found for name, found in tree(folder).items() if name not in LOCK and name != "filler"}


def each_room(desk, scene, step=1):
    """The scene's command on a disk with room for 0, 1, 2 … pages, until there is enough."""
    scene = fault_scenes.SCENES[scene]
    home, refusals = desk.folder, 0
    with small_disk(desk) as disk:
        work = disk / "work"
        work.mkdir()
        desk.folder, desk.case, desk.bundle = work, work / "case", work / "case.dossier.zip"
        scene.make(desk)
        before = state(work)
        shutil.copytree(work, home / "before")
        for pages in range(0, SIZE // PAGE, step):
            with open(disk / "filler", "wb") as filler:
                room = os.statvfs(disk).f_bavail
                os.posix_fallocate(filler.fileno(), 0, max(PAGE, (room - pages) * PAGE))
            ran = desk.run(*scene.words, environment=fault_scenes.SEED)
            (disk / "filler").unlink()
            if ran.status == DONE:
                break
            need(ran.status == UNAVAILABLE and "No space left" in ran.err or "are free there" in ran.err,
                 f"exit 3 for a full disk was expected, with room for {pages} pages", ran)
            refusals += 1
            need(state(work) == before, f"changed on a disk with room for {pages} pages: "
                 f"{sorted(name for name in before.keys() | state(work).keys() if before.get(name) != state(work).get(name))}",
                 ran)
        need(ran.status == DONE and refusals > 1, f"{refusals} refusals", ran)
        if "case.dossier.zip" in state(work):
            desk.need_verified()
        desk.folder = home
    print(f"refused {refusals} times, then done with room for {pages} pages")


def rule_a_case_on_a_disk_that_becomes_full_stays_as_it_was_when_it_is_packed(desk):
    each_room(desk, "pack-small")


def rule_a_case_on_a_disk_that_becomes_full_stays_as_it_was_when_something_is_added(desk):
    each_room(desk, "add")


def rule_a_bundle_on_a_disk_that_becomes_full_stays_as_it_was_when_it_is_signed(desk):
    each_room(desk, "sign")


def rule_a_folder_is_extracted_wholly_or_not_at_all_on_a_disk_that_becomes_full(desk):
    each_room(desk, "extract")


def rule_what_cannot_be_printed_is_told_and_never_exit_0(desk):
    fault_scenes.reviewed(desk)
    for words in (["verify", "case.dossier.zip", "--trust", "trust"], ["verify", "--json", "case.dossier.zip"],
                  ["inspect", "case.dossier.zip"], ["cat", "case.dossier.zip", "data/dossier.json"],
                  ["extract", "case.dossier.zip", "-d", "folder"], ["help"], ["version"], ["check", "-C", "case"],
                  ["pack", "-C", "case", "--key", "key", "-o", "b.dossier.zip"],
                  ["sign", "case.dossier.zip", "--role", "review", "--key", "reviewer"]):
        with open("/dev/full", "wb") as full:
            ran = desk.run(*words, out=full)
        need(ran.status == UNAVAILABLE and "standard output" in ran.err and "No space left" in ran.err,
             "exit 3 that names standard output was expected", ran)
    desk.need_verified()
    desk.need_verified("b.dossier.zip")
