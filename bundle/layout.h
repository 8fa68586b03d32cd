// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace dossier {

// Names and limits of the bundle format (FORMAT.md, "A bundle at a glance" and "Limits").
inline constexpr std::string_view kBagitTxt = "bagit.txt";
inline constexpr std::string_view kBagInfoTxt = "bag-info.txt";
inline constexpr std::string_view kManifest = "manifest-sha256.txt";
inline constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";
inline constexpr std::string_view kSealJson = "seal/seal.json";
inline constexpr std::string_view kSaltTxt = "data/seal/salt.txt";
inline constexpr std::string_view kHeadRecord = "data/dossier.json";
inline constexpr std::string_view kDataFolder = "data/";
inline constexpr std::string_view kSealFolder = "seal/";
inline constexpr std::string_view kSignaturesFolder = "signatures/";

inline constexpr std::uint64_t kMaxEntries = 2'000'000;
inline constexpr std::uint64_t kMaxDirectoryBytes = std::uint64_t{1} << 30;
inline constexpr std::uint64_t kMaxTagFileBytes = 64 * 1024;
inline constexpr std::uint64_t kMaxSignatureBytes = 16 * 1024;
inline constexpr std::uint64_t kMaxTimestampBytes = 64 * 1024;

}  // namespace dossier
