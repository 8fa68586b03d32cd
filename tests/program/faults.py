# SPDX-License-Identifier: Apache-2.0
"""Lets one call of the program go wrong, call after call, and judges what comes of it.

The calls are counted by the library faults/ (see faults/plan.h), which DOSSIER_FAULTS names. A scene is one command with
the folder it starts from; what it does when nothing goes wrong is what it must do, wholly or not at all.
"""

import collections
import os
import pathlib
import re
import shutil
import signal
import stat

from desk import Broken, Skipped, need, tree

DONE, REFUSED, UNAVAILABLE, INTERRUPTED = 0, 1, 3, 130
LOCK = {"case/.dossier", "case/.dossier/lock"}
# What a kill may leave beside the file that was written; the program names it and says what to do.
LEFTOVER = re.compile(r"\.partial(-[0-9a-f]{12})?$")

OPENING, READING, LOOKING = "open,tmpfile,fdopendir,chdir", "read,pread,readdir", "stat"
WRITING, SYNCING, NAMING = "write,pwrite,ftruncate,mkdir,chmod", "fsync,close", "link,rename,renameat2,unlink"
ALL = ",".join((OPENING, READING, WRITING, SYNCING, NAMING))
EIO, ENOMEM, EACCES, ENOSPC, EINTR, EMFILE, EDQUOT = 5, 12, 13, 28, 4, 24, 122

MOST_TOLD = 20
# Done and not undone, which the message says: the next command leads to the same end.
HALFWAY = ("is recorded and will be finished by the next", "the changes were made all the same",
           "make sure that the new file stays", "packing it again gives the same bundle",
           "what was begun could not be undone")
Fault = collections.namedtuple("Fault", "calls does on")  # on: also all calls after the one
ERRORS = (Fault(OPENING, EMFILE, False), Fault(OPENING, EACCES, True), Fault(READING, EIO, False),
          Fault(LOOKING, EIO, False), Fault(WRITING, ENOSPC, False), Fault(WRITING, ENOSPC, True),
          Fault(SYNCING, EIO, False), Fault(NAMING, EIO, False), Fault(NAMING, EACCES, True),
          Fault("thread", 11, False), Fault("thread", 11, True))
MEMORY = (Fault("new", ENOMEM, False), Fault("malloc", ENOMEM, False))
HARMLESS = (Fault("read,pread,write,pwrite", EINTR, False), Fault("read,pread,write,pwrite", "short", False),
            Fault("read,pread,write,pwrite", "short", True))
# File systems without unnamed files, without renameat2, and kernels without openat2.
PLAIN_SYSTEM = "tmpfile,renameat2,openat2"


def library():
    path = os.environ.get("DOSSIER_FAULTS", "")
    if not path:
        raise Skipped("the library that makes calls fail is not built here (only on Linux, without sanitizers)")
    return path


def quick_folder():
    """Where syncing costs nothing, if there is such a place."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else None


class Scene:
    """`words`: the command, in a folder that `make(desk)` fills."""

    def __init__(self, name, words, make, again=None, after_kill=None, source=None, environment=None, done=DONE):
        self.name, self.words, self.make, self.source, self.done = name, words, make, source, done
        self.environment = environment or {}
        self.again = again or [words]  # the commands of which one leads to the end after a kill
        self.after_kill = after_kill or (lambda desk: None)


class Stage:
    """A scene, its folder before and after, and the runs in between."""

    def __init__(self, desk, scene):
        self.desk, self.scene, self.runs, self.wrong, self.known = desk, scene, 0, [], {}
        self.library, self.log = library(), desk.folder / "log"
        self.before_folder, work = desk.folder / "before", desk.folder / "work"
        work.mkdir()
        desk.folder = work
        desk.case, desk.bundle = work / "case", work / "case.dossier.zip"
        scene.make(desk)
        shutil.copytree(work, self.before_folder, symlinks=True)
        self.before = self.state()
        self.normal = self.run(0, Fault("", "", False))
        need(self.normal.status == scene.done, f"{scene.name}: nothing goes wrong", self.normal)
        self.after = self.state()

    def state(self):
        return {name: found for name, found in tree(self.desk.folder, self.known).items() if name not in LOCK}

    def restore(self):
        """Only where something has changed: most runs leave all as it was."""
        if self.state() == self.before:
            return
        for path in self.desk.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        shutil.copytree(self.before_folder, self.desk.folder, symlinks=True, dirs_exist_ok=True)

    def run(self, number, fault, lacks="", words=None):
        self.log.unlink(missing_ok=True)
        environment = {"LD_PRELOAD": self.library, "FAULT_FOLDER": str(self.desk.folder), "FAULT_CALLS": fault.calls,
                       "FAULT_AT": f"{number}-" if fault.on else str(number), "FAULT_DOES": str(fault.does),
                       "FAULT_LACKS": lacks, "FAULT_LOG": str(self.log), "DOSSIER_TEST_SEED": "seed",
                       **self.scene.environment}
        self.runs += 1
        with open(self.desk.folder / self.scene.source if self.scene.source else os.devnull, "rb") as source:
            return self.desk.run(*(words or self.scene.words), environment=environment, source=source, seconds=60)

    def struck(self):
        """What the log tells of the calls that went wrong."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return [line for line in lines if not line.startswith("calls ")]

    def calls(self, fault, lacks=""):
        """So many such calls there are when nothing goes wrong."""
        self.restore()
        ran = self.run(0, fault, lacks)
        need(ran.status == self.scene.done, f"{self.scene.name}: nothing goes wrong, lacking '{lacks}'", ran)
        self.need_state(self.after, "", ran)
        return int(self.log.read_text().splitlines()[-1].split()[1])

    def numbers(self, fault, lacks="", most=None):
        """1, 2, … up to a few more than there are, as threads may make some more; or so many of these."""
        total = self.calls(fault, lacks)
        if total == 0:
            return []
        return range(1, total + 3) if most is None else range(1, total + 1, max(1, -(-total // most)))

    def each(self, fault, judge, lacks="", most=None):
        """judge(when, ran, struck) for each number at which the fault can be."""
        for number in self.numbers(fault, lacks, most):
            self.restore()
            ran = self.run(number, fault, lacks)
            struck = self.struck()
            when = (f"{self.scene.name}, {fault.does} {'from' if fault.on else 'at'} call {number}"
                    f"{' lacking ' + lacks if lacks else ''}: {struck[0] if struck else 'not reached'}")
            try:
                judge(when, ran, bool(struck))
            except Broken as broken:
                self.wrong.append(str(broken))

    def finish(self):
        """Tells all that was found wrong."""
        print(f"{self.scene.name}: {self.runs} runs, {len(self.wrong)} judged wrong")
        need(not self.wrong, "\n\n".join(self.wrong[:MOST_TOLD]))

    def need_state(self, state, when, ran):
        now = self.state()
        changed = sorted(name for name in state.keys() | now.keys() if state.get(name) != now.get(name))
        need(not changed, f"{when}\nchanged, made or gone: {changed}", ran)

    def need_whole(self, when, ran):
        """What could not be removed of the program's own folder goes with the next command."""
        own = {name: found for name, found in self.state().items() if name.startswith("case/.dossier/")}
        self.need_state({**self.after, **own}, when, ran)
        need(ran.out == self.normal.out, f"{when}\ndone, and not the output of a good run", ran)

    def judge_error(self, when, ran, struck):
        """Done, or a clear error and nothing done."""
        if ran.status == self.scene.done:
            self.need_whole(when, ran)
            return
        need(struck, f"{when}\nfails where nothing went wrong", ran)
        need(ran.status == UNAVAILABLE, f"{when}\nexit 3 was expected", ran)
        need_clear(when, ran)
        if any(words in ran.err for words in HALFWAY):
            self.need_end(when, ran)
        elif self.state() != self.before and "from call" in when and self.is_tidy():
            self.need_end(when, ran)
        else:
            self.need_state(self.before, when, ran)

    def is_tidy(self):
        """All as it was but the program's own folder, leftovers and empty folders: where nothing can be removed, they stay."""
        now = self.state()
        changed = [name for name in self.before.keys() | now.keys() if self.before.get(name) != now.get(name)]
        return all(is_own(name) or stat.S_ISDIR(now.get(name, [0])[0]) for name in changed)

    def need_end(self, when, ran):
        """The next run of the command leads to the same end."""
        self.scene.after_kill(self.desk)
        for words in self.scene.again:
            again = self.run(0, Fault("", "", False), words=words)
            if again.status == self.scene.done:
                break
        else:
            need(self.state() == self.after, f"{when}\n{ran.told()}\nthen it neither works nor was done", again)
        self.need_state(self.after, when + "\nthen run again", again)

    def judge_harmless(self, when, ran, _):
        need(ran.status == self.scene.done, f"{when}\nwas expected to succeed", ran)
        self.need_whole(when, ran)

    def judge_interrupt(self, when, ran, _):
        if ran.status == self.scene.done:
            self.need_whole(when, ran)  # it came when all was done
            return
        need(ran.status == INTERRUPTED, f"{when}\nexit 130 was expected", ran)
        self.need_state(self.before, when, ran)

    def judge_kill(self, when, ran, struck):
        """Nothing half under a final name, and the next run of the command leads to the same end."""
        if not struck:
            self.judge_error(when, ran, struck)
            return
        need(ran.status == -signal.SIGKILL, f"{when}\nwas expected to be killed", ran)
        self.need_halfless(when, ran)
        self.need_end(when, ran)

    def need_halfless(self, when, ran):
        """No file under a final name that is neither the old nor the new one."""
        for name, found in self.state().items():
            if is_own(name) or name.startswith("case/"):
                continue  # the next command finishes or undoes it
            need(found in (self.before.get(name), self.after.get(name)), f"{when}\nhalf written: {name}", ran)


def is_own(name):
    """What the program keeps, or leaves when it is stopped."""
    return name.startswith("case/.dossier/") or any(LEFTOVER.search(part) for part in name.split("/"))


def need_clear(when, ran):
    """An error in one line that names a file, with a hint below; no defect, no crash."""
    lines = [line for line in ran.err.splitlines() if not line.startswith("dossier: DOSSIER_TEST_SEED")]
    errors = [line for line in lines if line.startswith("dossier: ")]
    need(errors and "defect" not in ran.err, f"{when}\na clear error was expected", ran)
    if "memory" in errors[-1] or "thread" in errors[-1]:
        return
    need(not re.match(r"dossier: (: |cannot )", errors[-1]), f"{when}\nthe error names no file", ran)


def remove_leftovers(desk):
    for path in sorted(pathlib.Path(desk.folder).rglob("*")):
        if LEFTOVER.search(path.name) and path.exists():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
