// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/digest.h"
#include "manifests/bagit/foreign_lines.h"
#include "manifests/finding.h"

namespace dossier {

// Limits of what is held in memory of a bag that another tool made.
inline constexpr std::size_t kMaxForeignSignatures = 100;
inline constexpr std::uint64_t kMaxForeignTagBytes = std::uint64_t{1} << 20;
inline constexpr std::uint64_t kMaxForeignManifestBytes = std::uint64_t{256} << 20;

struct ForeignFile {
  std::string path;  // below the folder of bagit.txt
  std::uint64_t bytes = 0;
};

// The tag files by path, and signatures. Those above their limit are not among them.
using ForeignTags = std::map<std::string, Bytes, std::less<>>;

// How large a tag file may be that ForeignBag reads; 0 for every other file.
std::uint64_t foreign_tag_limit(std::string_view path);

// Signatures, as bag-nabit puts them into a bag: NAME.p7s (CMS) and NAME.tsr (a timestamp) in
// signatures/ are made over tagmanifest-sha256.txt where NAME is that, else over another of them,
// signatures/NAME; NAME.tsr.crt holds certificates that came with a timestamp. No manifest lists
// them. The path of what such a file is made over; empty for all other paths.
std::string foreign_signature_target(std::string_view path);
// Whether it is one of them, certificates among them.
bool is_foreign_signature(std::string_view path);

// A bag that another tool made, BagIt 0.93 to 1.0 (RFC 8493): complete and valid, or what is wrong.
// Give it all files and the tag files, have algorithms() of each file computed, then finish().
// Linear in names and manifests.
class ForeignBag {
 public:
  ForeignBag(std::vector<ForeignFile> files, const ForeignTags& tags);

  const std::vector<ForeignFile>& files() const { return files_; }
  // "0.97"; empty when bagit.txt could not be read.
  const std::string& version() const { return declaration_.version; }
  // Whether bag-info.txt claims to be a dossier: then the rules of dossiers hold, not these.
  bool claims_dossier() const { return claims_dossier_; }
  // Of the manifests, each once.
  const std::vector<DigestAlgorithm>& algorithms() const { return algorithms_; }
  // How many bytes a file has and their digests, in that order. Any thread, each index once.
  void take(std::size_t index, std::uint64_t bytes, std::vector<Bytes> digests) {
    files_[index].bytes = bytes;
    digests_[index] = std::move(digests);
  }
  // Whether the tag manifest of this path names a manifest of the payload.
  bool reaches_payload(std::string_view tag_manifest) const;
  // bag.*, file.*, path.*; after take() of all files.
  std::vector<Finding> finish();

 private:
  struct Manifest {
    std::string path;
    DigestAlgorithm algorithm;
    bool is_tag = false;
    std::unordered_map<std::string, Bytes> lines;
  };

  void read_declaration(const ForeignTags& tags);
  void read_info(const ForeignTags& tags);
  void read_manifests(const ForeignTags& tags);
  void read_manifest(Manifest& manifest, std::string_view text);
  void read_fetch(const ForeignTags& tags);
  std::string decoded(const std::string& path, const Bytes& bytes);
  void check_complete(const Manifest& manifest);
  void check_digests(const Manifest& manifest);
  void check_unlisted();
  void check_oxum();
  void check_twins();
  void check_weakness();
  void add(std::string_view code, const std::string& where, std::string sentence,
           std::size_t line = 0);

  std::vector<ForeignFile> files_;
  std::unordered_map<std::string, std::size_t> by_path_;
  BagDeclaration declaration_;
  bool claims_dossier_ = false;
  std::string oxum_;
  std::string oxum_file_;
  std::vector<Manifest> manifests_;
  std::vector<DigestAlgorithm> algorithms_;
  std::unordered_map<std::string, std::string> to_fetch_;
  std::vector<std::vector<Bytes>> digests_;
  std::vector<Finding> findings_;
};

}  // namespace dossier
