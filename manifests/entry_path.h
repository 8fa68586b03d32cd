// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace dossier {

inline constexpr std::size_t kMaxPathBytes = 1024;
inline constexpr std::size_t kMaxComponentBytes = 255;
inline constexpr std::size_t kMaxPathDepth = 32;  // components, the file's name counted

// Why a name is refused: one of the path.* codes, and a sentence with the particulars.
struct PathFault {
  std::string_view code;
  std::string sentence;
};

// A path below the bag's top folder that obeys FORMAT.md §3.6: UTF-8 in NFC that every system can
// store and that shows what it is. Compared by bytes. Private-use characters, whose meaning depends
// on the reader's machine, count as unassigned.
class EntryPath {
 public:
  // The first rule that is broken, in the order of the path.* codes: encoding, component,
  // character, unassigned, normal form, length, depth, ending, device name, platform file.
  static std::variant<EntryPath, PathFault> parse(std::string_view text);

  const std::string& text() const { return text_; }

  friend auto operator<=>(const EntryPath&, const EntryPath&) = default;

 private:
  explicit EntryPath(std::string_view text) : text_(text) {}
  friend std::variant<EntryPath, PathFault> parse_bundle_name(std::string_view text);
  std::string text_;
};

// The name of a bundle's top folder: the same rules for one component.
std::variant<EntryPath, PathFault> parse_bundle_name(std::string_view text);

// The same check without a copy; nullopt when parse() would give a path.
std::optional<PathFault> find_path_fault(std::string_view text);

// Equal for two names exactly when they match without regard to case and normal form (Unicode 15.0,
// D145, canonical caseless matching), so that a file system that ignores both would take them for
// one. For comparison only, never stored. Text that is not UTF-8 is its own key.
std::string collision_key(std::string_view path);
// The same, into a string whose memory is used again.
void make_collision_key(std::string_view path, std::string& key);

}  // namespace dossier
