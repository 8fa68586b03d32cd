// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "manifests/quotes/quote_match.h"
#include "manifests/rules/case_index.h"

namespace dossier {

// A text.txt and a text.map.json of more bytes are not read; a page has a limit of its own.
inline constexpr std::uint64_t kMaxTextBytes = std::uint64_t{64} << 20;

// A file whose bytes the check of a capture needs. What the records do not tell is nullopt.
struct NeededFile {
  std::string path;  // empty when the capture needs no such file
  std::optional<std::uint64_t> bytes;
  std::optional<Sha256> sha256;
  bool packed = true;
  std::uint64_t limit = kMaxTextBytes;
};
struct NeededFiles {
  NeededFile source;  // what the text was extracted from: a page or a plain text
  NeededFile text;
  NeededFile map;
};
NeededFiles needed_files(const CaseIndex& index, const Capture& capture);

// The file of a capture that its text is extracted from: the primary one if it is HTML or plain
// text, else the one of role html; nullptr when there is none. Its media_type is the Content-Type
// that the extraction is given.
const CaptureFile* text_source(const Capture& capture);

enum class FileState {
  kAbsent,     // not among the files of the case, or the capture needs none
  kUnusable,   // another size or digest than recorded, or too large: a finding tells
  kNotPacked,  // the record says so, and nobody supplied the bytes
  kPacked,
  kSupplied,  // from outside; the digest is the recorded one
};
struct GivenFile {
  FileState state = FileState::kAbsent;
  ByteView bytes = {};
};
struct CaptureBytes {
  GivenFile source;
  GivenFile text;
  GivenFile map;
};

// What became of one quote.
//   checked  false when an earlier finding left nothing to check it against; the rest then says
//            nothing
struct QuoteCheck {
  RecordId quote = {};
  bool checked = false;
  QuoteStatus status = QuoteStatus::kNotCheckable;
  MatchLevel level = MatchLevel::kNone;
  TextRange range = {};
  bool moved = false;
  QuoteOccurrence found = {};
};

struct CaptureCheck {
  RecordId capture;
  std::vector<Finding> findings;
  std::vector<QuoteCheck> quotes;  // of all sound quotes of the capture, by id
  // There is a text, and it was read again from its source and found the same.
  bool text_reproduced = false;
  // There is a text, and what it was extracted from is not here, or an earlier finding stopped it.
  bool text_unchecked = false;
};

// The rules of one capture's text and quotes. A function of its arguments alone: captures may be
// checked at the same time. Takes up to 60 times the size of the page in memory.
CaptureCheck check_capture(const CaseIndex& index, const Capture& capture,
                           const CaptureBytes& bytes);

}  // namespace dossier
