# SPDX-License-Identifier: Apache-2.0
"""Timestamps: those that count, those that count for nothing and spoil nothing, and those that are wrong.

The verifier's clock stands at 2026-06-01. Unless it is said otherwise a token is of 2026-03-02.
"""

import case
import tsa
from bag import Bundle, manifest_lines
from vector import REVIEWER, SEALER, TRUST, Vector, signer

SEAL = ("0001-seal.sig", "sealer", "dossier-seal")
GOOD = tsa.Authority()
SHORT = tsa.Authority("Ending TSA", 3, ends="20260401000000Z")
ROOTED = {**TRUST, "tsa/root.pem": tsa.ROOT_PEM}
OTHER_ROOT = tsa.pem("CERTIFICATE", tsa.certificate("Other Root", "p256", "Other Root", "p256", 1, "20200101000000Z",
                                                    "20451231000000Z", tsa.CA))
REQUIRED = {"policy.json": '{"schema": "dossier/policy/1", "timestamp_required": true}\n'}
MANIFEST = b"tagmanifest-sha256.txt"


def bundle(*stamps):
    return Bundle(case.minimal(), signatures=[SEAL, *(file for stamp in stamps for file in stamp)])


def stamped(authority=GOOD, when=tsa.STAMPED, **how):
    return bundle(tsa.stamp(2, authority, when, **how))


def with_list(since, reason):
    crl = tsa.pem("X509 CRL", tsa.revocation_list(2, since, reason))
    return {**ROOTED, "tsa/root.pem": tsa.ROOT_PEM + crl}


def with_sealer(options, **more):
    return {**ROOTED, "allowed_signers": signer(SEALER, "sealer", options) + signer(REVIEWER, "reviewer"), **more}


def revoked(since, reason):
    """The sealer's key in revoked_keys."""
    line = TRUST["allowed_signers"].split("\n")[0].split(" ", 2)[2]
    return {**ROOTED, "revoked_keys": f"{line} revoked-at={since} reason={reason}\n"}


def accepted():
    def accept(name, what, made, codes=(), trust=ROOTED):
        return Vector("timestamp-" + name, what, made, list(codes), 0, trust)

    yield accept("trusted", "A token of an authority whose root is trusted.", stamped())
    yield accept("part-of-second", "The token's time has a part of a second.", stamped(when="20260302100411.25Z"))
    yield accept("renewed", "The first token's certificate has ended; the second stamped it before that.",
                 bundle(tsa.stamp(2, SHORT), tsa.stamp(3, GOOD, "20260320000000Z")))
    yield accept("covers-some", "A text that names the tag manifest alone covers that alone.",
                 stamped(text=lambda files: manifest_lines({MANIFEST: files[MANIFEST]})))
    yield accept("certificate-ended", "The only token's certificate has ended since.", stamped(SHORT),
                 ["timestamp.certificate-ended"])
    yield accept("unrecognised", "No root of the authority is trusted; the seal is.", stamped(),
                 ["timestamp.unrecognised"], TRUST)
    yield accept("unsupported", "An imprint by SHA-1.", stamped(imprint=tsa.SHA1), ["timestamp.unsupported"])
    yield accept("future", "The token is of next month.", stamped(when="20260701000000Z"), ["timestamp.future"])
    yield accept("weak", "The authority's key is RSA of 1,024 bits.", stamped(tsa.Authority(key="rsa1024", number=4)),
                 ["timestamp.weak"])
    yield accept("wrong-usage", "The authority's certificate is for another use too.",
                 stamped(tsa.Authority(extensions=tsa.usage(tsa.TIME_STAMPING, tsa.OTHER_USAGE))),
                 ["timestamp.wrong-usage"])
    yield accept("usage-not-critical", "The certificate's use is not marked critical.",
                 stamped(tsa.Authority(extensions=tsa.usage(tsa.TIME_STAMPING, critical=False))),
                 ["timestamp.wrong-usage"])
    yield accept("made-after-end", "The token was made when the certificate had ended.",
                 stamped(SHORT, "20260402000000Z"), ["timestamp.not-in-force"])
    yield accept("made-before-begin", "The token is dated before its certificate.",
                 stamped(GOOD, "20241231235959Z"), ["timestamp.not-in-force"])
    yield accept("renewed-too-late", "The second token was made when the first one's certificate had ended.",
                 bundle(tsa.stamp(2, SHORT), tsa.stamp(3, GOOD, "20260402000000Z")), ["timestamp.not-in-force"])
    yield accept("revoked", "The authority's key was stolen, and no later token is from before.", stamped(),
                 ["timestamp.revoked"], with_list("20260310000000Z", 1))
    yield accept("revoked-later", "The authority's certificate was superseded after the token was made.", stamped(),
                 [], with_list("20260310000000Z", 4))
    yield accept("list-beside-token", "The revocation list came with the token.",
                 stamped(lists=[tsa.revocation_list(2, "20260301000000Z", 4)]), ["timestamp.revoked"])
    yield accept("key-expired-since", "The sealer's key has expired since, and a token is from before.", stamped(),
                 [], with_sealer('valid-before="20260401Z"'))
    yield accept("key-stolen-since", "The sealer's key was stolen later than a token.", stamped(), [],
                 revoked("2026-03-03T00:00:00Z", "compromised"))
    yield accept("required", "The policy asks for a timestamp, and a trusted one covers the seal.", stamped(), [],
                 {**ROOTED, **REQUIRED})


def refused():
    def reject(name, what, code, made, status=1, trust=ROOTED):
        codes = code if isinstance(code, list) else [code]
        return Vector("timestamp_" + name, what, made, codes, status, trust)

    yield reject("imprint", "The token is of another text.", "timestamp.imprint",
                 stamped(change=lambda response: GOOD.response(b"another text\n")))
    yield reject("flipped-bit", "One bit of the token's signature is flipped.", "timestamp.invalid",
                 stamped(flip=True))
    yield reject("flipped-bit-stranger", "A wrong token of an unknown authority is wrong all the same.",
                 "timestamp.invalid", stamped(flip=True), 1, TRUST)
    yield reject("not-granted", "The response is a rejection.", "timestamp.not-granted",
                 stamped(change=lambda response: tsa.rejection()))
    yield reject("bytes-after", "A byte follows the response.", "timestamp.malformed",
                 stamped(change=lambda response: response + b"\0"))
    yield reject("cut", "The response lacks its last byte.", "timestamp.malformed",
                 stamped(change=lambda response: response[:-1]))
    yield reject("empty", "The response has no bytes.", "timestamp.malformed", stamped(change=lambda response: b""))
    yield reject("token-alone", "The token stands without its response.", "timestamp.malformed",
                 stamped(change=lambda response: response[response.index(tsa.seq(tsa.integer(0))) + 5:]))
    yield reject("version-2", "The token is version 2.", "timestamp.malformed", stamped(version=2))
    yield reject("local-time", "The token's time has an offset.", "timestamp.malformed",
                 stamped(when="20260302100411+0100"))
    yield reject("no-such-day", "The token is of 30 February.", "timestamp.malformed", stamped(when="20260230100411Z"))
    yield reject("too-large", "The response has 65,537 bytes.", "limit.timestamp-size",
                 stamped(change=lambda response: response.ljust(65537, b"\0")))
    yield reject("listed-missing", "The text names a signature that is not there.", "timestamp.listed-missing",
                 stamped(text=lambda files: manifest_lines({**files, b"signatures/0003-review.sig": b""})))
    yield reject("listed-changed", "The text names the seal with another digest.", "timestamp.listed-missing",
                 stamped(text=lambda files: manifest_lines({**files, b"signatures/0001-seal.sig": b""})))
    yield reject("listed-itself", "The text names itself.", "timestamp.listed-missing",
                 stamped(text=lambda files: manifest_lines({**files, b"signatures/0002-timestamp.txt": b""})))
    yield reject("text-not-lines", "The text is no list of digests.", "timestamp.text",
                 stamped(text=lambda files: b"The bundle of today.\n"))
    yield reject("text-empty", "The text is empty.", "timestamp.text", stamped(text=lambda files: b""))
    yield reject("text-without-manifest", "The text names the seal and not the tag manifest.", "timestamp.text",
                 stamped(text=lambda files: manifest_lines(
                     {path: data for path, data in files.items() if path != MANIFEST})))
    yield reject("text-not-sorted", "The lines of the text are not in order.", "timestamp.text",
                 stamped(text=lambda files: b"".join(reversed(manifest_lines(files).splitlines(True)))))
    yield reject("key-stolen-before", "The sealer's key was stolen before the token was made.", "signature.revoked",
                 stamped(), 4, revoked("2026-03-01T00:00:00Z", "compromised"))
    yield reject("key-stolen-untrusted-token", "Only a token of an unknown authority is from before the theft.",
                 ["signature.revoked", "timestamp.unrecognised"], stamped(), 4,
                 {**revoked("2026-03-03T00:00:00Z", "compromised"), "tsa/root.pem": OTHER_ROOT})
    yield reject("required-not-over-seal", "The policy asks for a timestamp; the one there is not over the seal.",
                 "timestamp.required", stamped(text=lambda files: manifest_lines({MANIFEST: files[MANIFEST]})), 4,
                 {**ROOTED, **REQUIRED})
    yield reject("required-unrecognised", "The policy asks for a timestamp; the authority is unknown.",
                 ["timestamp.required", "timestamp.unrecognised"], stamped(), 4, {**TRUST, **REQUIRED})
