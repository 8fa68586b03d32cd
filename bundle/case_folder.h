// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bundle/case_lock.h"
#include "bundle/descriptor.h"
#include "bundle/folder_listing.h"
#include "crypto/bytes.h"

namespace dossier {

inline constexpr const char* kHeadFile = "dossier.json";
inline constexpr const char* kStateFolder = ".dossier";  // of this machine; never packed

// The case folder that `named` names or, if that is empty, the nearest one upwards from the current
// folder: a folder that holds dossier.json. An Error (kUnavailable) if there is none.
std::string find_case_folder(const std::string& named);

enum class CaseAccess {
  kRead,    // others may read meanwhile
  kWrite,   // alone
  kCreate,  // alone, in a folder that does not exist or is empty
};

// A case folder on disk, locked as long as this object lives. Opening it finishes or undoes what an
// interrupted command left. Symbolic links below the root are never followed.
class CaseFolder {
 public:
  // An Error if the folder is in use (kUnavailable), cannot be opened or written (kUnavailable), or
  // is to be created and is not empty (kRefused).
  CaseFolder(std::string root, CaseAccess access);
  // A folder that was created and got no head record is removed again.
  ~CaseFolder();
  CaseFolder(const CaseFolder&) = delete;
  CaseFolder& operator=(const CaseFolder&) = delete;

  const std::string& root() const { return root_; }
  int fd() const { return root_fd_.get(); }
  int state_fd() const { return state_fd_.get(); }  // -1 for a reader if there is no .dossier
  // Sentences for the person about what was found on opening; mostly none.
  const std::vector<std::string>& notices() const { return notices_; }

  // All files of the case, .dossier left out.
  FolderListing list() const;
  bool has(const std::string& path) const;
  // A regular file of at most `limit` bytes; anything else is an Error that names it.
  Bytes read(const std::string& path, std::uint64_t limit) const;
  // For messages.
  std::string full_path(const std::string& path) const { return root_ + "/" + path; }

 private:
  void open(CaseAccess access);
  void make_root();
  void refuse_unless_empty() const;
  void remove_creation() noexcept;
  void open_state_folder(CaseAccess access);
  void recover(CaseAccess access);

  std::string root_;
  Descriptor root_fd_;
  Descriptor state_fd_;
  CaseLock lock_;
  std::vector<std::string> notices_;
  bool is_created_ = false;
  bool made_root_ = false;
};

}  // namespace dossier
