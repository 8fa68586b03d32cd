// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crypto/public_key.h"
#include "crypto/time.h"

namespace dossier {

// Why a text is no literal principal, or nullopt. A principal has 1 to 255 printable ASCII
// characters, and none that ssh-keygen takes for a pattern, a list, a quotation or a comment.
std::optional<std::string> principal_fault(std::string_view principal);

// One line of allowed_signers: a key that speaks for a principal.
struct AllowedSigner {
  std::string principal;
  PublicKey key;
  std::vector<std::string> namespaces;  // literal; empty: the line names none, so all are allowed
  std::optional<Timestamp> valid_after;
  std::optional<Timestamp> valid_before;  // itself still valid
  std::string comment;                    // without control characters; not checked to be UTF-8
  std::size_t line = 0;

  bool allows_namespace(std::string_view name) const;
  // The line without its line feed, as parse() and ssh-keygen read it.
  std::string to_line() const;
};

// The keys that a verifier knows: OpenSSH's allowed_signers (ssh-keygen(1), "ALLOWED SIGNERS") in
// the strict form of FORMAT.md §6.
class AllowedSigners {
 public:
  AllowedSigners() = default;

  // An Error (kUnavailable, exit status 3) with file and line for: a principal that is not one
  // literal name, cert-authority, options other than namespaces, valid-after and valid-before (each
  // once, in double quotes, lower case), a namespace with a wildcard, a time without Z or not after
  // 1970-01-01, a validity that ends before it begins, a key that PublicKey does not take, a weak
  // RSA key, and one key (or one secret, see PublicKey::material()) in two lines. The file's name
  // is for messages.
  static AllowedSigners parse(std::string_view text, const std::string& file);
  // Reads and parses a file of at most 4 MiB.
  static AllowedSigners load(const std::string& path);

  const std::vector<AllowedSigner>& entries() const { return entries_; }
  // The line of exactly this key, or nullptr.
  const AllowedSigner* find(const PublicKey& key) const;

 private:
  std::vector<AllowedSigner> entries_;
  std::unordered_map<std::string, std::size_t> by_material_;
};

}  // namespace dossier
