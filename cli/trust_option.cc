// SPDX-License-Identifier: Apache-2.0
#include "cli/trust_option.h"

#include <cstdlib>
#include <filesystem>

#include "cli/config.h"

namespace dossier {
namespace {

std::string default_path() {
  const std::string config = config_path();
  return config.empty() ? "" : (std::filesystem::path(config).parent_path() / "trust").string();
}

std::string named_path(const std::optional<std::string>& option) {
  if (option) return *option;
  const char* variable = std::getenv("DOSSIER_TRUST");
  return variable == nullptr ? "" : variable;
}

}  // namespace

std::string trust_folder_path(const std::optional<std::string>& option) {
  const std::string named = named_path(option);
  return named.empty() ? default_path() : named;
}

TrustFolder open_trust_folder(const std::optional<std::string>& option) {
  const std::string named = named_path(option);
  if (!named.empty()) return TrustFolder::load(named);
  const std::string path = default_path();
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return {};
  return TrustFolder::load(path);
}

}  // namespace dossier
