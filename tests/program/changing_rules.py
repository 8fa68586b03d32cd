# SPDX-License-Identifier: Apache-2.0
"""Files that others change, cut, or replace just before the program reads on: never a wrong bundle, never exit 0 for it.

The program is stopped at each of its reads of the file, the file is changed, and the program goes on.
"""

import contextlib
import os
import random
import signal
import subprocess

from desk import need, tree
from fault_scenes import SCENES
from faults import DONE, REFUSED, UNAVAILABLE, Stage, is_own, library

READS = "read,pread"


def grow(path):
    with open(path, "ab") as file:
        file.write(b"more")


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def rewrite(path):
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"other")


def empty(path):
    os.truncate(path, 0)


def replace(path):
    other = path.with_name(path.name + ".other")
    other.write_bytes(bytes(path.stat().st_size))
    other.rename(path)


def stopped_at(desk, words, path, number, change):
    """The run that was stopped before its so-manieth read of the file, which was changed then; None if it ended before."""
    environment = {"LD_PRELOAD": library(), "FAULT_FOLDER": str(path), "FAULT_CALLS": READS, "FAULT_AT": str(number),
                   "FAULT_DOES": f"signal:{signal.SIGSTOP.value}", "DOSSIER_TEST_SEED": "seed"}
    process = desk.start(*words, environment=environment)
    how = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    if how.si_code != os.CLD_STOPPED:
        desk.ended(process)
        return None
    change(path)
    process.send_signal(signal.SIGCONT)
    return desk.ended(process, 60)


def each_read(desk, scene, name, changes, judge, words=None):
    """judge(what, ran, state before the run, state after the change) for each read of the file and each change."""
    stage, reads = Stage(desk, SCENES[scene]), 0
    for change in changes:
        for number in range(1, 100):
            stage.restore()
            changed = {}

            def change_and_look(path, change=change, changed=changed):
                change(path)
                changed.update({each: found for each, found in stage.state().items() if not is_own(each)})
            ran = stopped_at(desk, words or stage.scene.words, desk.folder / name, number, change_and_look)
            if ran is None:
                break
            reads += 1
            judge(f"{change.__name__} before read {number} of {name}", ran, stage, changed)
        need(number > 1, f"{name} was never read")
    print(f"{reads} runs")


def judge_pack(what, ran, stage, changed):
    """A replaced file may still be packed as it was when it was opened."""
    if ran.status == DONE:
        need(what.startswith("replace"), what + "\nexit 0 for a file that was changed", ran)
        stage.desk.need_verified()
        need(stage.desk.bundle.read_bytes() == stage.after["case.dossier.zip"][1], what + "\nother bytes", ran)
        return
    need(ran.status == UNAVAILABLE and "while it was" in ran.err and "attachments/" in ran.err,
         what + "\nexit 3 that names the file was expected", ran)
    stage.need_state(changed, what, ran)


def rule_a_file_that_changes_while_it_is_packed_stops_the_pack(desk):
    each_read(desk, "pack", "case/attachments/large.bin", (grow, cut, empty, rewrite, replace), judge_pack)


def rule_a_small_file_that_changes_while_it_is_packed_stops_the_pack(desk):
    each_read(desk, "pack", "case/attachments/c/d.bin", (grow, cut, empty, rewrite, replace), judge_pack)


def judge_reading(what, ran, stage, changed):
    """A bundle that was replaced is judged as it was when it was opened; all else is no bundle to vouch for."""
    if ran.status == DONE:
        need(what.startswith("replace") and ran.out == stage.normal.out, what + "\nexit 0 for other bytes", ran)
        return
    need(ran.status in (REFUSED, UNAVAILABLE), what + "\nexit 1 or 3 was expected", ran)
    need(ran.out + ran.err, what + "\nit should say why", ran)
    stage.need_state(changed, what, ran)


def rule_a_bundle_that_changes_while_it_is_verified_is_not_verified(desk):
    each_read(desk, "verify", "case.dossier.zip", (grow, cut, empty, rewrite, replace), judge_reading)


def rule_a_file_of_a_folder_that_changes_while_it_is_verified_is_not_verified(desk):
    each_read(desk, "verify-folder", "folder/data/attachments/c/d.bin", (grow, cut, empty, rewrite), judge_reading)


def rule_a_bundle_that_changes_while_it_is_extracted_gives_no_folder(desk):
    def judge(what, ran, stage, changed):
        judge_reading(what, ran, stage, changed)
        if ran.status == DONE:
            need({name: found for name, found in tree(desk.folder / "folder").items()} ==
                 {name[len("folder/"):]: found for name, found in stage.after.items() if name.startswith("folder/")},
                 what + "\nwrong bytes were extracted", ran)

    each_read(desk, "extract", "case.dossier.zip", (grow, cut, empty, rewrite, replace), judge)


def rule_a_bundle_that_changes_while_it_is_signed_is_not_overwritten(desk):
    def judge(what, ran, stage, changed):
        need(ran.status in (REFUSED, UNAVAILABLE), what + "\nexit 1 or 3 was expected", ran)
        stage.need_state(changed, what, ran)

    each_read(desk, "sign", "case.dossier.zip", (grow, cut, rewrite, replace), judge)


def rule_killed_at_any_moment_the_same_bundle_is_packed_afterwards(desk):
    """Some twenty moments of time, of one pack after the other; the seed is told."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    stage = Stage(desk, SCENES["revise"])
    for number in range(20):
        stage.restore()
        process = desk.start(*stage.scene.words, environment={"DOSSIER_TEST_SEED": "seed"})
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.005, 0.15))
        process.kill()
        ran = desk.ended(process)
        if ran.status != DONE:
            need(ran.status == -signal.SIGKILL, f"run {number}", ran)
            stage.need_halfless(f"killed, run {number}", ran)
        stage.need_end(f"killed, run {number}", ran)
