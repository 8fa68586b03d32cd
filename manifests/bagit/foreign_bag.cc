// SPDX-License-Identifier: Apache-2.0
#include "manifests/bagit/foreign_bag.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "manifests/entry_path.h"
#include "manifests/text/charset.h"

namespace dossier {
namespace {

constexpr std::string_view kBagit = "bagit.txt";
constexpr std::array<std::string_view, 2> kInfoFiles = {"bag-info.txt", "package-info.txt"};
constexpr std::string_view kFetch = "fetch.txt";
constexpr std::string_view kPayload = "data/";
constexpr std::string_view kSignatures = "signatures/";
constexpr std::string_view kSigned = "tagmanifest-sha256.txt";

// The algorithm's name in "manifest-NAME.txt" or "tagmanifest-NAME.txt"; empty for other names.
std::string_view manifest_algorithm(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix) || !path.ends_with(".txt") || path.size() < prefix.size() + 5 ||
      path.find('/') != std::string_view::npos) {
    return {};
  }
  return path.substr(prefix.size(), path.size() - prefix.size() - 4);
}

std::string_view payload_algorithm(std::string_view path) {
  return manifest_algorithm(path, "manifest-");
}
std::string_view tag_algorithm(std::string_view path) {
  return manifest_algorithm(path, "tagmanifest-");
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

bool is_tag_manifest(std::string_view path) {
  return !tag_algorithm(path).empty();
}

}  // namespace

std::uint64_t foreign_tag_limit(std::string_view path) {
  if (path == kBagit || path == kInfoFiles[0] || path == kInfoFiles[1]) return kMaxForeignTagBytes;
  if (path == kFetch || !payload_algorithm(path).empty() || is_tag_manifest(path)) {
    return kMaxForeignManifestBytes;
  }
  return 0;
}

std::string foreign_signature_target(std::string_view path) {
  const auto is_made_over = [](std::string_view name) {
    return name.ends_with(".p7s") || name.ends_with(".tsr");
  };
  if (!path.starts_with(kSignatures) || !is_made_over(path)) return {};
  const std::string_view target = path.substr(0, path.size() - 4);
  std::string_view first = target;
  while (is_made_over(first)) first.remove_suffix(4);
  first.remove_prefix(std::min(first.size(), kSignatures.size()));
  if (first != kSigned) return {};
  return std::string(is_made_over(target) ? target : first);
}

bool is_foreign_signature(std::string_view path) {
  if (path.ends_with(".tsr.crt")) path.remove_suffix(4);
  return !foreign_signature_target(path).empty();
}

ForeignBag::ForeignBag(std::vector<ForeignFile> files, const ForeignTags& tags)
    : files_(std::move(files)), digests_(files_.size()) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const std::string& path = files_[i].path;
    by_path_.emplace(path, i);
    const std::uint64_t limit = foreign_tag_limit(path);
    if (limit != 0 && files_[i].bytes > limit) {
      add("limit.tag-file-size", path,
          "has " + std::to_string(files_[i].bytes) + " bytes, at most " + std::to_string(limit) +
              " are read");
    }
  }
  read_declaration(tags);
  if (declaration_.version.empty()) return;
  read_info(tags);
  read_manifests(tags);
  read_fetch(tags);
}

void ForeignBag::add(std::string_view code, const std::string& where, std::string sentence,
                     std::size_t line) {
  Finding& finding = findings_.emplace_back(make_finding(code, where, std::move(sentence)));
  if (line != 0) finding.pointer = "line " + std::to_string(line);
}

void ForeignBag::read_declaration(const ForeignTags& tags) {
  const auto file = tags.find(kBagit);
  if (file == tags.end()) {
    if (!by_path_.contains(std::string(kBagit))) {
      add("bag.tag-file-missing", std::string(kBagit), "is not there, so this is no bag");
    }
    return;
  }
  auto parsed = parse_foreign_declaration(file->second);
  if (const auto* fault = std::get_if<LineFault>(&parsed)) {
    add("bag.foreign-declaration", file->first, fault->sentence, fault->line);
  } else {
    declaration_ = std::get<BagDeclaration>(std::move(parsed));
    const std::optional<LineFault>& spacing = declaration_.spacing;
    if (spacing) add("bag.foreign-declaration", file->first, spacing->sentence, spacing->line);
  }
}

// A text in the declared encoding, as UTF-8.
std::string ForeignBag::decoded(const std::string& path, const Bytes& bytes) {
  const Charset charset =
      detect_charset(bytes, "text/plain; charset=" + declaration_.encoding, false);
  std::optional<DecodedText> text = decode_charset(bytes, charset.name);
  if (!text || text->replacements != 0) {
    add("bag.foreign-encoding", path,
        "is not in the encoding " + declaration_.encoding + " that bagit.txt declares");
  }
  return text ? std::move(text->text) : std::string();
}

void ForeignBag::read_info(const ForeignTags& tags) {
  for (const std::string_view name : kInfoFiles) {
    const auto file = tags.find(name);
    if (file == tags.end()) continue;
    const auto parsed = parse_tag_lines(decoded(file->first, file->second));
    if (const auto* fault = std::get_if<LineFault>(&parsed)) {
      add("bag.foreign-info", file->first, fault->sentence, fault->line);
      continue;
    }
    for (const TagLine& line : std::get<std::vector<TagLine>>(parsed)) {
      const std::string label = lower(line.label);
      if (label == "dossier-format") claims_dossier_ = true;
      if (label != "payload-oxum") continue;
      oxum_ = line.value;
      oxum_file_ = file->first;
    }
  }
}

void ForeignBag::read_manifests(const ForeignTags& tags) {
  bool has_payload_manifest = false;
  for (const auto& [path, bytes] : tags) {
    const bool is_tag = is_tag_manifest(path);
    const std::string_view name = is_tag ? tag_algorithm(path) : payload_algorithm(path);
    if (name.empty()) continue;
    const auto algorithm = digest_algorithm(lower(name));
    if (!algorithm) {
      add("bag.digest-unknown", path,
          "uses " + std::string(name) + ", a digest that this program does not know");
      continue;
    }
    has_payload_manifest = has_payload_manifest || !is_tag;
    if (std::find(algorithms_.begin(), algorithms_.end(), *algorithm) == algorithms_.end()) {
      algorithms_.push_back(*algorithm);
    }
    Manifest& manifest = manifests_.emplace_back(Manifest{path, *algorithm, is_tag, {}});
    read_manifest(manifest, decoded(path, bytes));
  }
  if (!has_payload_manifest) {
    add("bag.tag-file-missing", "manifest-sha256.txt",
        "is not there, and neither is another payload manifest");
  }
}

void ForeignBag::read_manifest(Manifest& manifest, std::string_view text) {
  const std::size_t digest_bytes = digest_kind(manifest.algorithm).bytes;
  std::size_t number = 0;
  for (const std::string_view text_line : lines_of(text)) {
    ++number;
    if (text_line.empty()) continue;
    auto parsed = parse_foreign_manifest_line(text_line, digest_bytes, declaration_.is_final);
    if (const auto* fault = std::get_if<std::string>(&parsed)) {
      add("bag.foreign-manifest-line", manifest.path, *fault, number);
      continue;
    }
    auto& line = std::get<ForeignManifestLine>(parsed);
    if (const auto fault = foreign_path_fault(line.path)) {
      add("bag.path-outside", manifest.path, "names " + line.path + ", which " + *fault, number);
      continue;
    }
    if (!manifest.is_tag && !line.path.starts_with(kPayload)) {
      add("bag.foreign-manifest-line", manifest.path,
          "names " + line.path + ", which is no payload", number);
      continue;
    }
    if (line.had_star || line.had_dot) {
      add("bag.doubtful", manifest.path,
          std::string("has ") + (line.had_star ? "* as md5sum writes it" : "./") +
              " before the path " + line.path,
          number);
    }
    const auto [known, added] = manifest.lines.emplace(line.path, line.digest);
    if (added) continue;
    if (declaration_.is_final || known->second != line.digest) {
      add("bag.listed-twice", manifest.path,
          "names " + line.path + " a second time" +
              (known->second == line.digest ? "" : ", with another digest"),
          number);
    } else {
      add("bag.doubtful", manifest.path, "names " + line.path + " twice with the same digest",
          number);
    }
  }
}

void ForeignBag::read_fetch(const ForeignTags& tags) {
  const auto file = tags.find(kFetch);
  if (file == tags.end()) return;
  std::size_t number = 0;
  const std::string text = decoded(file->first, file->second);
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (line.empty()) continue;
    const auto parsed = parse_fetch_line(line, declaration_.is_final);
    if (parsed.index() == 1) {
      add("bag.foreign-fetch", file->first, std::get<1>(parsed), number);
      continue;
    }
    const std::string& path = std::get<0>(parsed);
    if (const auto fault = foreign_path_fault(path)) {
      add("bag.path-outside", file->first, "would write " + path + ", which " + *fault, number);
    } else {
      to_fetch_.emplace(path, line.substr(0, line.find_first_of(" \t")));
    }
  }
}

bool ForeignBag::reaches_payload(std::string_view tag_manifest) const {
  for (const Manifest& manifest : manifests_) {
    if (manifest.path != tag_manifest) continue;
    return std::any_of(manifests_.begin(), manifests_.end(), [&](const Manifest& payload) {
      return !payload.is_tag && manifest.lines.contains(payload.path);
    });
  }
  return false;
}

std::vector<Finding> ForeignBag::finish() {
  if (!declaration_.version.empty()) {
    for (const Manifest& manifest : manifests_) {
      check_complete(manifest);
      check_digests(manifest);
    }
    check_unlisted();
    check_oxum();
    check_twins();
    check_weakness();
  }
  return std::move(findings_);
}

void ForeignBag::check_complete(const Manifest& manifest) {
  std::vector<std::string> missing;
  for (const auto& [path, digest] : manifest.lines) {
    if (!by_path_.contains(path)) missing.push_back(path);
  }
  std::sort(missing.begin(), missing.end());
  for (const std::string& path : missing) {
    const auto elsewhere = to_fetch_.find(path);
    add("file.missing", path,
        "is named in " + manifest.path + " and is not there" +
            (elsewhere == to_fetch_.end() ? "" : "; fetch.txt says where it can be fetched"));
  }
}

void ForeignBag::check_digests(const Manifest& manifest) {
  const auto place = static_cast<std::size_t>(
      std::find(algorithms_.begin(), algorithms_.end(), manifest.algorithm) - algorithms_.begin());
  const std::string name(digest_kind(manifest.algorithm).name);
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const auto line = manifest.lines.find(files_[i].path);
    if (line == manifest.lines.end() || place >= digests_[i].size()) continue;
    const Bytes& found = digests_[i][place];
    if (found == line->second) continue;
    add("file.digest-mismatch", files_[i].path,
        "has " + name + " " + to_hex(found) + ", and " + manifest.path + " tells " +
            to_hex(line->second));
  }
}

// Payload that no manifest names; in 1.0 every manifest must name all of it. Tag files that no tag
// manifest names may be changed unseen.
void ForeignBag::check_unlisted() {
  const bool has_tag_manifest = std::any_of(manifests_.begin(), manifests_.end(),
                                            [](const Manifest& each) { return each.is_tag; });
  for (const ForeignFile& file : files_) {
    const bool is_payload = file.path.starts_with(kPayload);
    if (is_tag_manifest(file.path) || is_foreign_signature(file.path)) continue;
    std::size_t asked = 0;
    std::vector<std::string> silent;
    for (const Manifest& manifest : manifests_) {
      if (manifest.is_tag == is_payload) continue;
      ++asked;
      if (!manifest.lines.contains(file.path)) silent.push_back(manifest.path);
    }
    if (!is_payload) {
      if (has_tag_manifest && silent.size() == asked) {
        add("bag.tag-file-unlisted", file.path,
            "is named in no tag manifest: a change of it would not be seen");
      }
      continue;
    }
    if (silent.size() == asked) {
      add("file.unlisted", file.path, "is there and is named in no manifest");
    } else if (declaration_.is_final) {
      for (const std::string& manifest : silent) {
        add("file.unlisted", file.path, "is there and is not named in " + manifest);
      }
    }
  }
}

void ForeignBag::check_oxum() {
  if (oxum_.empty()) return;
  const auto told = parse_payload_oxum(oxum_);
  PayloadOxum found;
  for (const ForeignFile& file : files_) {
    if (!file.path.starts_with(kPayload)) continue;
    found.octets += file.bytes;
    ++found.streams;
  }
  if (told && told->octets == found.octets && told->streams == found.streams) return;
  add("bag.oxum-mismatch", oxum_file_,
      "tells the Payload-Oxum " + oxum_ + ", and the files give " + std::to_string(found.octets) +
          "." + std::to_string(found.streams));
}

void ForeignBag::check_twins() {
  std::unordered_map<std::string, const std::string*> names;
  for (const ForeignFile& file : files_) {
    const auto [known, added] = names.emplace(collision_key(file.path), &file.path);
    if (added) continue;
    add("bag.doubtful", file.path,
        "differs from " + *known->second +
            " only in case or normal form: not every system can "
            "hold both");
  }
}

void ForeignBag::check_weakness() {
  bool has_strong = false;
  std::string weak;
  for (const Manifest& manifest : manifests_) {
    if (manifest.is_tag) continue;
    const DigestKind& kind = digest_kind(manifest.algorithm);
    has_strong = has_strong || !kind.is_weak;
    if (kind.is_weak) weak = manifest.path;
  }
  if (!has_strong && !weak.empty()) {
    add("bag.digest-weak", weak,
        "is all that vouches for the payload, and two files with the same digest can be made");
  }
}

}  // namespace dossier
