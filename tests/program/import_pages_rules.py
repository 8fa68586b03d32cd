# SPDX-License-Identifier: Apache-2.0
"""What is imported from saved pages: SingleFile's and browsers' HTML, one by one, in folders, zip and tar."""

import io
import os
import tarfile
import zipfile

from desk import need, tree
from import_warc_rules import FIRST, again, captures_by_url, need_whole, records, start, stored

SINGLE = b"""<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile 
 url: https://d.example/letters?x=1 
 saved date: Fri Feb 27 2026 10:12:40 GMT+0100 (Central European Standard Time)
--><meta charset=utf-8><title>The letters</title><p>They were in contact after all.</p>"""
BROWSER = b"""<!DOCTYPE html>
<!-- saved from url=(0021)https://d.example/old -->
<html><meta charset=utf-8><title>Old</title><p>Nothing to see.</p>"""
FILES = {"single.html": SINGLE, "sub/browser.htm": BROWSER, "sub/browser_files/frame.html": FIRST,
         "sub/browser_files/a.png": b"\x89PNG", "readme.txt": b"Words.", "plain.html": FIRST}
ADDRESSES = ["https://d.example/letters?x=1", "https://d.example/old"]
TIME = 1772180000  # 2026-02-27T08:13:20Z


def tar(files, mode="w:gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), TIME
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 2, 27, 8, 0, 0)), data)
    return out.getvalue()


def need_pages(desk, ran):
    need("import: 3 pages taken, 0 in the case already, 0 refused" in ran.out, "the count", ran)
    need("part of a saved page 2" in ran.out and "text/plain 1" in ran.out, "left out", ran)
    single, browser = (captures_by_url(desk)[address] for address in ADDRESSES)
    need(single["method"] == "single-file" and single["captured_at"] == "2026-02-27T09:12:40Z", f"{single}")
    need(single["clock"] == "stated-by-supplier" and single["completeness"]["value"] == "complete", f"{single}")
    need(stored(desk, single, "primary") == SINGLE and single["files"][0]["original_name"] == "single.html", f"{single}")
    need(browser["method"] == "browser-save" and browser["clock"] == "unknown", f"{browser}")
    plain = next(each for each in records(desk, "captures").values() if each["files"][0].get("original_name") == "plain.html")
    need("missing" in plain["requested_url"], f"{plain}")
    desk.well("check", "-C", "case")
    return browser


def rule_saved_pages_in_a_tar_become_captures(desk):
    for number, mode in enumerate(("w:gz", "w")):
        data = tar(FILES, mode)
        name = "pages.tar" + (".gz" if mode == "w:gz" else "")
        ran = start(desk, name, data)
        browser = need_pages(desk, ran)
        need(browser["captured_at"] == "2026-02-27T08:13:20Z", f"{browser}")
        need("note: it does not tell when it was saved; the time of the file stands for it" in ran.err, "told", ran)
        need([each["type"] for each in records(desk, "events").values()] == ["receive", "capture"], "events")
        need(any(stored(desk, each, "primary") == data for each in records(desk, "captures").values()), "kept whole")
        before = desk.state()
        need("3 in the case already" in again(desk, name, data).out, "the second time")
        desk.need_untouched(before)
        if number == 0:
            os.rename(desk.case, desk.folder / "first")


def rule_saved_pages_in_a_zip_become_captures(desk):
    data = packed(FILES)
    need_pages(desk, start(desk, "pages.zip", data))
    need(any(stored(desk, each, "primary") == data for each in records(desk, "captures").values()), "kept whole")
    need(desk.run("pack", "-C", "case", "--unsigned").status == 0, "pack")


def rule_a_folder_of_saved_pages_becomes_captures(desk):
    for name, data in FILES.items():
        path = desk.folder / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (TIME, TIME))
    (desk.folder / "secret.html").write_bytes(FIRST)
    os.symlink("../secret.html", desk.folder / "saved/link.html")
    before = tree(desk.folder / "saved")
    desk.well("init", "case", "--title", "A case", "--author", "The editor", "--profile", "open")
    ran = desk.well("import", "saved", "-C", "case")
    need_pages(desk, ran)
    need("a symbolic link 1" in ran.out, "a link is not followed", ran)
    need(before == tree(desk.folder / "saved"), "originals are not changed")
    need(len(records(desk, "events")) == 3, "each page has an event of its own")
    need("3 in the case already" in desk.well("import", "saved", "-C", "case").out, "the second time")


def rule_one_saved_page_becomes_a_capture(desk):
    ran = start(desk, "single.html", SINGLE)
    capture = captures_by_url(desk)[ADDRESSES[0]]
    need("1 page taken" in ran.out and stored(desk, capture, "primary") == SINGLE, f"{capture}", ran)
    need(records(desk, "articles")[capture["article"]]["title"] == "The letters", "title")


def rule_names_in_an_archive_lead_nowhere(desk):
    evil = {"../../evil.html": SINGLE, "/etc/evil.html": FIRST, "a\\..\\b.html": BROWSER, "\x1b[2J.html": FIRST + b" "}
    for number, data in enumerate((tar(evil), packed(evil))):
        if number == 0:
            start(desk, "evil.tar.gz", data)
        else:
            again(desk, "evil.zip", data)
    need(not list(desk.folder.glob("**/evil.html")) and not (desk.folder.parent / "evil.html").exists(), "written outside")
    need({path.name for path in desk.folder.iterdir()} == {"case", "evil.tar.gz", "evil.zip"}, "something else was made")
    desk.well("check", "-C", "case")
    need(desk.run("pack", "-C", "case", "--unsigned").status == 0, "pack")


def rule_what_is_no_page_is_told_and_does_not_stop_the_rest(desk):
    ran = start(desk, "pages.zip", packed({"a.html": b"\x00\x01", "b.html": SINGLE, "c.pdf": b"no PDF", "d.html": b""}), status=1)
    need("import: 1 page taken, 0 in the case already, 2 refused" in ran.out, "the count", ran)
    for words in ("pages.zip: a.html: does not begin as a page of HTML", "pages.zip: c.pdf: does not begin as a PDF"):
        need(words in ran.err, words, ran)


def rule_an_archive_that_is_cut_off_is_told(desk):
    data = tar({"a.html": SINGLE, "b.html": BROWSER + os.urandom(200_000).hex().encode()}, "w")
    ran = start(desk, "pages.tar", data[:60_000], status=1)
    need("is damaged" in ran.err and "1 page taken" in ran.out, "the first page", ran)
    need(list(captures_by_url(desk)) == [ADDRESSES[0]], "the second is not taken in part", ran)


def rule_a_folder_with_a_table_of_auto_archiver_is_read_by_it(desk):
    folder = desk.folder / "archived"
    folder.mkdir()
    (folder / "page.html").write_bytes(FIRST)
    (folder / "db.csv").write_text("Link,Archive Status,Archive Location,Archive Date,Upload Title\n"
                                   "https://s.example/1,success,page.html,2026-02-27T09:12:40.1+00:00,A post\n")
    desk.well("init", "case", "--title", "A case", "--author", "The editor")
    ran = desk.well("import", "archived", "-C", "case")
    need("import: 1 row, 1 taken" in ran.out, "the row", ran)
    need(captures_by_url(desk)["https://s.example/1"]["x-archive-status"] == "success", "its column")
