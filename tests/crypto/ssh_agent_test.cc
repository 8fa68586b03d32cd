// SPDX-License-Identifier: Apache-2.0
#include "crypto/ssh_agent.h"

#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "crypto/error.h"
#include "crypto/ssh_signature.h"
#include "crypto_tools.h"

using namespace dossier;

namespace {

// An ssh-agent of OpenSSH on a socket of its own, ended with the object.
class RunningAgent {
 public:
  explicit RunningAgent(const std::string& socket) {
    pid_ = ::fork();
    if (pid_ == 0) {
      const int nowhere = ::open("/dev/null", O_RDWR);
      ::dup2(nowhere, 1);
      ::dup2(nowhere, 2);
      ::execlp("ssh-agent", "ssh-agent", "-D", "-a", socket.c_str(), nullptr);
      ::_exit(127);
    }
    REQUIRE(pid_ > 0);
    for (int i = 0; i < 500 && !std::filesystem::exists(socket); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(std::filesystem::exists(socket));
  }
  RunningAgent(const RunningAgent&) = delete;
  RunningAgent& operator=(const RunningAgent&) = delete;
  ~RunningAgent() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }

 private:
  pid_t pid_;
};

// Answers each request with the next of the given bytes, then ends the connection.
class FakeAgent {
 public:
  FakeAgent(const std::string& path, std::vector<Bytes> replies)
      : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof(address.sun_path));
    std::memcpy(address.sun_path, path.data(), path.size());
    REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(::listen(listener_, 1) == 0);
    thread_ = std::thread([this, replies = std::move(replies)] { serve(replies); });
  }
  FakeAgent(const FakeAgent&) = delete;
  FakeAgent& operator=(const FakeAgent&) = delete;
  ~FakeAgent() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

 private:
  void serve(const std::vector<Bytes>& replies) const {
    const int peer = ::accept(listener_, nullptr, nullptr);
    std::array<char, 4096> request{};
    for (const Bytes& reply : replies) {
      if (::recv(peer, request.data(), request.size(), 0) <= 0) break;
      if (::send(peer, reply.data(), reply.size(), MSG_NOSIGNAL) < 0) break;
    }
    ::close(peer);
  }

  int listener_;
  std::thread thread_;
};

Bytes framed(const Bytes& body) {
  Bytes out;
  append_u32be(out, static_cast<std::uint32_t>(body.size()));
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

void make_key(const TemporaryFolder& folder, const std::string& name, const std::string& type) {
  run_well("ssh-keygen -q -N '' -C " + name + " -t " + type + " -f " + (folder / name));
}

void add_key(const TemporaryFolder& folder, const std::string& options) {
  run_well("SSH_AUTH_SOCK=" + (folder / "agent") + " ssh-add -q " + options);
}

template <typename Action>
Error error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return Error(ErrorKind::kDefect, "");
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a key in ssh-agent signs what ssh-keygen verifies") {
  const TemporaryFolder folder;
  const RunningAgent agent(folder / "agent");
  write_whole(folder / "message", "the message");
  std::string allowed;
  for (const char* type : {"ed25519", "ecdsa", "rsa"}) {
    make_key(folder, type, type);
    add_key(folder, folder / type);
    allowed += "alice@newsroom.example " + read_whole(folder / (std::string(type) + ".pub"));
  }
  write_whole(folder / "allowed", allowed);
  for (const char* type : {"ed25519", "ecdsa", "rsa"}) {
    CAPTURE(type);
    AgentSigner signer = AgentSigner::choose(folder / "agent", type);
    CHECK(signer.comment() == type);
    write_whole(folder / "sig",
                make_ssh_signature(signer, "dossier-seal", as_bytes("the message")));
    run_well("ssh-keygen -Y verify -f " + (folder / "allowed") +
             " -I alice@newsroom.example -n dossier-seal -s " + (folder / "sig") + " < " +
             (folder / "message"));
    const std::string fingerprint = signer.public_key().fingerprint();
    CHECK(AgentSigner::choose(folder / "agent", fingerprint).comment() == type);
  }
}

TEST_CASE("a key is chosen in full, and the only one without being named") {
  const TemporaryFolder folder;
  const RunningAgent agent(folder / "agent");
  const auto choose = [&](std::string_view name) {
    return AgentSigner::choose(folder / "agent", name);
  };
  CHECK(contains(error_of([&] { choose(""); }).message(), "holds no key"));
  make_key(folder, "one", "ed25519");
  add_key(folder, folder / "one");
  CHECK(choose("").comment() == "one");
  CHECK(contains(error_of([&] { choose("on"); }).message(), "no key named on; it holds one (ED"));
  make_key(folder, "two", "ed25519");
  add_key(folder, folder / "two");
  CHECK(contains(error_of([&] { choose(""); }).message(), "several such keys"));
  CHECK(choose("two").comment() == "two");
  CHECK(contains(error_of([&] { choose("SHA256:abc"); }).message(), "it holds one (ED25519"));
}

TEST_CASE("two keys of one comment are told apart by fingerprint only") {
  const TemporaryFolder folder;
  const RunningAgent agent(folder / "agent");
  for (const char* name : {"a", "b"}) {
    run_well("ssh-keygen -q -N '' -C same -t ed25519 -f " + (folder / name));
    add_key(folder, folder / name);
  }
  const auto keys = SshAgent(folder / "agent").keys();
  REQUIRE(keys.size() == 2);
  CHECK(contains(error_of([&] { AgentSigner::choose(folder / "agent", "same"); }).message(),
                 "several"));
  const auto chosen = AgentSigner::choose(folder / "agent", keys[1].key.fingerprint());
  CHECK(chosen.public_key() == keys[1].key);
}

TEST_CASE("an agent that will not sign is an error that says so") {
  const TemporaryFolder folder;
  const RunningAgent agent(folder / "agent");
  make_key(folder, "key", "ed25519");
  add_key(folder, folder / "key");
  AgentSigner signer = AgentSigner::choose(folder / "agent", "key");
  add_key(folder, "-D");
  const Error error = error_of([&] { signer.sign(as_bytes("message")); });
  CHECK(error.kind() == ErrorKind::kUnavailable);
  CHECK(contains(error.message(), "refused to sign with SHA256:"));
}

TEST_CASE("without an agent the error tells how to start one") {
  const TemporaryFolder folder;
  const Error unset = error_of([] { AgentSigner::choose("", ""); });
  CHECK(contains(unset.message(), "SSH_AUTH_SOCK is not set"));
  CHECK(contains(unset.hint(), "ssh-add"));
  CHECK(contains(error_of([&] { SshAgent agent(folder / "absent"); }).hint(), "ssh-add"));
  write_whole(folder / "file", "");
  CHECK(contains(error_of([&] { SshAgent agent(folder / "file"); }).what(), folder / "file"));
  CHECK_THROWS_AS(SshAgent(std::string(200, 'x')), Error);
}

TEST_CASE("answers that make no sense are errors") {
  struct Case {
    const char* name;
    Bytes reply;
  };
  for (const Case& each : {Case{"empty message", framed({})}, Case{"other type", framed({6})},
                           Case{"no count", framed({12, 0, 0})},
                           Case{"more keys than bytes", framed({12, 0xFF, 0xFF, 0xFF, 0xFF})},
                           Case{"bytes after the keys", framed({12, 0, 0, 0, 0, 1})},
                           Case{"a length of 4 GiB", Bytes{0xFF, 0xFF, 0xFF, 0xFF, 12}},
                           Case{"cut short", Bytes{0, 0, 0, 9, 12}}, Case{"nothing", Bytes{}},
                           Case{"a failure", framed({5})}}) {
    CAPTURE(each.name);
    const TemporaryFolder folder;
    const FakeAgent fake(folder / "fake", {each.reply});
    SshAgent agent(folder / "fake");
    const Error error = error_of([&] { (void)agent.keys(); });
    CHECK(error.kind() == ErrorKind::kUnavailable);
    CHECK(error.path() == folder / "fake");
  }
}

TEST_CASE("keys of types that cannot be used here are left out of the list") {
  const TemporaryFolder folder;
  const RunningAgent agent(folder / "agent");
  make_key(folder, "p384", "ecdsa -b 384");
  make_key(folder, "good", "ed25519");
  add_key(folder, folder / "p384");
  add_key(folder, folder / "good");
  const auto keys = SshAgent(folder / "agent").keys();
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].comment == "good");
}
