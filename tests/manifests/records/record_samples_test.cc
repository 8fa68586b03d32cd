// SPDX-License-Identifier: Apache-2.0
#include "tests/manifests/records/record_samples.h"

#include <cstddef>

namespace dossier {

const std::array<RecordSample, kRecordKinds>& record_samples() {
  static const std::array<RecordSample, kRecordKinds> samples = {{
      // clang-format off
{RecordKind::kAgent, "records/agents/agt-berg.json", R"record({
  "id": "agt-berg",
  "kind": "person",
  "name": "A. Berg",
  "pseudonymous": false,
  "acts_for": "agt-desk",
  "roles": [
    "collector",
    "signer"
  ],
  "vendor": "none",
  "version": "1",
  "keys": [
    {
      "fingerprint": "SHA256:kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
      "principal": "berg@newsroom.example",
      "valid_from": "2026-01-01T00:00:00Z",
      "valid_to": "2027-01-01T00:00:00Z",
      "how_verified": "in-person"
    }
  ],
  "identifiers": [
    {
      "scheme": "orcid",
      "value": "0000-0000-0000-0000"
    }
  ],
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kSource, "records/sources/src-sandoval.json", R"record({
  "id": "src-sandoval",
  "kind": "person",
  "name": "Mira Sandoval",
  "url": "https://sandoval.example/",
  "identifiers": [
    {
      "scheme": "domain",
      "value": "sandoval.example"
    }
  ],
  "interests": "Promotes her book.",
  "parent": "src-channel-nine",
  "independence_group": "sandoval",
  "relation": "secondary",
  "reliability": {
    "scale": "admiralty",
    "value": "B",
    "basis": "Known beat.",
    "by": "agt-berg",
    "at": "2026-03-01T09:00:00Z"
  },
  "protected": {
    "is": true,
    "reason": "Asked for it.",
    "name_held_by": "agt-berg"
  },
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kArticle, "records/articles/art-letters.json", R"record({
  "id": "art-letters",
  "kind": "news-article",
  "title": "What Corve says",
  "publisher": "src-dispatch",
  "bylines": [
    "J. Doe"
  ],
  "credit": "Dispatch",
  "url": "https://meridian-dispatch.example/letters",
  "published": {
    "value": "2026-02-26",
    "basis": "stated",
    "words": "Thursday"
  },
  "modified": {
    "value": "2026-02-26T10:00:00Z",
    "basis": "derived"
  },
  "language": "en",
  "section": "World",
  "place": "Harbour",
  "based_on": [
    {
      "ref": "art-wire",
      "how": "syndicated"
    }
  ],
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kCapture, "records/captures/cap-dispatch.json", R"record({
  "id": "cap-dispatch",
  "article": "art-letters",
  "captured_by": "agt-berg",
  "tool": "agt-dossier",
  "captured_at": "2026-02-27T09:12:40Z",
  "clock": "ntp",
  "method": "single-file",
  "requested_url": "https://meridian-dispatch.example/letters",
  "final_url": "https://meridian-dispatch.example/letters?x=1",
  "redirects": [
    "https://m.example/1"
  ],
  "http": {
    "status": 200,
    "headers_file": "captures/cap-dispatch/headers.txt",
    "ip": "192.0.2.1"
  },
  "vantage": {
    "country": "DE",
    "network": "direct",
    "logged_in": false,
    "account": "none"
  },
  "files": [
    {
      "path": "captures/cap-dispatch/primary.html",
      "role": "primary",
      "media_type": "text/html; charset=utf-8",
      "bytes": 3840,
      "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "presence": "packed",
      "original_name": "letters.html"
    }
  ],
  "text": {
    "path": "captures/cap-dispatch/text.txt",
    "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "algorithm": "dossier-text-1",
    "code_points": 1696,
    "method": "extracted"
  },
  "regions": [
    {
      "start": 706,
      "end": 741,
      "region": "boilerplate"
    }
  ],
  "completeness": {
    "value": "complete",
    "note": "Whole page."
  },
  "alterations": [
    "Scripts removed."
  ],
  "copy": "evidentiary",
  "archived_copies": [
    {
      "url": "https://archive.example/1",
      "datetime": "2026-02-27T09:00:00Z",
      "checked_at": "2026-02-28T09:00:00Z"
    }
  ],
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kQuote, "records/quotes/quo-friendship.json", R"record({
  "id": "quo-friendship",
  "capture": "cap-dispatch",
  "kind": "direct-speech",
  "scope": "fragment",
  "exact": "As everyone knows,\nhe was taken",
  "prefix": "“",
  "suffix": "",
  "start": 525,
  "end": 578,
  "text_sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "occurrence": {
    "n": 1,
    "of": 1
  },
  "as_written": "As everyone knows, he was taken",
  "edits": [
    {
      "type": "cut",
      "start": 0,
      "end": 3
    },
    {
      "type": "replace",
      "start": 4,
      "end": 5,
      "shown": "E"
    }
  ],
  "speaker": "src-sandoval",
  "attribution": "att-interview",
  "said_at": {
    "value": "2026-02~",
    "basis": "estimated",
    "words": "last month"
  },
  "language": "en",
  "translations": [
    {
      "language": "de",
      "text": "Wie alle wissen",
      "by": "agt-berg",
      "method": "machine",
      "tool": "agt-dossier",
      "reviewed_by": "agt-berg"
    }
  ],
  "context_note": "On the friendship.",
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kAttribution, "records/attributions/att-interview.json", R"record({
  "id": "att-interview",
  "hops": [
    {
      "from": "src-sandoval",
      "to": "unnamed",
      "act": "said",
      "directness": "direct",
      "when": {
        "value": "2026-02/..",
        "basis": "derived"
      },
      "where": "On air",
      "evidence": {
        "missing": "no recording"
      }
    },
    {
      "from": "unnamed",
      "to": "src-dispatch",
      "act": "reported",
      "directness": "direct",
      "evidence": "quo-telling-people"
    }
  ],
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kClaim, "records/claims/clm-contact.json", R"record({
  "id": "clm-contact",
  "kind": "content",
  "text": "Corve and Reth were in contact.",
  "asserted_by": "src-corve",
  "attribution": "att-friends",
  "support": [
    {
      "ref": "quo-told-friends",
      "stance": "supports",
      "note": "As reported."
    }
  ],
  "relations": [
    {
      "type": "depends-on",
      "claim": "clm-told-friends"
    }
  ],
  "status": "unverified",
  "credibility": 6,
  "likelihood": "even",
  "confidence": "low",
  "reviewed_by": "agt-berg",
  "reviewed_at": "2026-03-01T16:25:00Z",
  "basis": [
    "note-book"
  ],
  "open_questions": [
    "note-office"
  ],
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kNote, "records/notes/note-office.json", R"record({
  "id": "note-office",
  "kind": "contact-attempt",
  "about": [
    "clm-contact"
  ],
  "text": "Asked the office.\n\n- since when?",
  "author": "agt-berg",
  "at": "2026-03-01T16:00:00Z",
  "method": "source-contact",
  "result": "no-response",
  "evidence": [
    "quo-no-answer",
    "https://office.example/contact"
  ],
  "pillars": {
    "provenance": "yes",
    "source": "yes",
    "date": "unknown",
    "location": "no",
    "motivation": "unknown"
  },
  "contact": {
    "party": "src-corve-office",
    "via": "e-mail",
    "sent": "2026-02-27T10:00:00Z",
    "deadline": "2026-03-01",
    "replied": "2026-03-01"
  },
  "supersedes": [
    "note-old"
  ],
  "next_step": "Ask again.",
  "due": "2026-03-08",
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kEvent, "records/events/evt-capture-2.json", R"record({
  "id": "evt-capture-2",
  "type": "capture",
  "seq": 2,
  "prev": {
    "event": "evt-capture-1",
    "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  },
  "started": "2026-02-27T09:12:40Z",
  "ended": "2026-02-27T09:13:00Z",
  "agents": [
    {
      "agent": "agt-berg",
      "role": "collector"
    }
  ],
  "tool": "agt-dossier",
  "parameters": {
    "window": "1280x800"
  },
  "used": [
    {
      "ref": "art-letters"
    }
  ],
  "generated": [
    {
      "path": "captures/cap-dispatch/primary.html",
      "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    }
  ],
  "from": "agt-berg",
  "to": "agt-desk",
  "place": "Desk",
  "reason": "For the story.",
  "nonce": "00000000000000000000000000000000",
  "content": "hmac-sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "status": "failed",
  "error": "Paper jam.",
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kMarking, "records/markings/mrk-clear.json", R"record({
  "id": "mrk-clear",
  "scheme": "tlp-2.0",
  "value": "amber+strict",
  "applies_to": [
    "*",
    "cap-dispatch"
  ],
  "audience": [
    "The desk"
  ],
  "until": "2027-01-01",
  "holder": "Meridian Dispatch",
  "licence": "CC-BY-4.0",
  "basis": "quotation",
  "payload": "excerpt",
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kRedaction, "records/redactions/red-name.json", R"record({
  "id": "red-name",
  "target": {
    "capture": "cap-dispatch",
    "start": 10,
    "end": 18
  },
  "method": "masked",
  "reason": "source-protection",
  "authorised_by": "agt-berg",
  "event": "evt-redact",
  "commitment": "hmac-sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "note": "The name.",
  "recorded_at": "2026-03-01T09:00:00Z",
  "recorded_by": "agt-berg",
  "markings": [
    "mrk-clear"
  ],
  "x-tool": {
    "n": 1,
    "list": [
      "a",
      true,
      {}
    ]
  }
}
)record"},
{RecordKind::kHead, "dossier.json", R"record({
  "schema": "dossier/1",
  "id": "urn:uuid:0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
  "title": "Does Corve still write to Reth?",
  "description": "A claim from a book.",
  "purpose": "To keep apart said and so.",
  "profile": "newsroom",
  "case": "C-12",
  "exhibit": "E-1",
  "created": "2026-02-27T09:00:00Z",
  "created_by": "agt-berg",
  "revision": 2,
  "previous": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "language": "en",
  "default_marking": "mrk-clear",
  "authorization": {
    "type": "editorial",
    "reference": "R-9",
    "note": "Desk.",
    "x-note": "kept"
  },
  "limitations": "The book is not seen.",
  "sealed": "evt-seal",
  "x-a": "1",
  "x-b": [
    1,
    2
  ]
}
)record"},
      // clang-format on
  }};
  return samples;
}

const RecordSample& record_sample(RecordKind kind) {
  return record_samples()[static_cast<std::size_t>(kind)];
}

}  // namespace dossier
