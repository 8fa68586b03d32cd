# SPDX-License-Identifier: Apache-2.0
"""The page that `diff` writes, in a browser that nobody here wrote."""

import json
import subprocess

from browser import opened
from desk import need, need_tool
from report_rules import AA_TEXT, CONTRAST, NARROW, OVERFLOWING, need_quiet, sample

SECTIONS = ["statuses", "matches", "changed", "added", "removed", "texts", "files", "by-hand"]
HOSTILE = ("</p></title></style><script>alert(1)</script><img src=x onerror=alert(2)>"
           "<a href='javascript:alert(3)'>x</a> \"]]>--><!-- \x1b[31m \u202eturned\u2066 \x9b2J \u200b ") + "w" * 300


def change(desk, path, make):
    """Rewrites a record as an editor would."""
    path = desk.case / "records" / path
    record = json.loads(path.read_text())
    make(record)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n")


def compared(desk, revise, *more):
    """The page of the difference between the sample and its revision; the sample is under TLP:AMBER before."""
    sample(desk)
    change(desk, "markings/mrk-tlp-2-0-clear.json", lambda marking: marking.update(value="amber"))
    need(desk.pack("-o", "1.zip", "--revise", *more).status == 0, "the sample should be packed")
    revise()
    ran = desk.pack("-o", "2.zip", "--revise", "--former", "1.zip", *more)
    need(ran.status == 0, "the revision should be packed", ran)
    desk.run("diff", "1.zip", "2.zip", "--trust", "trust", "-o", "diff.html")
    return desk.folder / "diff.html"


def letters_compared(desk):
    def revise():
        change(desk, "markings/mrk-tlp-2-0-clear.json", lambda marking: marking.update(value="clear"))
        change(desk, "claims/clm-contact.json", lambda claim: claim.update(status="disputed"))
        change(desk, "quotes/quo-not-confirmed.json",
               lambda quote: quote.update(exact=quote["exact"].replace("could not be", "could be")))
        why = ["--reason", "a mistake", "-C", "case"]
        desk.well("remove", "note-office", "--with-dependants", *why)
        desk.well("claim", "The crates were found.", "--kind", "content", "--supported-by", "quo-crates",
                  "--asserted-by", "src-records-office", "-C", "case")
        page = (desk.case / "captures/cap-dispatch/primary.html").read_text().replace("12", "13")
        (desk.folder / "again.html").write_text(page)
        desk.well("add", "again.html", "--article", "art-letters", "--captured-at", "2026-02-28T10:00:00Z",
                  "--captured-by", "agt-berg", "--method", "single-file", "-C", "case")
    return compared(desk, revise, "--force-invalid")


def need_no_way_out(page):
    need(page.value("document.scripts.length") == 0, "there should be no script")
    need(page.value("document.querySelectorAll('img, iframe, object, embed, form, base, link').length") == 0,
         "there should be nothing that loads or sends")
    acting = page.value("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).map(a => a.name)"
                        ".filter(name => name.startsWith('on'))")
    need(not acting, f"attributes that act: {acting}")
    links = page.value("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    need(all(link.startswith("#") for link in links), f"a link leaves the page: {links}")
    lost = page.value("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
                      ".filter(id => !document.getElementById(id))")
    need(not lost, f"links lead nowhere: {lost}")
    twice = page.value("[...document.querySelectorAll('[id]')].map(e => e.id)"
                       ".filter((id, i, all) => all.indexOf(id) !== i)")
    need(not twice, f"ids stand twice: {twice}")


def rule_a_browser_opens_the_page_of_a_diff_without_a_complaint_or_a_request(desk):
    path = letters_compared(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        order = page.value("[...document.querySelectorAll('main section')].map(s => s.id)")
        need(order == SECTIONS, f"the sections are {order}")
        need(page.value("document.querySelector('main > :first-child').id") == "loosened", "what is weaker is first")
        need("TLP:AMBER became TLP:CLEAR" in page.value("document.getElementById('loosened').innerText"), "and told")
        signs = page.value("[...new Set([...document.querySelectorAll('ins, del')].map("
                           "e => e.tagName + getComputedStyle(e, '::before').content))].sort()")
        need(signs == ['DEL"[−"', 'INS"[+"'], f"what is gone and what is new should have signs: {signs}")
        need_no_way_out(page)
        page.shown_as(scheme="dark").open(path)
        need_quiet(page, path)


def rule_ink_of_the_page_of_a_diff_can_be_read_in_light_and_dark(desk):
    path = letters_compared(desk)
    with opened(desk.folder) as page:
        for scheme in ("light", "dark"):
            texts = [entry for entry in page.shown_as(scheme=scheme).open(path).value(CONTRAST) if entry[1] == "text"]
            need(len(texts) > 100, f"only {len(texts)} places were looked at")
            faint = [entry for entry in texts if entry[4] < AA_TEXT]
            need(not faint, f"too faint in {scheme}: {faint[:10]}")


def rule_a_diff_of_hostile_records_runs_nothing_and_fits_a_telephone(desk):
    def revise():
        for kind, name, field in [("claims", "clm-contact", "text"), ("articles", "art-letters", "title"),
                                  ("agents", "agt-berg", "name"), ("sources", "src-corve", "name"),
                                  ("quotes", "quo-crates", "exact"), ("markings", "mrk-rights", "value")]:
            change(desk, f"{kind}/{name}.json", lambda record, field=field: record.update(
                {field: HOSTILE + record[field], "x-" + HOSTILE[:40]: {HOSTILE: [HOSTILE]}}))
        change(desk, "../dossier.json", lambda head: head.update(title=HOSTILE))
    path = compared(desk, revise, "--force-invalid")
    with opened(desk.folder) as page:
        page.shown_as(width=NARROW, height=844).open(path)
        need("turned" in page.value("document.querySelector('h1').innerText"), "the title should be shown")
        need("U+202E" in page.value("document.body.innerText"), "what would turn the text should be named")
        need_no_way_out(page)
        width = page.value("document.documentElement.scrollWidth")
        need(width <= NARROW, f"the page is {width} wide")
        need(not (over := page.value(OVERFLOWING)), f"stands out of the page: {over[:5]}")
        need_quiet(page, path)


def rule_the_page_of_a_diff_is_printed_whole(desk):
    need_tool("pdftotext")
    path = letters_compared(desk)
    with opened(desk.folder) as page:
        page.shown_as().open(path)
        hidden = page.value("[...document.querySelectorAll('details:not([open])')]"
                            ".map(d => d.lastElementChild.textContent)")
        need(hidden, "the page should have a folded part, or this shows nothing")
        (desk.folder / "diff.pdf").write_bytes(page.paper())
    text = subprocess.run(["pdftotext", "-layout", desk.folder / "diff.pdf", "-"], check=True, capture_output=True,
                          timeout=60).stdout.decode()
    letters = "".join(text.split())
    for part in [*hidden, "Less restricted than before", "What became of the articles"]:
        need("".join(part.split())[:40] in letters, f"not on paper: {part[:80]}")
