// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/entry_source.h"
#include "crypto/bytes.h"
#include "crypto/salted_tree.h"
#include "crypto/sha256.h"
#include "manifests/finding.h"

namespace dossier {

struct PayloadDigests;

// What the one read of a bundle proved: the digest of every entry, and the small files in memory.
struct BundleContent {
  std::vector<Sha256> digests;           // by index of the source
  std::vector<std::size_t> crc_differs;  // entries whose CRC-32 is not that of their header, sorted
  // Tag files and signatures within their limits, by path; the payload manifest is not among them.
  std::map<std::string, Bytes, std::less<>> tags;
  // Of salt.txt, when that is right; and the leaves of the salted tree then, by index from
  // BundleParts::payload_first. The salt's own leaf has no meaning.
  std::optional<SealSecret> secret;
  std::vector<Sha256> leaves;

  // Empty when the file is not there or was too large to be kept, and when it is empty: has_tag()
  // tells these apart.
  ByteView tag(std::string_view path) const;
  bool has_tag(std::string_view path) const { return tags.find(path) != tags.end(); }
};

// Where the parts of the format lie among the entries of a source whose order was found right.
struct BundleParts {
  std::size_t payload_first = 0;  // data/**: [payload_first, payload_last)
  std::size_t payload_last = 0;
  std::size_t records_first = 0;  // data/dossier.json and all after it, to the end
  std::size_t salt = 0;           // data/seal/salt.txt, or payload_last
  std::size_t manifest = 0;       // manifest-sha256.txt, or the number of entries

  static BundleParts of(const EntrySource& source);
};

// The entry of that path, where all stand in the order of the format.
std::optional<std::size_t> find_entry(const EntrySource& source, std::string_view path);

// Names, places and order (FORMAT.md, "The container"): path.*, container.order,
// container.duplicate, bag.entry-unknown, bag.tag-file-missing, seal.missing, limit.*.
std::vector<Finding> check_places(const EntrySource& source);

// Whether an entry is a tag file or signature that is kept in memory, and may be for its size.
bool is_kept_tag(std::string_view path, std::uint64_t size);

// Tag files and both manifests against what was read (FORMAT.md, "Tag files"): bag.*, file.*. All
// files that differ are named. Reads the manifest once more only to tell what differs.
std::vector<Finding> check_bag(const EntrySource& source, const BundleParts& parts,
                               const BundleContent& content, const PayloadDigests& payload);

}  // namespace dossier
