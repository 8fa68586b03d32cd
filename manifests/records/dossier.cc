// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/dossier.h"

#include <algorithm>
#include <utility>

namespace dossier {
namespace {

// By id, which is not the order of paths: "-" comes before ".", as in quo-a-2.json and quo-a.json.
template <class T>
void sort_by_id(std::vector<const T*>& records) {
  std::sort(records.begin(), records.end(), [](const T* a, const T* b) { return a->id < b->id; });
}

}  // namespace

Dossier::Dossier(std::vector<RecordFile> files, Profile profile) {
  std::stable_sort(files.begin(), files.end(),
                   [](const RecordFile& a, const RecordFile& b) { return a.path < b.path; });
  for (RecordFile& file : files) {
    if (!files_.empty() && files_.back().path == file.path) {
      files_.back() = std::move(file);
    } else {
      files_.push_back(std::move(file));
    }
  }
  by_id_.reserve(files_.size());
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const RecordFile& file = files_[i];
    if (file.id) by_id_.emplace(file.id, i);
    if (!file.sound) {
      ++unsound_;
      continue;
    }
    std::visit(
        [&]<class T>(const T& record) {
          if constexpr (std::is_same_v<T, Head>) {
            head_ = &record;
          } else {
            std::get<std::vector<const T*>>(sound_).push_back(&record);
          }
        },
        file.record);
  }
  std::apply([](auto&... lists) { (sort_by_id(lists), ...); }, sound_);
  if (find_file(kHeadPath) == nullptr) {
    head_missing_ = make_finding("record.field-missing", std::string(kHeadPath),
                                 "the head record is absent", profile);
    head_missing_->mend = "Make a case folder with dossier init, or bring the file back.";
  }
}

const RecordFile* Dossier::find_file(const RecordId& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &files_[found->second];
}

const RecordFile* Dossier::find_file(std::string_view path) const {
  const auto found =
      std::lower_bound(files_.begin(), files_.end(), path,
                       [](const RecordFile& file, std::string_view p) { return file.path < p; });
  return found != files_.end() && found->path == path ? &*found : nullptr;
}

std::vector<Finding> Dossier::findings() const {
  std::vector<Finding> findings;
  if (head_missing_) findings.push_back(*head_missing_);
  for (const RecordFile& file : files_)
    findings.insert(findings.end(), file.findings.begin(), file.findings.end());
  return findings;
}

}  // namespace dossier
