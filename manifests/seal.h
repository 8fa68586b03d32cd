// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "crypto/bytes.h"
#include "crypto/salted_tree.h"
#include "crypto/sha256.h"
#include "manifests/finding.h"

namespace dossier {

// seal/seal.json (FORMAT.md §5): the root of the salted tree of suite dossier-1 over all payload
// files but the salt, under the dossier's id and revision.
struct Seal {
  std::string id;              // as is_dossier_id() wants it
  std::uint64_t revision = 1;  // 1 to kMaxRevision
  std::uint64_t items = 0;     // leaves of the tree, from 1
  Sha256 root;

  friend bool operator==(const Seal&, const Seal&) = default;
};

// One line and a line feed.
std::string write_seal(const Seal& seal);
// seal.malformed unless the file is what write_seal() gives for some seal.
std::variant<Seal, Finding> parse_seal(ByteView file);

// data/seal/salt.txt: 64 lower-case hexadecimal digits and a line feed.
std::string write_salt(const SealSecret& secret);
// seal.salt-malformed when it is anything else. The finding never repeats what the file holds.
std::variant<SealSecret, Finding> parse_salt(ByteView file);

}  // namespace dossier
