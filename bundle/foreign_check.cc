// SPDX-License-Identifier: Apache-2.0
#include "bundle/foreign_check.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "bundle/foreign_source.h"
#include "bundle/layout.h"
#include "crypto/digest.h"
#include "manifests/bagit/foreign_bag.h"

namespace dossier {
namespace {

// What only a dossier holds.
bool is_dossier_mark(std::string_view path) {
  return path == kHeadRecord || path == kSaltTxt || path.starts_with(kSealFolder) ||
         (path.starts_with(kSignaturesFolder) && path.ends_with(".sig"));
}

// The names, and the small files among them; the folder of the bag within is not known yet.
struct Listing {
  std::vector<ForeignFile> files;
  std::unordered_map<std::string, Bytes> kept;
};

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

Listing list_files(ForeignSource& source, unsigned threads) {
  Listing listing;
  std::mutex mutex;
  source.each(threads, [&](const std::string& path, std::uint64_t bytes,
                           const ForeignSource::Pieces& pieces) {
    Bytes kept;
    const std::uint64_t limit = foreign_tag_limit(last_part(path));
    // A tag file lies in the bag's own folder, at most one below the archive's root.
    const bool is_wanted =
        limit != 0 && std::count(path.begin(), path.end(), '/') <= 1 && bytes <= limit;
    ByteView piece;
    std::uint64_t size = 0;
    while (is_wanted && kept.size() <= limit && pieces(piece)) {
      kept.insert(kept.end(), piece.begin(), piece.end());
      size += piece.size();
    }
    const std::lock_guard lock(mutex);
    listing.files.push_back({path, is_wanted ? size : bytes});
    if (is_wanted && size <= limit) listing.kept.emplace(path, std::move(kept));
  });
  std::sort(listing.files.begin(), listing.files.end(),
            [](const ForeignFile& a, const ForeignFile& b) { return a.path < b.path; });
  return listing;
}

// "" or "NAME/", where bagit.txt or else a manifest lies.
std::string folder_of_bag(const Listing& listing) {
  for (const bool wants_declaration : {true, false}) {
    for (const bool wants_root : {true, false}) {
      for (const ForeignFile& file : listing.files) {
        const std::string_view name = last_part(file.path);
        const bool is_root = name.size() == file.path.size();
        if (is_root != wants_root || !listing.kept.contains(file.path)) continue;
        if (wants_declaration ? name != "bagit.txt" : !name.starts_with("manifest-")) continue;
        return file.path.substr(0, file.path.size() - name.size());
      }
    }
  }
  return "\n";  // no path holds it: there is no bag
}

}  // namespace

std::optional<ForeignVerdict> check_foreign_bag(const std::string& path, unsigned threads,
                                                ProgressCounters* progress) {
  const std::unique_ptr<ForeignSource> source = open_foreign_source(path);
  if (!source) return std::nullopt;
  Listing listing = list_files(*source, threads);
  // What little is left of a dossier may show none of its marks.
  if (!source->damage().empty() && source->is_zip()) return std::nullopt;
  const std::string folder = folder_of_bag(listing);
  std::vector<ForeignFile> inside;
  ForeignTags tags;
  std::vector<Finding> findings;
  for (ForeignFile& file : listing.files) {
    const std::string whole = file.path;
    if (!whole.starts_with(folder)) {
      findings.push_back(
          make_finding("bag.foreign-outside", whole, "lies outside the bag's folder"));
      continue;
    }
    file.path.erase(0, folder.size());
    if (is_dossier_mark(file.path)) return std::nullopt;
    const auto kept = listing.kept.find(whole);
    if (kept != listing.kept.end()) tags.emplace(file.path, std::move(kept->second));
    inside.push_back(std::move(file));
  }
  if (inside.empty()) return std::nullopt;
  ForeignVerdict verdict;
  std::unordered_map<std::string, std::size_t> indexes;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    verdict.bytes += inside[i].bytes;
    const auto [known, added] = indexes.emplace(folder + inside[i].path, i);
    if (!added) {
      findings.push_back(
          make_finding("container.duplicate", inside[i].path, "is in the archive twice"));
    }
  }
  verdict.files = inside.size();
  ForeignBag bag(std::move(inside), tags);
  if (bag.claims_dossier()) return std::nullopt;
  if (progress != nullptr) {
    progress->files_total = verdict.files;
    progress->bytes_total = verdict.bytes;
  }
  source->each(threads,
               [&](const std::string& name, std::uint64_t, const ForeignSource::Pieces& pieces) {
                 const auto index = indexes.find(name);
                 if (index == indexes.end()) return;
                 MultiHasher hasher(bag.algorithms());
                 ByteView piece;
                 std::uint64_t bytes = 0;
                 while (pieces(piece)) {
                   hasher.update(piece);
                   bytes += piece.size();
                   if (progress != nullptr) progress->bytes_done += piece.size();
                 }
                 bag.take(index->second, bytes, hasher.finish());
                 if (progress != nullptr) ++progress->files_done;
               });
  if (!source->damage().empty()) {
    findings.push_back(make_finding("bag.foreign-archive", path, source->damage()));
  }
  for (const ForeignSource::Other& other : source->others()) {
    findings.push_back(make_finding("bag.foreign-entry", other.path, "is " + other.what));
  }
  verdict.version = bag.version();
  for (Finding& finding : bag.finish()) findings.push_back(std::move(finding));
  verdict.findings = std::move(findings);
  return verdict;
}

}  // namespace dossier
