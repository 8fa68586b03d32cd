# SPDX-License-Identifier: Apache-2.0
"""The report of the sample in a browser that nobody here wrote: what opens, what is loaded, what can be read."""

import json
import pathlib
import shutil
import subprocess

from browser import opened
from desk import need, need_tool

SAMPLE = pathlib.Path(__file__).parents[2] / "samples/letters-claim/case"
SECTIONS = ["identity", "verdicts", "limits", "findings", "claims", "quotes", "chains", "graph", "timeline", "custody",
            "contacts", "redactions", "files", "by-hand"]
AA_TEXT, AA_LINES = 4.5, 3.0  # WCAG 2.1, 1.4.3 and 1.4.11
NARROW = 390

# Every text that is shown, with its ink, the ground behind it and the ratio of the two; and every line of a drawing.
CONTRAST = """(() => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => {
    const [r, g, b] = parts(colour).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const isSeen = colour => colour.startsWith('rgb') && (parts(colour)[3] ?? 1) === 1;
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const box = e.matches('svg g') && e.querySelector(':scope > rect');
      const colour = box ? getComputedStyle(box).fill : getComputedStyle(e).backgroundColor;
      if (isSeen(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [], told = (what, kind, ink, behind) => found.push([what.trim().slice(0, 60), kind, ink, behind, ratio(ink, behind)]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('title') || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    told(node.data, 'text', element.closest('svg') ? style.fill : style.color, ground(element));
  }
  for (const element of document.querySelectorAll('svg path, svg rect, svg circle')) {
    if (element.matches('.axis') || element.closest('defs')) continue;
    const style = getComputedStyle(element);
    const ink = isSeen(style.stroke) ? style.stroke : style.fill;
    told(element.outerHTML, 'line', ink, ground(element.closest('svg').parentElement));
  }
  return found;
})()"""

OVERFLOWING = """[...document.querySelectorAll('body *')].filter(e => {
  if (e.closest('.scroll, pre.list, svg')) return false;
  const box = e.getBoundingClientRect();
  return box.right > innerWidth + 1 || box.left < -1;
}).map(e => e.outerHTML.slice(0, 120))"""


def sample(desk):
    """The sample packed with a new key that trust/ knows, and its report."""
    shutil.copytree(SAMPLE, desk.case)
    desk.well("keygen", "key")
    desk.trust(desk.folder / "key.pub")
    need(desk.pack().status == 0, "the sample should be packed")
    return reported(desk)


def reported(desk, bundle="case.dossier.zip"):
    desk.well("report", bundle, "--trust", "trust", "-o", "report.html", "--force")
    return desk.folder / "report.html"


def need_quiet(page, path):
    need(page.requests == [path.resolve().as_uri()], f"asked for {page.requests}")
    need(not page.complaints, f"the browser says: {json.dumps(page.complaints)[:2000]}")


def quotes_of(case):
    return {path.stem: json.loads(path.read_text()) for path in sorted((case / "records/quotes").glob("*.json"))}


def rule_a_browser_opens_the_report_without_a_complaint_or_a_request(desk):
    path = sample(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        need(page.value("document.readyState") == "complete", "it should be loaded")
        need(page.value("document.characterSet") == "UTF-8", "it should be read as UTF-8")
        order = page.value("[...document.querySelectorAll('main section')].map(s => s.id)")
        need(order == SECTIONS, f"the sections are {order}")
        for section in SECTIONS:
            height = page.value(f"document.getElementById('{section}').getBoundingClientRect().height")
            need(height > 20, f"{section} is {height} high")
        links = page.value("[...document.querySelectorAll('a')].map(a => a.getAttribute('href') || a.href.baseVal)")
        need(all(link.startswith("#") for link in links), f"a link leaves the page: {links}")
        lost = page.value("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
                          ".filter(id => !document.getElementById(id))")
        need(not lost, f"links lead nowhere: {lost}")
        twice = page.value("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)")
        need(not twice, f"ids stand twice: {twice}")
        need(page.value("document.scripts.length") == 0, "there should be no script")
        page.shown_as(scheme="dark").open(path)
        need_quiet(page, path)


def rule_a_link_to_each_quote_reaches_its_highlighted_words(desk):
    path = sample(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        for name, quote in quotes_of(desk.case).items():
            need(page.value(f"document.querySelectorAll('a[href=\"#{name}\"]').length") > 0, f"nothing leads to {name}")
            page.go_to(name)
            shown = page.value("""(() => {
              const mark = document.querySelector('mark:target'), box = mark.getBoundingClientRect();
              const style = getComputedStyle(mark), around = getComputedStyle(mark.parentElement);
              return {words: mark.textContent, isInView: box.top >= 0 && box.bottom <= innerHeight && box.width > 0,
                      isMarked: style.backgroundColor !== around.backgroundColor, paragraph: mark.parentElement.textContent};
            })()""")
            need(shown["words"] == quote["exact"], f"{name}: marked is {shown['words']!r}")
            need(shown["isInView"] and shown["isMarked"], f"{name}: {shown}")
            need(len(shown["paragraph"]) >= len(quote["exact"]), f"{name} should stand in its paragraph")


def rule_ink_and_lines_of_the_report_can_be_read_in_light_and_dark(desk):
    path = sample(desk)
    with opened(desk.folder) as page:
        grounds = set()
        for scheme in ("light", "dark"):
            found = page.shown_as(scheme=scheme).open(path).value(CONTRAST)
            texts = [entry for entry in found if entry[1] == "text"]
            need(len(texts) > 300 and len(found) > len(texts) + 20, f"only {len(found)} places were looked at")
            faint = [entry for entry in found if entry[4] < (AA_TEXT if entry[1] == "text" else AA_LINES)]
            need(not faint, f"too faint in {scheme}: {faint[:10]}")
            grounds.add(page.value("getComputedStyle(document.body).backgroundColor"))
        need(len(grounds) == 2, "light and dark should have different grounds")


def rule_the_report_fits_a_telephone(desk):
    path = sample(desk)
    with opened(desk.folder) as page:
        page.shown_as(width=NARROW, height=844).open(path)
        need(page.value("innerWidth") == NARROW, "the window should be narrow")
        width = page.value("document.documentElement.scrollWidth")
        need(width <= NARROW, f"the page is {width} wide")
        need(not (over := page.value(OVERFLOWING)), f"stands out of the page: {over[:5]}")


def rule_the_report_is_printed_whole_with_numbered_pages(desk):
    need_tool("pdftotext")
    path = sample(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        closed = page.value("document.querySelectorAll('details:not([open])').length")
        need(closed > 0, "the sample should have a folded part, or this shows nothing")
        hidden = page.value("[...document.querySelectorAll('details:not([open])')].map(d => d.lastElementChild.textContent)")
        (desk.folder / "report.pdf").write_bytes(page.paper())
    text = subprocess.run(["pdftotext", "-layout", desk.folder / "report.pdf", "-"], check=True, capture_output=True,
                          timeout=60).stdout.decode()
    sheets = text.split("\f")[:-1]
    for number, sheet in enumerate(sheets, 1):
        need(f"{number} / {len(sheets)}" in sheet.splitlines()[-1], f"sheet {number} ends in {sheet.splitlines()[-1:]}")
    letters = "".join(text.split())
    for part in hidden:
        need("".join(part.split())[:40] in letters, f"not on paper: {part[:80]}")
    for quote in quotes_of(desk.case).values():
        need("".join(quote["exact"].split())[:30] in letters, f"not on paper: {quote['exact']}")


def rule_the_report_of_a_bag_of_another_tool_tells_how_to_check_it(desk):
    (desk.folder / "bag/data").mkdir(parents=True)
    (desk.folder / "bag/data/a b.txt").write_text("a\n")
    (desk.folder / "bag/bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    for kind in ("sha512", "md5"):
        done = subprocess.run([kind + "sum", "data/a b.txt"], cwd=desk.folder / "bag", check=True, capture_output=True)
        (desk.folder / f"bag/manifest-{kind}.txt").write_bytes(done.stdout)
    desk.well("report", "bag", "-o", "report.html")
    with opened(desk.folder) as page:
        page.shown_as().open(desk.folder / "report.html")
        need_quiet(page, desk.folder / "report.html")
        need("another tool" in page.value("document.querySelector('h1').textContent"), "the title should say what it is")
        commands = page.value("document.querySelector('pre.commands').textContent")
    for content, holds in (("a\n", True), ("b\n", False)):
        (desk.folder / "bag/data/a b.txt").write_text(content)
        done = subprocess.run(["bash", "-ec", commands], cwd=desk.folder, capture_output=True, timeout=60)
        need((done.returncode == 0) == holds, f"the commands told {done.returncode} of {content!r}: {done.stderr}")


def rule_the_commands_in_the_report_check_this_very_bundle(desk):
    for tool in ("unzip", "ssh-keygen", "sha256sum"):
        need_tool(tool)
    path = sample(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        commands = page.value("document.querySelector('pre.commands').textContent")
    done = subprocess.run(["bash", "-ec", commands], cwd=desk.folder, capture_output=True, timeout=60)
    told = done.stdout.decode() + done.stderr.decode()
    need(done.returncode == 0 and 'Good "dossier-seal" signature' in told, told)
    for line in commands.splitlines():
        if "must be " in line:
            need(line.split("must be ")[1] in told, f"{line}: {told}")
    shutil.rmtree(desk.folder / "dossier-check")
    content = bytearray(desk.bundle.read_bytes())
    content[content.index(b"Mira Sandoval")] ^= 1
    desk.bundle.write_bytes(content)
    done = subprocess.run(["bash", "-ec", commands], cwd=desk.folder, capture_output=True, timeout=60)
    need(done.returncode != 0, "the commands should see a changed byte")
