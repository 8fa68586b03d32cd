// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "bundle/trust_folder.h"

namespace dossier {

// Where the verifier's trust folder is: what --trust names, else DOSSIER_TRUST, else the folder
// trust beside the configuration file. Empty when there is none of these.
std::string trust_folder_path(const std::optional<std::string>& option);

// Reads it. A folder that was named must be there; without one at the default place nobody is
// known. Errors as TrustFolder::load().
TrustFolder open_trust_folder(const std::optional<std::string>& option);

}  // namespace dossier
