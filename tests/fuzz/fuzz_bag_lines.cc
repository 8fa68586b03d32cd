// SPDX-License-Identifier: Apache-2.0
// Names, manifests, tag files and the seal from any bytes. The first byte chooses the reader: what
// it accepts must be what the writer would have written.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "manifests/bagit/manifest.h"
#include "manifests/bagit/tag_file.h"
#include "manifests/entry_path.h"
#include "manifests/path_conflicts.h"
#include "manifests/seal.h"
#include "manifests/text/unicode.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

void manifest(std::string_view text) {
  const ParsedManifest parsed = parse_manifest(as_bytes(text));
  std::string written;
  for (const ManifestEntry& entry : parsed.entries) {
    append_manifest_line(written, entry.digest, entry.path);
  }
  expect(parsed.fault ? text.starts_with(written) : text == written);
}

template <typename Value, typename Write>
void one_form(std::string_view text, const std::variant<Value, Finding>& parsed, Write write) {
  if (const auto* value = std::get_if<Value>(&parsed)) {
    expect(write(*value) == text);
  } else {
    expect(!std::get<Finding>(parsed).sentence.empty());
  }
}

void path(std::string_view text) {
  const auto parsed = EntryPath::parse(text);
  const std::string key = collision_key(text);
  expect(collision_key(key) == key);
  if (const auto* fault = std::get_if<PathFault>(&parsed)) {
    expect(!fault->sentence.empty());
    return;
  }
  expect(std::get<EntryPath>(parsed).text() == text);
  expect(is_nfc(text) && text.size() <= kMaxPathBytes);
  expect(collision_key(to_nfc(text)) == key);
}

bool is_folder_of(const std::string& folder, const std::string& path) {
  return path.size() > folder.size() && path[folder.size()] == '/' && path.starts_with(folder);
}

// Against the rules as FORMAT.md says them, every name with every other.
void conflicts(std::string_view text) {
  std::vector<std::string_view> paths;
  std::vector<std::string> keys;
  while (!text.empty() && paths.size() < 64) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (find_path_fault(line)) continue;
    paths.push_back(line);
    keys.push_back(collision_key(line));
  }
  bool any = false;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t k = 0; k < keys.size(); ++k) {
      any = any || (i != k && (keys[i] == keys[k] || is_folder_of(keys[i], keys[k])));
    }
  }
  expect(any == !find_path_conflicts(paths).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  const std::string_view text = as_text(bytes);
  switch (data[0]) {
    case 'm':
      manifest(text);
      break;
    case 'd':
      expect(check_bag_declaration(bytes).has_value() == (text != kBagDeclaration));
      break;
    case 'i':
      one_form(text, parse_bag_info(bytes), write_bag_info);
      break;
    case 's':
      one_form(text, parse_seal(bytes), write_seal);
      break;
    case 'k':
      one_form(text, parse_salt(bytes), write_salt);
      break;
    case 'l':
      conflicts(text);
      break;
    default:
      path(text);
  }
  return 0;
}
