// SPDX-License-Identifier: Apache-2.0
#include "bundle/seal_check.h"

#include <utility>
#include <variant>

#include "bundle/layout.h"
#include "manifests/seal.h"

namespace dossier {
namespace {

constexpr std::string_view kCommitmentPrefix = "hmac-sha256:";

Finding seal_finding(std::string_view code, std::string sentence) {
  return make_finding(code, std::string(kSealJson), std::move(sentence));
}

}  // namespace

std::vector<Finding> check_seal(const BundleParts& parts, const BundleContent& content,
                                const PayloadDigests& payload, const Head* head,
                                const Event* seal_event) {
  std::vector<Finding> findings;
  const auto parsed_seal = parse_seal(content.tag(kSealJson));
  const Seal* seal = std::get_if<Seal>(&parsed_seal);
  if (seal == nullptr) findings.push_back(std::get<Finding>(parsed_seal));
  if (!content.secret) {
    const auto parsed_salt = parse_salt(content.tag(kSaltTxt));
    if (const auto* finding = std::get_if<Finding>(&parsed_salt)) findings.push_back(*finding);
  }
  if (seal != nullptr && head != nullptr &&
      (seal->id != head->id || static_cast<std::int64_t>(seal->revision) != head->revision)) {
    findings.push_back(seal_finding(
        "seal.head-disagrees", "tells " + seal->id + " revision " + std::to_string(seal->revision) +
                                   ", and the head record " + head->id + " revision " +
                                   std::to_string(head->revision)));
  }
  if (seal == nullptr || !content.secret) return findings;
  const std::size_t items = parts.payload_last - parts.payload_first - 1;
  if (seal->items != items) {
    findings.push_back(seal_finding("seal.count-mismatch", "counts " + std::to_string(seal->items) +
                                                               " items, and there are " +
                                                               std::to_string(items)));
    return findings;
  }
  const std::optional<Sha256>& root = payload.root;
  if (root != seal->root) {
    findings.push_back(seal_finding("seal.root-mismatch", "tells the root " + seal->root.hex() +
                                                              ", and the files give " +
                                                              (root ? root->hex() : "none")));
    return findings;
  }
  if (seal_event == nullptr || !payload.commitment) return findings;
  const std::string found = std::string(kCommitmentPrefix) + payload.commitment->hex();
  if (found != seal_event->content) {
    findings.push_back(
        make_finding("seal.content-mismatch", seal_event->id.text(),
                     "commits to " + seal_event->content + ", and the files here give " + found));
  }
  return findings;
}

}  // namespace dossier
