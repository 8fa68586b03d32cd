# SPDX-License-Identifier: Apache-2.0
"""One name each that the format refuses; manifests, seal and signature cover the file under that name."""

import case
from bag import Bundle
from vector import Vector

FAULTS = [  # vector, what is wrong, names below data/attachments/, code
    ("latin-1", "The name is in Latin-1.", ["caf\udce9.txt"], "path.encoding"),
    ("overlong-utf8", "A slash is written in two bytes.", ["a\udcc0\udcafb.txt"], "path.encoding"),
    ("surrogate", "Half a surrogate pair is written as UTF-8.", ["\udced\udca0\udc80.txt"], "path.encoding"),
    ("decomposed", "e and a combining accent stand for é.", ["cafe\u0301.txt"], "path.not-normalised"),
    ("part-of-256-bytes", "A part of the path has 256 bytes.", ["p" * 256], "path.length"),
    ("path-of-1025-bytes", "The path has 1,025 bytes.", ["/".join(["p" * 251] * 4) + "p"], "path.length"),
    ("depth-40", "The file lies 40 folders deep.", ["/".join("d" * 38) + "/f"], "path.depth"),
    ("dot-dot", "A part of the path is two dots.", ["../outside.txt"], "path.component"),
    ("dot", "A part of the path is one dot.", ["./here.txt"], "path.component"),
    ("empty-part", "A part of the path is empty.", ["a//b.txt"], "path.component"),
    ("backslash", "The name holds a backslash.", ["..\\outside.txt"], "path.character"),
    ("colon", "The name holds a colon.", ["page.html:hidden"], "path.character"),
    ("asterisk", "The name holds an asterisk.", ["a*.txt"], "path.character"),
    ("question-mark", "The name holds a question mark.", ["why?.txt"], "path.character"),
    ("quotation-mark", "The name holds a quotation mark.", ['a"b.txt'], "path.character"),
    ("less-than", "The name holds a less-than sign.", ["a<b.txt"], "path.character"),
    ("greater-than", "The name holds a greater-than sign.", ["a>b.txt"], "path.character"),
    ("bar", "The name holds a vertical bar.", ["a|b.txt"], "path.character"),
    ("percent", "The name holds a percent sign, which BagIt programs decode.", ["a%0Ab.txt"], "path.character"),
    ("line-feed", "The name holds a line feed.", ["a\nb.txt"], "path.character"),
    ("zero-byte", "The name holds a zero byte.", ["a\0b.txt"], "path.character"),
    ("escape", "The name holds an escape sequence for terminals.", ["\x1b[31mred.txt"], "path.character"),
    ("delete", "The name holds U+007F.", ["a\x7fb.txt"], "path.character"),
    ("c1-control", "The name holds U+0085.", ["a\u0085b.txt"], "path.character"),
    ("right-to-left-override", "The name holds U+202E and shows another ending.", ["photo\u202egnp.exe"],
     "path.character"),
    ("isolate", "The name holds U+2067.", ["a\u2067b.txt"], "path.character"),
    ("zero-width-space", "The name holds U+200B.", ["a\u200bb.txt"], "path.character"),
    ("byte-order-mark", "The name begins with U+FEFF.", ["\ufeffa.txt"], "path.character"),
    ("unassigned", "The name holds U+0378, which is not assigned.", ["a\u0378.txt"], "path.unassigned"),
    ("later-unicode", "The name holds U+1C89, assigned in Unicode 16.0.", ["a\u1c89.txt"], "path.unassigned"),
    ("private-use", "The name holds U+E000 of the private use area.", ["a\ue000.txt"], "path.unassigned"),
    ("final-dot", "A part ends in a dot.", ["page./text.txt"], "path.ending"),
    ("final-space", "The name ends in a space.", ["text.txt "], "path.ending"),
    ("final-version", "The name ends in what unzip takes for a version and leaves away.", ["text.txt;1"], "path.ending"),
    ("final-semicolon", "The name ends in a semicolon.", ["text.txt;"], "path.ending"),
    ("device-con", "The name is a Windows device.", ["con"], "path.device-name"),
    ("device-with-extension", "The name is a Windows device with an extension.", ["NUL.tar.gz"], "path.device-name"),
    ("device-superscript", "COM¹ is a Windows device too.", ["com¹.txt"], "path.device-name"),
    ("macosx-folder", "A __MACOSX folder.", ["__MACOSX/page.html"], "path.platform-file"),
    ("apple-double", "A ._ file.", ["._page.html"], "path.platform-file"),
    ("case-twins", "Two names differ in case only.", ["Note.txt", "note.txt"], "path.collision"),
    ("folded-twins", "Two names are one after full case folding.", ["STRASSE.txt", "straße.txt"], "path.collision"),
    ("folder-twins", "A file and a folder differ in case only.", ["A", "a/b.txt"], "path.folder-conflict"),
    ("file-and-folder", "A file is also a folder.", ["a", "a/b.txt"], "path.folder-conflict"),
]

TOPS = [  # vector, what is wrong, top folder, code
    ("top-device", "The top folder is a Windows device.", b"aux", "path.device-name"),
    ("top-dot-dot", "The top folder is two dots.", b"..", "path.component"),
    ("top-decomposed", "The top folder is not in NFC.", "cafe\u0301".encode(), "path.not-normalised"),
    ("leading-slash", "All names begin with a slash.", b"", "path.component"),
]


def vectors():
    for name, what, paths, code in FAULTS:
        files = {f"attachments/{path}": f"file {number}\n".encode() for number, path in enumerate(paths)}
        yield Vector("path_" + name, what, Bundle(case.minimal(files)), [code], 1)
    for name, what, top, code in TOPS:
        yield Vector("path_" + name, what, Bundle(case.minimal(), top=top), [code], 1)
