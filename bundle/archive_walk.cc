// SPDX-License-Identifier: Apache-2.0
#include "bundle/archive_walk.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unordered_set>

#include "bundle/folder_listing.h"
#include "bundle/foreign_source.h"
#include "bundle/interrupt.h"
#include "crypto/error.h"

namespace dossier {
namespace {

using Visit = std::function<void(const WalkedFile&, const Pieces&)>;
using OtherVisit = std::function<void(const std::string&, const std::string&)>;

// Thrown through a visit whose file cannot be read to its end: nothing is made of a part of it.
struct CutOff {};

class Counting {
 public:
  Counting(std::string path, std::uint64_t size, ProgressCounters* progress)
      : path_(std::move(path)), size_(size), progress_(progress) {}

  void take(std::size_t bytes) {
    throw_if_interrupted();
    given_ += bytes;
    if (progress_ != nullptr) progress_->bytes_done.fetch_add(bytes, std::memory_order_relaxed);
    if (given_ <= kFreeExpandedBytes || given_ / kMostExpansion <= size_) return;
    throw Error(ErrorKind::kRefused,
                "holds more than " + std::to_string(kMostExpansion) +
                    " times the bytes that it was compressed to, which no archive of pages does",
                path_);
  }

 private:
  std::string path_;
  std::uint64_t size_;
  ProgressCounters* progress_;
  std::uint64_t given_ = 0;
};

void walk_folder(const std::string& path, ProgressCounters* progress, const Visit& visit,
                 const OtherVisit& other) {
  const FolderListing listing(path, "", nullptr);
  for (const FolderListing::Other& each : listing.others())
    other(each.path, std::string(each.what));
  if (progress != nullptr) progress->bytes_total = listing.total_bytes();
  for (std::size_t i = 0; i < listing.count(); ++i) {
    const Descriptor file = listing.open(i);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) throw system_error(errno, "read", listing.full_path(i));
    const Pieces pieces = pieces_of_file(file.get(), listing.full_path(i));
    const WalkedFile walked{std::string(listing.path(i)), Timestamp::from_unix(info.st_mtime)};
    visit(walked, [&](ByteView& piece) {
      if (!pieces(piece)) {
        listing.require_unchanged(file.get(), i);
        return false;
      }
      if (progress != nullptr) {
        progress->bytes_done.fetch_add(piece.size(), std::memory_order_relaxed);
      }
      return true;
    });
  }
}

}  // namespace

std::string walk_archive(const std::string& path, ProgressCounters* progress, const Visit& visit,
                         const OtherVisit& other) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw system_error(errno, "open", path);
  if (S_ISDIR(info.st_mode)) {
    walk_folder(path, progress, visit, other);
    return {};
  }
  const std::unique_ptr<ForeignSource> source = open_foreign_source(path);
  if (!source) {
    throw Error(ErrorKind::kRefused, "is not a ZIP or tar archive that can be read", path);
  }
  Counting counting(path, static_cast<std::uint64_t>(info.st_size), progress);
  std::unordered_set<std::string> seen;
  const auto take = [&](const std::string& name, std::uint64_t, const Pieces& pieces) {
    if (!seen.insert(name).second) {
      throw Error(ErrorKind::kRefused, "has two files of one path, " + name, path,
                  "Which of them is meant cannot be told: pack it again from the files.");
    }
    visit({name, source->modified()}, [&](ByteView& piece) {
      if (pieces(piece)) {
        counting.take(piece.size());
        return true;
      }
      if (!source->damage().empty()) throw CutOff{};
      return false;
    });
  };
  try {
    source->each(1, take);
  } catch (const CutOff&) {
  }
  for (const ForeignSource::Other& each : source->others()) other(each.path, each.what);
  return source->damage();
}

Bytes read_pieces(const Pieces& pieces, std::size_t limit) {
  Bytes all;
  ByteView piece;
  while (all.size() <= limit && pieces(piece)) {
    const std::size_t count = std::min(piece.size(), limit + 1 - all.size());
    all.insert(all.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return all;
}

}  // namespace dossier
