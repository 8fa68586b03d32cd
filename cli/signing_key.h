// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/command_line.h"
#include "crypto/signer.h"

namespace dossier {

// The options of a command that signs: --key FILE, --agent, --agent-key KEY.
struct SigningKeyOptions {
  std::optional<std::string> key;
  bool agent = false;
  std::optional<std::string> agent_key;

  void declare(CommandLine& line);
  bool any() const { return key || agent || agent_key; }
};

// Opens the key that the options name: a key file, whose passphrase is asked for on the terminal,
// or a key of the agent at SSH_AUTH_SOCK. Warns on standard error of a key file that others may
// read. Null when the options name none.
std::unique_ptr<Signer> open_signing_key(const SigningKeyOptions& options);

}  // namespace dossier
