#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A dossier as large as an investigation of years, made by the documented commands, and what its report costs.

  big_case.py --program build/release/dossier              2,000 captures and 20,000 quotes: seconds and bytes of each step
  big_case.py --program … --keep FOLDER                    and keeps case, bundle, report and graph there
  big_case.py --program … --captures 12 --quotes 30        a small one
"""

import argparse
import contextlib
import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "program"))
MOST_OUTLETS, MOST_SPEAKERS, WORDS_OF_A_QUOTE = 12, 40, 14
MOST_BYTES = 25_000_000


def run(title, program, folder, *words):
    started = time.perf_counter()
    done = subprocess.run([program, *map(str, words)], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, "XDG_CONFIG_HOME": "/nonexistent"})
    if done.returncode != 0:
        raise SystemExit(f"{title}: exit {done.returncode}\n{(done.stdout + done.stderr).decode(errors='replace')[-3000:]}")
    print(f"  {title:28} {time.perf_counter() - started:8.2f} s", flush=True)


def sentence(dice, words, count):
    text = " ".join(dice.choices(words, k=count))
    return text[0].upper() + text[1:] + "."


def make_case(program, folder, captures, quotes):
    """folder/case. Each capture is a page of its own with as many quotes as the others; every fifth quote bears on a claim."""
    outlets, speakers = min(MOST_OUTLETS, captures), min(MOST_SPEAKERS, quotes // 3)
    dice = random.Random(6)
    words = ["".join(dice.choices("etaoinshrdlucmfw", k=dice.randint(2, 9))) for _ in range(3000)]
    pages = folder / "pages"
    pages.mkdir()
    said = []
    with open(folder / "pages.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["url", "title", "publisher", "published", "captured_at", "method", "file"])
        for number in range(captures):
            outlet, name = number % outlets, f"page-{number:04}.html"
            paragraphs = [sentence(dice, words, 40) for _ in range(4)]
            for _ in range(quotes // captures + (number < quotes % captures)):
                said.append((number, sentence(dice, words, WORDS_OF_A_QUOTE)))
                paragraphs.append(f"“{said[-1][1]}” said speaker {len(said) % speakers}. {sentence(dice, words, 25)}")
            body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
            title = sentence(dice, words, 8)
            (pages / name).write_text(f"<!DOCTYPE html><meta charset=\"utf-8\"><title>{title}</title><body><article>\n"
                                      f"<h1>{title}</h1>\n{body}</article>\n")
            day = f"{number % 28 + 1:02}"
            rows.writerow([f"https://outlet-{outlet}.example/{number}", title, f"Outlet {outlet}",
                           f"{2015 + number * 10 // captures}-0{number % 9 + 1}-{day}", f"2026-02-{day}T10:00:00Z",
                           "single-file", f"pages/{name}"])
    run("init", program, folder, "init", "case", "--title", "A large case", "--author", "The editor", "--profile", "open",
        "--author-id", "agt-editor")
    run("import", program, folder, "import", "pages.csv", "-C", "case")
    ids = sorted((folder / "case/records/captures").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    by_page = {}
    for path in ids:
        record = json.loads(path.read_text())
        for held in record["files"]:
            if "original_name" in held:
                by_page[held["original_name"].rpartition("/")[2]] = record["id"]
    memo = ["---", "dossier: memo/1", "author: agt-editor", "date: 2026-03-01", "---"]
    for number in range(speakers):
        memo += [f"## source src-speaker-{number}", "", "- kind: person", f"- name: Speaker {number}", "- protected: no",
                 f"- independence-group: group-{number % 15}", "- relation: primary", ""]
    statuses = ["unreviewed", "unreviewed", "under-review"]
    for index, (number, text) in enumerate(said):
        if index % 5 == 0:
            memo += [f"## claim clm-{index}", "", sentence(dice, words, 9), "", "- kind: content",
                     f"- asserted-by: src-speaker-{(index + 1) % speakers}",
                     f"- status: {statuses[index % len(statuses)]}", ""]
        memo += [f"> {text}", ">", f"> — src-speaker-{(index + 1) % speakers}; direct-speech; "
                 f"capture={by_page[f'page-{number:04}.html']}; #quo-{index}", ""]
    (folder / "memo.md").write_text("\n".join(memo))
    run("memo", program, folder, "memo", "memo.md", "-C", "case")


def open_in_browser(folder):
    """Seconds until Chromium has loaded the page, until it answers, and until a link led to a quote inside a folded part."""
    from browser import opened
    scratch = folder / "scratch"
    scratch.mkdir()
    with opened(scratch) as page:
        page.shown_as()
        started = time.perf_counter()
        page.open(folder / "report.html")
        print(f"  {'Chromium: loaded':28} {time.perf_counter() - started:8.2f} s")
        started = time.perf_counter()
        page.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
        print(f"  {'Chromium: next frame':28} {time.perf_counter() - started:8.2f} s")
        last = page.value("[...document.querySelectorAll('mark[id^=quo-]')].pop().id")
        started = time.perf_counter()
        page.go_to(last)
        seen = page.value("(() => { const b = document.querySelector('mark:target').getBoundingClientRect();"
                          "return b.top >= 0 && b.bottom <= innerHeight && b.width > 0; })()")
        print(f"  {'Chromium: link to a quote':28} {time.perf_counter() - started:8.2f} s, {'reached' if seen else 'NOT reached'}")
        print(f"  {'elements in the page':28} {page.value('document.querySelectorAll(`*`).length'):8}")
        if page.complaints:
            raise SystemExit(f"the browser says {page.complaints}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/dossier")
    parser.add_argument("--captures", type=int, default=2000)
    parser.add_argument("--quotes", type=int, default=20_000)
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    with contextlib.ExitStack() as stack:
        folder = options.keep
        if folder is None:
            folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dossier-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{options.captures} captures, {options.quotes} quotes")
        make_case(program, folder, options.captures, options.quotes)
        run("pack", program, folder, "pack", "-C", "case", "--unsigned", "--force-invalid", "-o", "case.dossier.zip")
        run("report", program, folder, "report", "case.dossier.zip", "-o", "report.html")
        run("graph", program, folder, "graph", "case.dossier.zip", "-o", "graph.svg")
        for name in ("case.dossier.zip", "report.html", "graph.svg"):
            print(f"  {name:28} {(folder / name).stat().st_size / 1e6:8.2f} MB")
        open_in_browser(folder)
        if (folder / "report.html").stat().st_size > MOST_BYTES:
            raise SystemExit(f"the report is larger than {MOST_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
