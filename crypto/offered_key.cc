// SPDX-License-Identifier: Apache-2.0
#include "crypto/offered_key.h"

#include <optional>

#include "crypto/error.h"
#include "crypto/trust_line.h"

namespace dossier {
namespace {

// The base64 of each key begins with that of the length of its type's name, three zero bytes first.
constexpr std::string_view kKeyBegins = " AAAA";

// In a line of allowed_signers the second word is the options or the type.
bool is_key_line(TrustLine line) {
  line.word();
  return line.peek_word().starts_with(kKeyBegins.substr(1));
}

AllowedSigner read(std::string_view text, const std::string& file, const std::string& principal) {
  TrustLines lines(text, file);
  std::optional<TrustLine> line = lines.next();
  if (!line) throw Error(ErrorKind::kRefused, "there is no public key", file);
  const TrustLine first = *line;
  if (is_key_line(first)) {
    AllowedSigner offered{principal, line->key(false), {}, {}, {}, {}, line->number()};
    if (std::optional<TrustLine> second = lines.next()) second->refuse("there is a second line");
    return offered;
  }
  const AllowedSigners parsed = AllowedSigners::parse(text, file);
  if (parsed.entries().size() != 1) {
    throw Error(ErrorKind::kRefused, "there is more than one line", file,
                "add one key at a time, each by a name of its own");
  }
  AllowedSigner offered = parsed.entries().front();
  if (offered.principal != principal) {
    first.refuse("the line is for " + offered.principal + " and not for " + principal,
                 "give the same name, if that is how you know the signer");
  }
  offered.comment.clear();
  return offered;
}

}  // namespace

AllowedSigner read_offered_key(std::string_view text, const std::string& file,
                               const std::string& principal) {
  if (const auto fault = principal_fault(principal)) {
    throw Error(ErrorKind::kUsage, "'" + principal + "' cannot name a signer: " + *fault, {},
                "an address is customary: alice@newsroom.example");
  }
  if (text.find("PRIVATE KEY-----") != std::string_view::npos) {
    throw Error(ErrorKind::kRefused, "this is a private key", file,
                "only its owner may have it; the public key is in the file beside it, .pub");
  }
  try {
    return read(text, file, principal);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kUnavailable) throw;
    throw Error(ErrorKind::kRefused, error.message(), error.path(), error.hint());
  }
}

bool looks_like_key_line(std::string_view text) {
  return text.find(kKeyBegins) != std::string_view::npos;
}

}  // namespace dossier
