// SPDX-License-Identifier: Apache-2.0
#include "bundle/told_digest.h"

#include <algorithm>

namespace dossier {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// RFC 4648, section 6, of whole bytes, in any case, with or without padding.
std::optional<Bytes> from_base32(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  Bytes out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : lower(text)) {
    const bool is_letter = c >= 'a' && c <= 'z';
    if (!is_letter && (c < '2' || c > '7')) return std::nullopt;
    bits = (bits << 5) | static_cast<std::uint32_t>(is_letter ? c - 'a' : c - '2' + 26);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<std::uint8_t>(bits >> count));
    bits &= (1U << count) - 1;
  }
  return bits == 0 && count < 5 ? std::optional(out) : std::nullopt;
}

}  // namespace

std::optional<ToldDigest> ToldDigest::parse(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string name = lower(text.substr(0, colon));
  std::erase(name, '-');
  const auto algorithm = digest_algorithm(name);
  if (!algorithm) return std::nullopt;
  const std::string_view value = text.substr(colon + 1);
  const std::size_t wanted = digest_kind(*algorithm).bytes;
  const auto bytes = value.size() == 2 * wanted ? from_hex(lower(value)) : from_base32(value);
  if (!bytes || bytes->size() != wanted) return std::nullopt;
  return ToldDigest{*algorithm, *bytes};
}

DigestCheck::DigestCheck(const std::string& told) : told_(told), digest_(ToldDigest::parse(told)) {
  if (digest_) hasher_.emplace(std::vector{digest_->algorithm});
}

void DigestCheck::update(ByteView bytes) {
  if (hasher_) hasher_->update(bytes);
}

bool DigestCheck::finish() {
  return !hasher_ || hasher_->finish().front() == digest_->value;
}

}  // namespace dossier
