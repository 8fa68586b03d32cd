// SPDX-License-Identifier: Apache-2.0
#include "crypto/trust_line.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace dossier {
namespace {

constexpr std::string_view kBlanks = " \t";

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

}  // namespace

std::string_view TrustLine::peek_word() const {
  return rest_.substr(0, std::min(rest_.find_first_of(kBlanks), rest_.size()));
}

std::string_view TrustLine::word() {
  const std::string_view out = peek_word();
  rest_.remove_prefix(out.size());
  skip_blanks(rest_);
  return out;
}

std::string_view TrustLine::rest() {
  while (!rest_.empty() && kBlanks.find(rest_.back()) != std::string_view::npos) {
    rest_.remove_suffix(1);
  }
  return rest_;
}

PublicKey TrustLine::key(bool weak_allowed) {
  std::string line(word());
  line.append(" ").append(word());
  ParsedPublicKey parsed = parse_public_key_line(line).key;
  if (const auto* fault = std::get_if<Malformed>(&parsed)) refuse(fault->reason);
  if (const auto* unknown = std::get_if<Unsupported>(&parsed)) {
    refuse("keys of type " + unknown->algorithm + " are not supported",
           "take the line out; signatures of such keys never count");
  }
  PublicKey& key = std::get<PublicKey>(parsed);
  if (key.is_weak() && !weak_allowed) {
    refuse("the RSA key has only " + std::to_string(key.bits()) + " bits",
           "ask its owner for an Ed25519 key");
  }
  return std::move(key);
}

void TrustLine::refuse(const std::string& reason, const std::string& hint) const {
  throw Error(ErrorKind::kUnavailable, "line " + std::to_string(number_) + ": " + reason, *file_,
              hint);
}

std::optional<TrustLine> TrustLines::next() {
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end == std::string_view::npos ? end : end + 1, rest_.size()));
    ++number_;
    const TrustLine whole(text, number_, *file_);
    if (std::any_of(text.begin(), text.end(), is_control)) {
      whole.refuse(text.back() == '\r' ? "the line ends with CR LF" : "a control character",
                   "save the file as plain text with LF line ends");
    }
    skip_blanks(text);
    if (!text.empty() && text.front() != '#') return TrustLine(text, number_, *file_);
  }
  return std::nullopt;
}

}  // namespace dossier
