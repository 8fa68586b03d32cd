// SPDX-License-Identifier: Apache-2.0
#include "crypto/ssh_signature.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <openssl/evp.h>

#include "crypto/armour.h"
#include "crypto/error.h"
#include "crypto/ssh_wire.h"

namespace dossier {
namespace {

constexpr std::string_view kLabel = "SSH SIGNATURE";
constexpr std::string_view kMagic = "SSHSIG";
constexpr std::string_view kHash = "sha512";
constexpr std::uint32_t kVersion = 1;

Bytes sha512(ByteView message) {
  Bytes digest(64);
  if (EVP_Q_digest(nullptr, "SHA2-512", nullptr, message.data(), message.size(), digest.data(),
                   nullptr) != 1) {
    throw Error(ErrorKind::kUnavailable, "OpenSSL cannot compute SHA-512");
  }
  return digest;
}

// PROTOCOL.sshsig section 3.
Bytes signed_data(std::string_view name, ByteView message) {
  Bytes out(kMagic.begin(), kMagic.end());
  append_ssh_string(out, name);
  append_ssh_string(out, std::string_view());
  append_ssh_string(out, kHash);
  append_ssh_string(out, sha512(message));
  return out;
}

std::string armour_fault(std::string_view text) {
  if (text.find('\r') != std::string_view::npos) return "its lines do not end with LF alone";
  if (!text.starts_with("-----BEGIN SSH SIGNATURE-----\n")) {
    return "it does not start with -----BEGIN SSH SIGNATURE-----";
  }
  constexpr std::string_view kEnd = "\n-----END SSH SIGNATURE-----";
  const std::size_t end = text.find(kEnd);
  if (end == std::string_view::npos) return "it has no line -----END SSH SIGNATURE-----";
  if (text.substr(end + kEnd.size()) != "\n") return "it does not end with its END line and one LF";
  return "its base64 is not in the one form, 70 characters a line";
}

// The five fields of an SSHSIG blob, as they stand.
struct Fields {
  ByteView key;
  std::string_view name;
  std::string_view hash;
  ByteView signature;
};

std::optional<Malformed> read_fields(ByteView blob, Fields& out) {
  SshReader reader(blob);
  const std::optional<ByteView> magic = reader.raw(kMagic.size());
  if (!magic || as_text(*magic) != kMagic) return Malformed{"it is not an SSH signature"};
  const std::optional<std::uint32_t> version = reader.u32();
  if (!version || *version != kVersion) return Malformed{"its version is not 1"};
  const std::optional<ByteView> key = reader.string();
  if (!key) return Malformed{"its key ends early"};
  const std::optional<std::string_view> name = reader.name();
  if (!name) return Malformed{"its namespace is empty, not printable or cut off"};
  const std::optional<ByteView> reserved = reader.string();
  if (!reserved || !reserved->empty()) return Malformed{"its reserved field is not empty"};
  const std::optional<std::string_view> hash = reader.name();
  const std::optional<ByteView> signature = hash ? reader.string() : std::nullopt;
  if (!signature) return Malformed{"it ends early"};
  if (!reader.at_end()) return Malformed{"bytes follow its last field"};
  out = {*key, *name, *hash, *signature};
  return std::nullopt;
}

}  // namespace

bool SshSignature::looks_like(ByteView file) {
  return as_text(file).starts_with("-----BEGIN SSH SIGNATURE-----");
}

ParsedSshSignature SshSignature::parse(ByteView file) {
  if (file.size() > kMaximumFileBytes) return Malformed{"it is larger than 16 KiB"};
  const std::string_view text = as_text(file);
  const std::optional<Bytes> blob = from_armour(kLabel, text);
  if (!blob || to_armour(kLabel, *blob) != text) return Malformed{armour_fault(text)};

  Fields fields;
  if (auto fault = read_fields(*blob, fields)) return std::move(*fault);
  ParsedPublicKey key = PublicKey::parse(fields.key);
  if (auto* fault = std::get_if<Malformed>(&key)) return std::move(*fault);
  if (auto* unknown = std::get_if<Unsupported>(&key)) return std::move(*unknown);
  PublicKey& good_key = std::get<PublicKey>(key);
  if (fields.hash != kHash) return Unsupported{"hash " + std::string(fields.hash)};
  ParsedKeySignature signature = parse_key_signature(good_key, fields.signature);
  if (auto* fault = std::get_if<Malformed>(&signature)) return std::move(*fault);
  if (auto* unknown = std::get_if<Unsupported>(&signature)) return std::move(*unknown);
  return SshSignature(std::move(good_key), std::string(fields.name),
                      std::get<KeySignature>(std::move(signature)));
}

SignatureVerdict SshSignature::verify(ByteView message) const {
  return verify_key_signature(key_, signature_, signed_data(namespace_, message));
}

std::string make_ssh_signature(Signer& signer, std::string_view signed_namespace,
                               ByteView message) {
  const PublicKey& key = signer.public_key();
  if (key.is_weak()) {
    throw Error(ErrorKind::kRefused, "the RSA key has only " + std::to_string(key.bits()) + " bits",
                {}, "sign with an Ed25519 key, or an RSA key of 2048 bits or more");
  }
  Bytes blob(kMagic.begin(), kMagic.end());
  append_u32be(blob, kVersion);
  append_ssh_string(blob, key.blob());
  append_ssh_string(blob, signed_namespace);
  append_ssh_string(blob, std::string_view());
  append_ssh_string(blob, kHash);
  append_ssh_string(blob, signer.sign(signed_data(signed_namespace, message)));
  std::string text = to_armour(kLabel, blob);

  const ParsedSshSignature again = SshSignature::parse(as_bytes(text));
  const auto* signature = std::get_if<SshSignature>(&again);
  if (signature == nullptr || signature->verify(message) != SignatureVerdict::kValid) {
    throw Error(ErrorKind::kUnavailable, "the signature that was made does not verify");
  }
  return text;
}

}  // namespace dossier
