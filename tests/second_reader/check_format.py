#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_format.py ROOT [--write]: the table of FORMAT.md §18 names vectors that exist, and leaves none out.

Also: every finding code that it names exists, every code of bundles is named, and every section that a comment of
the code names is there. §19 is the program's table of codes; --write makes it anew.
"""

import fnmatch
import pathlib
import re
import sys

BEGIN, END = "<!-- codes -->", "<!-- end of codes -->"
NAMED_SECTIONS = r"FORMAT\.md,? ?\(?(?:has it|dossier-text-1)?,? ?((?:\"[A-Z][^\"\n]*\"(?:, | and )?)+)"
PLACES = "container|path|bag|file|seal|signature|timestamp|limit|record|event|text|quote"


def rows(text):
    """(names in the column accepted, names in the column refused) of each row."""
    for line in text[text.index("## 18."):text.index("## 19.")].splitlines():
        cells = [re.findall(r"`([^`]+)`", cell) for cell in line.split("|")[2:4]]
        if len(cells) == 2 and any(cells):
            yield cells


def unknown_or_unnamed(patterns, names, must_be_named):
    for pattern in sorted(patterns):
        if not fnmatch.filter(names, pattern):
            yield f"FORMAT.md names {pattern}, and there is no such vector"
    for name in names if must_be_named else []:
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns):
            yield f"FORMAT.md does not name the vector {name}"


def sections_named(root):
    """(file, section) for each section of FORMAT.md that a comment of the code names by its title."""
    for path in sorted(p for room in ("crypto", "manifests", "bundle", "cli") for p in (root / room).rglob("*.[hc]*")):
        comments = re.sub(r"\n\s*// ?", " ", path.read_text(encoding="utf-8"))
        for named in re.findall(NAMED_SECTIONS, comments):
            yield from ((path.relative_to(root), title) for title in re.findall(r'"([^"]+)"', named))


def code_table(root):
    """(the part of FORMAT.md that is made, all codes)"""
    codes = re.findall(r'^    \{"([a-z.0-9-]+)",\s*"([EWI-]{3})",\s*"((?:[^"\\]|\\.)*)"',
                       (root / "manifests/finding.cc").read_text(encoding="utf-8"), re.MULTILINE)
    rules = (root / "manifests/rules/rule_list.cc").read_text(encoding="utf-8")
    unseen = set(re.findall(r'\{"([a-z.0-9-]+)", [123], false\}', rules))
    rows = [f"| `{code}` | {'/'.join(severity).replace('-', '–')} | {rule.replace('|', ' or ')}"
            f"{' (*not looked for yet*)' if code in unseen else ''} |"
            for code, severity, rule in codes]
    head = [BEGIN, "", "| code | severity | rule |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, "", END]), {code for code, _, _ in codes}


def main(root, write=None):
    root = pathlib.Path(root)
    text = (root / "FORMAT.md").read_text(encoding="utf-8")
    table, known = code_table(root)
    if write == "--write":
        written = text.split(BEGIN)[0] + table + text.split(END)[1]
        (root / "FORMAT.md").write_text(written, encoding="utf-8")
        return 0
    accepted, refused = (set().union(*(row[i] for row in rows(text))) for i in (0, 1))
    vectors = root / "tests" / "vectors"
    faults = [*unknown_or_unnamed(accepted, sorted(p.name for p in (vectors / "accept").iterdir()), True),
              *unknown_or_unnamed(refused, sorted(p.name for p in (vectors / "reject").iterdir()), True)]
    if table not in text:
        faults.append(f"FORMAT.md §19 is not the program's table of codes; run: {sys.argv[0]} {root} --write")
    text = text[:text.index("## 19.")]
    named = set(re.findall(rf"`((?:{PLACES})\.[a-z0-9-]+)`", text)) - {"seal.json", "text.txt"}
    faults += [f"FORMAT.md names the code {code}, which the program does not know" for code in sorted(named - known)]
    bundle_codes = {code for code in known if re.match(r"(container|path|bag|file|seal|signature|timestamp|limit)\.", code)}
    short = {"container." + name for name in re.findall(r"`([a-z0-9-]+)`", text)}
    faults += [f"FORMAT.md does not name the code {code}" for code in sorted(bundle_codes - named - short)]
    headings = {re.sub(r"^#+ (?:[\d.–]+ )?", "", line) for line in text.splitlines() if line.startswith("#")}
    headings = {re.split(r"[:`]", heading)[0].strip() for heading in headings}
    sections = list(sections_named(root))
    faults += [f"{path} names the section {title}" for path, title in sections if title not in headings]
    told = f"{len(accepted) + len(refused)} names, {len(named)} codes, {len(sections)} sections: all agree"
    print("\n".join(faults) or told)
    return 1 if faults or not refused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
