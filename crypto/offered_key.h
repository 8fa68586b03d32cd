// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "crypto/allowed_signers.h"

namespace dossier {

// What a partner hands over so that his signatures can be known: one line "type base64 [comment]",
// as in a .pub file, or one line of allowed_signers; blank lines and comments (#) beside it do not
// count. `principal` is the verifier's own name for him. The key, and the namespaces and times of
// an allowed_signers line, are taken; the comment, which is the partner's word, is not.
//
// An Error (kRefused) with line and reason for: what FORMAT.md §6 refuses in a trust folder, no
// line or several, a private key, a line for another principal. `file` is for messages only.
AllowedSigner read_offered_key(std::string_view text, const std::string& file,
                               const std::string& principal);

// Whether a text is meant as such a line, and not as the name of a file.
bool looks_like_key_line(std::string_view text);

}  // namespace dossier
