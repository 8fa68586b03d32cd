// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bundle/verify.h"
#include "cli/terminal.h"

namespace dossier {

// Verifies a bundle that something is to be added to. An Error (kRefused), with the errors told on
// standard error, if it is not sound, and for a bag that another program made; `undone` says what
// was not done then ("nothing was signed"). Errors in its records do not stand against it, and are
// told as a warning.
VerifyReport verify_sound_bundle(const std::string& bundle, VerifyOptions options,
                                 const std::string& undone, const Terminal& terminal);

}  // namespace dossier
