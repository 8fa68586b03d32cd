// SPDX-License-Identifier: Apache-2.0
// Signatures, keys and trust files of any bytes. The first byte chooses the reader; a file that is
// refused is refused by an Error or by name, and what is taken has one written form.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/allowed_signers.h"
#include "crypto/error.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "crypto/revoked_keys.h"
#include "crypto/ssh_signature.h"
#include "tests/fuzz/memory_file.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

void signature(ByteView bytes) {
  const ParsedSshSignature parsed = SshSignature::parse(bytes);
  if (const auto* malformed = std::get_if<Malformed>(&parsed)) expect(!malformed->reason.empty());
  if (const auto* sound = std::get_if<SshSignature>(&parsed)) {
    expect(SshSignature::looks_like(bytes));
    sound->verify(as_bytes("message"));
  }
}

void public_key(ByteView bytes) {
  const ParsedPublicKey parsed = PublicKey::parse(bytes);
  const auto* key = std::get_if<PublicKey>(&parsed);
  if (key == nullptr) return;
  const PublicKeyLine again = parse_public_key_line(key->line("comment"));
  expect(std::get<PublicKey>(again.key) == *key && again.comment == "comment");
}

void private_key(ByteView bytes) {
  const MemoryFile file(bytes);
  PrivateKey key = PrivateKey::load(file.path(), [](const std::string& path) -> Secret {
    throw Error(ErrorKind::kUnavailable, "has a passphrase", path);
  });
  expect(!key.sign(as_bytes("message")).empty());
}

void allowed_signers(std::string_view text) {
  const AllowedSigners signers = AllowedSigners::parse(text, "allowed_signers");
  for (const AllowedSigner& signer : signers.entries()) {
    const AllowedSigners again = AllowedSigners::parse(signer.to_line() + "\n", "again");
    expect(again.entries().size() == 1 && again.entries().front().key == signer.key);
    expect(again.entries().front().principal == signer.principal);
  }
}

void revoked_keys(std::string_view text) {
  const RevokedKeys revoked = RevokedKeys::parse(text, "revoked_keys");
  for (const Revocation& revocation : revoked.entries()) {
    const RevokedKeys again = RevokedKeys::parse(revocation.to_line() + "\n", "again");
    expect(again.entries().size() == 1 && again.entries().front().at == revocation.at);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  try {
    switch (data[0]) {
      case 's':
        signature(bytes);
        break;
      case 'p':
        public_key(bytes);
        break;
      case 'k':
        private_key(bytes);
        break;
      case 'a':
        allowed_signers(as_text(bytes));
        break;
      case 'r':
        revoked_keys(as_text(bytes));
        break;
      default:
        parse_public_key_line(as_text(bytes));
    }
  } catch (const Error& error) {
    expect(!std::string_view(error.what()).empty());
  }
  return 0;
}
