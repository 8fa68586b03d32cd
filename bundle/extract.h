// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "bundle/verify.h"

namespace dossier {

// Verifies a bundle and writes its files into the new folder `folder` while they are read, each
// byte from the very read that was verified. The folder gets its name only when the bundle was
// found sound (VerifyReport::is_sound); otherwise nothing is left and the report tells why. Throws
// an Error if the folder exists or cannot be written.
VerifyReport extract_bundle(const std::string& bundle, VerifyOptions options,
                            const std::string& folder);

// Verifies a bundle and, if it was found sound, hands over the bytes of one file, in pieces, from
// the very read that was verified. Throws an Error (kRefused) if a sound bundle has no such file.
VerifyReport cat_bundle(const std::string& bundle, VerifyOptions options, std::string_view path,
                        const std::function<void(ByteView piece)>& take);

}  // namespace dossier
