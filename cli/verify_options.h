// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "bundle/verify.h"

namespace dossier {

// What commands that verify share: the trust folder that --trust names or that is found without it,
// the profile of --profile, and the time that it is. Errors as open_trust_folder().
VerifyOptions verify_options(const std::optional<std::string>& trust,
                             const std::optional<std::string>& profile);

}  // namespace dossier
