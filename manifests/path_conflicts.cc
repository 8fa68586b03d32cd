// SPDX-License-Identifier: Apache-2.0
#include "manifests/path_conflicts.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "crypto/error.h"
#include "crypto/sip_hash.h"
#include "manifests/entry_path.h"

namespace dossier {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// The files by collision key: open addressing by hashes; keys are made again where hashes agree.
class KeyTable {
 public:
  explicit KeyTable(std::span<const std::string_view> paths)
      : paths_(paths), slots_(std::bit_ceil(paths.size() * 2 + 1), kNone) {
    hashes_.reserve(paths.size());
    std::string key;
    for (const std::string_view path : paths) {
      make_collision_key(path, key);
      hashes_.push_back(process_sip_hash()(key));
    }
  }

  // The first path of that key, or kNone.
  std::uint32_t find(std::string_view key) const {
    return slots_[slot_of(process_sip_hash()(key), [key] { return std::string(key); })];
  }
  // The first path of the same key; the path itself when it is the first. Paths come in their
  // order.
  std::uint32_t insert(std::uint32_t path) {
    // Slots lie far apart: the memory of a later one is on its way while this one is looked at.
    const std::size_t ahead = std::min<std::size_t>(path + kAhead, hashes_.size() - 1);
    __builtin_prefetch(&slots_[home_of(hashes_[ahead])]);
    std::uint32_t& slot =
        slots_[slot_of(hashes_[path], [&] { return collision_key(paths_[path]); })];
    if (slot == kNone) slot = path;
    return slot;
  }

 private:
  static constexpr std::size_t kAhead = 12;

  std::size_t home_of(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash) & (slots_.size() - 1);
  }
  template <typename MakeKey>
  std::size_t slot_of(std::uint64_t hash, MakeKey make_key) const {
    std::size_t slot = home_of(hash);
    while (slots_[slot] != kNone &&
           (hashes_[slots_[slot]] != hash || collision_key(paths_[slots_[slot]]) != make_key())) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
  }

  std::span<const std::string_view> paths_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> slots_;
};

std::string quoted(std::string_view path) {
  return "\"" + std::string(path) + "\"";
}

Finding same_name(std::string_view path, std::string_view former) {
  if (path == former) {
    return make_finding("container.duplicate", std::string(path), "the name occurs twice");
  }
  return make_finding("path.collision", std::string(path),
                      "the name differs from " + quoted(former) + " only in case or normal form");
}

// Looks up each folder of a path, but for those that it shares with the former path.
class FolderCheck {
 public:
  FolderCheck(const KeyTable& table, std::span<const std::string_view> paths)
      : table_(table), paths_(paths) {}

  void look_at(std::string_view path, std::vector<Finding>& findings) {
    const std::string_view folder = path.substr(0, path.rfind('/') + 1);
    if (folder == former_folder_) return;
    former_folder_ = folder;
    make_collision_key(folder, key_);
    const auto [end, unused] =
        std::mismatch(key_.begin(), key_.end(), former_key_.begin(), former_key_.end());
    const auto shared = static_cast<std::size_t>(end - key_.begin());
    for (std::size_t slash = key_.find('/', shared); slash != std::string::npos;
         slash = key_.find('/', slash + 1)) {
      const std::string_view name = std::string_view(key_).substr(0, slash);
      const std::uint32_t file = table_.find(name);
      if (file == kNone) continue;
      findings.push_back(make_finding(
          "path.folder-conflict", std::string(path),
          "the file " + quoted(paths_[file]) + " has the name of a folder in this path"));
    }
    std::swap(key_, former_key_);
  }

 private:
  const KeyTable& table_;
  std::span<const std::string_view> paths_;
  std::string_view former_folder_;
  std::string key_;
  std::string former_key_;
};

}  // namespace

std::vector<Finding> find_path_conflicts(std::span<const std::string_view> paths) {
  if (paths.size() >= kNone) throw Error(ErrorKind::kRefused, "too many names");
  std::vector<Finding> findings;
  KeyTable table(paths);
  for (std::uint32_t i = 0; i < paths.size(); ++i) {
    const std::uint32_t first = table.insert(i);
    if (first != i) findings.push_back(same_name(paths[i], paths[first]));
  }
  FolderCheck folders(table, paths);
  for (const std::string_view path : paths) folders.look_at(path, findings);
  return findings;
}

}  // namespace dossier
