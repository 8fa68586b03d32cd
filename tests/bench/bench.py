#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times pack against tar and zip, and verify against openssl, sha256sum, unzip and bagit-python.

All commands of one input run in one go, interleaved, round after round; shown are medians, the processor time beside
the time on the clock, the peak of memory, and the ratio to the first peer. Nothing is left behind.

  bench.py --program build/release/dossier                       everything, on /dev/shm and on the disk of build/
  bench.py --program … --scale 0.05 --runs 3 --on /dev/shm       a quick look
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

import inputs


def timed(command, folder, statuses):
    """(seconds, seconds of processor, peak of memory in MiB) of one run.

    GNU time starts the command: a child of this process would begin with this interpreter's own peak of memory.
    """
    used = folder / "used.txt"
    started = time.perf_counter()
    done = subprocess.run(["/usr/bin/time", "-q", "-o", used, "-f", "%U %S %M", *command], cwd=folder,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.perf_counter() - started
    if done.returncode not in statuses:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n"
                         f"{done.stderr.decode(errors='replace')}")
    user, system, kilobytes = map(float, used.read_text().split())
    return seconds, user + system, kilobytes / 1024


def interleaved(commands, rounds, folder):
    """commands: name → (command, output to be removed before or None, statuses). The first round is not counted."""
    samples = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, output, statuses) in commands.items():
            if output is not None:
                output.unlink(missing_ok=True)
                os.sync()
            sample = timed(command, folder, statuses)
            if number > 0:
                samples[name].append(sample)
            if output is not None:
                output.unlink(missing_ok=True)
    return samples


def show(title, samples, peer):
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in samples.items()}
    print(f"\n{title}")
    print(f"  {'':24} {'wall s':>9} {'user+sys':>9} {'memory MiB':>11} {'× ' + peer:>14}")
    for name, (wall, processor, memory) in medians.items():
        print(f"  {name:24} {wall:9.3f} {processor:9.3f} {memory:11.1f} {wall / medians[peer][0]:14.2f}", flush=True)


def bench(kind, place, options):
    program = str(pathlib.Path(options.program).resolve())
    with tempfile.TemporaryDirectory(prefix="dossier-bench-", dir=place) as scratch:
        folder = pathlib.Path(scratch)
        case = inputs.make_case(program, folder, kind, options.scale)
        out = folder / "out"
        bundle = folder / "case.dossier.zip"
        pack = [program, "pack", "-C", "case", "--force-invalid"]
        subprocess.run([*pack, "--key", "key", "-o", bundle], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        title = f"{inputs.describe(case)} on {place}"
        zipped = out.with_suffix(".zip")
        show(f"pack: {title}", interleaved({
            "dossier pack --key": ([*pack, "--key", "key", "-o", zipped], zipped, {0}),
            "dossier pack --unsigned": ([*pack, "--unsigned", "-o", zipped], zipped, {0}),
            "tar -cf": (["tar", "-cf", out, "case"], out, {0}),
            "zip -0 -r": (["zip", "-0", "-q", "-r", zipped, "case"], zipped, {0}),
        }, options.runs, folder), "tar -cf")
        commands = {
            "dossier verify": ([program, "verify", "--quiet", "--trust", "trust", bundle], None, {0, 1}),
            "openssl dgst -sha256": (["openssl", "dgst", "-sha256", bundle], None, {0}),
            "sha256sum": (["sha256sum", bundle], None, {0}),
            "unzip -tqq": (["unzip", "-tqq", bundle], None, {0}),
        }
        if options.bagit:
            subprocess.run(["unzip", "-q", bundle, "-d", "unpacked"], cwd=folder, check=True)
            bag = next((folder / "unpacked").iterdir())
            commands["bagit-python"] = ([*options.bagit.split(), "--validate", bag], None, {0})
            commands["bagit-python, 2 at once"] = ([*options.bagit.split(), "--validate", "--processes", "2", bag],
                                                   None, {0})
        show(f"verify: {title}", interleaved(commands, options.runs, folder), "openssl dgst -sha256")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/dossier")
    parser.add_argument("--scale", type=float, default=1.0, help="1: the full sizes; 0.05: a twentieth")
    parser.add_argument("--runs", type=int, default=5, help="rounds that count")
    parser.add_argument("--on", action="append", help="folders to work in; default: /dev/shm and build")
    parser.add_argument("--only", choices=inputs.KINDS, action="append")
    parser.add_argument("--bagit", help="the command of bagit-python, such as 'python3 -m bagit'")
    options = parser.parse_args()
    for tool in ("/usr/bin/time", "tar", "zip", "unzip", "openssl", "sha256sum"):
        if shutil.which(tool) is None:
            raise SystemExit(f"{tool} is not installed")
    print(f"{os.cpu_count()} cores, {options.runs} rounds, scale {options.scale}")
    for place in map(os.path.abspath, options.on or ["/dev/shm", "build"]):
        for kind in options.only or inputs.KINDS:
            bench(kind, place, options)


if __name__ == "__main__":
    main()
