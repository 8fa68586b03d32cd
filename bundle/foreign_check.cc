// SPDX-License-Identifier: Apache-2.0
#include "bundle/foreign_check.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "bundle/foreign_source.h"
#include "bundle/layout.h"
#include "crypto/cms_signature.h"
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
  std::size_t signatures = 0;
};

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// How large a file may be that is kept; 0 for the others. A tag file lies in the bag's own folder,
// at most one below the archive's root.
std::uint64_t kept_limit(std::string_view path, bool is_signature) {
  const std::string_view below = path.substr(path.find('/') + 1);
  if (is_signature) return kMaxCmsFileBytes;
  return below.find('/') == std::string_view::npos ? foreign_tag_limit(last_part(path)) : 0;
}

Listing list_files(ForeignSource& source, unsigned threads) {
  Listing listing;
  std::mutex mutex;
  source.each(threads, [&](const std::string& path, std::uint64_t bytes,
                           const ForeignSource::Pieces& pieces) {
    Bytes kept;
    const bool is_signature =
        is_foreign_signature(path) || is_foreign_signature(path.substr(path.find('/') + 1));
    const std::uint64_t limit = kept_limit(path, is_signature);
    const bool is_wanted = limit != 0 && bytes <= limit;
    ByteView piece;
    std::uint64_t size = 0;
    while (is_wanted && kept.size() <= limit && pieces(piece)) {
      kept.insert(kept.end(), piece.begin(), piece.end());
      size += piece.size();
    }
    const std::lock_guard lock(mutex);
    listing.files.push_back({path, is_wanted ? size : bytes});
    if (is_signature && ++listing.signatures > kMaxForeignSignatures) return;
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
                                                ProgressCounters* progress,
                                                const ForeignTrust& rules) {
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
    if (kept != listing.kept.end()) {
      tags.emplace(file.path, std::move(kept->second));
    } else if (is_foreign_signature(file.path)) {
      findings.push_back(make_finding("limit.signature-size", file.path,
                                      "was not looked at: it has more than 256 KiB, or is one of "
                                      "more than 100 signatures"));
    }
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
  verdict.signatures = check_foreign_signatures(tags, bag.reaches_payload(kTagManifest), rules);
  std::vector<Finding> found = bag.finish();
  for (auto* some :
       {&found, &verdict.signatures.authorship.findings, &verdict.signatures.time.findings}) {
    std::move(some->begin(), some->end(), std::back_inserter(findings));
    some->clear();
  }
  verdict.findings = std::move(findings);
  return verdict;
}

}  // namespace dossier
