# SPDX-License-Identifier: Apache-2.0
"""Text that wants to be markup, script, an order to the terminal or a turned line stays text, wherever it is shown."""

import json
import re
import xml.etree.ElementTree

from browser import opened
from desk import need
from report_rules import need_quiet, reported

SCRIPT = "<script>document.title='owned'</script>"
MARKUP = "</h1></title></style></svg>]]>\"'><img src=x onerror=\"document.title='owned'\"><a href=javascript:alert(1)>a</a><!--"
TERMINAL = "\x1b[2J\x1b]0;owned\x07\x9b31m\x08\r"
TURNED = "\u202egnp.exe\u202c\u2066\u200f\u2028"
DOT = "\\N\\\"];x[URL=\"javascript:alert(1)\"];//&quot;<b>"
ALL = SCRIPT + MARKUP + TERMINAL + TURNED + DOT
PAGE_TEXT = f"He said: “{SCRIPT} and {DOT} it is so” and left.\n"

# C0 but line feed, DEL, C1, line separators, and what turns the reading order.
NEVER_SHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

# A drawing keeps the marks that right-to-left text needs.
IN_NO_FILE = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"


def hostile_case(desk):
    """Every command that takes text gets it; what a command cleans or refuses is given by hand."""
    desk.well("init", "case", "--title", "The title " + SCRIPT, "--author", "The editor", "--author-id", "agt-editor",
              "--profile", "open", "--id", "urn:uuid:5d1f0a52-6f2e-4c55-9f0b-0d0551e40002")
    page = desk.folder / "<img src=x onerror=alert(1)>.txt"
    page.write_text(PAGE_TEXT)
    desk.well("source", "A speaker " + SCRIPT, "-C", "case", "--id", "src-speaker", "--kind", "person", "--protected", "no")
    desk.well("source", "An outlet " + SCRIPT, "-C", "case", "--id", "src-outlet", "--kind", "publication",
              "--url", "javascript:alert(1)")
    desk.well("add", page, "-C", "case", "--id", "art-page", "--id", "cap-page", "--title", "An article " + SCRIPT,
              "--publisher", "src-outlet", "--byline", "By " + SCRIPT, "--url", "javascript:alert(1)",
              "--captured-at", "2026-05-01T10:00:00Z", "--method", "text-only", "--reason", SCRIPT)
    desk.well("quote", "cap-page", PAGE_TEXT[10:-12], "-C", "case", "--id", "quo-words", "--kind", "direct-speech",
              "--speaker", "src-speaker", "--context", SCRIPT)
    desk.well("claim", "A claim " + SCRIPT, "-C", "case", "--id", "clm-so", "--kind", "content", "--asserted-by",
              "src-speaker", "--supported-by", "quo-words")
    desk.well("note", "A note " + SCRIPT, "-C", "case", "--id", "note-check", "--about", "clm-so", "--kind", "check",
              "--result", "inconclusive", "--method", "cross-source")
    desk.well("attribution", "-C", "case", "--id", "att-chain", "--hop",
              "src-speaker -> src-outlet; said; direct; missing: " + MARKUP.replace(";", ","))
    desk.well("marking", "rights", "rights " + SCRIPT, "-C", "case", "--id", "rights", "--basis", "own-work", "--payload", "full")
    changes = {  # file below records → fields; a list is a path into the record
        "sources/src-speaker": {("name",): ALL, ("interests",): ALL, ("independence_group",): "g"},
        "sources/src-outlet": {("name",): ALL, ("url",): "javascript:alert(document.domain)"},
        "articles/art-page": {("title",): ALL, ("bylines",): [ALL], ("url",): "javascript:alert(document.domain)"},
        "captures/cap-page": {("alterations",): [ALL]},
        "claims/clm-so": {("text",): ALL},
        "notes/note-check": {("text",): ALL + "[#quo-words][#\"><script>]"},
        "attributions/att-chain": {("hops", 0, "evidence"): {"missing": ALL}},
        "markings/mrk-rights": {("value",): ALL},
        "agents/agt-editor": {("name",): ALL},
    }
    for name, fields in changes.items():
        path = desk.case / "records" / f"{name}.json"
        record = json.loads(path.read_text())
        for (*way, last), value in fields.items():
            target = record
            for step in way:
                target = target[step]
            target[last] = value
        path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    head = desk.case / "dossier.json"
    record = json.loads(head.read_text())
    record.update(title=ALL, description=ALL, purpose=ALL, limitations=ALL)
    head.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    desk.well("keygen", "key")
    desk.trust(desk.folder / "key.pub")
    packed = desk.pack("--force-invalid")
    need(packed.status == 0, "the hostile case should be packed", packed)
    need_inert_text(packed)


def need_inert_text(ran):
    for stream in (ran.out, ran.err):
        shown = NEVER_SHOWN.search(stream)
        need(shown is None, f"{shown and shown.group()!r} reaches the terminal", ran)


def rule_hostile_text_reaches_no_terminal(desk):
    hostile_case(desk)
    for words in (["verify", "--trust", "trust", desk.bundle], ["verify", "--quiet", desk.bundle], ["check", "-C", "case"],
                  ["list", "-C", "case"], ["inspect", desk.bundle]):
        ran = desk.run(*words)
        need(ran.status in (0, 1, 4) and ran.out + ran.err, "it should say something", ran)
        need_inert_text(ran)
    for path in sorted(desk.case.glob("records/*/*.json")):
        need_inert_text(desk.well("show", path.stem, "-C", "case"))
    for words in (["verify", "--json", desk.bundle], ["check", "--json", "-C", "case"], ["list", "--json", "-C", "case"],
                  ["inspect", "--json", desk.bundle], ["show", "clm-so", "--json", "-C", "case"]):
        ran = desk.run(*words)
        json.loads(ran.out)
        need_inert_text(ran)
    broken = bytearray(desk.bundle.read_bytes())
    broken[broken.index(b"He said: ")] ^= 1
    (desk.folder / "broken.zip").write_bytes(broken)
    ran = desk.run("verify", "broken.zip")
    need(ran.status == 1, "a changed byte should be seen", ran)
    need_inert_text(ran)


def rule_hostile_text_stays_text_in_the_report(desk):
    hostile_case(desk)
    path = reported(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        need_quiet(page, path)
        need("owned" not in page.value("document.title").split("<script>")[0], "a script ran")
        need(page.value("document.scripts.length + document.images.length") == 0, "an element was made of text")
        need(page.value("[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))") == [],
             "an attribute was made of text")
        away = page.value("[...document.querySelectorAll('[href], [src], [action], [data]')].map(e => e.getAttribute('href') || '')"
                          ".filter(link => !link.startsWith('#'))")
        need(away == [], f"leads out of the page: {away}")
        names = page.value("[...new Set([...document.querySelectorAll('*')].map(e => e.localName))]")
        need(not set(names) & {"iframe", "object", "embed", "form", "input", "button", "base", "link", "img", "foreignObject"},
             f"elements: {names}")
        text = page.value("document.body.textContent")
        need(text.count(SCRIPT) > 10 and text.count("javascript:alert") > 5, "the text should be shown as it is")
        for character in "\u202e\u2066\x1b\x9b\u2028":
            need(character not in text, f"{character!r} is in the page")
        need("U+202E" in text and "U+001B" in text, "what is not shown should be named")
        need(page.value("document.querySelector('mark#quo-words').textContent") == PAGE_TEXT[10:-12], "the quote's words")


def rule_hostile_text_stays_text_in_the_graph(desk):
    hostile_case(desk)
    svg, dot = desk.well("graph", desk.bundle), desk.well("graph", desk.bundle, "--format", "dot")
    need_inert_text(dot)
    need(not re.search(IN_NO_FILE, svg.out), "an order is in the drawing", svg)
    root = xml.etree.ElementTree.fromstring(svg.out)
    elements = {element.tag.partition("}")[2] for element in root.iter()}
    need(elements <= {"svg", "style", "defs", "marker", "path", "text", "tspan", "g", "title", "rect"}, f"{elements}")
    need("owned" in "".join(root.itertext()), "the text should be shown")
    for element in root.iter():
        need(not any(name.startswith("on") or "href" in name for name in element.attrib), f"{element.attrib}")
    line = re.compile(r'digraph dossier \{|  rankdir=LR;|  node \[[^"\]]*"sans-serif"\];|  \{ rank=same;( n\d+;)* \}|\}'
                      r'|  n\d+ \[label="(?:[^"\\]|\\.)*"(, tooltip="[a-z0-9-]+")?(, peripheries=2)?\];'
                      r'|  n\d+ -> n\d+ \[[a-z0-9=, ]*(label="[a-z]+")?\];')
    for each in dot.out.splitlines():
        need(line.fullmatch(each), f"no line of DOT: {each}")
        need(not re.search(r"(?<!\\)(\\\\)*\\[NGETHLnrl]", each), f"Graphviz reads an escape: {each}")
        need(not re.search(r"&(?!amp;)", each), f"Graphviz reads an entity: {each}")
    drawing = desk.folder / "graph.svg"
    drawing.write_text(svg.out)
    with opened(desk.folder) as page:
        page.shown_as().open(drawing)
        need_quiet(page, drawing)
        need(page.value("document.documentElement.localName") == "svg", "it should be drawn")
