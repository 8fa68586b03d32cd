// SPDX-License-Identifier: Apache-2.0
#include "crypto/ssh_agent.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <poll.h>
#include <span>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

#include "crypto/error.h"
#include "crypto/ssh_wire.h"

namespace dossier {
namespace {

constexpr std::uint8_t kFailure = 5;
constexpr std::uint8_t kRequestIdentities = 11;
constexpr std::uint8_t kIdentitiesAnswer = 12;
constexpr std::uint8_t kSignRequest = 13;
constexpr std::uint8_t kSignResponse = 14;
constexpr std::uint32_t kRsaSha512 = 4;
constexpr std::uint32_t kMaximumReplyBytes = 256 * 1024;
constexpr int kListTimeoutSeconds = 20;
constexpr int kNoTimeout = 0;
constexpr int kLookMilliseconds = 100;

constexpr const char* kStartHint =
    "start one with `eval $(ssh-agent)` and load a key with `ssh-add`, or give a key file (--key)";

Error broken_reply(const std::string& path) {
  return Error(ErrorKind::kUnavailable, "the ssh-agent gave an answer that makes no sense", path);
}

Error talk_error(int reason, const std::string& path) {
  if (reason == EINTR) return Error(ErrorKind::kInterrupted, "interrupted while ssh-agent waited");
  if (reason == EAGAIN) {
    return Error(ErrorKind::kUnavailable, "the ssh-agent does not answer", path, kStartHint);
  }
  return system_error(reason, "talk to the ssh-agent", path, kStartHint);
}

void write_all(int socket, ByteView bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0) throw talk_error(errno, path);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

std::string list_of(const std::vector<SshAgent::Key>& keys) {
  std::string out;
  for (const SshAgent::Key& each : keys) {
    out += out.empty() ? "it holds " : ", ";
    out += each.comment + " (" + std::string(each.key.display_name()) + ' ' +
           each.key.fingerprint() + ')';
  }
  return out;
}

}  // namespace

SshAgent::SshAgent(const std::string& socket_path, std::function<void()> look)
    : path_(socket_path), look_(std::move(look)), socket_(-1) {
  if (path_.empty()) {
    throw Error(ErrorKind::kUnavailable, "no ssh-agent is running here (SSH_AUTH_SOCK is not set)",
                {}, kStartHint);
  }
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path_.size() >= sizeof(address.sun_path)) {
    throw Error(ErrorKind::kUnavailable, "the path of the ssh-agent's socket is too long", path_);
  }
  std::memcpy(address.sun_path, path_.data(), path_.size());
  socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto* where = reinterpret_cast<const sockaddr*>(&address);
  if (socket_ < 0 || ::connect(socket_, where, sizeof(address)) != 0) {
    const int reason = errno;
    if (socket_ >= 0) ::close(socket_);
    throw system_error(reason, "reach the ssh-agent", path_, kStartHint);
  }
}

SshAgent::~SshAgent() {
  if (socket_ >= 0) ::close(socket_);
}

SshAgent::SshAgent(SshAgent&& other) noexcept
    : path_(std::move(other.path_)),
      look_(std::move(other.look_)),
      socket_(std::exchange(other.socket_, -1)) {}

SshAgent& SshAgent::operator=(SshAgent&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(look_, other.look_);
  std::swap(socket_, other.socket_);
  return *this;
}

// A signal may arrive just before the wait begins, so it alone cannot be relied on to end the wait.
void SshAgent::wait_for_answer(int timeout_seconds) const {
  for (int waited = 0;; waited += kLookMilliseconds) {
    pollfd item{socket_, POLLIN, 0};
    const int ready = ::poll(&item, 1, kLookMilliseconds);
    if (ready > 0) return;
    if (ready < 0 && (errno != EINTR || !look_)) throw talk_error(errno, path_);
    if (look_) look_();
    if (timeout_seconds != kNoTimeout && waited >= timeout_seconds * 1000) {
      throw talk_error(EAGAIN, path_);
    }
  }
}

void SshAgent::read_all(std::span<std::uint8_t> bytes, int timeout_seconds) const {
  while (!bytes.empty()) {
    wait_for_answer(timeout_seconds);
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count < 0) throw talk_error(errno, path_);
    if (count == 0) {
      throw Error(ErrorKind::kUnavailable, "the ssh-agent ended the connection", path_);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

Bytes SshAgent::exchange(ByteView request, int timeout_seconds) {
  Bytes framed;
  append_ssh_string(framed, request);
  write_all(socket_, framed, path_);

  Bytes head(4);
  read_all(head, timeout_seconds);
  const std::uint32_t size = *SshReader(head).u32();
  if (size == 0 || size > kMaximumReplyBytes) throw broken_reply(path_);
  Bytes reply(size);
  read_all(reply, timeout_seconds);
  return reply;
}

std::vector<SshAgent::Key> SshAgent::keys() {
  const Bytes reply = exchange(Bytes{kRequestIdentities}, kListTimeoutSeconds);
  SshReader reader(reply);
  const std::uint8_t type = *reader.u8();
  if (type == kFailure) {
    throw Error(ErrorKind::kUnavailable, "the ssh-agent does not list its keys (is it locked?)",
                path_, "unlock it with `ssh-add -X`");
  }
  const std::optional<std::uint32_t> count =
      type == kIdentitiesAnswer ? reader.u32() : std::nullopt;
  if (!count) throw broken_reply(path_);
  std::vector<Key> keys;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const std::optional<ByteView> blob = reader.string();
    const std::optional<ByteView> comment = blob ? reader.string() : std::nullopt;
    if (!comment) throw broken_reply(path_);
    ParsedPublicKey parsed = PublicKey::parse(*blob);
    if (auto* key = std::get_if<PublicKey>(&parsed)) {
      keys.push_back({std::move(*key), std::string(as_text(*comment))});
    }
  }
  if (!reader.at_end()) throw broken_reply(path_);
  return keys;
}

Bytes SshAgent::sign(const PublicKey& key, ByteView message) {
  Bytes request{kSignRequest};
  append_ssh_string(request, key.blob());
  append_ssh_string(request, message);
  append_u32be(request, key.type() == KeyType::kRsa ? kRsaSha512 : 0);
  const Bytes reply = exchange(request, kNoTimeout);
  SshReader reader(reply);
  const std::uint8_t type = *reader.u8();
  if (type == kFailure) {
    throw Error(
        ErrorKind::kUnavailable, "the ssh-agent refused to sign with " + key.fingerprint(), path_,
        "confirm the request when the agent asks, and touch the device if the key is on one");
  }
  const std::optional<ByteView> blob = type == kSignResponse ? reader.string() : std::nullopt;
  if (!blob || !reader.at_end()) throw broken_reply(path_);
  return {blob->begin(), blob->end()};
}

AgentSigner AgentSigner::choose(const std::string& socket_path, std::string_view choice,
                                std::function<void()> look) {
  SshAgent agent(socket_path, std::move(look));
  std::vector<SshAgent::Key> keys = agent.keys();
  if (keys.empty()) {
    throw Error(ErrorKind::kUnavailable, "the ssh-agent holds no key that can sign here",
                socket_path, "load one with `ssh-add`, or give a key file (--key)");
  }
  const auto fits = [choice](const SshAgent::Key& each) {
    return choice.empty() || each.comment == choice || each.key.fingerprint() == choice;
  };
  const auto first = std::find_if(keys.begin(), keys.end(), fits);
  if (first == keys.end()) {
    throw Error(ErrorKind::kUnavailable,
                "the ssh-agent holds no key named " + std::string(choice) + "; " + list_of(keys),
                socket_path, "name a key by its comment or its fingerprint (--agent KEY)");
  }
  if (std::find_if(first + 1, keys.end(), fits) != keys.end()) {
    throw Error(ErrorKind::kUnavailable, "the ssh-agent holds several such keys; " + list_of(keys),
                socket_path, "name one by its fingerprint (--agent SHA256:…)");
  }
  return AgentSigner(std::move(agent), std::move(*first));
}

}  // namespace dossier
