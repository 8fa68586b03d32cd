// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "manifests/records/record.h"

namespace dossier {

// All records of a case, indexed. Rules look at sound records only; a record that is there and not
// sound is known, so that references to it count as resolved. Pointers stay valid as long as the
// dossier is not moved or assigned to.
class Dossier {
 public:
  // In any order; files are then sorted by path. The last of two files of one path is kept.
  explicit Dossier(std::vector<RecordFile> files, Profile profile = Profile::kNewsroom);

  // nullptr when the head is absent or not sound.
  const Head* head() const { return head_; }

  // The sound records of a kind, by id.
  template <class T>
  const std::vector<const T*>& all() const {
    return std::get<std::vector<const T*>>(sound_);
  }
  // nullptr when there is no sound record of that id and kind.
  template <class T>
  const T* find(const RecordId& id) const {
    const RecordFile* file = find_file(id);
    return file != nullptr && file->sound ? std::get_if<T>(&file->record) : nullptr;
  }
  // Whether there is a file for the id, sound or not.
  bool knows(const RecordId& id) const { return find_file(id) != nullptr; }

  const std::vector<RecordFile>& files() const { return files_; }
  const RecordFile* find_file(const RecordId& id) const;
  const RecordFile* find_file(std::string_view path) const;

  // How many records are not sound, and are left out by later rules.
  std::size_t unsound() const { return unsound_; }
  // What reading found, file by file; an absent head is among it.
  std::vector<Finding> findings() const;

 private:
  template <class... T>
  using Lists = std::tuple<std::vector<const T*>...>;

  std::vector<RecordFile> files_;
  std::unordered_map<RecordId, std::size_t> by_id_;
  Lists<Agent, Source, Article, Capture, Quote, Attribution, Claim, Note, Event, Marking, Redaction>
      sound_;
  const Head* head_ = nullptr;
  std::optional<Finding> head_missing_;
  std::size_t unsound_ = 0;
};

}  // namespace dossier
