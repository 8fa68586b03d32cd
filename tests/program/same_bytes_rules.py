# SPDX-License-Identifier: Apache-2.0
"""Same input, same bytes: whatever the surroundings, one case folder gives one bundle."""

import os
import shutil

from desk import need, need_tool

FILES = {
    "empty": b"",
    "a.txt": b"a\n",
    "B.txt": b"B\n",
    "\u00e4/\u4e2d\u6587.txt": "ÄÖÜ\n".encode(),
    "large.bin": bytes(range(256)) * (20 << 12),  # read and hashed at the same time from 16 MiB on
    "middle.bin": bytes(range(251)) * 9000,
    **{f"many/{number:03}": str(number).encode() * number for number in range(300)},
}


def fresh(desk, name, order=lambda paths: paths, times=None):
    """The case, not sealed yet, in a new folder: its files written in that order, with those times of change."""
    root = desk.folder / name / "case"
    source = desk.folder / "case"
    paths = sorted(path for path in source.rglob("*") if path.is_file() and ".dossier" not in path.parts)
    for number, path in enumerate(order(paths)):
        target = root / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if times is not None:
            os.utime(target, (times + number, times + number))
    return root


def packed(desk, name, *more, before=(), environment=None, umask=-1, **how):
    root = fresh(desk, name, **how)
    bundle = root.parent / "case.dossier.zip"
    ran = desk.run("pack", "-C", root, "--key", "key", "--salt", "salt.txt", "-o", bundle, *more, before=before,
                   environment={"DOSSIER_TEST_SEED": "seed", **(environment or {})}, umask=umask)
    need(ran.status == 0, name, ran)
    content = bundle.read_bytes()
    shutil.rmtree(root.parent)
    return content


def need_same(desk, variants):
    desk.set_up(FILES)
    (desk.folder / "salt.txt").write_text("5a" * 32 + "\n")
    first = packed(desk, "plain")
    for name, how in variants.items():
        more = how.pop("more", ())
        need(packed(desk, "variant", *more, **how) == first, f"other bytes with {name}")


def rule_time_zone_and_language_change_no_byte(desk):
    need_same(desk, {f"{name}={value}": {"environment": {name: value}} for name, value in (
        ("TZ", "Pacific/Kiritimati"), ("TZ", "America/St_Johns"), ("TZ", ":/nonexistent"), ("LC_ALL", "C"),
        ("LC_ALL", "tr_TR.UTF-8"), ("LC_ALL", "de_DE.ISO-8859-1"), ("LC_ALL", "ja_JP.SJIS"), ("LANG", "ar_EG.UTF-8"))})


def rule_umask_order_and_times_of_the_files_change_no_byte(desk):
    need_same(desk, {
        "umask 077": {"umask": 0o077}, "umask 0": {"umask": 0},
        "files made in reverse": {"order": lambda paths: paths[::-1]},
        "files made by the end of their names": {"order": lambda paths: sorted(paths, key=lambda p: p.name[::-1])},
        "files from 1970": {"times": 0}, "files from the future": {"times": 4_000_000_000}})


def rule_the_number_of_threads_changes_no_byte(desk):
    need_tool("taskset")
    need_same(desk, {**{f"{count} threads": {"more": ("--threads", count)} for count in (1, 2, 3, 16)},
                     "one core": {"before": ("taskset", "-c", str(min(os.sched_getaffinity(0))))}})
