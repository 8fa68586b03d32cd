// SPDX-License-Identifier: Apache-2.0
#include "manifests/entry_path.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

#include <utf8proc.h>

#include "manifests/assigned_characters.h"

namespace dossier {
namespace {

// Code points of a text; utf8proc's own type, so that its functions take the array.
using CodePoints = std::vector<utf8proc_int32_t>;

const utf8proc_uint8_t* utf8(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

constexpr bool is_refused_ascii(unsigned char c) {
  return c < 0x20 || c == 0x7F ||
         std::string_view("\\:*?\"<>|%").find(static_cast<char>(c)) != std::string_view::npos;
}

constexpr std::array<bool, 256> kRefusedAscii = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 0x80; ++c) table[c] = is_refused_ascii(static_cast<unsigned char>(c));
  return table;
}();

constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 0x80; ++c) table[c] = !kRefusedAscii[c];
  return table;
}();

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  return all < 0x80;
}

std::string name_of(utf8proc_int32_t code_point) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(code_point));
  return text.data();
}

// False when the text is not UTF-8 (overlong forms and surrogates included).
bool decode(std::string_view text, CodePoints& out) {
  out.clear();
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t used =
        utf8proc_iterate(utf8(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    if (used <= 0) return false;
    out.push_back(code_point);
    text.remove_prefix(static_cast<std::size_t>(used));
  }
  return true;
}

// Decomposes, in canonical order; with UTF8PROC_CASEFOLD after full case folding of each character.
// The text must be UTF-8.
void decompose(std::string_view text, int options, CodePoints& out) {
  const auto with = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | options);
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  out.resize(text.size() * 2);
  for (;;) {
    const utf8proc_ssize_t count = utf8proc_decompose(
        utf8(text), size, out.data(), static_cast<utf8proc_ssize_t>(out.size()), with);
    const bool fits = count <= static_cast<utf8proc_ssize_t>(out.size());
    out.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0)));
    if (fits) return;
  }
}

std::string encode(const CodePoints& code_points) {
  std::string out;
  for (const utf8proc_int32_t code_point : code_points) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t count = utf8proc_encode_char(code_point, bytes.data());
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
      out += static_cast<char>(bytes[static_cast<std::size_t>(i)]);
    }
  }
  return out;
}

// Letters that are always in normalisation form C and never compose with what stands before them:
// Latin, Greek, Cyrillic, Hebrew, Arabic, Thai, kana, Han, Hangul. Only a short cut.
bool is_always_nfc(utf8proc_int32_t c) {
  return c < 0x300 || (c >= 0x388 && c <= 0x482) || (c >= 0x5D0 && c <= 0x5EA) ||
         (c >= 0x620 && c <= 0x64A) || (c >= 0xE01 && c <= 0xE30) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}

// Composes characters in canonical order. Piece by piece between U+11A7, which composes with
// nothing, because some versions of utf8proc lose it after a Hangul syllable.
CodePoints compose(CodePoints decomposed) {
  constexpr utf8proc_int32_t kHangulTrailingBase = 0x11A7;
  CodePoints out;
  auto start = decomposed.begin();
  while (start != decomposed.end()) {
    const auto end = std::find(start, decomposed.end(), kHangulTrailingBase);
    const utf8proc_ssize_t count = utf8proc_normalize_utf32(
        &*start, end - start, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    out.insert(out.end(), start, start + count);
    start = end;
    if (start != decomposed.end()) out.push_back(*start++);
  }
  return out;
}

// Decomposed before folding too, because U+0345, a mark, folds to a letter (D145).
std::string fold(std::string_view text) {
  CodePoints code_points;
  decompose(text, 0, code_points);
  const std::string decomposed = encode(code_points);
  decompose(decomposed, UTF8PROC_CASEFOLD, code_points);
  return encode(code_points);
}

bool composes_to_itself(utf8proc_int32_t code_point) {
  CodePoints parts(8);
  int last_class = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(code_point, parts.data(), 8, UTF8PROC_DECOMPOSE, &last_class);
  parts.resize(static_cast<std::size_t>(count));
  return compose(std::move(parts)) == CodePoints{code_point};
}

// Characters one by one and the order of marks come first: what is left for the composition of the
// whole is then sorted already, and takes linear time (utf8proc's sort is quadratic otherwise).
bool is_nfc(std::string_view text, const CodePoints& code_points) {
  if (std::all_of(code_points.begin(), code_points.end(), is_always_nfc)) return true;
  int former_class = 0;
  for (const utf8proc_int32_t code_point : code_points) {
    const int mark_class = utf8proc_get_property(code_point)->combining_class;
    if (mark_class != 0 && mark_class < former_class) return false;
    if (!composes_to_itself(code_point)) return false;
    former_class = mark_class;
  }
  CodePoints decomposed;
  decompose(text, 0, decomposed);
  return compose(std::move(decomposed)) == code_points;
}

std::optional<PathFault> find_character_fault(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!kRefusedAscii[byte]) continue;
    return PathFault{"path.character", "the name holds the refused character " + name_of(byte)};
  }
  if (is_ascii(text)) return std::nullopt;
  CodePoints code_points;
  decode(text, code_points);
  for (const utf8proc_int32_t code_point : code_points) {
    const auto character = static_cast<char32_t>(code_point);
    if ((character >= 0x80 && character < 0xA0) || is_invisible_character(character)) {
      return PathFault{"path.character",
                       "the name holds the control or invisible character " + name_of(code_point)};
    }
    if (!is_assigned_character(character)) {
      return PathFault{"path.unassigned", "the name holds " + name_of(code_point) +
                                              ", to which Unicode 15.0 assigns no character"};
    }
  }
  if (!is_nfc(text, code_points)) {
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

bool is_utf8(std::string_view text) {
  CodePoints code_points;
  return is_ascii(text) || decode(text, code_points);
}

}  // namespace

std::optional<PathFault> find_path_fault(std::string_view text) {
  if (is_plain(text)) return std::nullopt;
  if (text.empty()) return PathFault{"path.length", "the name is empty"};
  if (text.size() > kMaxPathBytes) {
    return PathFault{"path.length",
                     "the name has " + std::to_string(text.size()) + " bytes, more than 1,024"};
  }
  if (!is_utf8(text)) return PathFault{"path.encoding", "the name is not UTF-8"};
  if (auto fault = find_structure_fault(text)) return fault;
  if (auto fault = find_character_fault(text)) return fault;
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
  if (path.size() > kMaxPathBytes || !is_utf8(path)) {
    key.assign(path);
    return;
  }
  // ASCII never moves or changes with what stands beside it, so only the stretches between matter.
  const std::string lower = std::exchange(key, {});
  for (std::size_t start = 0; start < lower.size();) {
    const bool ascii = static_cast<unsigned char>(lower[start]) < 0x80;
    std::size_t end = start + 1;
    while (end < lower.size() && (static_cast<unsigned char>(lower[end]) < 0x80) == ascii) ++end;
    const std::string_view stretch = std::string_view(lower).substr(start, end - start);
    key += ascii ? std::string(stretch) : fold(stretch);
    start = end;
  }
}

std::string collision_key(std::string_view path) {
  std::string key;
  make_collision_key(path, key);
  return key;
}

}  // namespace dossier
