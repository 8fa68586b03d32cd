// SPDX-License-Identifier: Apache-2.0
#include "cli/trust_entry.h"

#include <vector>

#include "cli/nearest.h"
#include "cli/trust_option.h"
#include "crypto/error.h"
#include "crypto/offered_key.h"
#include "crypto/small_file.h"

namespace dossier {
namespace {

constexpr std::string_view kFingerprintPrefix = "SHA256:";
constexpr std::size_t kMaximumKeyFileBytes = 64 * 1024;

NamedKey key_of_fingerprint(const AllowedSigners& signers, const std::string& fingerprint) {
  for (const AllowedSigner& each : signers.entries()) {
    if (each.key.fingerprint() == fingerprint) return {each.key, &each};
  }
  throw Error(ErrorKind::kRefused, "no key of your trust folder has the fingerprint " + fingerprint,
              {}, "'dossier trust list' shows them in full.");
}

// A list of revoked keys takes any key, weak ones too, and nothing else.
NamedKey key_of_text(const AllowedSigners& signers, std::string_view text,
                     const std::string& file) {
  const RevokedKeys keys = RevokedKeys::parse(text, file);
  if (keys.entries().size() != 1) {
    throw Error(ErrorKind::kRefused, "this is not one public key", file);
  }
  const PublicKey& key = keys.entries().front().key;
  return {key, signers.find(key)};
}

std::optional<NamedKey> key_of_principal(const AllowedSigners& signers,
                                         const std::string& principal) {
  std::vector<const AllowedSigner*> found;
  for (const AllowedSigner& each : signers.entries()) {
    if (each.principal == principal) found.push_back(&each);
  }
  if (found.empty()) return std::nullopt;
  if (found.size() == 1) return NamedKey{found.front()->key, found.front()};
  std::string message = principal + " has " + std::to_string(found.size()) + " keys:";
  for (const AllowedSigner* each : found) message += "\n  " + key_text(each->key);
  throw Error(ErrorKind::kRefused, message, {}, "Give the fingerprint of the one that is meant.");
}

}  // namespace

std::string require_trust_folder_path(const std::optional<std::string>& option) {
  std::string path = trust_folder_path(option);
  if (!path.empty()) return path;
  throw Error(ErrorKind::kUsage, "there is no place for your trust folder: HOME is not set", {},
              "Name one with --trust DIR.");
}

NamedKey require_named_key(const AllowedSigners& signers, const std::string& named) {
  if (named.starts_with(kFingerprintPrefix)) return key_of_fingerprint(signers, named);
  if (looks_like_key_line(named)) return key_of_text(signers, named, "the key given");
  if (auto found = key_of_principal(signers, named)) return *found;
  if (const auto file = find_small_file(named, kMaximumKeyFileBytes)) {
    return key_of_text(signers, as_text(file->content), named);
  }
  std::vector<std::string> principals;
  for (const AllowedSigner& each : signers.entries()) principals.push_back(each.principal);
  const std::string meant = nearest(named, principals);
  throw Error(ErrorKind::kRefused,
              "'" + named + "' is no principal of your trust folder, and no file" +
                  (meant.empty() ? "" : "; did you mean '" + meant + "'?"),
              {}, "'dossier trust list' shows whom it knows.");
}

std::string key_text(const PublicKey& key) {
  return std::string(key.display_name()) + " " + key.fingerprint();
}

std::string revocation_text(const Revocation& revocation) {
  return std::string(revocation_reason_name(revocation.reason)) +
         (revocation.at ? " since " + revocation.at->to_string() : " from the beginning");
}

}  // namespace dossier
