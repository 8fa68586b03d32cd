// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_options.h"

#include "cli/clock.h"
#include "cli/trust_option.h"

namespace dossier {

VerifyOptions verify_options(const std::optional<std::string>& trust,
                             const std::optional<std::string>& profile) {
  VerifyOptions options(current_time());
  options.trust = open_trust_folder(trust);
  if (profile) {
    Profile asked = Profile::kNewsroom;
    parse_profile(*profile, asked);  // the command line has let none but the three pass
    options.profile = asked;
  }
  return options;
}

}  // namespace dossier
