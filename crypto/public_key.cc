// SPDX-License-Identifier: Apache-2.0
#include "crypto/public_key.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "crypto/ed25519_point_check.h"
#include "crypto/error.h"
#include "crypto/handle.h"
#include "crypto/sha256.h"
#include "crypto/ssh_wire.h"

namespace dossier {
namespace {

using KeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Number = Handle<BIGNUM, BN_free>;
using ParameterBuilder = Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Handle<OSSL_PARAM, OSSL_PARAM_free>;

constexpr std::size_t kUncompressedPointBytes = 65;
constexpr std::size_t kMaximumExponentBytes = 8;

struct TypeName {
  KeyType type;
  std::string_view wire;
  std::string_view display;
};
constexpr std::array<TypeName, 5> kTypeNames = {{
    {KeyType::kEd25519, "ssh-ed25519", "ED25519"},
    {KeyType::kEcdsaP256, "ecdsa-sha2-nistp256", "ECDSA"},
    {KeyType::kRsa, "ssh-rsa", "RSA"},
    {KeyType::kSkEd25519, "sk-ssh-ed25519@openssh.com", "ED25519-SK"},
    {KeyType::kSkEcdsaP256, "sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK"},
}};

const TypeName& names_of(KeyType type) {
  return *std::find_if(kTypeNames.begin(), kTypeNames.end(),
                       [type](const TypeName& each) { return each.type == type; });
}

// nullptr when OpenSSL refuses the numbers, above all a point that is not on the curve.
EVP_PKEY* key_from(const char* algorithm, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, algorithm, nullptr));
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) {
    throw Error(ErrorKind::kUnavailable, std::string("OpenSSL offers no ") + algorithm);
  }
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return key;
}

EVP_PKEY* p256_key(ByteView point) {
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    throw Error(ErrorKind::kUnavailable, "out of memory");
  }
  return key_from("EC", builder.get());
}

EVP_PKEY* rsa_key(ByteView modulus, ByteView exponent) {
  const Number n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
  const Number e(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr));
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    throw Error(ErrorKind::kUnavailable, "out of memory");
  }
  return key_from("RSA", builder.get());
}

Bytes number_parameter(EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) return {};
  const Number number(raw);
  Bytes out(static_cast<std::size_t>(BN_num_bytes(raw)));
  BN_bn2bin(raw, out.data());
  return out;
}

Bytes p256_point(EVP_PKEY* key) {
  std::array<char, 32> group{};
  std::size_t size = 0;
  if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(),
                                     &size) != 1 ||
      std::string_view(group.data()) != "prime256v1") {
    return {};
  }
  Bytes x = number_parameter(key, OSSL_PKEY_PARAM_EC_PUB_X);
  Bytes y = number_parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y);
  if (x.empty() || x.size() > 32 || y.empty() || y.size() > 32) return {};
  Bytes point(kUncompressedPointBytes);
  point[0] = 4;
  std::copy(x.rbegin(), x.rend(), point.rbegin() + 32);
  std::copy(y.rbegin(), y.rend(), point.rbegin());
  return point;
}

Bytes blob_of(EVP_PKEY* key) {
  Bytes blob;
  if (EVP_PKEY_is_a(key, "ED25519") == 1) {
    Bytes raw(32);
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(key, raw.data(), &size) != 1 || size != raw.size()) return {};
    append_ssh_string(blob, names_of(KeyType::kEd25519).wire);
    append_ssh_string(blob, raw);
  } else if (EVP_PKEY_is_a(key, "EC") == 1) {
    const Bytes point = p256_point(key);
    if (point.empty()) return {};
    append_ssh_string(blob, names_of(KeyType::kEcdsaP256).wire);
    append_ssh_string(blob, std::string_view("nistp256"));
    append_ssh_string(blob, point);
  } else if (EVP_PKEY_is_a(key, "RSA") == 1) {
    append_ssh_string(blob, names_of(KeyType::kRsa).wire);
    append_ssh_mpint(blob, number_parameter(key, OSSL_PKEY_PARAM_RSA_E));
    append_ssh_mpint(blob, number_parameter(key, OSSL_PKEY_PARAM_RSA_N));
  }
  return blob;
}

}  // namespace

// Fills a key from what follows the type's name; each step returns what is wrong, or nullopt.
struct PublicKeyParser {
  using Fault = std::optional<std::string>;

  static Fault read_ed25519(SshReader& reader, PublicKey& key) {
    const std::optional<ByteView> point = reader.string();
    if (!point) return "the key ends early";
    if (const auto fault = ed25519_public_key_fault(*point)) {
      return "the Ed25519 key is refused: " + std::string(*fault);
    }
    key.material_.assign(point->begin(), point->end());
    key.handle_.reset(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, point->data(), point->size()),
        EVP_PKEY_free);
    if (!key.handle_) throw Error(ErrorKind::kUnavailable, "OpenSSL offers no Ed25519");
    return std::nullopt;
  }

  static Fault read_p256(SshReader& reader, PublicKey& key) {
    const std::optional<std::string_view> curve = reader.name();
    if (!curve) return "the key ends early";
    if (*curve != "nistp256") return "the key is on the curve " + std::string(*curve);
    const std::optional<ByteView> point = reader.string();
    if (!point) return "the key ends early";
    if (point->size() != kUncompressedPointBytes || point->front() != 4) {
      return "the point is not in the uncompressed form";
    }
    key.material_.assign(point->begin(), point->end());
    key.handle_.reset(p256_key(*point), EVP_PKEY_free);
    if (!key.handle_) return "the point is not on the curve";
    return std::nullopt;
  }

  static Fault read_rsa(SshReader& reader, PublicKey& key) {
    const std::optional<ByteView> exponent = reader.positive_mpint();
    const std::optional<ByteView> modulus = exponent ? reader.positive_mpint() : std::nullopt;
    if (!modulus) return "an RSA number is missing or not in its shortest form";
    const bool odd = exponent->back() % 2 == 1 && modulus->back() % 2 == 1;
    const bool one = exponent->size() == 1 && exponent->front() == 1;
    if (!odd || one || exponent->size() > kMaximumExponentBytes || modulus->size() < 64) {
      return "the RSA numbers are not those of a key";
    }
    key.material_.assign(modulus->begin(), modulus->end());
    if (modulus->size() > PublicKey::kMaximumRsaBits / 8) return std::nullopt;
    key.handle_.reset(rsa_key(*modulus, *exponent), EVP_PKEY_free);
    if (!key.handle_) return "the RSA numbers are not those of a key";
    return std::nullopt;
  }

  static Fault read_application(SshReader& reader, PublicKey& key) {
    const std::optional<std::string_view> application = reader.name();
    if (!application) return "the application of the security key is missing";
    key.application_ = *application;
    return std::nullopt;
  }

  static Fault read(SshReader& reader, PublicKey& key) {
    Fault fault;
    switch (key.type_) {
      case KeyType::kEd25519:
      case KeyType::kSkEd25519:
        fault = read_ed25519(reader, key);
        break;
      case KeyType::kEcdsaP256:
      case KeyType::kSkEcdsaP256:
        fault = read_p256(reader, key);
        break;
      case KeyType::kRsa:
        fault = read_rsa(reader, key);
        break;
    }
    if (!fault && key.is_security_key()) fault = read_application(reader, key);
    if (!fault && !reader.at_end()) fault = "bytes follow the key";
    return fault;
  }
};

ParsedPublicKey PublicKey::parse(ByteView blob) {
  SshReader reader(blob);
  const std::optional<std::string_view> name = reader.name();
  if (!name) return Malformed{"the key has no type"};
  const auto known = std::find_if(kTypeNames.begin(), kTypeNames.end(),
                                  [&](const TypeName& each) { return each.wire == *name; });
  if (known == kTypeNames.end()) return Unsupported{std::string(*name)};
  PublicKey key;
  key.type_ = known->type;
  key.blob_.assign(blob.begin(), blob.end());
  if (auto fault = PublicKeyParser::read(reader, key)) return Malformed{std::move(*fault)};
  if (!key.handle_) return Unsupported{"ssh-rsa of more than 16384 bits"};
  return key;
}

std::string_view PublicKey::wire_name() const {
  return names_of(type_).wire;
}

std::string_view PublicKey::display_name() const {
  return names_of(type_).display;
}

std::string PublicKey::fingerprint() const {
  std::string digest = to_base64(sha256(blob_).bytes());
  while (digest.back() == '=') digest.pop_back();
  return "SHA256:" + digest;
}

std::string PublicKey::line(std::string_view comment) const {
  std::string out = std::string(wire_name()) + ' ' + to_base64(blob_);
  if (!comment.empty()) out.append(" ").append(comment);
  return out;
}

bool PublicKey::is_security_key() const {
  return type_ == KeyType::kSkEd25519 || type_ == KeyType::kSkEcdsaP256;
}

int PublicKey::bits() const {
  return type_ == KeyType::kRsa ? EVP_PKEY_get_bits(handle_.get()) : 256;
}

bool PublicKey::is_weak() const {
  return type_ == KeyType::kRsa && bits() < kMinimumRsaBits;
}

PublicKeyLine parse_public_key_line(std::string_view line) {
  const std::size_t type_end = line.find(' ');
  if (type_end == std::string_view::npos) return {Malformed{"it is not a public key line"}, {}};
  const std::string_view type = line.substr(0, type_end);
  std::string_view rest = line.substr(type_end + 1);
  const std::size_t key_end = std::min(rest.find(' '), rest.size());
  std::string comment(rest.substr(std::min(key_end + 1, rest.size())));
  const std::optional<Bytes> blob = from_base64(rest.substr(0, key_end));
  if (!blob) return {Malformed{"the key is not canonical base64"}, std::move(comment)};
  const std::optional<std::string_view> inner = SshReader(*blob).name();
  if (!inner || *inner != type) {
    return {Malformed{"the key is not of the type that the line names"}, std::move(comment)};
  }
  return {PublicKey::parse(*blob), std::move(comment)};
}

PublicKey public_key_of(EVP_PKEY* key, const std::string& path) {
  const Bytes blob = blob_of(key);
  if (!blob.empty()) {
    ParsedPublicKey parsed = PublicKey::parse(blob);
    if (auto* good = std::get_if<PublicKey>(&parsed)) return std::move(*good);
  }
  throw Error(ErrorKind::kUnavailable, "the key is not Ed25519, ECDSA P-256 or RSA", path,
              "use a key of one of these types; `dossier keygen` makes one");
}

}  // namespace dossier
