// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/digest.h"

namespace dossier {

// A digest as WARC and WACZ tell it, "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ": the name of an
// algorithm, with or without its hyphen, and the value in base32 or hexadecimal digits.
struct ToldDigest {
  DigestAlgorithm algorithm = DigestAlgorithm::kSha256;
  Bytes value;

  // nullopt when it is none, or of an algorithm that is not known.
  static std::optional<ToldDigest> parse(std::string_view text);
};

// Compares bytes that pass by with a digest told of them.
class DigestCheck {
 public:
  // An empty text tells nothing.
  explicit DigestCheck(const std::string& told);

  void update(ByteView bytes);
  // True when nothing was told, or in an algorithm that is not known.
  bool finish();
  // Something was told that cannot be compared.
  bool is_unknown() const { return !told_.empty() && !digest_; }
  const std::string& told() const { return told_; }

 private:
  std::string told_;
  std::optional<ToldDigest> digest_;
  std::optional<MultiHasher> hasher_;
};

}  // namespace dossier
