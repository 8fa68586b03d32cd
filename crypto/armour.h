// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace dossier {

// The text form that OpenSSH gives to signatures and private keys: a line "-----BEGIN label-----",
// base64 in lines of 70 characters, "-----END label-----" and a line feed.
std::string to_armour(std::string_view label, ByteView bytes);

// What is between the first BEGIN line, which must stand at the very start, and the END line, with
// lines of any length, LF or CR LF, and canonical base64. nullopt for anything else; what follows
// the END line is ignored. A caller for whom there is one form only compares with to_armour().
std::optional<Bytes> from_armour(std::string_view label, std::string_view text);

}  // namespace dossier
