#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the extracted text of pages with the innerText that a headless Chromium gives for them.

usage: compare_innertext.py PRINT_TEXT [PAGE...]

PRINT_TEXT is the program of that name beside this script (cmake --build … --target print_text).
Without pages those in pages/ are compared. Optional: it needs chromium, and is not run by ctest.
White space is compared as a mere separator: innerText shows paragraphs, cells and hidden
boxes by their layout, which dossier-text-1 does not evaluate. Differences in words are printed, and
the exit status is 1 when a page of pages/ has others than those in EXPECTED.
"""
import difflib
import html
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

# Page: (words only in ours, words only in the browser's, reason).
EXPECTED = {}

PROBE = b"""<script>addEventListener('load', () => {
  const text = document.body.innerText;
  document.documentElement.innerHTML = '<body><pre id=dump></pre>';
  document.getElementById('dump').textContent = '[[' + text + ']]';
});</script>"""


def inner_text(page):
    data = page.read_bytes()
    mark = re.search(rb"<head[^>]*>|<title>|<p>|<meta[^>]*>", data, re.I)
    at = mark.end() if mark and not mark.group().startswith((b"<title", b"<p")) else 0
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "page.html"
        # Behind an opening head or the meta, so that the tree of the page stays what it is.
        copy.write_bytes(data[:at] + PROBE + data[at:])
        dumped = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-extensions", "--user-data-dir=" + folder + "/profile", "--dump-dom", copy.as_uri()],
            capture_output=True, check=True, timeout=600).stdout.decode("utf-8", "replace")
    return html.unescape(dumped[dumped.index("[[") + 2:dumped.rindex("]]")])


def words(text):
    return re.split(r"[ \t\n\r\f]+", text.strip(" \t\n\r\f"))


def main():
    program, pages = sys.argv[1], [pathlib.Path(p) for p in sys.argv[2:]]
    known = not pages
    failed = False
    for page in pages or sorted((HERE / "pages").glob("*.html")):
        run = subprocess.run([program, str(page)], capture_output=True)
        if run.returncode != 0:
            print(f"{page.name}: {run.stderr.decode().strip()}")
            failed = True
            continue
        ours, theirs = words(run.stdout.decode()), words(inner_text(page))
        found = []
        matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                found.append((" ".join(ours[a:b]), " ".join(theirs[c:d])))
        expected = [(a, b) for a, b, _ in EXPECTED.get(page.name, [])]
        print(f"{page.name}: {len(ours)} words, {len(found)} differences")
        for difference in found:
            print(f"   ours {difference[0]!r}, browser {difference[1]!r}")
        failed = failed or (known and found != expected)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
