# SPDX-License-Identifier: Apache-2.0
"""The commands whose every call is made to fail, and the folders in which they run."""

import hashlib
import shutil
import subprocess
import time

from desk import ENVIRONMENT, need_tool
from faults import Scene, remove_leftovers

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SALT = "5a" * 32 + "\n"
FILES = {"a.txt": b"a\n", "empty": b"", "c/d.bin": bytes(70_000)}
LARGE = {**FILES, "large.bin": bytes(range(256)) * (17 << 10)}  # from 4 MiB on reading, writing and hashing overlap
PAGE = b"<!DOCTYPE html><title>A page</title><p>The first words. <b>And others.</b>"
PACK = ["pack", "-C", "case", "--key", "key", "--salt", "salt.txt"]
SEED = {"DOSSIER_TEST_SEED": "seed"}
AFTER_THE_STAMP = {"SOURCE_DATE_EPOCH": str(int(time.time()) + 600)}  # the authority's clock is the machine's
AUTHORITY = """
set -eu
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -subj '/CN=Root' -days 36500 \\
  -out root.pem -addext keyUsage=critical,keyCertSign,cRLSign
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -subj '/CN=Stamps' -out tsa.csr
printf 'extendedKeyUsage=critical,timeStamping\\n' > tsa.ext
openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 2 -days 36500 -extfile tsa.ext -out tsa.pem
printf '%s\\n' '[t]' 'serial=serial' 'default_policy=1.2.3.4' 'digests=sha256' 'signer_digest=sha256' > ts.cnf
openssl ts -reply -config ts.cnf -section t -queryfile ../case.tsq -signer tsa.pem -inkey tsa.key -out ../case.tsr
mkdir -p ../trust/tsa && cp root.pem ../trust/tsa/
"""


def case(desk, files=None):
    desk.set_up(files or FILES)
    (desk.folder / "salt.txt").write_text(SALT)
    for path in desk.folder.glob("*.pub"):
        path.unlink()


def large_case(desk):
    case(desk, LARGE)


def packed(desk, files=None):
    case(desk, files)
    desk.well(*PACK, environment=SEED)


def changed(desk):
    packed(desk)
    (desk.case / "attachments/a.txt").write_bytes(b"b\n")


def reviewed(desk):
    packed(desk)
    desk.well("keygen", "reviewer")


def large_reviewed(desk):
    """From 64 MiB on a bundle is changed in place."""
    packed(desk, {"a.txt": b"a\n", "large.bin": bytes((64 << 20) + 1)})
    desk.well("keygen", "reviewer")


def large_packed(desk):
    packed(desk, {**LARGE, "larger.bin": bytes(17 << 20)})  # from 16 MiB on verifying overlaps too


def unpacked(desk):
    packed(desk)
    desk.well("extract", "case.dossier.zip", "-d", "folder")


def unpacked_to_sign(desk):
    reviewed(desk)
    desk.well("extract", "case.dossier.zip", "-d", "folder")


def foreign(desk):
    """A bag of another tool, as a folder, tar.gz and zip."""
    bag = desk.folder / "bag"
    for name, content in {"data/a.txt": b"a\n", "data/b/c.bin": bytes(70_000), "bagit.txt": BAGIT}.items():
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        (bag / name).write_bytes(content)
    lines = [f"{hashlib.sha256((bag / name).read_bytes()).hexdigest()}  {name}\n" for name in ("data/a.txt", "data/b/c.bin")]
    (bag / "manifest-sha256.txt").write_text("".join(lines))
    shutil.make_archive(str(desk.folder / "bag"), "gztar", desk.folder, "bag")
    shutil.make_archive(str(desk.folder / "bag"), "zip", desk.folder, "bag")


def page(desk):
    case(desk)
    (desk.folder / "page.html").write_bytes(PAGE)


def stamped(desk):
    need_tool("openssl")
    packed(desk)
    desk.well("extract", "case.dossier.zip", "-d", "folder")
    desk.well("timestamp", "request", "case.dossier.zip", "-o", "case.tsq", environment=SEED)
    (desk.folder / "authority").mkdir()
    subprocess.run(["sh", "-c", AUTHORITY], cwd=desk.folder / "authority", env=ENVIRONMENT, check=True,
                   capture_output=True)


def recovered(desk):
    """After a kill: what was written beside a bundle goes, as the message of the next command tells."""
    desk.run("recover", "case.dossier.zip")


TRUST = ["--trust", "trust"]
ADD = ["add", "-C", "case", "page.html", "--title", "A page", "--publisher", "The paper", "--publisher-kind",
       "organization", "--url", "https://news.example/a", "--published", "2026-02-26", "--captured-at",
       "2026-02-27T09:12:40Z", "--id", "art-page", "--id", "cap-page", "--id", "src-paper"]
REVISE = [*PACK, "--revise", "--force"]

SCENES = {scene.name: scene for scene in (
    Scene("pack", PACK, large_case, again=[[*PACK, "--force"]], after_kill=remove_leftovers),
    Scene("pack-small", PACK, case, again=[[*PACK, "--force"]], after_kill=remove_leftovers),
    Scene("revise", REVISE, changed, again=[[*PACK, "--force"], REVISE], after_kill=remove_leftovers),
    Scene("sign", ["sign", "case.dossier.zip", "--role", "review", "--key", "reviewer", *TRUST], reviewed,
          after_kill=recovered),
    Scene("sign-in-place", ["sign", "case.dossier.zip", "--role", "review", "--key", "reviewer", *TRUST], large_reviewed,
          after_kill=recovered),
    Scene("verify", ["verify", "case.dossier.zip", *TRUST], packed),
    Scene("verify-large", ["verify", "case.dossier.zip", *TRUST], large_packed),
    Scene("verify-pipe", ["verify", "-", *TRUST], packed, source="case.dossier.zip"),
    Scene("verify-folder", ["verify", "folder", *TRUST], unpacked),
    Scene("verify-foreign-folder", ["verify", "bag"], foreign, done=4),
    Scene("verify-foreign-tar", ["verify", "bag.tar.gz"], foreign, done=4),
    Scene("verify-foreign-zip", ["verify", "bag.zip"], foreign, done=4),
    Scene("extract", ["extract", "case.dossier.zip", "-d", "folder", *TRUST], packed, after_kill=remove_leftovers),
    Scene("timestamp-import", ["timestamp", "import", "case.dossier.zip", "case.tsr", *TRUST], stamped,
          after_kill=recovered, environment=AFTER_THE_STAMP),
    Scene("sign-folder", ["sign", "folder", "--role", "review", "--key", "reviewer", *TRUST], unpacked_to_sign),
    Scene("timestamp-folder", ["timestamp", "import", "folder", "case.tsr", *TRUST], stamped,
          environment=AFTER_THE_STAMP),
    Scene("add", ADD, page),
)}
