// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bundle/descriptor.h"
#include "crypto/allowed_signers.h"
#include "crypto/revoked_keys.h"

namespace dossier {

// Changes the verifier's trust folder, line by line: what stands in its files already stays as it
// is, byte for byte. Each change is read back by the rules of FORMAT.md §6 before it is written,
// and replaces the file atomically, so that an interrupted change is done or not done. While this
// object lives, no other dossier changes the folder; nobody is kept from reading it.
class TrustEditor {
 public:
  enum class Missing { kRefuse, kMake };

  // Reads both files in full, or throws the Error of AllowedSigners::load() or RevokedKeys::load().
  // Where there is no folder or no allowed_signers: an Error (kUnavailable), or they are made with
  // the first change, the folder for its owner only. An Error (kUnavailable) too when another
  // program holds the folder for more than five seconds.
  TrustEditor(std::string folder, Missing missing);

  const AllowedSigners& signers() const { return signers_; }
  const RevokedKeys& revoked() const { return revoked_; }

  // Appends the line; its number is signers().entries().back().line. An Error (kRefused) when the
  // key, or another one of the same secret, stands there already: nothing is ever overwritten.
  void add(const AllowedSigner& signer);
  // Takes one of signers() out and returns its line.
  std::string remove(const AllowedSigner& signer);
  // Appends the line. An Error (kRefused) when the key is revoked already and the line would make
  // nothing stricter: a revocation is never taken back.
  void revoke(const Revocation& revocation);

 private:
  std::string file(std::string_view name) const;

  std::string folder_;
  Descriptor lock_;
  std::string signers_text_;
  std::string revoked_text_;
  AllowedSigners signers_;
  RevokedKeys revoked_;
};

// A new folder with allowed_signers and revoked_keys as stock ssh-keygen reads them (-f and -r).
// An Error (kRefused) if there is something of that name.
void write_trust_folder(const std::string& folder, const std::string& signers_text,
                        const std::string& revoked_text);

}  // namespace dossier
