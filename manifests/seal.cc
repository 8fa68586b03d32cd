// SPDX-License-Identifier: Apache-2.0
#include "manifests/seal.h"

#include <optional>
#include <string_view>

#include "manifests/bagit/tag_file.h"
#include "manifests/json/reader.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

constexpr std::string_view kSuite = "dossier-1";
constexpr std::size_t kMaxSealBytes = 1024;  // no seal comes near it

Finding malformed(const std::string& sentence) {
  return make_finding("seal.malformed", "seal/seal.json", sentence);
}

std::string text_member(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value && value->is_string() ? value->string() : std::string();
}

std::uint64_t count_member(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  if (!value || !value->is_integer() || value->integer() < 1) return 0;
  return static_cast<std::uint64_t>(value->integer());
}

}  // namespace

std::string write_seal(const Seal& seal) {
  json::Object members;
  members.push_back({"suite", kSuite});
  members.push_back({"id", seal.id});
  members.push_back({"revision", seal.revision});
  members.push_back({"items", seal.items});
  members.push_back({"root", seal.root.hex()});
  return json::write_compact(json::Value(std::move(members))) + "\n";
}

std::variant<Seal, Finding> parse_seal(ByteView file) {
  if (file.size() > kMaxSealBytes) return malformed("the file is longer than a seal can be");
  const json::Parsed parsed = json::parse(as_text(file));
  if (!parsed.value) return malformed("the file is no JSON: " + parsed.problems.front().sentence);
  const std::string suite = text_member(*parsed.value, "suite");
  if (suite != kSuite) {
    return malformed("its suite is \"" + suite + "\", this program knows \"" + std::string(kSuite) +
                     "\"");
  }
  Seal seal;
  seal.id = text_member(*parsed.value, "id");
  if (!is_dossier_id(seal.id)) return malformed("its id is not urn:uuid: and lower-case digits");
  seal.revision = count_member(*parsed.value, "revision");
  if (seal.revision == 0) return malformed("its revision is not a number from 1");
  seal.items = count_member(*parsed.value, "items");
  if (seal.items == 0) return malformed("its items are not a number from 1");
  const std::optional<Sha256> root = Sha256::parse(text_member(*parsed.value, "root"));
  if (!root) return malformed("its root is not 64 lower-case hexadecimal digits");
  seal.root = *root;
  if (write_seal(seal) != as_text(file)) {
    return malformed(
        "the file is not in its one form: one line without spaces, the members suite, "
        "id, revision, items and root in this order, one line feed");
  }
  return seal;
}

std::string write_salt(const SealSecret& secret) {
  return to_hex(secret.bytes()) + "\n";
}

std::variant<SealSecret, Finding> parse_salt(ByteView file) {
  const std::string_view text = as_text(file);
  SealSecret::Array bytes{};
  if (text.empty() || text.back() != '\n' || !decode_hex(text.substr(0, text.size() - 1), bytes)) {
    return make_finding("seal.salt-malformed", "data/seal/salt.txt",
                        "the file is not 64 lower-case hexadecimal digits and a line feed");
  }
  return SealSecret(bytes);
}

}  // namespace dossier
