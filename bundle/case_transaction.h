// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "bundle/case_folder.h"
#include "bundle/case_journal.h"
#include "crypto/bytes.h"
#include "crypto/sha256.h"

namespace dossier {

struct StoredFile {
  std::uint64_t bytes;
  Sha256 sha256;
};

// Changes to the files of a case folder that happen all or not at all, whatever ends the program or
// the machine meanwhile (case_journal.h tells how). Nothing is changed before commit().
//
// Paths are relative to the root, obey FORMAT.md §3.6, and occur once in a transaction. All throw
// an Error: kUnavailable for the disk, kRefused where a file is in the way or missing.
class CaseTransaction {
 public:
  // The folder must be open for writing and outlive this object. One transaction at a time.
  explicit CaseTransaction(const CaseFolder& folder);
  // Without commit(): everything staged is thrown away.
  ~CaseTransaction();
  CaseTransaction(const CaseTransaction&) = delete;
  CaseTransaction& operator=(const CaseTransaction&) = delete;

  void create(const std::string& path, ByteView bytes);   // refused if there is such a file
  void replace(const std::string& path, ByteView bytes);  // refused if there is none
  // A copy of an open regular file, in one read from its start, refused if the case has such a
  // file. `shown` is its name in messages. A file whose size changes meanwhile is an Error.
  StoredFile create_from(const std::string& path, int source, const std::string& shown);
  void remove(const std::string& path);  // refused if there is none

  // Where the bytes staged for the path lie until commit(), to be read only: what is taken out of
  // them is taken out of the very copy that is kept.
  std::string staged_file(const std::string& path) const;
  // The paths staged so far, in order, from the one of that number on.
  std::vector<std::string> staged_from(std::size_t first) const;
  std::size_t count() const { return changes_.size(); }
  // Forgets what is staged for the paths, as if it had not been asked for.
  void take_back(const std::set<std::string>& paths);

  // After an Error that says so, the changes hold and the next command finishes them.
  void commit();

 private:
  void note(const std::string& path, bool must_exist);
  Descriptor stage(const std::string& path);

  const CaseFolder& folder_;
  const CaseDescriptors in_;
  Descriptor staging_;
  std::vector<CaseChange> changes_;
  std::set<std::string> paths_;
  std::size_t last_staged_ = 0;
  bool done_ = false;
};

}  // namespace dossier
