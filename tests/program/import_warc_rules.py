# SPDX-License-Identifier: Apache-2.0
"""What is imported from a WARC: which records become captures, what is checked, and what is told."""

import gzip
import hashlib
import json
import zlib

from desk import need
from warc_writer import chunked, http, members, page, record, response, sha1, sha256

FIRST = page("Talks of the two", "They were in contact after all, the letters say.")
SECOND = page("Another page", "Nothing of it could be confirmed.")


def everything():
    """A crawl with a record of each kind."""
    packed = gzip.compress(SECOND, mtime=0)
    return [
        record("warcinfo", b"software: a crawler 1.2\r\nformat: WARC File Format 1.1\r\n", media="application/warc-fields"),
        record("request", b"GET /a HTTP/1.1\r\nHost: d.example\r\n\r\n", number=2, url="https://d.example/a",
               media="application/http; msgtype=request"),
        response("https://d.example/a", FIRST, number=3, WARC_IP_Address="192.0.2.7"),
        response("https://d.example/b", chunked(packed), number=4, date="2026-02-27T09:12:41.250Z", digest=sha256,
                 http_fields={"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        response("https://d.example/a.png", b"\x89PNG....", media="image/png", number=5),
        response("https://d.example/gone", page("Gone", "Not found"), status="404 Not Found", number=6),
        response("https://d.example/old", b"", status="301 Moved", number=7, http_fields={"Location": "/a"}),
        record("revisit", http(b""), number=8, url="https://d.example/a", media="application/http; msgtype=response",
               WARC_Payload_Digest=sha1(FIRST), WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
        record("metadata", b"via: https://d.example/\r\n", number=9, media="application/warc-fields"),
        record("resource", b"The words of a note.\n", number=10, url="https://d.example/note.txt", media="text/plain"),
        response("https://d.example/robots.txt", b"User-agent: *\n", media="text/plain", number=11),
    ]


def start(desk, name, data, *more, status=0):
    desk.well("init", "case", "--title", "A case", "--author", "The editor", "--profile", "open")
    return again(desk, name, data, *more, status=status)


def again(desk, name, data, *more, status=0):
    (desk.folder / name).write_bytes(data)
    ran = desk.run("import", name, "-C", "case", *more)
    need(ran.status == status, f"exit {status} was expected", ran)
    return ran


def records(desk, kind):
    found = {}
    for path in sorted((desk.case / "records" / kind).glob("*.json")):
        found[path.stem] = json.loads(path.read_text())
    return found


def captures_by_url(desk):
    return {each["requested_url"]: each for each in records(desk, "captures").values()
            if isinstance(each["requested_url"], str)}


def stored(desk, capture, role):
    file = next(each for each in capture["files"] if each["role"] == role)
    data = (desk.case / file["path"]).read_bytes()
    need(hashlib.sha256(data).hexdigest() == file["sha256"] and len(data) == file["bytes"], f"another digest: {file}")
    return data


def need_whole(desk, whole, pages):
    """The captures are those, with the case sound, packed and verified."""
    found = captures_by_url(desk)
    need(sorted(found) == sorted(pages), f"captures of {sorted(found)}")
    need(any(stored(desk, each, "primary") == whole for each in records(desk, "captures").values()), "no whole file")
    desk.well("check", "-C", "case", "--profile", "newsroom")
    return found


def rule_pages_of_a_warc_become_captures_with_what_it_tells_of_them(desk):
    data = b"".join(everything())
    ran = start(desk, "crawl.warc", data, "--publisher", "The Dispatch")
    need("import: 3 pages taken, 0 in the case already, 0 refused" in ran.out, "the count", ran)
    left = ("left out: answer with status 404 1, image/png 1, metadata 1, redirect 1, request 1, revisit 1, robots.txt 1, "
            "warcinfo 1")
    need(left in ran.out, "what was left out", ran)
    found = need_whole(desk, data, ["https://d.example/a", "https://d.example/b", "https://d.example/note.txt"])
    first = found["https://d.example/a"]
    need(first["captured_at"] == "2026-02-27T09:12:40Z" and first["clock"] == "stated-by-supplier", f"{first}")
    need(first["method"] == "warc" and first["http"]["status"] == 200 and first["http"]["ip"] == "192.0.2.7", f"{first}")
    need(stored(desk, first, "primary") == FIRST and first["files"][0]["media_type"] == "text/html; charset=utf-8", "page")
    need(stored(desk, first, "headers") == b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n", "header")
    need(first["x-warc-record"] == "<urn:uuid:00000000-0000-4000-8000-000000000003>", f"{first}")
    need((desk.case / first["text"]["path"]).read_text() == "They were in contact after all, the letters say.\n", "text")
    second = found["https://d.example/b"]
    need(second["captured_at"] == "2026-02-27T09:12:41Z" and stored(desk, second, "primary") == SECOND, f"{second}")
    need(len(second["alterations"]) == 2 and "chunked" in second["alterations"][0] and "gzip" in second["alterations"][1],
         f"{second['alterations']}")
    articles = records(desk, "articles")
    need(articles[first["article"]]["title"] == "Talks of the two", f"{articles}")
    need(records(desk, "sources")[articles[first["article"]]["publisher"]]["name"] == "The Dispatch", "publisher")
    events = records(desk, "events")
    need([each["type"] for each in events.values()] == ["receive", "capture"], f"{list(events)}")
    made = list(events.values())[1]
    need(made["used"][0]["sha256"] == hashlib.sha256(data).hexdigest(), "the event names the archive")
    need({"ref": first["id"]} in made["generated"] and made["used"][0]["path"].endswith("/primary.warc"), f"{made}")


def rule_what_was_imported_is_packed_verified_and_exported(desk):
    desk.set_up()
    again(desk, "crawl.warc.gz", members(everything()))
    capture = captures_by_url(desk)["https://d.example/a"]["id"]
    desk.well("quote", capture, "They were in contact after all", "--kind", "article-voice", "-C", "case")
    ran = desk.pack()
    need(ran.status == 0, "pack", ran)
    desk.need_verified()
    for form in ("ro-crate", "prov", "web-annotation", "csv"):
        desk.well("export", desk.bundle, "--format", form, "-o", f"out.{form}")
    desk.well("report", desk.bundle, "-o", "report.html")


def rule_a_compressed_warc_gives_the_same_captures(desk):
    data = members(everything())
    start(desk, "crawl.warc.gz", data)
    need_whole(desk, data, ["https://d.example/a", "https://d.example/b", "https://d.example/note.txt"])


def rule_a_warc_compressed_as_one_is_read_as_well(desk):
    data = gzip.compress(b"".join(everything()), mtime=0)
    start(desk, "crawl.warc.gz", data)
    need_whole(desk, data, ["https://d.example/a", "https://d.example/b", "https://d.example/note.txt"])


def rule_a_warc_that_is_imported_again_makes_no_twins(desk):
    data = members(everything())
    start(desk, "crawl.warc.gz", data)
    before = desk.state()
    ran = again(desk, "crawl.warc.gz", data)
    need("import: 0 pages taken, 3 in the case already, 0 refused" in ran.out, "the count", ran)
    desk.need_untouched(before, ran)
    # Another file with the same page and a new one: the page is known, the file is not.
    more = members([everything()[2], response("https://d.example/c", page("C", "Third"), number=20)])
    ran = again(desk, "more.warc.gz", more)
    need("import: 1 page taken, 1 in the case already, 0 refused" in ran.out, "the count", ran)
    need_whole(desk, more, ["https://d.example/a", "https://d.example/b", "https://d.example/c", "https://d.example/note.txt"])


def rule_a_record_whose_digest_differs_is_told_and_not_taken(desk):
    parts = everything()
    spoiled = {
        2: parts[2].replace(b"after all", b"never met"),  # block and payload
        4: parts[4].replace(b"PNG....", b"PNG...!"),      # nothing that would become a capture
        9: parts[9].replace(b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: sha1:AAAA")[:-30],
    }
    spoiled[9] = record("resource", b"The words of a note.\n", number=10, url="https://d.example/note.txt",
                        media="text/plain", WARC_Payload_Digest=sha1(b"Other words."))
    data = b"".join(spoiled.get(i, each) for i, each in enumerate(parts))
    ran = start(desk, "crawl.warc", data, status=1)
    need("import: 1 page taken, 0 in the case already, 3 refused" in ran.out, "the count", ran)
    for number in (3, 5, 10):
        need(f"crawl.warc: record {number} at byte " in ran.err and f"-{number:012}>" in ran.err, f"record {number}", ran)
    need("its block digest is not what the archive tells, sha1:" in ran.err, "block digest", ran)
    need("its payload digest is not what the archive tells, sha1:" in ran.err, "payload digest", ran)
    need_whole(desk, data, ["https://d.example/b"])


def rule_digests_are_read_in_base32_and_hexadecimal(desk):
    def hexadecimal(data):
        return "SHA-1:" + hashlib.sha1(data).hexdigest().upper()

    def unknown(data):
        return "xxh64:0123456789abcdef"

    data = b"".join([
        response("https://d.example/1", FIRST, number=1, digest=hexadecimal),
        response("https://d.example/2", FIRST, number=2, digest=lambda data: "md5:" + hashlib.md5(data).hexdigest()),
        response("https://d.example/3", FIRST, number=3, digest=unknown),
        response("https://d.example/4", FIRST + b"!", number=4, digest=lambda data: hexadecimal(FIRST)),
    ])
    ran = start(desk, "crawl.warc", data, status=1)
    need("import: 3 pages taken, 0 in the case already, 1 refused" in ran.out, "the count", ran)
    need("note: its block digest xxh64:0123456789abcdef cannot be compared" in ran.err, "unknown algorithm", ran)


def rule_a_payload_digest_may_be_of_the_body_with_or_without_its_chunks(desk):
    both = [response(f"https://d.example/{number}", chunked(FIRST), number=number, WARC_Payload_Digest=sha1(payload),
                     http_fields={"Transfer_Encoding": "chunked"})
            for number, payload in ((1, FIRST), (2, chunked(FIRST)), (3, SECOND))]
    ran = start(desk, "crawl.warc", b"".join(both), status=1)
    need("import: 2 pages taken, 0 in the case already, 1 refused" in ran.out, "the count", ran)


def rule_one_bad_record_does_not_stop_the_rest(desk):
    good = response("https://d.example/good", FIRST, number=99)
    bad = {
        "its WARC-Date, 2026-02, does not tell a second": response("https://d.example/1", FIRST, date="2026-02"),
        "has no WARC-Target-URI": response(None, FIRST, number=2),
        "has more than one WARC-Date": response("https://d.example/3", FIRST, number=3).replace(
            b"WARC-Type", b"WARC-Date: 2026-02-27T09:12:40Z\r\nWARC-Type", 1),
        "content coding gzip is damaged": response("https://d.example/4", gzip.compress(FIRST)[:-9], number=4,
                                                   http_fields={"Content_Encoding": "gzip"}),
        "content coding is br, and only gzip and deflate": response("https://d.example/5", b"\x0b\x02", number=5,
                                                                    http_fields={"Content_Encoding": "br"}),
        "transfer coding chunked is damaged": response("https://d.example/6", chunked(FIRST)[:-20], number=6,
                                                       http_fields={"Transfer_Encoding": "chunked"}),
        "status line of an HTTP answer": record("response", b"ICY what\r\n\r\n", number=7, url="https://d.example/7",
                                                media="application/http; msgtype=response"),
        "is one of several segments": response("https://d.example/8", FIRST, number=8, WARC_Segment_Number="1"),
        "its page has more than": response("https://d.example/9", b" " * (65 << 20), number=9, digest=None),
        "has more than 67108864 bytes": response("https://d.example/10", gzip.compress(b" " * (65 << 20)), number=10,
                                                 http_fields={"Content_Encoding": "gzip"}),
    }
    ran = start(desk, "crawl.warc", b"".join([*bad.values(), good]), status=1)
    for words in bad:
        need(words in ran.err, f"no word of: {words}", ran)
    need(f"import: 1 page taken, 0 in the case already, {len(bad)} refused" in ran.out, "the count", ran)
    need(list(captures_by_url(desk)) == ["https://d.example/good"], "the good one")
    desk.well("check", "-C", "case")


def rule_a_warc_that_is_cut_off_gives_what_stands_before(desk):
    whole = [everything()[2], everything()[3]]
    plain = b"".join(whole)
    ends = {"in the block": plain[:-200], "in the header": plain[:len(whole[0]) + 100]}
    desk.well("init", "case", "--title", "A case", "--author", "The editor", "--profile", "open")
    for number, (where, data) in enumerate(ends.items()):
        ran = again(desk, f"cut-{number}.warc", data, status=1)
        need("cut off" in ran.err and "nothing behind it can be read" in ran.err, where, ran)
        need(list(captures_by_url(desk)) == ["https://d.example/a"], where, ran)
    desk.well("check", "-C", "case")


def rule_a_compressed_warc_that_is_damaged_gives_its_whole_members(desk):
    """Random bytes keep the members from being one block of the decompressor."""
    noise = "".join(f"{number * 7919 % 65521:04x}" for number in range(40_000))
    parts = [everything()[2], response("https://d.example/b", page("B", noise), number=4, digest=None)]
    whole = members(parts)
    first = len(members(parts[:1]))
    checksum = whole[:-8] + bytes([whole[-8] ^ 1]) + whole[-7:]
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:]
    desk.well("init", "case", "--title", "A case", "--author", "The editor", "--profile", "open")
    for name, data in {"cut": whole[:-40], "cut-in-trailer": whole[:-3], "checksum": checksum, "flipped": flipped}.items():
        ran = again(desk, f"{name}.warc.gz", data, status=1)
        need(f"is damaged or cut off in the gzip member at byte {first} of the file" in ran.err, name, ran)
        need(list(captures_by_url(desk)) == ["https://d.example/a"], name, ran)
    # One member over all: what comes out of it, and that it is not whole.
    one = gzip.compress(b"".join(parts), mtime=0)
    ran = again(desk, "one.warc.gz", one[:-3], status=1)
    need("is damaged or cut off" in ran.err, "one member", ran)
    ran = again(desk, "one-checksum.warc.gz", one[:-8] + bytes([one[-8] ^ 1]) + one[-7:], status=1)
    need("has a wrong checksum" in ran.err, "one member with a wrong checksum", ran)
    desk.well("check", "-C", "case")


def rule_members_of_any_size_are_read(desk):
    big = page("Big", "x" * 3_000_000)
    data = members([everything()[2], response("https://d.example/b", big, number=4),
                    response("https://d.example/v", bytes(range(256)) * 300_000, media="video/mp4", number=5),
                    response("https://d.example/c", SECOND, number=6)])
    ran = start(desk, "crawl.warc.gz", data)
    need("3 pages taken" in ran.out and "video/mp4 1" in ran.out, "the count", ran)


def rule_reading_stops_where_a_record_does_not_tell_its_end(desk):
    """What stands in a page is never taken for a record, however the archive is damaged."""
    inside = response("https://forged.example/", FIRST, number=66)
    outer = response("https://d.example/2", b"<p>x</p>\r\n\r\n" + inside, number=2, digest=None)
    first = everything()[2]
    for number, (why, spoil) in enumerate({
        "has no Content-Length that is a number": (b"Content-Length: ", b"Content-Length: x"),
        "has Content-Length more than once": (b"WARC-Type", b"Content-Length: 8\r\nWARC-Type"),
        "is of the WARC version": (b"WARC/1.1", b"WARC/2.0"),
        "does not begin with": (b"WARC/1.1", b"WERC/1.1"),
        'is no "name: value"': (b"WARC-Type: ", b"WARC-Type "),
    }.items()):
        if number == 0:
            desk.well("init", "case", "--title", "A case", "--author", "The editor", "--profile", "open")
        ran = again(desk, f"bad-{number}.warc", first + outer.replace(*spoil, 1), status=1)
        need(why in ran.err and "record 2 at byte" in ran.err, why, ran)
        need(list(captures_by_url(desk)) == ["https://d.example/a"], why, ran)


def rule_an_archive_without_a_page_leaves_the_case_as_it_was(desk):
    desk.set_up()
    before = {name: each for name, each in desk.state().items() if name.startswith("case/")}
    huge = b"WARC/1.1\r\n" + b"X-Long: " + b"a" * 70_000 + b"\r\n\r\n"
    bombs = {"nothing": b"".join(everything()[:2]), "header": huge, "gz": gzip.compress(huge),
             "rest": members(everything()[:1]) + b"garbage behind it"}
    for name, data in bombs.items():
        ran = again(desk, f"{name}.warc", data, status=1)
        need("so the case is as it was" in ran.err, name, ran)
        after = {path: each for path, each in desk.state().items() if path.startswith("case/")}
        need(before == after, f"{name}: {sorted(after.keys() ^ before.keys())}", ran)
    need("bytes behind the last compressed member" in ran.err, "garbage", ran)


def rule_a_bomb_is_given_up_before_it_fills_anything(desk):
    desk.set_up()
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = record("resource", b"", url="https://d.example/", media="image/png", digest=None)
    head = head.replace(b"Content-Length: 0", b"Content-Length: 3000000000").rstrip(b"\r\n") + b"\r\n\r\n"
    data = squeeze.compress(head) + b"".join(squeeze.compress(bytes(1 << 24)) for _ in range(80)) + squeeze.flush()
    ran = again(desk, "bomb.warc.gz", data, status=1)
    need("times the bytes that it was compressed to" in ran.err, "a bomb", ran)


def rule_addresses_are_kept_as_records_may_have_them(desk):
    data = b"".join([response("https://d.example/a b|c", FIRST, number=1), response("<https://d.example/d>", SECOND, number=2),
                     response("dns:d.example", FIRST, number=3)])
    ran = start(desk, "crawl.warc", data)
    found = need_whole(desk, data, ["https://d.example/a%20b%7Cc", "https://d.example/d"])
    need(found["https://d.example/a%20b%7Cc"]["x-warc-target"] == "https://d.example/a b|c", f"{found}")
    need("left out: response with no address of the web 1" in ran.out, "dns", ran)


def rule_a_page_is_read_in_the_charset_that_the_server_told(desk):
    body = "<title>Größe</title><p>Übermäßig".encode("latin-1")
    start(desk, "crawl.warc", response("https://d.example/1", body, media="Text/HTML;Charset=ISO-8859-1"))
    capture = captures_by_url(desk)["https://d.example/1"]
    need(capture["files"][0]["media_type"] == "text/html; charset=ISO-8859-1", f"{capture['files'][0]}")
    need((desk.case / capture["text"]["path"]).read_text() == "Übermäßig\n", "text")
    need(records(desk, "articles")[capture["article"]]["title"] == "Größe", "title")
    desk.well("check", "-C", "case")
    need(desk.run("pack", "-C", "case", "--unsigned").status == 0, "pack")
    need("text.not-reproducible" not in desk.run("verify", desk.bundle).out, "the text is made again from the page")


def rule_control_characters_of_an_archive_do_not_reach_the_terminal(desk):
    evil = b"<title>\x1b[31m</title><p>x"
    data = response("https://d.example/1", evil) + response("https://d.example/\x1b[2J", FIRST, date="\x1b[2J", number=2)
    ran = start(desk, "crawl.warc", data, status=1)
    need("\x1b" not in ran.out + ran.err, "an escape character", ran)
