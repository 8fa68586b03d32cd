# SPDX-License-Identifier: Apache-2.0
"""Writes WARC and WACZ files for tests, by ISO 28500 and the WACZ specification, with Python's own hashlib and zlib."""

import base64
import gzip
import hashlib
import io
import json
import zipfile

TIME = "2026-02-27T09:12:40Z"


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def record(kind, block, *, version="1.1", number=1, date=TIME, url=None, media=None, digest=sha1, payload=None, **more):
    fields = {"WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
              "WARC-Date": date, "WARC-Target-URI": url, "Content-Type": media,
              "WARC-Block-Digest": digest(block) if digest else None,
              "WARC-Payload-Digest": digest(payload) if digest and payload is not None else None,
              "Content-Length": len(block)}
    fields.update({name.replace("_", "-"): value for name, value in more.items()})
    head = f"WARC/{version}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items() if v is not None) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def http(body, status="200 OK", media="text/html; charset=utf-8", **more):
    fields = {"Content-Type": media, **{name.replace("_", "-"): value for name, value in more.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def response(url, body, *, status="200 OK", media="text/html; charset=utf-8", http_fields=None, **how):
    block = http(body, status, media, **(http_fields or {}))
    return record("response", block, url=url, media="application/http; msgtype=response", payload=body, **how)


def chunked(data, size=7):
    parts = [data[at:at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def members(records):
    """Each record is a gzip member of its own, as the standard recommends."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def page(title, words):
    return (f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head>"
            f"<body><p>{words}</p></body></html>").encode()


def wacz(warcs, pages, *, extra=(), change=lambda files: None, resources=lambda listed: listed, digest=True):
    """warcs: name → bytes; pages: (url, ts, title). `change` may spoil the files after their digests were taken."""
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}]
    lines += [{"id": str(i), "url": url, "ts": ts, "title": title, "loadState": 4, "favIconUrl": None, "score": 0.5}
              for i, (url, ts, title) in enumerate(pages)]
    files = {f"archive/{name}": data for name, data in warcs.items()}
    files["pages/pages.jsonl"] = "".join(json.dumps(line) + "\n" for line in lines).encode()
    files.update(extra)
    listed = [{"name": path.split("/")[-1], "path": path, "hash": sha256(data), "bytes": len(data)}
              for path, data in files.items()]
    files["datapackage.json"] = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "software": "a crawler 1.2",
                                            "resources": resources(listed)}).encode()
    if digest:
        files["datapackage-digest.json"] = json.dumps({"path": "datapackage.json",
                                                       "hash": sha256(files["datapackage.json"])}).encode()
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return out.getvalue()
