// SPDX-License-Identifier: Apache-2.0
#include "bundle/bundle_content.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "bundle/large_memory.h"
#include "bundle/layout.h"
#include "bundle/payload_digests.h"
#include "manifests/bagit/manifest.h"
#include "manifests/bagit/tag_file.h"
#include "manifests/entry_path.h"
#include "manifests/path_conflicts.h"

namespace dossier {
namespace {

// A manifest may name files that are missing; but not many times more than there are.
constexpr std::uint64_t kManifestSlackBytes = std::uint64_t{64} << 20;

// The tag files that the tag manifest names, in its order; and all that a bundle must have.
constexpr std::array<std::string_view, 4> kSignedTagFiles = {kBagInfoTxt, kBagitTxt, kManifest,
                                                             kSealJson};

std::uint64_t tag_limit(std::string_view path) {
  if (path.starts_with(kSignaturesFolder)) {
    return path.ends_with(".tsr") ? kMaxTimestampBytes : kMaxSignatureBytes;
  }
  return kMaxTagFileBytes;
}

std::string_view limit_code(std::string_view path) {
  if (!path.starts_with(kSignaturesFolder)) return "limit.tag-file-size";
  return path.ends_with(".tsr") ? "limit.timestamp-size" : "limit.signature-size";
}

bool is_tag_path(std::string_view path) {
  return (!path.starts_with(kDataFolder) || path == kSaltTxt) && path != kManifest &&
         format_rank(path) != 7;
}

Finding digest_finding(std::string_view path, const Sha256& found, const Sha256& expected,
                       std::string_view manifest) {
  return make_finding(
      "file.digest-mismatch", std::string(path),
      "has SHA-256 " + found.hex() + ", and " + std::string(manifest) + " tells " + expected.hex());
}

Finding line_finding(std::string_view manifest, const ManifestFault& fault) {
  Finding finding = make_finding(fault.code, std::string(manifest), fault.sentence);
  finding.pointer = "line " + std::to_string(fault.line);
  return finding;
}

// What the whole of one entry is, read once more; empty if it has changed since the first read.
std::optional<Bytes> read_again(const EntrySource& source, std::size_t index,
                                const Sha256& digest) {
  std::optional<Bytes> bytes;
  ReadOptions options;
  options.threads = 1;
  options.wanted = [](std::size_t) { return true; };
  std::vector<Finding> ignored;  // reported at the first read
  source.read(
      index, index + 1, options,
      [&](const EntryContent& content) {
        if (content.digest == digest) bytes = Bytes(content.bytes.begin(), content.bytes.end());
      },
      ignored);
  return bytes;
}

// The payload manifest against the payload: both are sorted by path.
void compare_payload(const EntrySource& source, const BundleParts& parts,
                     const BundleContent& content, const std::vector<ManifestEntry>& listed,
                     std::vector<Finding>& findings) {
  std::size_t at = 0;
  for (std::size_t i = parts.payload_first; i < parts.payload_last || at < listed.size();) {
    const bool only_listed =
        i == parts.payload_last || (at < listed.size() && listed[at].path < source.path(i));
    if (only_listed) {
      findings.push_back(make_finding("file.missing", std::string(listed[at].path),
                                      "is named in manifest-sha256.txt and is not there"));
      ++at;
    } else if (at == listed.size() || source.path(i) < listed[at].path) {
      findings.push_back(make_finding("file.unlisted", std::string(source.path(i)),
                                      "is there and is not named in manifest-sha256.txt"));
      ++i;
    } else {
      if (content.digests[i] != listed[at].digest) {
        findings.push_back(
            digest_finding(source.path(i), content.digests[i], listed[at].digest, kManifest));
      }
      ++at;
      ++i;
    }
  }
}

void check_payload_manifest(const EntrySource& source, const BundleParts& parts,
                            const BundleContent& content, const PayloadDigests& payload,
                            std::vector<Finding>& findings) {
  const std::size_t index = parts.manifest;
  if (index == source.count() || payload.manifest == content.digests[index]) return;
  if (source.size(index) > 2 * payload.manifest_bytes + kManifestSlackBytes) {
    findings.push_back(make_finding("limit.tag-file-size", std::string(kManifest),
                                    "is far larger than the manifest of " +
                                        std::to_string(parts.payload_last - parts.payload_first) +
                                        " files can be"));
    return;
  }
  const std::optional<Bytes> bytes = read_again(source, index, content.digests[index]);
  if (!bytes) return;
  const ParsedManifest parsed = parse_manifest(*bytes);
  if (parsed.fault) {
    findings.push_back(line_finding(kManifest, *parsed.fault));
    return;
  }
  for (std::size_t line = 0; line < parsed.entries.size(); ++line) {
    const std::string_view path = parsed.entries[line].path;
    const std::optional<PathFault> fault = find_path_fault(path);
    if (!fault && path.starts_with(kDataFolder)) continue;
    findings.push_back(
        line_finding(kManifest, {"bag.manifest-line", line + 1,
                                 fault ? "names a file that no bundle may have: " + fault->sentence
                                       : "names a file that is no payload"}));
    return;
  }
  compare_payload(source, parts, content, parsed.entries, findings);
}

void check_tag_manifest(const EntrySource& source, const BundleContent& content,
                        std::vector<Finding>& findings) {
  if (!content.has_tag(kTagManifest)) return;
  const ByteView bytes = content.tag(kTagManifest);
  const ParsedManifest parsed = parse_manifest(bytes);
  if (parsed.fault) {
    findings.push_back(line_finding(kTagManifest, *parsed.fault));
    return;
  }
  const bool right_scope = std::equal(
      parsed.entries.begin(), parsed.entries.end(), kSignedTagFiles.begin(), kSignedTagFiles.end(),
      [](const ManifestEntry& entry, std::string_view path) { return entry.path == path; });
  if (!right_scope) {
    findings.push_back(make_finding("bag.tagmanifest-scope", std::string(kTagManifest),
                                    "does not name exactly bag-info.txt, bagit.txt, "
                                    "manifest-sha256.txt and seal/seal.json"));
    return;
  }
  for (const ManifestEntry& entry : parsed.entries) {
    const std::optional<std::size_t> index = find_entry(source, entry.path);
    if (index && content.digests[*index] != entry.digest) {
      findings.push_back(
          digest_finding(entry.path, content.digests[*index], entry.digest, kTagManifest));
    }
  }
}

void check_limits(const EntrySource& source, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view path = source.path(i);
    if (!is_tag_path(path) || source.size(i) <= tag_limit(path)) continue;
    findings.push_back(make_finding(limit_code(path), std::string(path),
                                    "has " + std::to_string(source.size(i)) + " bytes, at most " +
                                        std::to_string(tag_limit(path)) + " are read"));
  }
}

void check_order(const EntrySource& source, std::vector<Finding>& findings) {
  std::string_view former;
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view path = source.path(i);
    const int rank = format_rank(path);
    if (rank == 7) continue;                                             // bag.entry-unknown
    const bool both_signatures = rank == 6 && format_rank(former) == 6;  // signature.name
    if (!former.empty() && former != path && !both_signatures && !in_format_order(former, path)) {
      findings.push_back(
          make_finding("container.order", std::string(path),
                       "stands after " + std::string(former) + ", where the format has it before"));
      return;
    }
    former = path;
  }
}

void check_names(const EntrySource& source, std::vector<Finding>& findings) {
  const auto add = [&](const PathFault& fault, std::string_view path) {
    findings.push_back(make_finding(fault.code, std::string(path), fault.sentence));
  };
  if (const std::optional<std::string_view> top = source.top_folder()) {
    const auto name = parse_bundle_name(*top);
    if (top->empty()) {
      add({"path.component", "begins with a slash"}, "/" + std::string(source.path(0)));
    } else if (const auto* fault = std::get_if<PathFault>(&name)) {
      add(*fault, *top);
    }
  }
  bool all_good = true;
  std::vector<std::string_view> paths;
  reserve_large(paths, source.count());
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view path = source.path(i);
    paths.push_back(path);
    const std::optional<PathFault> fault = find_path_fault(path);
    if (fault) {
      add(*fault, path);
      all_good = false;
    } else if (format_rank(path) == 7 || (path.starts_with(kSealFolder) && path != kSealJson)) {
      findings.push_back(make_finding("bag.entry-unknown", std::string(path),
                                      "lies at no place that the format knows"));
    }
  }
  if (!all_good) return;
  std::vector<Finding> conflicts = find_path_conflicts(paths);
  std::move(conflicts.begin(), conflicts.end(), std::back_inserter(findings));
}

}  // namespace

std::optional<std::size_t> find_entry(const EntrySource& source, std::string_view path) {
  std::size_t low = 0;
  std::size_t high = source.count();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (in_format_order(source.path(middle), path)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < source.count() && source.path(low) == path) return low;
  return std::nullopt;
}

ByteView BundleContent::tag(std::string_view path) const {
  const auto found = tags.find(path);
  return found == tags.end() ? ByteView() : ByteView(found->second);
}

BundleParts BundleParts::of(const EntrySource& source) {
  BundleParts parts;
  const auto first_with = [&](auto matches) {
    std::size_t low = 0;
    std::size_t high = source.count();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (matches(source.path(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  parts.payload_first = first_with([](std::string_view path) { return format_rank(path) >= 2; });
  parts.payload_last = first_with([](std::string_view path) { return format_rank(path) > 2; });
  parts.records_first = first_with([](std::string_view path) {
    return format_rank(path) > 2 || (format_rank(path) == 2 && path >= kHeadRecord);
  });
  parts.salt = find_entry(source, kSaltTxt).value_or(parts.payload_last);
  parts.manifest = find_entry(source, kManifest).value_or(source.count());
  return parts;
}

std::vector<Finding> check_places(const EntrySource& source) {
  std::vector<Finding> findings;
  check_names(source, findings);
  check_order(source, findings);
  if (!findings.empty()) return findings;  // what follows looks entries up by their order
  for (const std::string_view path : {kBagitTxt, kBagInfoTxt, kManifest, kTagManifest}) {
    if (find_entry(source, path)) continue;
    findings.push_back(make_finding("bag.tag-file-missing", std::string(path), "is not there"));
  }
  for (const std::string_view path : {kSaltTxt, kSealJson}) {
    if (find_entry(source, path)) continue;
    findings.push_back(make_finding("seal.missing", std::string(path), "is not there"));
  }
  check_limits(source, findings);
  return findings;
}

bool is_kept_tag(std::string_view path, std::uint64_t size) {
  return is_tag_path(path) && size <= tag_limit(path);
}

std::vector<Finding> check_bag(const EntrySource& source, const BundleParts& parts,
                               const BundleContent& content, const PayloadDigests& payload) {
  std::vector<Finding> findings;
  if (auto finding = check_bag_declaration(content.tag(kBagitTxt))) {
    findings.push_back(std::move(*finding));
  }
  check_tag_manifest(source, content, findings);
  check_payload_manifest(source, parts, content, payload, findings);
  std::unordered_set<std::string> told;
  for (const Finding& finding : findings) told.insert(finding.where);
  for (const std::size_t index : content.crc_differs) {
    // Where the digest differs too, that is the same damage and told already.
    if (told.contains(std::string(source.path(index)))) continue;
    findings.push_back(make_finding("file.crc-mismatch", std::string(source.path(index)),
                                    "has another CRC-32 than its header tells"));
  }
  return findings;
}

}  // namespace dossier
