// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <numeric>
#include <sys/stat.h>
#include <utility>

#include "bundle/descriptor.h"
#include "bundle/entry_source.h"
#include "bundle/folder_listing.h"
#include "bundle/workers.h"

namespace dossier {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
constexpr std::uint64_t kOverlapFromBytes = std::uint64_t{16} << 20;
// Files are given out in groups of this many, so that workers seldom meet.
constexpr std::size_t kGroupFiles = 16;

class FolderSource : public EntrySource {
 public:
  explicit FolderSource(FolderListing listing) : listing_(std::move(listing)) {
    order_.resize(listing_.count());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
      return in_format_order(listing_.path(a), listing_.path(b));
    });
  }

  std::optional<std::string_view> top_folder() const override { return std::nullopt; }
  std::size_t count() const override { return order_.size(); }
  std::string_view path(std::size_t index) const override { return listing_.path(order_[index]); }
  std::uint64_t size(std::size_t index) const override { return listing_.size(order_[index]); }

  void read(std::size_t first, std::size_t last, const ReadOptions& options,
            const std::function<void(const EntryContent&)>& visit,
            std::vector<Finding>& findings) const override;

  void require_unchanged() const override {}  // each file is checked when it is read

 private:
  void read_one(std::size_t index, const ReadOptions& options, Bytes& buffer, Sha256Hasher& hasher,
                const std::function<void(const EntryContent&)>& visit) const;

  FolderListing listing_;
  std::vector<std::size_t> order_;
};

void FolderSource::read(std::size_t first, std::size_t last, const ReadOptions& options,
                        const std::function<void(const EntryContent&)>& visit,
                        std::vector<Finding>&) const {
  std::atomic<std::size_t> next{first};
  run_workers(worker_count(options.threads), [&](unsigned, const StopFlag& stop) {
    Bytes buffer(kPieceBytes);
    Sha256Hasher hasher;
    for (std::size_t at = next.fetch_add(kGroupFiles); at < last && !stop();
         at = next.fetch_add(kGroupFiles)) {
      for (std::size_t i = at; i < std::min(at + kGroupFiles, last); ++i) {
        read_one(i, options, buffer, hasher, visit);
        if (options.progress != nullptr) ++options.progress->files_done;
      }
    }
  });
}

void FolderSource::read_one(std::size_t index, const ReadOptions& options, Bytes& buffer,
                            Sha256Hasher& hasher,
                            const std::function<void(const EntryContent&)>& visit) const {
  const Descriptor file = listing_.open(order_[index]);
  listing_.require_unchanged(file.get(), order_[index]);
  const std::string shown = listing_.full_path(order_[index]);
  const bool keep = options.wanted && options.wanted(index);
  Bytes kept;
  const auto produce = [&](std::span<std::uint8_t> out) {
    return read_up_to(file.get(), out, shown);
  };
  std::uint64_t done = 0;
  const auto consume = [&](ByteView piece) {
    done += piece.size();
    if (done > size(index)) listing_.require_unchanged(file.get(), order_[index]);
    if (options.tap) options.tap(index, piece);
    hasher.update(piece);
    if (keep) kept.insert(kept.end(), piece.begin(), piece.end());
    if (options.progress != nullptr) options.progress->bytes_done += piece.size();
  };
  if (size(index) >= kOverlapFromBytes) {
    overlap(produce, consume);
  } else {
    while (const std::size_t count = produce(buffer)) consume(ByteView(buffer).first(count));
  }
  listing_.require_unchanged(file.get(), order_[index]);
  if (done == 0 && options.tap) options.tap(index, {});
  visit({index, hasher.finish(), true, kept});
}

}  // namespace

OpenedSource open_folder_source(const std::string& path) {
  FolderListing listing(path, "", nullptr);
  OpenedSource opened;
  opened.bytes = listing.total_bytes();
  for (const FolderListing::Other& other : listing.others()) {
    opened.findings.push_back(
        make_finding("bag.entry-unknown", other.path,
                     "is " + std::string(other.what) + "; a bundle holds regular files only"));
  }
  opened.source = std::make_unique<FolderSource>(std::move(listing));
  return opened;
}

}  // namespace dossier
