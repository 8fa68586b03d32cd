# SPDX-License-Identifier: Apache-2.0
"""Two case folders that hold to every rule of the records: the least one, and one with a captured page."""

import hashlib
import json
import struct
import zlib

from bag import sealed_content

ID = "urn:uuid:5d1f0a52-6f2e-4c55-9f0b-0d0551e40001"
SECRET = hashlib.sha256(b"the salt of the vectors, known to everybody").digest()
MADE = "2026-03-01T12:00:00Z"
SEALED = "2026-03-01T18:00:00Z"


def record(fields):
    """A record file: members in the order given, those that are None left out."""
    kept = {key: value for key, value in fields.items() if value is not None}
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def by(fields, at=MADE):
    return record({**fields, "recorded_at": at, "recorded_by": "agt-editor"})


def head(**other):
    return record({"schema": "dossier/1", "id": ID, "title": "A vector", "description": "Made to test verifiers.",
                   "purpose": "Conformance of programs that read bundles.", "profile": "open", "created": MADE,
                   "created_by": "agt-editor", "revision": 1, "previous": None, "language": "en",
                   "default_marking": "mrk-clear", "limitations": "It shows nothing about the world.",
                   "sealed": "evt-seal", **other})


def common():
    return {
        "dossier.json": head(),
        "records/agents/agt-editor.json": by({
            "id": "agt-editor", "kind": "person", "name": "The editor of the vectors", "pseudonymous": True,
            "roles": ["collector", "custodian"]}),
        "records/agents/agt-program.json": by({
            "id": "agt-program", "kind": "software", "name": "make_vectors", "roles": ["collector"],
            "version": "1"}),
        "records/markings/mrk-clear.json": by({
            "id": "mrk-clear", "scheme": "tlp-2.0", "value": "clear", "applies_to": ["*"]}),
    }


def event(kind, seq, former, at, **other):
    prev = None if former is None else {"event": f"evt-{former[0]}", "sha256": digest(former[1])}
    return by({"id": f"evt-{kind}", "type": kind, "seq": seq, "prev": prev, "started": at,
               "agents": [{"agent": "agt-editor", "role": "custodian"}], "tool": "agt-program", **other}, at)


def seal_event(files, seq, former, content=None):
    """The bundle's payload: the case folder's files, the seal event and the salt, with paths from the bag's root."""
    payload = {b"data/" + path.encode(errors="surrogateescape"): data for path, data in files.items()}
    path = b"data/records/events/evt-seal.json"
    payload[b"data/seal/salt.txt"] = SECRET.hex().encode() + b"\n"
    payload[path] = event(
        "seal", seq, former, SEALED, used=[{"path": "dossier.json", "sha256": digest(files["dossier.json"])}],
        reason="The vector is complete.", nonce=digest(b"seal")[:32],
        content=content or sealed_content(SECRET, payload, path), status="completed")
    return payload


def minimal(extra=None, content=None, **head_fields):
    """Head, a person, a program, a marking and the seal event; `extra` are further files of the case folder."""
    files = {**common(), "dossier.json": head(**head_fields), **(extra or {})}
    return seal_event(files, 1, None, content)


def png():
    """A white picture of one pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b""))


HEADLINE = "The ferry will run again"
PARAGRAPH = ("The ferry between the two banks of the river will run again from the first day of spring, the harbour "
             "office wrote on Monday. It had been out of service since the flood of last autumn, when the landing "
             "stage was carried away. A new one of oak has been built.")
PAGE = ('<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>The ferry</title></head>\n<body>\n'
        f"<h1>{HEADLINE}</h1>\n<p>{PARAGRAPH}</p>\n</body>\n</html>\n").encode()
TEXT = f"{HEADLINE}\n{PARAGRAPH}\n".encode()


FOLDER = "captures/cap-ferry/"
QUOTED = "A new one of oak has been built."


def captured(media=None):
    """The minimal case with an article, captured once as page and picture, one quote of it and one claim.

    `media`: further files of the capture, by their names in its folder.
    """
    files = {**common(), FOLDER + "primary.html": PAGE, FOLDER + "screenshot.png": png(), FOLDER + "text.txt": TEXT}
    files[FOLDER + "text.map.json"] = record({
        "algorithm": "dossier-text-1", "source": {"path": FOLDER + "primary.html", "sha256": digest(PAGE)},
        "charset": {"name": "utf-8", "rule": "meta", "replacements": 0}, "code_points": len(TEXT),
        "text_sha256": digest(TEXT), "title": "The ferry",
        "blocks": [{"start": 0, "end": len(HEADLINE), "region": "headline"},
                   {"start": len(HEADLINE) + 1, "end": len(TEXT) - 1, "region": "body"}],
        "skipped": {"hidden": 0, "scripted": 0, "embedded": 0}})
    files.update({FOLDER + name: data for name, data in (media or {}).items()})
    listed = [stored(files, FOLDER + "primary.html", "primary", "text/html"),
              stored(files, FOLDER + "screenshot.png", "screenshot", "image/png")]
    listed += [stored(files, FOLDER + name, "media", "application/octet-stream") for name in media or {}]
    files["records/sources/src-harbour-news.json"] = source(
        "src-harbour-news", "publication", "Harbour News", "secondary")
    files["records/sources/src-harbour-office.json"] = source(
        "src-harbour-office", "public-body", "The harbour office", "primary")
    files["records/articles/art-ferry.json"] = by({
        "id": "art-ferry", "kind": "news-article", "title": HEADLINE, "publisher": "src-harbour-news",
        "bylines": ["Staff"], "url": "https://harbour-news.example/ferry",
        "published": {"value": "2026-02-26", "basis": "stated"}, "language": "en"})
    files["records/captures/cap-ferry.json"] = by({
        "id": "cap-ferry", "article": "art-ferry", "captured_by": "agt-editor", "tool": "agt-program",
        "captured_at": MADE, "clock": "ntp", "method": "single-file",
        "requested_url": "https://harbour-news.example/ferry", "http": {"status": 200},
        "vantage": {"country": "NL", "network": "direct", "logged_in": False}, "files": listed,
        "text": {"path": FOLDER + "text.txt", "sha256": digest(TEXT), "algorithm": "dossier-text-1",
                 "code_points": len(TEXT), "method": "extracted"},
        "completeness": {"value": "complete"}, "alterations": ["Style sheets were written into the page."],
        "copy": "evidentiary"})
    files.update(quoted())
    return seal_event(files, *chained(files))


def source(name, kind, title, relation):
    return by({"id": name, "kind": kind, "name": title, "url": f"https://{name[4:]}.example/",
               "independence_group": name[4:], "relation": relation,
               "reliability": {"scale": "admiralty", "value": "C", "basis": "Known for its timetables.",
                               "by": "agt-editor", "at": MADE}})


def quoted():
    """A quote, whose words they are, and the claim that it supports."""
    text = TEXT.decode()
    start = text.index(QUOTED)
    end = start + len(QUOTED)
    quote = by({"id": "quo-oak", "capture": "cap-ferry", "kind": "article-voice", "scope": "sentence", "exact": QUOTED,
                "prefix": text[start - 32:start], "suffix": text[end:end + 32], "start": start, "end": end,
                "text_sha256": digest(TEXT), "occurrence": {"n": 1, "of": 1}})
    attribution = by({"id": "att-office", "hops": [
        {"from": "src-harbour-office", "to": "src-harbour-news", "act": "wrote", "directness": "paraphrase",
         "evidence": "quo-oak"}]})
    claim = by({"id": "clm-oak", "kind": "content", "text": "The new landing stage is of oak.",
                "asserted_by": "src-harbour-office", "attribution": "att-office",
                "support": [{"ref": "quo-oak", "stance": "supports"}], "status": "unreviewed"})
    return {"records/quotes/quo-oak.json": quote, "records/attributions/att-office.json": attribution,
            "records/claims/clm-oak.json": claim}


def chained(files):
    """Adds the events of capturing, quoting and reviewing; the number and the former event for the seal."""
    took = [{"path": path, "sha256": digest(files[path])} for path in sorted(files) if path.startswith(FOLDER)]
    former = None
    for seq, (kind, generated) in enumerate(
            [("capture", took), ("quote", [{"ref": "quo-oak"}]), ("review", [{"ref": "clm-oak"}])], 1):
        made = event(kind, seq, former, MADE, generated=generated, reason="So that it can be relied on.",
                     nonce=digest(kind.encode())[:32], status="completed")
        files[f"records/events/evt-{kind}.json"] = made
        former = (kind, made)
    return seq + 1, former


def stored(files, path, role, media_type):
    return {"path": path, "role": role, "media_type": media_type, "bytes": len(files[path]),
            "sha256": digest(files[path]), "presence": "packed"}
