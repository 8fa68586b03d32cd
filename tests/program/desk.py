# SPDX-License-Identifier: Apache-2.0
"""A scratch folder with a case folder, a key and a trust folder, and the program to work on them."""

import os
import pathlib
import shutil
import subprocess
import time
from dataclasses import dataclass

CLOCK = "1780272000"  # 2026-06-01T00:00:00Z
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC",
               "SOURCE_DATE_EPOCH": CLOCK}
ENVIRONMENT.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
NOBODY = 65534
LOCK = {"case/.dossier", "case/.dossier/lock"}


class Broken(Exception):
    """The rule does not hold."""


class Skipped(Exception):
    """The rule cannot be seen on this machine."""


@dataclass
class Ran:
    command: list
    status: int
    out: str
    err: str

    def told(self):
        return f"{' '.join(map(str, self.command))}\nexit {self.status}\n{self.out}{self.err}"


def need(holds, why, ran=None):
    if not holds:
        raise Broken(why + ("\n" + ran.told() if ran else ""))


def need_tool(name):
    if shutil.which(name, path=ENVIRONMENT["PATH"]) is None:
        raise Skipped(f"{name} is not installed")


def tree(folder, known=None):
    """Path → (kind and mode, bytes or target of the link) of all that is below a folder.

    known: a dictionary in which what was read is kept, for the next call on files that are still the same.
    """
    found, known = {}, {} if known is None else known
    for path in sorted(pathlib.Path(folder).rglob("*")):
        info = path.lstat()
        same = (str(path), info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
        if same not in known:
            known[same] = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found[str(path.relative_to(folder))] = (info.st_mode, known[same])
    return found


class Desk:
    """`folder` is where the program runs; case/ is the case folder, key the signing key, trust/ knows it."""

    def __init__(self, program, folder):
        self.program, self.folder = str(program), folder
        self.case, self.bundle = folder / "case", folder / "case.dossier.zip"

    def set_up(self, files=None):
        """Makes case, key and trust. files: path below case/attachments → bytes."""
        self.well("init", "case", "--title", "A case", "--author", "The editor", "--profile", "open",
                  "--id", "urn:uuid:5d1f0a52-6f2e-4c55-9f0b-0d0551e40001")
        for name, content in (files or {"a.txt": b"a\n", "b/c.bin": bytes(70_000)}).items():
            path = self.case / "attachments" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.well("keygen", "key")
        self.trust(self.folder / "key.pub")
        return self

    def trust(self, public_key):
        (self.folder / "trust").mkdir(exist_ok=True)
        key = " ".join(public_key.read_text().split()[:2])
        (self.folder / "trust/allowed_signers").write_text(f'editor@newsroom.example namespaces="dossier-seal" {key}\n')

    def start(self, *words, before=(), environment=None, source=subprocess.DEVNULL, out=subprocess.PIPE,
              errors=subprocess.PIPE, **more):
        command = [*map(str, before), self.program, *map(str, words)]
        return subprocess.Popen(command, cwd=self.folder, env={**ENVIRONMENT, **(environment or {})}, stdin=source,
                                stdout=out, stderr=errors, **more)

    def run(self, *words, seconds=240, **how):
        return self.ended(self.start(*words, **how), seconds)

    @staticmethod
    def ended(process, seconds=240):
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Broken(f"still at work after {seconds} seconds: {process.args}") from None
        return Ran(process.args, process.returncode, (out or b"").decode(errors="replace"), err.decode(errors="replace"))

    def well(self, *words, **how):
        ran = self.run(*words, **how)
        need(ran.status == 0, "was expected to succeed", ran)
        return ran

    def pack(self, *more, key="key", **how):
        return self.run("pack", "-C", "case", "--key", key, *more, **how)

    def need_verified(self, bundle=None):
        self.well("verify", "--trust", "trust", bundle or self.bundle)

    def need_refused(self, ran, status, *words, untouched):
        """The exit status, what the messages name, and everything on disk as it was before."""
        need(ran.status == status, f"exit {status} was expected", ran)
        for word in words:
            need(word in ran.out + ran.err, f"the message should name '{word}'", ran)
        self.need_untouched(untouched, ran)

    def state(self):
        """All below the scratch folder, but the lock, which tells nothing about the case."""
        return {name: found for name, found in tree(self.folder).items() if name not in LOCK}

    def need_untouched(self, before, ran=None):
        now = self.state()
        changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
        need(not changed, f"changed, made or gone: {changed}", ran)


def wait_for(holds, what, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Broken(f"waited {seconds} seconds in vain: {what}")
        time.sleep(0.005)
