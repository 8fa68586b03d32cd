// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/time.h"

namespace dossier {

// How a verifier made sure that a key is its owner's. It stands as the comment of the key's line in
// allowed_signers, where ssh-keygen passes over it:
//
//   checked-at=2026-03-02T10:04:11Z checked=website the page "Our keys"
struct KeyCheck {
  static constexpr std::size_t kMaximumNoteBytes = 200;

  Timestamp at;
  std::string way;   // one of key_check_ways()
  std::string note;  // in the verifier's words; may be empty, but for "other"

  std::string comment() const;
  // The opposite of comment(); nullopt for comments that were written by hand.
  static std::optional<KeyCheck> from_comment(std::string_view comment);
};

// in-person, call, letter, website, earlier-bundle, colleague, other.
const std::vector<std::string>& key_check_ways();

// "WAY" or "WAY:NOTE", as a person gives it. An Error (kUsage) that lists the ways for any other
// word, a note of more than 200 bytes or with control characters, and "other" without a note.
KeyCheck parse_key_check(std::string_view text, Timestamp at);

}  // namespace dossier
