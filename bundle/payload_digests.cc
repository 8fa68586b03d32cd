// SPDX-License-Identifier: Apache-2.0
#include "bundle/payload_digests.h"

#include <algorithm>
#include <future>
#include <utility>
#include <vector>

#include "bundle/layout.h"
#include "crypto/salted_tree.h"
#include "manifests/bagit/manifest.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

// Every manifest line once, into the manifest's hash and the commitment's.
class LineDigests {
 public:
  explicit LineDigests(const std::optional<SealSecret>& secret) {
    lines_.reserve(kPieceBytes + kMaxManifestLineBytes);
    if (secret) sealed_.emplace(*secret);
  }

  void add(const Sha256& digest, std::string_view path, bool is_sealed) {
    if (!is_sealed) flush(true);
    append_manifest_line(lines_, digest, path);
    if (!is_sealed || lines_.size() >= kPieceBytes) flush(is_sealed);
  }

  void finish(PayloadDigests& digests) {
    flush(true);
    digests.manifest = manifest_.finish();
    digests.manifest_bytes = bytes_;
    if (sealed_) digests.commitment = sealed_->finish();
  }

 private:
  void flush(bool is_sealed) {
    const ByteView bytes = as_bytes(lines_);
    manifest_.update(bytes);
    if (is_sealed && sealed_) sealed_->update(bytes);
    bytes_ += bytes.size();
    lines_.clear();
  }

  std::string lines_;
  Sha256Hasher manifest_;
  std::optional<SealedContent> sealed_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

PayloadDigests digest_payload(const EntrySource& source, const BundleParts& parts,
                              BundleContent& content, const std::string& seal_event_path) {
  std::future<std::optional<Sha256>> root = std::async(std::launch::async, [&content, &parts] {
    std::vector<Sha256> leaves = std::exchange(content.leaves, {});
    if (leaves.empty() || parts.salt == parts.payload_last) return std::optional<Sha256>();
    leaves[parts.salt - parts.payload_first] = leaves.back();
    leaves.pop_back();
    std::sort(leaves.begin(), leaves.end());
    return salted_tree_root(leaves);
  });
  PayloadDigests digests;
  LineDigests lines(content.secret);
  for (std::size_t i = parts.payload_first; i < parts.payload_last; ++i) {
    const std::string_view path = source.path(i);
    lines.add(content.digests[i], path, i != parts.salt && path != seal_event_path);
  }
  lines.finish(digests);
  digests.root = root.get();
  return digests;
}

}  // namespace dossier
