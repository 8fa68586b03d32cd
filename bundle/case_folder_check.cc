// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <numeric>
#include <utility>

#include "bundle/case_check.h"
#include "bundle/descriptor.h"
#include "bundle/workers.h"
#include "manifests/entry_path.h"
#include "manifests/json/reader.h"
#include "manifests/path_conflicts.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
constexpr std::uint64_t kOverlapFromBytes = std::uint64_t{16} << 20;

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

class FolderReader {
 public:
  FolderReader(const FolderListing& listing, ProgressCounters* progress)
      : listing_(listing), progress_(progress) {}

  struct Content {
    Sha256 digest;
    Bytes bytes;  // the whole, if it was to be kept
  };
  Content read(std::size_t index, bool keep) {
    const Descriptor file = listing_.open(index);
    listing_.require_unchanged(file.get(), index);
    const std::string shown = listing_.full_path(index);
    Content content;
    if (keep) content.bytes.reserve(static_cast<std::size_t>(listing_.size(index)));
    std::uint64_t done = 0;
    const auto produce = [&](std::span<std::uint8_t> out) {
      return read_up_to(file.get(), out, shown);
    };
    const auto consume = [&](ByteView piece) {
      done += piece.size();
      if (done > listing_.size(index)) listing_.require_unchanged(file.get(), index);
      hasher_.update(piece);
      if (keep) content.bytes.insert(content.bytes.end(), piece.begin(), piece.end());
      if (progress_ != nullptr) progress_->bytes_done += piece.size();
    };
    if (listing_.size(index) >= kOverlapFromBytes) {
      overlap(produce, consume);
    } else {
      while (const std::size_t count = produce(buffer_)) consume(ByteView(buffer_).first(count));
    }
    listing_.require_unchanged(file.get(), index);
    content.digest = hasher_.finish();
    if (progress_ != nullptr) ++progress_->files_done;
    return content;
  }

 private:
  const FolderListing& listing_;
  ProgressCounters* progress_;
  Sha256Hasher hasher_;
  Bytes buffer_ = Bytes(kPieceBytes);
};

// Calls work(reader, index) for each, on several threads.
template <class Work>
void read_all(const FolderListing& listing, const std::vector<std::size_t>& indices,
              ProgressCounters* progress, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto useful = std::min<std::size_t>(worker_count(threads), indices.size() / 8 + 1);
  run_workers(static_cast<unsigned>(useful), [&](unsigned, const StopFlag& stop) {
    FolderReader reader(listing, progress);
    for (std::size_t at = next++; at < indices.size() && !stop(); at = next++) work(reader, at);
  });
}

void put_first(std::vector<Finding> findings, CaseVerdict& verdict) {
  verdict.errors += static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [](const Finding& each) { return each.severity == Severity::kError; }));
  verdict.findings.insert(verdict.findings.begin(), std::make_move_iterator(findings.begin()),
                          std::make_move_iterator(findings.end()));
}

}  // namespace

bool is_dropping(std::string_view path) {
  const std::string_view name = last_component(path);
  constexpr std::string_view kNames[] = {".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini",
                                         ".directory"};
  if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) return true;
  const bool swap = name.starts_with('.') && name.size() > 4 &&
                    (name.ends_with(".swp") || name.ends_with(".swo") || name.ends_with(".swx"));
  const bool backup = name.ends_with('~') || name.starts_with("._") ||
                      name.starts_with(".~lock.") || name.starts_with("~$") ||
                      (name.starts_with('#') && name.ends_with('#'));
  const bool conflict = name.find(".sync-conflict-") != std::string_view::npos ||
                        name.find("conflicted copy") != std::string_view::npos;
  return swap || backup || conflict;
}

std::vector<Finding> check_case_names(const FolderListing& files) {
  std::vector<Finding> findings;
  for (const FolderListing::Other& other : files.others()) {
    findings.push_back(make_finding("bag.entry-unknown", other.path,
                                    "is " + std::string(other.what) +
                                        "; only regular files are packed, and links are not "
                                        "followed"));
  }
  std::vector<std::string_view> paths;
  paths.reserve(files.count());
  for (std::size_t i = 0; i < files.count(); ++i) {
    if (is_dropping(files.path(i))) continue;  // never packed
    if (const auto fault = find_path_fault(files.path(i))) {
      findings.push_back(make_finding(fault->code, std::string(files.path(i)), fault->sentence));
    } else {
      paths.push_back(files.path(i));
    }
  }
  std::vector<Finding> conflicts = find_path_conflicts(paths);
  std::move(conflicts.begin(), conflicts.end(), std::back_inserter(findings));
  return findings;
}

CaseFolderCheck check_case_folder(const FolderListing& listing, Profile stricter,
                                  const std::vector<std::string>* secrets,
                                  ProgressCounters* progress, unsigned threads) {
  CaseFolderCheck result;
  std::vector<std::size_t> records;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < listing.count(); ++i) {
    if (is_dropping(listing.path(i))) {
      result.droppings.emplace_back(listing.path(i));
    } else {
      (is_record_path(listing.path(i)) ? records : others).push_back(i);
    }
  }
  if (progress != nullptr) {
    progress->files_total = records.size() + others.size();
    progress->bytes_total = listing.total_bytes();
  }
  std::vector<RecordBytes> contents(records.size());
  std::vector<Sha256> digests(listing.count());
  read_all(listing, records, progress, threads, [&](FolderReader& reader, std::size_t at) {
    const std::size_t i = records[at];
    const bool readable = listing.size(i) <= json::kMaxFileBytes;
    FolderReader::Content content = reader.read(i, readable);
    digests[i] = content.digest;
    if (!readable) return;
    contents[at].path = listing.path(i);
    contents[at].bytes = as_text(content.bytes);
  });
  std::erase_if(contents, [](const RecordBytes& record) { return record.path.empty(); });
  const Profile profile = strictest_profile(contents, stricter);
  auto dossier =
      std::make_shared<const Dossier>(read_records(std::move(contents), profile, threads));
  CaseCheck check(*dossier, {profile, false, secrets});
  read_all(listing, others, progress, threads, [&](FolderReader& reader, std::size_t at) {
    const std::size_t i = others[at];
    const FolderReader::Content content =
        reader.read(i, check.wants(listing.path(i), listing.size(i)));
    digests[i] = content.digest;
    check.take(listing.path(i), listing.size(i), content.digest, content.bytes);
  });
  std::vector<PayloadFile> files;
  files.reserve(listing.count());
  for (std::size_t i = 0; i < listing.count(); ++i) {
    if (is_dropping(listing.path(i))) continue;
    files.push_back({listing.path(i), listing.size(i), digests[i]});
  }
  result.verdict = check.finish(files, threads);
  put_first(check_case_names(listing), result.verdict);
  result.profile = profile;
  result.dossier = std::move(dossier);
  return result;
}

}  // namespace dossier
