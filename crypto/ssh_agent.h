// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/public_key.h"
#include "crypto/signer.h"

namespace dossier {

// A connection to a running ssh-agent (draft-miller-ssh-agent), which holds keys that have a
// passphrase or never leave a device. Replies are at most 256 KiB. All errors are of kind
// kUnavailable, and kInterrupted when a signal arrives while the agent waits for a person.
class SshAgent {
 public:
  struct Key {
    PublicKey key;
    std::string comment;  // any bytes
  };

  // The value of SSH_AUTH_SOCK; empty when it is not set, which is an Error that says so. `look` is
  // called several times a second while the agent is waited for, and may throw to end that.
  explicit SshAgent(const std::string& socket_path, std::function<void()> look = {});
  ~SshAgent();
  SshAgent(SshAgent&& other) noexcept;
  SshAgent& operator=(SshAgent&& other) noexcept;

  // The keys of types that PublicKey knows, in the agent's order; certificates and other types are
  // left out. An Error after 20 seconds without a word from the agent.
  std::vector<Key> keys();
  // The signature blob that the agent made, unchecked. RSA is asked for rsa-sha2-512. Waits as long
  // as it takes: the agent may ask a person for confirmation or for the touch of a device.
  Bytes sign(const PublicKey& key, ByteView message);

 private:
  Bytes exchange(ByteView request, int timeout_seconds);
  void read_all(std::span<std::uint8_t> bytes, int timeout_seconds) const;
  void wait_for_answer(int timeout_seconds) const;

  std::string path_;
  std::function<void()> look_;
  int socket_;
};

// A key that an agent holds, as a signer.
class AgentSigner : public Signer {
 public:
  // Picks a key by its comment or by its fingerprint (SHA256:…), both in full. An empty choice
  // takes the only key there is. Errors tell what the agent holds: no keys, none that fits,
  // several. `look`: as SshAgent.
  static AgentSigner choose(const std::string& socket_path, std::string_view choice,
                            std::function<void()> look = {});

  const PublicKey& public_key() const override { return key_.key; }
  const std::string& comment() const { return key_.comment; }
  Bytes sign(ByteView message) override { return agent_.sign(key_.key, message); }

 private:
  AgentSigner(SshAgent agent, SshAgent::Key key) : agent_(std::move(agent)), key_(std::move(key)) {}

  SshAgent agent_;
  SshAgent::Key key_;
};

}  // namespace dossier
