// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bundle/entry_source.h"
#include "bundle/folder_listing.h"
#include "bundle/output_file.h"
#include "bundle/zip_writer.h"
#include "crypto/salted_tree.h"
#include "crypto/sha256.h"
#include "manifests/bagit/tag_file.h"

namespace dossier {

// What a bundle is made of. All of it outlives the writer.
struct BundlePlan {
  std::string name;  // NAME, the top folder; obeys parse_bundle_name()
  BagInfo info;
  std::string dossier_id;  // urn:uuid:…
  std::uint64_t revision = 1;
  SealSecret secret;
  // The case folder, listed with the prefix data/.
  const FolderListing* files = nullptr;
  // Payload files (data/…) whose bytes are in memory; they take the place of files of the same
  // path.
  std::map<std::string, Bytes, std::less<>> held;
  // The seal event, the one file whose bytes depend on all others but not its size; path and size.
  // Empty path: none, the case folder is sealed already.
  std::string late_path;
  std::uint64_t late_bytes = 0;
  // The seal event that sealed_content() leaves out: late_path, or the one in the case folder.
  std::string seal_event_path;

  explicit BundlePlan(SealSecret seal_secret) : secret(std::move(seal_secret)) {}
};

// Writes a bundle in one pass over its files (FORMAT.md, "Packing"). Call in this order: the
// constructor lays everything out, put_payload(), put_late() if the plan has a late file, finish().
// Nothing is visible under the output's name before the caller commits the output.
class BundleWriter {
 public:
  explicit BundleWriter(const BundlePlan& plan);

  // The payload's paths in order, data/… , and what the whole will take without signatures.
  std::size_t payload_count() const { return payload_.size(); }
  std::string_view payload_path(std::size_t item) const { return payload_[item].path; }
  std::uint64_t payload_size(std::size_t item) const { return payload_[item].size; }
  std::uint64_t payload_bytes() const;
  std::uint64_t total_bytes() const;

  // Reads, hashes and places all payload files but the late one. `visit` and `options.wanted` count
  // payload items. The output must not move.
  void put_payload(OutputFile& output, const ReadOptions& options,
                   const std::function<void(const EntryContent&)>& visit);
  // What the seal event commits to (FORMAT.md, "Tag files", `content`).
  Sha256 sealed_content() const;
  void put_late(ByteView bytes);
  // Adds seal, manifests and tag files, then one signature file for each role, made by `sign` over
  // the tag manifest's bytes, then the directory. Returns the tag manifest's digest.
  struct Signature {
    std::string role;  // "seal"
    std::function<std::string(ByteView tag_manifest)> sign;
  };
  Sha256 finish(const std::vector<Signature>& signatures, unsigned threads);

 private:
  static constexpr std::size_t kNotOnDisk = static_cast<std::size_t>(-1);
  struct Item {
    std::string_view path;
    std::uint64_t size;
    std::size_t file;  // index in plan.files, or kNotOnDisk
  };
  class Files;

  void collect_payload();
  void lay_out(ZipWriter& writer) const;
  Bytes seal_json(unsigned threads) const;

  const BundlePlan& plan_;
  std::vector<Item> payload_;
  std::vector<Sha256> digests_;
  std::string seal_with_zero_root_;
  std::uint64_t manifest_bytes_ = 0;
  std::uint64_t tag_manifest_bytes_ = 0;
  std::optional<ZipWriter> writer_;
};

}  // namespace dossier
