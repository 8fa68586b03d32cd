# SPDX-License-Identifier: Apache-2.0
"""What a vector is, and how it is written to its folder."""

import json
import pathlib
from dataclasses import dataclass, field

import ssh

HERE = pathlib.Path(__file__).parent
SEALER = "sealer@newsroom.example"
REVIEWER = "reviewer@newsroom.example"


def signer(principal, key, options="", roles="dossier-seal,dossier-review,dossier-receipt,dossier-witness"):
    more = "," + options if options else ""
    return f'{principal} namespaces="{roles}"{more} {ssh.public_line(key)}\n'


TRUST = {"allowed_signers": signer(SEALER, "sealer") + signer(REVIEWER, "reviewer")}


@dataclass
class Vector:
    """One bundle and what a verifier must say of it.

    name     folder; for rejects <part>_<defect>
    what     one sentence: the fault, or what is shown to be right
    bundle   a Bundle, a Container, or bytes
    codes    the exact set of finding codes
    status   exit status of verify
    """

    name: str
    what: str
    bundle: object
    codes: list
    status: int
    trust: dict = field(default_factory=lambda: TRUST)
    arguments: list = field(default_factory=list)

    def data(self):
        made = self.bundle
        while not isinstance(made, bytes):
            made = made.build() if hasattr(made, "build") else made.bytes()
        return made

    def files(self):
        """Path in the vector's folder → bytes."""
        expect = {"what": self.what, "exit": self.status, "codes": sorted(self.codes), "arguments": self.arguments}
        made = {"bundle.dossier.zip": self.data(),
                "expect.json": (json.dumps(expect, indent=2, ensure_ascii=False) + "\n").encode()}
        for name, text in self.trust.items():
            made["trust/" + name] = text if isinstance(text, bytes) else text.encode()
        return made
