// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/error.h"
#include "crypto/public_key.h"

namespace dossier {

// One line of a file of the trust folder, for reading field by field; made by TrustLines.
class TrustLine {
 public:
  TrustLine(std::string_view text, std::size_t number, const std::string& file)
      : rest_(text), number_(number), file_(&file) {}

  std::size_t number() const { return number_; }  // from 1
  // Up to the next blank or tab, which are skipped; empty at the end.
  std::string_view word();
  std::string_view peek_word() const;
  // "type base64"; an Error for anything that is no key of a type that PublicKey knows, and for
  // weak RSA keys unless they are allowed.
  PublicKey key(bool weak_allowed);
  // What is left, without blanks at both ends.
  std::string_view rest();

  // Throws an Error (kUnavailable, exit status 3) that names the file and the line.
  [[noreturn]] void refuse(const std::string& reason, const std::string& hint = {}) const;

 private:
  std::string_view rest_;
  std::size_t number_;
  const std::string* file_;
};

// The lines of a file that are neither blank nor comments (#). Lines end with LF. An Error for
// control characters (CR, NUL and others), so that no two programs can read different lines.
class TrustLines {
 public:
  static constexpr std::size_t kMaximumFileBytes = 4 * 1024 * 1024;

  // Both must outlive this object and its lines. The file's name is for messages only.
  TrustLines(std::string_view text, const std::string& file) : rest_(text), file_(&file) {}

  std::optional<TrustLine> next();

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
  const std::string* file_;
};

}  // namespace dossier
