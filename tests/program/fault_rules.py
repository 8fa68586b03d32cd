#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A call of a command fails: it does all or nothing, and says which.

fault_rules.py PROGRAM LIBRARY [SCENE or PART…] lets every call and every allocation of every scene fail, one after the
other, which takes hours; the rules of CTest try all that change something on disk, and some of the others.
"""

import os
import pathlib
import signal
import sys
import tempfile

import faults
from desk import Broken, Desk, Skipped
from faults import ALL, EINTR, ERRORS, HARMLESS, MEMORY, NAMING, PLAIN_SYSTEM, SYNCING, WRITING, Fault, Stage
from fault_scenes import SCENES

INTERRUPT, KILL = (Fault(ALL, f"signal:{number.value}", False) for number in (signal.SIGINT, signal.SIGKILL))
SOME = 4


def errors(stage, most=None):
    for fault in ERRORS:
        stage.each(fault, stage.judge_error, most=most)
    for fault in HARMLESS:
        # libarchive does not write again after EINTR, and says so.
        is_error = fault.does == EINTR and stage.scene.name == "extract"
        stage.each(fault, stage.judge_error if is_error else stage.judge_harmless, most=most)


def writing(stage, most=None):
    """The calls that change something on disk; of a pack every one of them."""
    for fault in ERRORS:
        if fault.calls in (WRITING, SYNCING, NAMING) and not fault.on:
            stage.each(fault, stage.judge_error, most=None if stage.scene.name == "pack" else most)


def memory(stage, most=None):
    for fault in MEMORY:
        stage.each(fault, stage.judge_error, most=most)


def signals(stage, most=None):
    stage.each(INTERRUPT, stage.judge_interrupt, most=most)
    stage.each(KILL, stage.judge_kill, most=most)


def plain_system(stage, most=None):
    """Where files are made under a name of their own first."""
    for fault in ERRORS:
        stage.each(fault, stage.judge_error, PLAIN_SYSTEM, most)
    stage.each(INTERRUPT, stage.judge_interrupt, PLAIN_SYSTEM, most)
    stage.each(KILL, stage.judge_kill, PLAIN_SYSTEM, most)


PARTS = {part.__name__: part for part in (errors, memory, signals, plain_system)}


def hold(desk, name, *parts, most=SOME):
    """So many calls of each kind; main() tries every one."""
    with tempfile.TemporaryDirectory(prefix="dossier-rule-", dir=faults.quick_folder()) as folder:
        stage = Stage(Desk(desk.program, pathlib.Path(folder)), SCENES[name])
        for part in parts:
            part(stage, most)
        stage.finish()


def rule_pack_with_a_failing_call_does_all_or_nothing(desk):
    hold(desk, "pack", errors, writing, memory)


def rule_pack_that_is_interrupted_or_killed_does_all_or_nothing(desk):
    hold(desk, "pack-small", signals)


def rule_pack_does_all_or_nothing_where_no_unnamed_files_can_be_made(desk):
    hold(desk, "pack-small", plain_system)


def rule_pack_of_a_revision_does_all_or_nothing(desk):
    hold(desk, "revise", writing, signals)


def rule_sign_with_a_failing_call_does_all_or_nothing(desk):
    hold(desk, "sign", errors, writing, memory, signals)


def rule_sign_of_a_large_bundle_does_all_or_nothing(desk):
    hold(desk, "sign-in-place", writing, signals)


def rule_sign_of_a_folder_does_all_or_nothing(desk):
    hold(desk, "sign-folder", writing, signals)


def rule_verify_with_a_failing_call_never_says_something_else(desk):
    hold(desk, "verify", errors)
    hold(desk, "verify", memory, most=100)  # OpenSSL begins with some 50 allocations, and must not go on without one


def rule_verify_of_a_pipe_or_folder_with_a_failing_call_never_says_something_else(desk):
    hold(desk, "verify-pipe", errors)
    hold(desk, "verify-folder", errors)


def rule_verify_of_a_bag_of_another_tool_with_a_failing_call_never_says_something_else(desk):
    for name in ("verify-foreign-folder", "verify-foreign-tar", "verify-foreign-zip"):
        hold(desk, name, errors, memory)


def rule_extract_with_a_failing_call_does_all_or_nothing(desk):
    hold(desk, "extract", errors, memory, signals)


def rule_timestamp_import_with_a_failing_call_does_all_or_nothing(desk):
    hold(desk, "timestamp-import", writing, memory, signals)


def rule_timestamp_import_into_a_folder_does_all_or_nothing(desk):
    hold(desk, "timestamp-folder", writing, signals)


def rule_add_with_a_failing_call_does_all_or_nothing(desk):
    hold(desk, "add", errors, memory, signals)


def main(program, library, *words):
    """words: names of scenes or parts; all where none is named."""
    os.environ["DOSSIER_FAULTS"] = str(pathlib.Path(library).resolve())
    wrong = 0
    for name in [word for word in words if word in SCENES] or SCENES:
        for part in [word for word in words if word in PARTS] or PARTS:
            with tempfile.TemporaryDirectory(prefix="dossier-faults-", dir=faults.quick_folder()) as folder:
                try:
                    print(part, end=" of ", flush=True)
                    stage = Stage(Desk(pathlib.Path(program).resolve(), pathlib.Path(folder)), SCENES[name])
                    PARTS[part](stage)
                    stage.finish()
                except Skipped as reason:
                    print(f"{name}: skipped: {reason}")
                except Broken as broken:
                    wrong += 1
                    print(broken)
                sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
