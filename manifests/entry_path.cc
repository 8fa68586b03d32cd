// SPDX-License-Identifier: Apache-2.0
#include "manifests/entry_path.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "manifests/assigned_characters.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr bool is_refused_ascii(unsigned char c) {
  return c < 0x20 || c == 0x7F ||
         std::string_view("\\:*?\"<>|%").find(static_cast<char>(c)) != std::string_view::npos;
}

// ASCII that is not refused.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 0x80; ++c) table[c] = !is_refused_ascii(static_cast<unsigned char>(c));
  table[';'] = false;  // at the end of a part it is refused
  return table;
}();

std::string name_of(char32_t code_point) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(code_point));
  return text.data();
}

// Letters that are always in normalisation form C and never compose with what stands before them:
// Latin, Greek, Cyrillic, Hebrew, Arabic, Thai, kana, Han, Hangul. Only a short cut.
bool is_always_nfc(char32_t c) {
  return c < 0x300 || (c >= 0x388 && c <= 0x482) || (c >= 0x5D0 && c <= 0x5EA) ||
         (c >= 0x620 && c <= 0x64A) || (c >= 0xE01 && c <= 0xE30) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}

std::optional<PathFault> find_character_fault(std::u32string_view text) {
  for (const char32_t c : text) {
    if (c < 0x80 ? is_refused_ascii(static_cast<unsigned char>(c))
                 : c < 0xA0 || is_invisible_character(c)) {
      return PathFault{"path.character", "the name holds the refused character " + name_of(c)};
    }
    if (!is_assigned_character(c)) {
      return PathFault{"path.unassigned", "the name holds " + name_of(c) +
                                              ", to which Unicode 15.0 assigns no character"};
    }
  }
  if (!std::all_of(text.begin(), text.end(), is_always_nfc) && to_nfc(text) != text) {
    return PathFault{"path.not-normalised", "the name is not in normalisation form C"};
  }
  return std::nullopt;
}

bool equals_ignoring_case(std::string_view text, std::string_view upper) {
  return text.size() == upper.size() &&
         std::equal(text.begin(), text.end(), upper.begin(), [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 32) : a) == b;
         });
}

// Windows ignores everything from the first dot on, and spaces before it.
bool is_device_name(std::string_view component) {
  constexpr std::array<std::string_view, 6> kBeginnings = {"CON", "PRN", "AUX",
                                                           "NUL", "COM", "LPT"};
  const auto begins = [component](std::string_view name) {
    return equals_ignoring_case(component.substr(0, 3), name);
  };
  const auto beginning = std::find_if(kBeginnings.begin(), kBeginnings.end(), begins);
  if (beginning == kBeginnings.end()) return false;
  std::string_view rest = component.substr(3, component.find('.') - 3);
  while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  if (*beginning == "COM" || *beginning == "LPT") {
    if (rest.size() == 1) return rest[0] >= '0' && rest[0] <= '9';
    return rest == "\u00B9" || rest == "\u00B2" || rest == "\u00B3";
  }
  return rest.empty() || (*beginning == "CON" && (equals_ignoring_case(rest, "IN$") ||
                                                  equals_ignoring_case(rest, "OUT$")));
}

std::optional<PathFault> find_component_fault(std::string_view component) {
  const auto fault = [component](std::string_view code, const char* what) {
    return PathFault{code, "the part \"" + std::string(component) + "\" " + what};
  };
  if (component.size() > kMaxComponentBytes) {
    return PathFault{"path.length", "a part of the name has " + std::to_string(component.size()) +
                                        " bytes, more than 255"};
  }
  if (component.back() == '.' || component.back() == ' ') {
    return fault("path.ending", "ends in a dot or a space");
  }
  // unzip takes them for the version of a file, and leaves them away.
  const std::size_t last = component.find_last_not_of("0123456789");
  if (last != std::string_view::npos && component[last] == ';') {
    return fault("path.ending", "ends in a semicolon, or in a semicolon and digits");
  }
  if (is_device_name(component)) return fault("path.device-name", "is a Windows device name");
  if (component == "__MACOSX" || component.substr(0, 2) == "._") {
    return fault("path.platform-file", "is a file that an operating system leaves behind");
  }
  return std::nullopt;
}

// Empty, "." and ".." parts: what could lead out of the folder.
std::optional<PathFault> find_structure_fault(std::string_view text) {
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('/', start), text.size());
    const std::string_view component = text.substr(start, end - start);
    if (component.empty() || component == "." || component == "..") {
      return PathFault{"path.component", text.front() == '/' ? "the name begins with a slash"
                                         : component.empty() ? "the name has an empty part"
                                                             : "the name has the part \"" +
                                                                   std::string(component) + "\""};
    }
    start = end + 1;
  }
  return std::nullopt;
}

// A quick yes for the names that bundles are made of; no says nothing.
bool is_plain(std::string_view text) {
  if (text.empty() || text.size() > kMaxPathBytes) return false;
  std::size_t start = 0;
  std::size_t depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '/') {
      if (!kPlain[static_cast<unsigned char>(text[i])]) return false;
      continue;
    }
    const std::string_view component = text.substr(start, i - start);
    if (component.empty() || component.size() > kMaxComponentBytes || component.front() == '.' ||
        component.front() == '_' || component.back() == '.' || component.back() == ' ' ||
        ++depth > kMaxPathDepth || is_device_name(component)) {
      return false;
    }
    start = i + 1;
  }
  return true;
}

// The key of text without ASCII. Decomposed before folding too, because U+0345, a mark, folds to a
// letter (D145).
std::string fold(std::u32string_view text) {
  return encode_utf8(to_nfd(case_fold(to_nfd(text))));
}

}  // namespace

std::optional<PathFault> find_path_fault(std::string_view text) {
  if (is_plain(text)) return std::nullopt;
  if (text.empty()) return PathFault{"path.length", "the name is empty"};
  if (text.size() > kMaxPathBytes) {
    return PathFault{"path.length",
                     "the name has " + std::to_string(text.size()) + " bytes, more than 1,024"};
  }
  const std::optional<std::u32string> decoded = decode_utf8(text);
  if (!decoded) return PathFault{"path.encoding", "the name is not UTF-8"};
  if (auto fault = find_structure_fault(text)) return fault;
  if (auto fault = find_character_fault(*decoded)) return fault;
  std::size_t depth = 0;
  std::size_t start = 0;
  while (start <= text.size()) {
    if (++depth > kMaxPathDepth) {
      return PathFault{"path.depth", "the name has more than 32 parts"};
    }
    const std::size_t end = std::min(text.find('/', start), text.size());
    if (auto fault = find_component_fault(text.substr(start, end - start))) return fault;
    start = end + 1;
  }
  return std::nullopt;
}

std::variant<EntryPath, PathFault> EntryPath::parse(std::string_view text) {
  if (auto fault = find_path_fault(text)) return *std::move(fault);
  return EntryPath(text);
}

std::variant<EntryPath, PathFault> parse_bundle_name(std::string_view text) {
  if (text.find('/') != std::string_view::npos) {
    return PathFault{"path.component", "the name of a bundle has one part only"};
  }
  if (auto fault = find_path_fault(text)) return *std::move(fault);
  return EntryPath(text);
}

void make_collision_key(std::string_view path, std::string& key) {
  key.resize(path.size());
  unsigned char all = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    all = static_cast<unsigned char>(all | c);
    key[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  if (all < 0x80) return;
  const std::optional<std::u32string> decoded = decode_utf8(key);
  if (!decoded) {
    key.assign(path);
    return;
  }
  // ASCII never moves or changes with what stands beside it, so only the stretches between matter.
  key.clear();
  const auto is_ascii = [](char32_t c) { return c < 0x80; };
  for (auto at = decoded->begin(); at != decoded->end();) {
    const auto stretch = std::find_if_not(at, decoded->end(), is_ascii);
    for (; at != stretch; ++at) key += static_cast<char>(*at);
    at = std::find_if(stretch, decoded->end(), is_ascii);
    if (stretch != at) key += fold({&*stretch, static_cast<std::size_t>(at - stretch)});
  }
}

std::string collision_key(std::string_view path) {
  std::string key;
  make_collision_key(path, key);
  return key;
}

}  // namespace dossier
