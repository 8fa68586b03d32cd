// SPDX-License-Identifier: Apache-2.0
#include "bundle/bundle_writer.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "bundle/appendix_names.h"
#include "bundle/layout.h"
#include "bundle/workers.h"
#include "crypto/error.h"
#include "manifests/bagit/manifest.h"
#include "manifests/seal.h"

namespace dossier {
namespace {

constexpr std::size_t kManifestPieceBytes = std::size_t{1} << 20;
constexpr std::size_t kPayloadFirst = 2;  // after bagit.txt and bag-info.txt
constexpr std::array<std::string_view, 4> kSignedTagFiles = {kBagInfoTxt, kBagitTxt, kManifest,
                                                             kSealJson};

std::uint64_t manifest_line_bytes(std::string_view path) {
  return 2 * Sha256::kSizeBytes + 2 + path.size() + 1;
}

}  // namespace

// The plan's files by the index of the ZIP entry.
class BundleWriter::Files : public PayloadFiles {
 public:
  explicit Files(const BundleWriter& writer) : writer_(writer) {}

  std::optional<ByteView> held(std::size_t index) const override {
    const Item& item = writer_.payload_[index - kPayloadFirst];
    if (item.file != kNotOnDisk) return std::nullopt;
    return ByteView(writer_.plan_.held.find(item.path)->second);
  }
  Descriptor open(std::size_t index) const override {
    return writer_.plan_.files->open(file_of(index));
  }
  void require_unchanged(int fd, std::size_t index) const override {
    writer_.plan_.files->require_unchanged(fd, file_of(index));
  }
  std::string shown_path(std::size_t index) const override {
    const std::size_t file = file_of(index);
    return file == kNotOnDisk ? std::string(writer_.payload_[index - kPayloadFirst].path)
                              : writer_.plan_.files->full_path(file);
  }

 private:
  std::size_t file_of(std::size_t index) const {
    return writer_.payload_[index - kPayloadFirst].file;
  }
  const BundleWriter& writer_;
};

BundleWriter::BundleWriter(const BundlePlan& plan) : plan_(plan) {
  collect_payload();
  digests_.resize(payload_.size());
  seal_with_zero_root_ = write_seal({plan_.dossier_id, plan_.revision, payload_.size() - 1, {}});
  for (const Item& item : payload_) manifest_bytes_ += manifest_line_bytes(item.path);
  for (const std::string_view path : kSignedTagFiles) {
    tag_manifest_bytes_ += manifest_line_bytes(path);
  }
}

void BundleWriter::collect_payload() {
  const FolderListing& files = *plan_.files;
  payload_.reserve(files.count() + plan_.held.size() + 1);
  for (std::size_t i = 0; i < files.count(); ++i) {
    if (files.path(i) == plan_.late_path || plan_.held.contains(files.path(i))) continue;
    payload_.push_back({files.path(i), files.size(i), i});
  }
  for (const auto& [path, bytes] : plan_.held) payload_.push_back({path, bytes.size(), kNotOnDisk});
  if (!plan_.late_path.empty()) {
    payload_.push_back({plan_.late_path, plan_.late_bytes, kNotOnDisk});
  }
  std::sort(payload_.begin(), payload_.end(),
            [](const Item& a, const Item& b) { return a.path < b.path; });
}

void BundleWriter::lay_out(ZipWriter& writer) const {
  writer.add(kBagitTxt, kBagDeclaration.size());
  writer.add(kBagInfoTxt, write_bag_info(plan_.info).size());
  for (const Item& item : payload_) writer.add(item.path, item.size);
  writer.add(kSealJson, seal_with_zero_root_.size());
  writer.add(kManifest, manifest_bytes_);
  writer.add(kTagManifest, tag_manifest_bytes_);
}

std::uint64_t BundleWriter::payload_bytes() const {
  return std::accumulate(payload_.begin(), payload_.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Item& item) { return sum + item.size; });
}

std::uint64_t BundleWriter::total_bytes() const {
  ZipWriter writer(-1, "", plan_.name + "/");
  lay_out(writer);
  return writer.total_bytes();
}

void BundleWriter::put_payload(OutputFile& output, const ReadOptions& options,
                               const std::function<void(const EntryContent&)>& visit) {
  writer_.emplace(output.fd(), output.path(), plan_.name + "/");
  lay_out(*writer_);
  std::vector<std::size_t> indexes;
  indexes.reserve(payload_.size());
  for (std::size_t item = 0; item < payload_.size(); ++item) {
    if (payload_[item].path != plan_.late_path) indexes.push_back(kPayloadFirst + item);
  }
  ReadOptions by_entry = options;
  if (options.wanted) {
    by_entry.wanted = [&](std::size_t index) { return options.wanted(index - kPayloadFirst); };
  }
  writer_->put_files(indexes, Files(*this), by_entry, [&](const EntryContent& content) {
    EntryContent item = content;
    item.index = content.index - kPayloadFirst;
    digests_[item.index] = item.digest;
    if (visit) visit(item);
  });
}

Sha256 BundleWriter::sealed_content() const {
  SealedContent content(plan_.secret);
  std::string lines;
  for (std::size_t item = 0; item < payload_.size(); ++item) {
    const std::string_view path = payload_[item].path;
    if (path == plan_.seal_event_path || path == kSaltTxt) continue;
    append_manifest_line(lines, digests_[item], path);
    if (lines.size() < kManifestPieceBytes) continue;
    content.update(as_bytes(lines));
    lines.clear();
  }
  content.update(as_bytes(lines));
  return content.finish();
}

void BundleWriter::put_late(ByteView bytes) {
  const auto found =
      std::lower_bound(payload_.begin(), payload_.end(), plan_.late_path,
                       [](const Item& item, const std::string& path) { return item.path < path; });
  const std::size_t item = static_cast<std::size_t>(found - payload_.begin());
  digests_[item] = writer_->put(kPayloadFirst + item, bytes);
}

Bytes BundleWriter::seal_json(unsigned threads) const {
  std::vector<Sha256> leaves(payload_.size() - 1);
  const auto salt =
      std::lower_bound(payload_.begin(), payload_.end(), kSaltTxt,
                       [](const Item& item, std::string_view path) { return item.path < path; });
  const std::size_t salt_item = static_cast<std::size_t>(salt - payload_.begin());
  parallel_for(payload_.size(), threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t item = first; item < last; ++item) {
      if (item == salt_item) continue;
      leaves[item - (item > salt_item ? 1 : 0)] =
          plan_.secret.leaf(payload_[item].path, payload_[item].size, digests_[item]);
    }
  });
  std::sort(leaves.begin(), leaves.end());
  const std::optional<Sha256> root = salted_tree_root(leaves);
  if (!root) throw Error(ErrorKind::kDefect, "two items have the same leaf");
  const std::string seal = write_seal({plan_.dossier_id, plan_.revision, leaves.size(), *root});
  return {seal.begin(), seal.end()};
}

Sha256 BundleWriter::finish(const std::vector<Signature>& signatures, unsigned threads) {
  const std::size_t after_payload = kPayloadFirst + payload_.size();
  std::array<Sha256, 4> tags;
  tags[0] = writer_->put(1, as_bytes(write_bag_info(plan_.info)));
  tags[1] = writer_->put(0, as_bytes(kBagDeclaration));
  tags[3] = writer_->put(after_payload, seal_json(threads));
  tags[2] = writer_->put_generated(after_payload + 1, [&](const auto& take) {
    std::string lines;
    for (std::size_t item = 0; item < payload_.size(); ++item) {
      append_manifest_line(lines, digests_[item], payload_[item].path);
      if (lines.size() < kManifestPieceBytes && item + 1 < payload_.size()) continue;
      take(as_bytes(lines));
      lines.clear();
    }
  });
  std::string tag_manifest;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    append_manifest_line(tag_manifest, tags[i], kSignedTagFiles[i]);
  }
  const Sha256 digest = writer_->put(after_payload + 2, as_bytes(tag_manifest));
  std::vector<std::string> paths;
  paths.reserve(signatures.size());
  for (const Signature& signature : signatures) {
    const std::string text = signature.sign(as_bytes(tag_manifest));
    paths.push_back(appendix_path(static_cast<unsigned>(paths.size() + 1), signature.role, "sig"));
    writer_->put(writer_->add(paths.back(), text.size()), as_bytes(text));
  }
  writer_->finish();
  return digest;
}

}  // namespace dossier
