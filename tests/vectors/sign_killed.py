#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sign_killed.py PROGRAM: kills `sign` and `recover` at each system call that writes.

The bundle is the old or the new one, at once or after `recover`; what verify says fits; what was sealed is as it was.
Once with a small bundle, which is written anew, and once with one of more than 64 MiB, which is changed in place.
"""

import collections
import functools
import pathlib
import shutil
import subprocess
import sys
import tempfile

import case
import ssh
from bag import Bundle
from vector import TRUST
from verifier import ENVIRONMENT, SKIPPED, need, verify

WRITING = ("write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,fallocate,link,linkat,"
           "rename,renameat,renameat2,unlink,unlinkat,fchmod,fchown,copy_file_range,sendfile")
MOST_CALLS = 60  # of one run; there are about ten
KILLED = -9


def killing(name, number):
    """Kills at the so-manieth call of that name; strace counts each name by itself."""
    return ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]


def run(command, before=()):
    return subprocess.run([*before, *map(str, command)], capture_output=True, env=ENVIRONMENT, timeout=120)


def need_strace():
    if shutil.which("strace") is None:
        print("skipped: strace is not installed")
        sys.exit(SKIPPED)
    # strace ends as the program did that it traced.
    done = subprocess.run([*killing("write", 1), "sh", "-c", "echo"], capture_output=True)
    if done.returncode != KILLED:
        print(f"skipped: strace cannot stop programs here: {done.stderr.decode()}")
        sys.exit(SKIPPED)


class Trial:
    """One bundle, its former and its new bytes from the directory on; everything before stays the same."""

    def __init__(self, program, folder, name, bundle):
        self.program, self.name, self.path = program, name, folder / f"{name}.dossier.zip"
        self.trust, self.leftover = folder / "trust", folder / f"{name}.dossier.zip.partial"
        self.wrong = 0
        whole = bundle.build().bytes()
        self.path.write_bytes(whole)
        self.sealed = int.from_bytes(whole[-6:-2], "little")  # where the directory begins
        self.old, self.prefix = whole[self.sealed:], whole[:self.sealed]
        key = pathlib.Path(ssh.private_folder().name) / "reviewer"
        self.sign = [program, "sign", self.path, "--role", "review", "--key", key, "--trust", self.trust]
        self.recover = [program, "recover", self.path]
        done = run(self.sign)
        self.new = self.tail()
        if done.returncode != 0 or self.new == self.old:
            raise SystemExit(f"{name}: cannot be signed at all\n{done.stderr.decode()}")

    def tail(self):
        with open(self.path, "rb") as file:
            if file.read(self.sealed) != self.prefix:
                self.fail("what was sealed has changed")
            return file.read()

    def put(self, tail):
        """The bundle with that tail; everything before it is there already."""
        self.leftover.unlink(missing_ok=True)
        with open(self.path, "r+b") as file:
            file.truncate(self.sealed)
            file.seek(self.sealed)
            file.write(tail)

    def fail(self, what):
        self.wrong += 1
        print(f"{self.name}: {what}")

    def judge(self, when):
        """Whether the bundle is the old or the new one, or such after recover; verify must say so."""
        tail = self.tail()
        outcome = verify(self.program, [self.path], self.trust)
        if tail in (self.old, self.new):
            if (outcome.exit, outcome.codes()) != (0, set()):
                self.fail(f"{when}: whole, and verify says {outcome.exit}, {outcome.codes()}")
        elif (outcome.exit, outcome.codes()) != (1, {"container.torn"}):
            self.fail(f"{when}: not whole, and verify says {outcome.exit}, {outcome.codes()}")
        state = "old" if tail == self.old else "new" if tail == self.new else "torn"
        if state != "torn" and self.leftover.exists():
            state += ", with a leftover"
        return state

    def mend(self, when):
        done = run(self.recover)
        tail = self.tail()
        if done.returncode != 0 or tail not in (self.old, self.new) or self.leftover.exists():
            self.fail(f"{when}: not mended: exit {done.returncode}\n{done.stderr.decode()}")
        outcome = verify(self.program, [self.path], self.trust)
        signed = [each["path"] for each in outcome.bundles[0]["authorship"]["signatures"]]
        if outcome.exit != 0 or ("signatures/0002-review.sig" in signed) != (tail == self.new):
            self.fail(f"{when}: mended, and verify says {outcome.exit}, {signed}")
        return "new" if tail == self.new else "old"

    def calls(self, command, start):
        """(name, so-manieth of that name) of each call that writes, in a run that nobody kills."""
        self.put(start)
        trace = self.path.with_suffix(".trace")
        done = run(command, ["strace", "-qq", "-o", trace, "-e", f"trace={WRITING}"])
        if done.returncode != 0 or self.tail() != self.new:
            self.fail(f"{command[1]}: exit {done.returncode}\n{done.stderr.decode()}")
        counts, calls = collections.Counter(), []
        for line in trace.read_text().splitlines():
            name = line.split("(")[0]
            if name.isidentifier():
                counts[name] += 1
                calls.append((name, counts[name]))
        print(f"{self.name}: {command[1]} has {len(calls)} calls that write: {dict(counts)}")
        return calls

    def kill_each(self, command, start):
        """Kills the command at its first, second … call; the states that this leaves."""
        torn = []
        calls = self.calls(command, start)
        if not 3 <= len(calls) <= MOST_CALLS:
            self.fail(f"{command[1]}: {len(calls)} calls that write")
        for name, number in calls[:MOST_CALLS]:
            when = f"{command[1]} killed at {name} {number}"
            self.put(start)
            if run(command, killing(name, number)).returncode != KILLED:
                self.fail(f"{when}: was not killed")
            state = self.judge(when)
            if state == "torn" and self.tail() not in torn:
                torn.append(self.tail())
            print(f"  {when}: {state}, then {self.mend(when)}")
        return torn


def main(program):
    need(program)
    need_strace()
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "trust").mkdir()
        for name, text in TRUST.items():
            (folder / "trust" / name).write_text(text)
        large = functools.partial(case.captured, {"media.bin": bytes(64 << 20)})
        for name, payload in (("small", case.minimal), ("large", large)):
            trial = Trial(program, folder, name, Bundle(payload()))
            torn = trial.kill_each(trial.sign, trial.old)
            if name == "small" and torn:
                trial.fail("a bundle that is written anew is never torn")
            if name == "large" and not torn:
                trial.fail("no call was met at which the bundle is torn")
            for tail in torn[:1]:
                trial.kill_each(trial.recover, tail)  # to the new bundle: the signature is whole
            wrong += trial.wrong
    print(f"{wrong} states judged wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
