#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""manual.py PROGRAM PAGE [--write]: the man page names every command, argument and option that `dossier help` shows.

--write makes the section COMMANDS of the page anew from the help texts; all else is written by hand.
"""

import pathlib
import re
import subprocess
import sys

BEGIN, END = '.\\" COMMANDS: made by tests/manual/manual.py --write', '.\\" END OF COMMANDS'
ITEM = re.compile(r"^  (-|[A-Z])")


def help_text(program, *words):
    return subprocess.run([program, "help", *words], check=True, capture_output=True, text=True).stdout


def groups(program):
    """(heading, names of its commands); commands of two words come as they are listed."""
    name, commands = None, []
    for line in help_text(program).splitlines():
        if re.fullmatch(r"[A-Z][a-z ]+", line):
            if commands:
                yield name, commands
            name, commands = line, []
        elif name and (match := re.match(r"  (\S+(?: \S+)*?)  +\S", line)):
            commands.append(match[1])
    if commands:
        yield name, commands


def parts(text):
    """Usage, what it does (paragraphs), items (name, text), example."""
    blocks = text.rstrip("\n").split("\n\n")
    usage = blocks[0].removeprefix("Usage: ")
    about, items, example = [], [], ""
    for block in blocks[1:]:
        lines = block.split("\n")
        if lines[0].startswith("Example"):
            example = " ".join(line.strip() for line in lines[1:])
        elif ITEM.match(lines[0]):
            for line in lines:
                if ITEM.match(line):
                    name, _, words = line[2:].partition("  ")
                    items.append([name.strip(), words.strip()])
                else:
                    items[-1][1] += " " + line.strip()
        else:
            about.append(" ".join(lines))
    return usage, about, items, example


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    text = "".join(c if c < "\x7f" else f"\\[u{ord(c):04X}]" for c in text)
    return "\\&" + text if text.startswith(".") else text


def section(program):
    for heading, commands in groups(program):
        yield f".SS {heading}"
        for command in commands:
            usage, about, items, example = parts(help_text(program, *command.split()))
            yield ".TP"
            yield f".B {roff(usage)}"
            yield roff(" ".join(about))
            if items:
                yield ".RS"
                for name, words in items:
                    yield from (".TP", f".B {roff(name)}", roff(words.strip() or name))
                yield ".RE"
            if example:
                yield from (".RS", ".PP", f"Example: {roff(example)}", ".RE")


def plain(page):
    return page.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\")


def missing(program, page):
    text = plain(page)
    for _, commands in groups(program):
        for command in commands:
            start = text.find(f".B dossier {command} ") if command != "version" else text.find(f".B dossier {command}\n")
            start = start if start >= 0 else text.find(f".B dossier {command}\n")
            if start < 0:
                yield f"the command {command}"
                continue
            end = text.find(".B dossier ", start + 1)
            for name, _ in parts(help_text(program, *command.split()))[2]:
                if f".B {name}\n" not in text[start:end if end > 0 else len(text)]:
                    yield f"{name} of the command {command}"


def main(program, path, write=None):
    path = pathlib.Path(path)
    page = path.read_text(encoding="utf-8")
    if write == "--write":
        before, _, rest = page.partition(BEGIN + "\n")
        _, _, after = rest.partition(END + "\n")
        path.write_text("\n".join([before + BEGIN, *section(program), END, ""]) + after, encoding="utf-8")
        return 0
    faults = list(missing(program, page))
    for fault in faults:
        print(f"{path.name} does not have {fault}")
    if faults:
        print(f"run: {sys.argv[0]} {program} {path} --write")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
