// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "crypto/public_key.h"

namespace dossier {

// Makes an Ed25519 pair and writes it as `ssh-keygen -t ed25519` does: the private key without
// passphrase at path (mode 0600) and path + ".pub" (mode 0644) with the comment, which must be
// printable and without line breaks (kUsage otherwise). Nothing is ever overwritten: an Error of
// kind kRefused if one of the two exists. Each file appears whole or not at all, and after a
// failure neither is there.
PublicKey write_ed25519_pair(const std::string& path, const std::string& comment);

}  // namespace dossier
