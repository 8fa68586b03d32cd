// SPDX-License-Identifier: Apache-2.0
#include "cli/signing_key.h"

#include <cstdlib>
#include <utility>

#include "bundle/interrupt.h"
#include "cli/escape.h"
#include "cli/question.h"
#include "cli/terminal.h"
#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto/ssh_agent.h"

namespace dossier {
namespace {

Secret ask_for_passphrase(const std::string& path) {
  return ask_passphrase("Passphrase for " + escape_line(path));
}

std::string home_expanded(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || !path.starts_with("~/")) return path;
  return home + path.substr(1);
}

}  // namespace

void SigningKeyOptions::declare(CommandLine& line) {
  line.option("--key FILE", &key, "sign with this key file (OpenSSH Ed25519, or PKCS#8 PEM)");
  line.flag("--agent", agent, "sign with the one key that ssh-agent holds");
  line.option("--agent-key KEY", &agent_key,
              "sign with the agent's key of this comment or fingerprint");
}

std::unique_ptr<Signer> open_signing_key(const SigningKeyOptions& options) {
  if (options.key && (options.agent || options.agent_key)) {
    throw Error(ErrorKind::kUsage, "give either --key or --agent, not both");
  }
  if (options.key) {
    auto key = std::make_unique<PrivateKey>(
        PrivateKey::load(home_expanded(*options.key), ask_for_passphrase));
    if (!key->warning().empty()) {
      tell("warning: " + escape_line(*options.key) + ": " + key->warning() + "\n");
    }
    return key;
  }
  if (!options.agent && !options.agent_key) return nullptr;
  const char* socket = std::getenv("SSH_AUTH_SOCK");
  return std::make_unique<AgentSigner>(AgentSigner::choose(
      socket == nullptr ? "" : socket, options.agent_key.value_or(""), throw_if_interrupted));
}

}  // namespace dossier
