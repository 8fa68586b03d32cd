// SPDX-License-Identifier: Apache-2.0
#include "crypto/merkle_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace dossier;

namespace {

using Json = nlohmann::json;

// The definition of RFC 9162, section 2.1.1, word for word.
Sha256 root_by_definition(std::span<const Sha256> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves[0];
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  return merkle_node(root_by_definition(leaves.first(left)),
                     root_by_definition(leaves.subspan(left)));
}

// nullopt when the text is no base64 of 32 bytes, which no proof can hold.
std::optional<Sha256> hash_of(const Json& text) {
  if (!text.is_string()) return std::nullopt;
  const std::optional<Bytes> bytes = from_base64(text.get<std::string>());
  if (!bytes || bytes->size() != Sha256::kSizeBytes) return std::nullopt;
  return Sha256::parse(to_hex(*bytes));
}

// Some vectors say of a root only "don't care 2": those are equal exactly when their digests are.
Sha256 root_of(const Json& text) {
  return hash_of(text).value_or(sha256(as_bytes(text.get<std::string>())));
}

std::optional<std::vector<Sha256>> proof_of(const Json& list) {
  std::vector<Sha256> proof;
  for (const Json& each : list) {
    const std::optional<Sha256> hash = hash_of(each);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

bool inclusion(const Json& vector) {
  const auto leaf = hash_of(vector.at("leafHash"));
  const auto root = hash_of(vector.at("root"));
  const auto proof = proof_of(vector.at("proof"));
  return leaf && root && proof &&
         proves_inclusion(vector.at("leafIdx").get<std::uint64_t>(),
                          vector.at("treeSize").get<std::uint64_t>(), *leaf, *proof, *root);
}

bool consistency(const Json& vector) {
  const auto proof = proof_of(vector.at("proof"));
  return proof &&
         proves_consistency(vector.at("size1").get<std::uint64_t>(),
                            vector.at("size2").get<std::uint64_t>(), root_of(vector.at("root1")),
                            root_of(vector.at("root2")), *proof);
}

template <typename Verify>
void check_vectors(const std::string& kind, Verify verify) {
  const std::filesystem::path folder =
      std::filesystem::path(DOSSIER_VECTORS_DIR) / "merkle" / "testdata" / kind;
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: there is no " << folder.string());
    return;
  }
  int vectors = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().string());
    std::ifstream file(entry.path());
    const Json vector = Json::parse(file);
    CHECK(verify(vector) != vector.at("wantErr").get<bool>());
    ++vectors;
  }
  CHECK(vectors == 98);
}

std::vector<Sha256> some_leaves(std::size_t count) {
  std::vector<Sha256> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(merkle_leaf(Bytes(i, 0x61)));
  return leaves;
}

}  // namespace

TEST_CASE("the root of a Merkle tree is that of its definition, for every size") {
  const std::vector<Sha256> leaves = some_leaves(70);
  MerkleRoot tree;
  CHECK(tree.root() == sha256({}));
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    tree.add(leaves[i]);
    CHECK(tree.leaves() == i + 1);
    CHECK(tree.root() == root_by_definition(std::span(leaves).first(i + 1)));
  }
}

TEST_CASE("inclusion proofs of the third-party vectors hold or fail as they tell") {
  check_vectors("inclusion", inclusion);
}

TEST_CASE("consistency proofs of the third-party vectors hold or fail as they tell") {
  check_vectors("consistency", consistency);
}

TEST_CASE("a proof about the largest sizes neither runs over nor holds") {
  const Sha256 hash = sha256({});
  const std::vector<Sha256> proof(64, hash);
  const std::uint64_t most = ~std::uint64_t{0};
  CHECK_FALSE(proves_inclusion(most, most, hash, proof, hash));
  CHECK_FALSE(proves_inclusion(most - 1, most, hash, proof, hash));
  CHECK_FALSE(proves_inclusion(0, 0, hash, {}, hash));
  CHECK_FALSE(proves_consistency(most - 1, most, hash, hash, proof));
  CHECK_FALSE(proves_consistency(most, 1, hash, hash, proof));
  CHECK_FALSE(proves_consistency(0, 0, hash, hash, {}));
  CHECK(proves_consistency(most, most, hash, hash, {}));
}
