// SPDX-License-Identifier: Apache-2.0
#include "manifests/bagit/manifest.h"

#include <algorithm>
#include <utility>

namespace dossier {
namespace {

constexpr std::size_t kDigestDigits = 2 * Sha256::kSizeBytes;
constexpr std::string_view kGap = "  ";
constexpr std::size_t kMinLineBytes = kDigestDigits + 2 + 1 + 1;  // one byte of path, a line feed

// The line without its line feed; nullopt when it is no manifest line.
std::optional<ManifestEntry> parse_line(std::string_view line) {
  if (line.size() <= kDigestDigits + kGap.size()) return std::nullopt;
  if (line.substr(kDigestDigits, kGap.size()) != kGap) return std::nullopt;
  const std::optional<Sha256> digest = Sha256::parse(line.substr(0, kDigestDigits));
  if (!digest) return std::nullopt;
  return ManifestEntry{*digest, line.substr(kDigestDigits + kGap.size())};
}

ManifestFault fault_in(std::size_t line, std::string_view code, const char* what) {
  return {code, line, "line " + std::to_string(line) + " " + what};
}

}  // namespace

ParsedManifest parse_manifest(ByteView bytes) {
  ParsedManifest parsed;
  std::string_view rest = as_text(bytes);
  std::string_view former;
  parsed.entries.reserve(rest.size() / kMinLineBytes);
  while (!rest.empty()) {
    const std::size_t number = parsed.entries.size() + 1;
    const std::size_t end = rest.substr(0, kMaxManifestLineBytes + 1).find('\n');
    if (end == std::string_view::npos) {
      parsed.fault = rest.size() > kMaxManifestLineBytes
                         ? fault_in(number, "limit.manifest-line", "is longer than 1,200 bytes")
                         : fault_in(number, "bag.manifest-line", "does not end in a line feed");
      break;
    }
    const std::optional<ManifestEntry> entry = parse_line(rest.substr(0, end));
    if (!entry) {
      parsed.fault = fault_in(number, "bag.manifest-line",
                              "is not 64 lower-case hexadecimal digits, two spaces and a path");
      break;
    }
    if (number > 1 && entry->path <= former) {
      parsed.fault = fault_in(number, "bag.manifest-order",
                              entry->path == former ? "names the same path as the line before"
                                                    : "stands after a path that sorts behind it");
      break;
    }
    former = entry->path;
    parsed.entries.push_back(*entry);
    rest.remove_prefix(end + 1);
  }
  return parsed;
}

void append_manifest_line(std::string& out, const Sha256& digest, std::string_view path) {
  append_hex(out, digest.bytes());
  out += kGap;
  out += path;
  out += '\n';
}

}  // namespace dossier
