// SPDX-License-Identifier: Apache-2.0
#include "bundle/seal_check.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "bundle/layout.h"
#include "bundle/workers.h"
#include "crypto/salted_tree.h"
#include "manifests/records/record.h"
#include "manifests/seal.h"

namespace dossier {
namespace {

constexpr std::string_view kCommitmentPrefix = "hmac-sha256:";

Finding seal_finding(std::string_view code, std::string sentence) {
  return make_finding(code, std::string(kSealJson), std::move(sentence));
}

std::optional<Sha256> root_of(const EntrySource& source, const BundleParts& parts,
                              const BundleContent& content, const SealSecret& secret,
                              unsigned threads) {
  std::vector<std::size_t> items;
  items.reserve(parts.payload_last - parts.payload_first);
  for (std::size_t i = parts.payload_first; i < parts.payload_last; ++i) {
    if (source.path(i) != kSaltTxt) items.push_back(i);
  }
  std::vector<Sha256> leaves(items.size());
  parallel_for(items.size(), threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t k = first; k < last; ++k) {
      const std::size_t i = items[k];
      leaves[k] = secret.leaf(source.path(i), source.size(i), content.digests[i]);
    }
  });
  std::sort(leaves.begin(), leaves.end());
  return salted_tree_root(leaves);
}

void check_commitment(const EntrySource& source, const BundleParts& parts,
                      const BundleContent& content, const SealSecret& secret, const Event& event,
                      std::vector<Finding>& findings) {
  const std::string event_path = std::string(kDataFolder) + path_of(AnyRecord(event));
  SealedContent sealed(secret);
  for_each_manifest_piece(
      source, parts, content.digests,
      [&](std::string_view path) { return path == event_path || path == kSaltTxt; },
      [&](ByteView lines) { sealed.update(lines); });
  const std::string found = std::string(kCommitmentPrefix) + sealed.finish().hex();
  if (found == event.content) return;
  findings.push_back(
      make_finding("seal.content-mismatch", event.id.text(),
                   "commits to " + event.content + ", and the files here give " + found));
}

}  // namespace

std::vector<Finding> check_seal(const EntrySource& source, const BundleParts& parts,
                                const BundleContent& content, const Head* head,
                                const Event* seal_event, unsigned threads) {
  std::vector<Finding> findings;
  const auto parsed_seal = parse_seal(content.tag(kSealJson));
  const Seal* seal = std::get_if<Seal>(&parsed_seal);
  if (seal == nullptr) findings.push_back(std::get<Finding>(parsed_seal));
  const auto parsed_salt = parse_salt(content.tag(kSaltTxt));
  const SealSecret* secret = std::get_if<SealSecret>(&parsed_salt);
  if (secret == nullptr) findings.push_back(std::get<Finding>(parsed_salt));
  if (seal != nullptr && head != nullptr &&
      (seal->id != head->id || static_cast<std::int64_t>(seal->revision) != head->revision)) {
    findings.push_back(seal_finding(
        "seal.head-disagrees", "tells " + seal->id + " revision " + std::to_string(seal->revision) +
                                   ", and the head record " + head->id + " revision " +
                                   std::to_string(head->revision)));
  }
  if (seal == nullptr || secret == nullptr) return findings;
  const std::size_t items = parts.payload_last - parts.payload_first - 1;
  if (seal->items != items) {
    findings.push_back(seal_finding("seal.count-mismatch", "counts " + std::to_string(seal->items) +
                                                               " items, and there are " +
                                                               std::to_string(items)));
    return findings;
  }
  const std::optional<Sha256> root = root_of(source, parts, content, *secret, threads);
  if (!root || *root != seal->root) {
    findings.push_back(seal_finding("seal.root-mismatch", "tells the root " + seal->root.hex() +
                                                              ", and the files give " +
                                                              (root ? root->hex() : "none")));
    return findings;
  }
  if (seal_event != nullptr) {
    check_commitment(source, parts, content, *secret, *seal_event, findings);
  }
  return findings;
}

}  // namespace dossier
