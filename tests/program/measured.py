# SPDX-License-Identifier: Apache-2.0
"""What a run of the program costs."""

import json
import os
import subprocess
import time
from dataclasses import dataclass

from desk import ENVIRONMENT, Ran

MEBIBYTE = 1 << 20


@dataclass
class Cost:
    ran: Ran
    peak: int  # bytes of memory
    cpu: float  # seconds
    wall: float


def measured(desk, *words, environment=None):
    command = [desk.program, *map(str, words)]
    out, err = desk.folder / "out.txt", desk.folder / "err.txt"
    with open(out, "wb") as to, open(err, "wb") as errors:
        begin = time.monotonic()
        process = subprocess.Popen(command, cwd=desk.folder, env={**ENVIRONMENT, **(environment or {})},
                                   stdin=subprocess.DEVNULL, stdout=to, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    ran = Ran(command, process.returncode, out.read_text(errors="replace"), err.read_text(errors="replace"))
    out.unlink()
    err.unlink()
    return Cost(ran, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime, wall)


def apart(make):
    """What make() gives, made in a process of its own: what this one holds would be counted as the program's."""
    give, take = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.write(take, json.dumps(make()).encode())
        finally:
            os._exit(0)
    os.close(take)
    with open(give, "rb") as answer:
        text = answer.read()
    os.waitpid(process, 0)
    return json.loads(text)


def allowance(entries, path_bytes):
    """FORMAT.md, "Limits": what the container's work may take, for so many entries with paths of so many bytes in all."""
    return 64 * MEBIBYTE + 200 * entries + path_bytes
