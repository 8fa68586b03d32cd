// SPDX-License-Identifier: Apache-2.0
#include "manifests/path_conflicts.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "crypto/error.h"
#include "crypto/sip_hash.h"
#include "manifests/entry_path.h"

namespace dossier {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// The files by collision key: open addressing, hashes first, keys only when hashes agree.
class KeyTable {
 public:
  explicit KeyTable(std::span<const std::string_view> paths)
      : paths_(paths),
        hashes_(paths.size()),
        slots_(std::bit_ceil(paths.size() * 2 + 1), kNone),
        mask_(slots_.size() - 1) {}

  // The first path of that key, or kNone.
  std::uint32_t find(std::string_view key, std::uint64_t hash) const {
    return slots_[slot_of(key, hash)];
  }
  // The first path of that key; the path itself when it is the first.
  std::uint32_t insert(std::uint32_t path, std::string_view key, std::uint64_t hash) {
    std::uint32_t& slot = slots_[slot_of(key, hash)];
    if (slot == kNone) {
      slot = path;
      hashes_[path] = hash;
    }
    return slot;
  }

 private:
  std::size_t slot_of(std::string_view key, std::uint64_t hash) const {
    std::size_t slot = static_cast<std::size_t>(hash) & mask_;
    while (slots_[slot] != kNone && !holds(slots_[slot], key, hash)) slot = (slot + 1) & mask_;
    return slot;
  }
  bool holds(std::uint32_t path, std::string_view key, std::uint64_t hash) const {
    return hashes_[path] == hash && collision_key(paths_[path]) == key;
  }

  std::span<const std::string_view> paths_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> slots_;
  std::size_t mask_;
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

// Looks up each folder of a key, but for those that it shares with the former key.
class FolderCheck {
 public:
  FolderCheck(const KeyTable& table, std::span<const std::string_view> paths)
      : table_(table), paths_(paths) {}

  void look_at(std::string_view path, std::string_view key, std::vector<Finding>& findings) {
    const auto [end, unused] =
        std::mismatch(key.begin(), key.end(), former_.begin(), former_.end());
    const auto shared = static_cast<std::size_t>(end - key.begin());
    for (std::size_t slash = key.find('/', shared); slash != std::string_view::npos;
         slash = key.find('/', slash + 1)) {
      const std::string_view folder = key.substr(0, slash);
      const std::uint32_t file = table_.find(folder, process_sip_hash()(folder));
      if (file == kNone) continue;
      findings.push_back(make_finding(
          "path.folder-conflict", std::string(path),
          "the file " + quoted(paths_[file]) + " has the name of a folder in this path"));
    }
    former_ = key;
  }

 private:
  const KeyTable& table_;
  std::span<const std::string_view> paths_;
  std::string former_;
};

}  // namespace

std::vector<Finding> find_path_conflicts(std::span<const std::string_view> paths) {
  if (paths.size() >= kNone) throw Error(ErrorKind::kRefused, "too many names");
  std::vector<Finding> findings;
  KeyTable table(paths);
  std::string key;
  for (std::uint32_t i = 0; i < paths.size(); ++i) {
    make_collision_key(paths[i], key);
    const std::uint32_t first = table.insert(i, key, process_sip_hash()(key));
    if (first != i) findings.push_back(same_name(paths[i], paths[first]));
  }
  FolderCheck folders(table, paths);
  for (const std::string_view path : paths) {
    make_collision_key(path, key);
    folders.look_at(path, key, findings);
  }
  return findings;
}

}  // namespace dossier
