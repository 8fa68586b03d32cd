# SPDX-License-Identifier: Apache-2.0
"""Bundles that are in order. Exit 0, unless it is said otherwise."""

import case
import ssh
import timestamps
from bag import Bundle
from reject_policy import TWO, policy
from vector import REVIEWER, SEALER, Vector, signer

SEAL = ("0001-seal.sig", "sealer", "dossier-seal")
REVIEW = ("0002-review.sig", "reviewer", "dossier-review")

NESTED = {name: data for name, data in {
    "one/two/three/four.bin": b"deep\n", "one/two.bin": b"beside\n", "one-and-two.bin": b"- before /\n",
    "a name with spaces.bin": b"spaces\n", "Zeitung/Fähre läuft wieder.bin": "ä in one code point\n".encode(),
    "газета/паром.bin": b"Cyrillic\n", "新聞/渡船.bin": b"Han\n", "עיתון/מעבורת.bin": b"Hebrew\n",
    "\U0001f4f0.bin": b"beyond the first plane\n", "ﬁ.bin": b"a ligature is its own NFC\n"}.items()}
CAPTURE = "data/" + case.FOLDER


def revision_two():
    return Bundle(case.minimal(revision=2, previous=case.digest(b"the tag manifest of revision 1")))


def longest_names():
    """Each limit of the paths is reached and not passed."""
    part = "p" * 255
    return Bundle(case.captured({f"{part}/{part}/{part}/" + "q" * (1024 - len(CAPTURE) - 3 * 256): b"1024 bytes\n",
                                 "d/" * (31 - CAPTURE.count("/")) + "f": b"32 parts\n"}))


def vectors():
    yield Vector("minimal", "A head, a person, a program, a marking and the seal event.",
                 Bundle(case.minimal()), [], 0)
    yield Vector("captured", "One article, captured once as page and picture, a quote of it and a claim.",
                 Bundle(case.captured()), [], 0)
    yield Vector("nested-and-unicode", "Folders in folders, names of several scripts in NFC.",
                 Bundle(case.captured(NESTED)), [], 0)
    yield Vector("empty-file", "An empty file among the captured ones.",
                 Bundle(case.captured({"media.bin": b""})), [], 0)
    yield Vector("longest-names", "A path of 1,024 bytes, parts of 255 bytes, 32 parts.", longest_names(), [], 0)
    yield Vector("revision-two", "Revision 2 names the tag manifest of revision 1.", revision_two(), [], 0)
    yield Vector("other-top-folder", "The name of the top folder is not signed and means nothing.",
                 Bundle(case.minimal(), top="Zwölf Kisten".encode()), [], 0)
    yield Vector("counter-signed", "A seal, a review by a second person, a receipt and a witness.",
                 Bundle(case.minimal(), signatures=[SEAL, REVIEW, ("0003-receipt.sig", "reviewer", "dossier-receipt"),
                                                    ("0004-witness.sig", "reviewer", "dossier-witness")]), [], 0)
    yield Vector("signed-p256", "The seal is an ECDSA signature on P-256.",
                 Bundle(case.minimal(), signatures=[("0001-seal.sig", "p256", "dossier-seal")]), [], 0,
                 {"allowed_signers": signer(SEALER, "p256")})
    yield Vector("signed-rsa", "The seal is an RSA signature of 2,048 bits with SHA-512.",
                 Bundle(case.minimal(), signatures=[("0001-seal.sig", "rsa2048", "dossier-seal")]), [], 0,
                 {"allowed_signers": signer(SEALER, "rsa2048")})
    yield Vector("signed-rsa-sha256", "The seal is an RSA signature with rsa-sha2-256.",
                 Bundle(case.minimal(), signatures=[("0001-seal.sig", lambda signed: ssh.armour(ssh.blob(
                     "rsa2048", "dossier-seal", signed, rsa="rsa-sha2-256")))]), [], 0,
                 {"allowed_signers": signer(SEALER, "rsa2048")})
    yield Vector("two-keys-one-principal", "A principal may have several keys.",
                 Bundle(case.minimal()), [], 0,
                 {"allowed_signers": signer(SEALER, "p256") + signer(SEALER, "sealer")})
    yield Vector("in-force", "The key is in force from before the seal until long after.",
                 Bundle(case.minimal()), [], 0,
                 {"allowed_signers": signer(SEALER, "sealer",
                                            'valid-after="20200101Z",valid-before="20991231235959Z"')})
    yield Vector("unrecognised-beside", "A stranger's review beside a trusted seal spoils nothing.",
                 Bundle(case.minimal(), signatures=[SEAL, ("0002-review.sig", "stranger", "dossier-review")]),
                 ["signature.unrecognised"], 0)
    yield Vector("unsupported-beside", "A review on P-384, which is not supported, spoils nothing beside a good seal.",
                 Bundle(case.minimal(), signatures=[SEAL, ("0002-review.sig", "p384", "dossier-review")]),
                 ["signature.unsupported"], 0)
    yield Vector("twice-sealed", "Two persons vouch for one bundle.",
                 Bundle(case.minimal(), signatures=[SEAL, ("0002-seal.sig", "reviewer", "dossier-seal")]), [], 0)
    yield Vector("policy-two-principals", "The policy asks for two principals; one sealed and one reviewed.",
                 Bundle(case.minimal(), signatures=[SEAL, REVIEW]), [], 0, policy(TWO))
    yield Vector("policy-two-seals", "The policy asks for two principals; both sealed.",
                 Bundle(case.minimal(), signatures=[SEAL, ("0002-seal.sig", "reviewer", "dossier-seal")]), [], 0,
                 policy(TWO))
    yield Vector("policy-role-and-principal", "The policy names a role and a principal, and both are there.",
                 Bundle(case.minimal(), signatures=[SEAL, REVIEW]), [], 0,
                 policy({"required_roles": ["review"], "required_principals": [REVIEWER, SEALER]}))
    yield Vector("policy-met-beside-stranger", "Unrecognised and unsupported signatures spoil no policy that is met.",
                 Bundle(case.minimal(), signatures=[SEAL, REVIEW, ("0003-review.sig", "stranger", "dossier-review"),
                                                    ("0004-witness.sig", "p384", "dossier-witness")]),
                 ["signature.unrecognised", "signature.unsupported"], 0, policy(TWO))
    yield from timestamps.accepted()
