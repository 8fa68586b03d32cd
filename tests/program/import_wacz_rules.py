# SPDX-License-Identifier: Apache-2.0
"""What is imported from a WACZ: its pages, found in its WARCs, and its digests."""

import io
import zipfile

from desk import need
from import_warc_rules import FIRST, SECOND, again, captures_by_url, need_whole, records, start, stored
from warc_writer import members, page, response, wacz

PAGES = [("https://d.example/a#talks", "2026-02-27T09:12:40.512Z", "Talks, as listed"),
         ("https://d.example/old", "2026-02-27T09:20:00Z", "")]


def warcs():
    first = [response("https://d.example/a", FIRST, number=1),
             response("https://d.example/a", FIRST, number=2, date="2026-03-05T00:00:00Z"),
             response("https://d.example/frame", page("Frame", "Advertisement"), number=3)]
    second = [response("https://d.example/old", b"", status="301 Moved", number=4, http_fields={"Location": "/new"}),
              response("https://d.example/new", SECOND, number=5, date="2026-02-27T09:20:01Z")]
    return {"data-1.warc.gz": members(first), "data-2.warc": b"".join(second)}


def rule_the_pages_that_a_wacz_lists_become_captures(desk):
    data = wacz(warcs(), PAGES)
    ran = start(desk, "site.wacz", data)
    need("import: 2 pages taken, 0 in the case already, 0 refused" in ran.out, "the count", ran)
    need("answer that is no listed page 2" in ran.out, "the frame and the later answer", ran)
    found = need_whole(desk, data, [PAGES[0][0], PAGES[1][0]])
    first, second = found[PAGES[0][0]], found[PAGES[1][0]]
    need(first["captured_at"] == "2026-02-27T09:12:40Z" and first["method"] == "wacz", f"{first}")
    need(second["final_url"] == "https://d.example/new" and second["x-wacz-page-time"] == "2026-02-27T09:20:00Z", f"{second}")
    titles = {each["title"] for each in records(desk, "articles").values()}
    need(titles == {"Talks, as listed", "Another page", "site.wacz"}, f"{titles}")
    whole = [each for each in records(desk, "captures").values() if each["files"][0]["path"].endswith("primary.wacz")]
    need([file["role"] for file in whole[0]["files"]] == ["primary", "wacz"], f"{whole}")
    before = desk.state()
    ran = again(desk, "site.wacz", data)
    need("0 pages taken, 2 in the case already, 0 refused" in ran.out, "the second time", ran)
    desk.need_untouched(before, ran)
    desk.well("keygen", "key")
    desk.trust(desk.folder / "key.pub")
    need(desk.pack().status == 0, "pack")
    desk.need_verified()


def rule_a_warc_that_is_not_as_the_wacz_lists_it_gives_nothing(desk):
    def spoil(files):
        files["archive/data-1.warc.gz"] = members([response("https://d.example/a", SECOND, number=1)])

    ran = start(desk, "site.wacz", wacz(warcs(), PAGES, change=spoil), status=1)
    need("site.wacz: archive/data-1.warc.gz: is not what datapackage.json tells, sha256:" in ran.err, "digest", ran)
    need("site.wacz: pages/pages.jsonl line 2: no WARC in it holds an answer for https://d.example/a" in ran.err, "page", ran)
    need(sorted(captures_by_url(desk)) == ["https://d.example/old"], "the other page")


def rule_a_page_list_that_is_not_as_it_was_listed_chooses_nothing(desk):
    def spoil(files):
        files["pages/pages.jsonl"] = files["pages/pages.jsonl"].replace(b"as listed", b"as forged")

    ran = start(desk, "site.wacz", wacz(warcs(), PAGES, change=spoil), status=1)
    need("site.wacz: pages/pages.jsonl: is not what datapackage.json tells" in ran.err, "digest", ran)
    need("it lists no pages; all that its WARCs hold are taken" in ran.err, "all", ran)
    need("as forged" not in {each["title"] for each in records(desk, "articles").values()}, "the forged title")


def rule_a_wacz_whose_own_list_cannot_be_relied_on_is_refused(desk):
    def spoil(files):
        files["datapackage.json"] = files["datapackage.json"].replace(b"a crawler", b"A crawler")

    def lose(files):
        del files["datapackage.json"]

    def empty(files):
        files["datapackage.json"] = b"[]"

    desk.set_up()
    before = {path: each for path, each in desk.state().items() if path.startswith("case/")}
    for why, how in {"is not what datapackage-digest.json tells": {"change": spoil},
                     "has no datapackage.json": {"change": lose},
                     "is no JSON object": {"change": empty, "digest": False},
                     "has no list of resources": {"resources": lambda listed: "none"}}.items():
        ran = again(desk, "site.wacz", wacz(warcs(), PAGES, **how), status=1)
        need(why in ran.err, why, ran)
        need(before == {path: each for path, each in desk.state().items() if path.startswith("case/")}, why, ran)


def rule_a_bad_line_of_a_page_list_does_not_stop_the_rest(desk):
    lines = ['{"format": "json-pages-1.0"}', '{"url": "https://d.example/a", "ts": "2026-02-27T09:12:40Z"}', "{", "[]",
             '{"url": "https://d.example/b"}', '{"ts": "2026-02-27T09:12:40Z"}', '{"url": "x y", "ts": "2026-02-27T09:12:40Z"}',
             '{"url": "https://d.example/c", "ts": "27.2.2026"}', "[" * 100_000]
    data = wacz(warcs(), [], extra={"pages/pages.jsonl": "\n".join(lines).encode()})
    ran = start(desk, "site.wacz", data, status=1)
    need("import: 1 page taken, 0 in the case already, 7 refused" in ran.out, "the count", ran)
    for number in range(3, 10):
        need(f"site.wacz: pages/pages.jsonl line {number}: " in ran.err, f"line {number}", ran)


def rule_a_wacz_without_pages_gives_all_that_its_warcs_hold(desk):
    ran = start(desk, "site.wacz", wacz(warcs(), [], resources=lambda listed: listed[1:] + [{"path": "gone", "hash": "x"}]),
                status=1)
    need("site.wacz: gone: is listed in datapackage.json, and is not there" in ran.err, "a missing file", ran)
    need("site.wacz: archive/data-1.warc.gz: note: datapackage.json does not list it" in ran.err, "unlisted", ran)
    need("import: 4 pages taken" in ran.out, "the count", ran)


def rule_an_older_wacz_tells_its_digests_under_stats(desk):
    def older(listed):
        return [{"path": each["path"], "stats": {"hash": each["hash"][7:], "bytes": each["bytes"]}, "hashing": "sha256"}
                for each in listed]

    need("2 pages taken" in start(desk, "site.wacz", wacz(warcs(), PAGES, resources=older, digest=False)).out, "taken")


def rule_an_archive_with_two_files_of_one_path_is_refused(desk):
    data = io.BytesIO(wacz(warcs(), PAGES))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("archive/data-1.warc.gz", members([response("https://d.example/a", SECOND, number=1)]))
    ran = start(desk, "site.wacz", data.getvalue(), status=1)
    need("has two files of one path, archive/data-1.warc.gz" in ran.err, "twice", ran)
    need(not captures_by_url(desk), "nothing is taken")


def rule_a_wacz_that_is_cut_off_or_damaged_gives_nothing_but_what_it_proves(desk):
    data = wacz(warcs(), PAGES)
    desk.set_up()
    for number in range(1, 40):
        end = len(data) * number // 40
        flipped = data[:end] + bytes([data[end] ^ 1]) + data[end + 1:]
        for name, spoiled in ((f"cut-{number}", data[:end]), (f"flipped-{number}", flipped)):
            (desk.folder / f"{name}.wacz").write_bytes(spoiled)
            ran = desk.run("import", f"{name}.wacz", "-C", "case")
            need(ran.status in (0, 1), name, ran)
    for capture in records(desk, "captures").values():
        need(capture["method"] != "wacz" or stored(desk, capture, "primary") in (FIRST, SECOND), f"{capture}")
    desk.well("check", "-C", "case")
