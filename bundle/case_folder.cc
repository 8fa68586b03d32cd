// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "bundle/case_journal.h"
#include "crypto/error.h"

namespace dossier {
namespace {

bool holds_head(const std::string& folder) {
  struct stat info {};
  return ::lstat((folder + "/" + kHeadFile).c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

}  // namespace

std::string find_case_folder(const std::string& named) {
  constexpr const char* kHint = "'dossier init DIR' makes a case folder; -C DIR names one.";
  if (!named.empty()) {
    if (holds_head(named)) return named;
    throw Error(ErrorKind::kUnavailable, "is no case folder: it holds no dossier.json", named,
                kHint);
  }
  std::error_code failure;
  std::filesystem::path folder = std::filesystem::current_path(failure);
  if (failure) throw system_error(failure.value(), "find the current folder", ".");
  for (const std::filesystem::path start = folder;; folder = folder.parent_path()) {
    if (holds_head(folder.string())) return folder.string();
    if (folder == folder.parent_path()) {
      throw Error(ErrorKind::kUnavailable,
                  "is not in a case folder: neither it nor a folder above it holds dossier.json",
                  start.string(), kHint);
    }
  }
}

CaseFolder::CaseFolder(std::string root, CaseAccess access) : root_(std::move(root)) {
  if (access != CaseAccess::kCreate) {
    open(access);
    return;
  }
  try {
    make_root();
    open(access);
    refuse_unless_empty();
  } catch (const std::exception&) {
    if (made_root_) remove_creation();
    throw;
  }
  is_created_ = true;
}

CaseFolder::~CaseFolder() {
  if (is_created_ && !has(kHeadFile)) remove_creation();
}

void CaseFolder::open(CaseAccess access) {
  root_fd_ = Descriptor(::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root_fd_) throw system_error(errno, "open the case folder", root_);
  open_state_folder(access);
  recover(access);
}

void CaseFolder::make_root() {
  made_root_ = ::mkdir(root_.c_str(), 0777) == 0;
  if (made_root_) return;
  if (errno != EEXIST) throw system_error(errno, "make the folder", root_);
  // With a .dossier in it, it may be what an interrupted `init` left; that is undone first.
  struct stat info {};
  if (::lstat(full_path(kStateFolder).c_str(), &info) != 0) refuse_unless_empty();
}

void CaseFolder::refuse_unless_empty() const {
  if (holds_head(root_)) {
    throw Error(ErrorKind::kRefused, "is a case folder already", root_,
                "'dossier add' adds to it; choose another folder for a new case.");
  }
  std::error_code failure;
  for (const auto& item : std::filesystem::directory_iterator(root_, failure)) {
    if (item.path().filename() == kStateFolder) continue;
    throw Error(ErrorKind::kRefused, "exists and is not empty", root_,
                "Choose a folder that does not exist yet.");
  }
  if (failure) throw system_error(failure.value(), "read the folder", root_);
}

void CaseFolder::remove_creation() noexcept {
  ::unlinkat(state_fd_.get(), "lock", 0);
  lock_.release();
  ::unlinkat(root_fd_.get(), kStateFolder, AT_REMOVEDIR);
  if (made_root_) ::rmdir(root_.c_str());
}

void CaseFolder::open_state_folder(CaseAccess access) {
  const std::string path = full_path(kStateFolder);
  const bool writes = access != CaseAccess::kRead;
  if (writes && ::mkdirat(root_fd_.get(), kStateFolder, 0777) != 0 && errno != EEXIST) {
    throw system_error(errno, "write into the case folder", root_);
  }
  state_fd_ = open_beneath(root_fd_.get(), kStateFolder, O_RDONLY | O_DIRECTORY);
  if (!state_fd_ && (writes || errno != ENOENT)) {
    if (errno == ELOOP || errno == ENOTDIR) {
      throw Error(ErrorKind::kUnavailable, "must be a folder, not a link or a file", path);
    }
    throw system_error(errno, "open", path);
  }
  if (!state_fd_) return;
  lock_ = writes ? CaseLock::for_writing(state_fd_.get(), root_)
                 : CaseLock::for_reading(state_fd_.get(), root_);
  if (!lock_.notice().empty()) notices_.push_back(lock_.notice());
}

void CaseFolder::recover(CaseAccess access) {
  if (!state_fd_ || !needs_recovery(state_fd_.get())) return;
  // For a reader, files that count for nothing may lie there: the medium may be read-only.
  if (access == CaseAccess::kRead && !has_journal(state_fd_.get())) return;
  if (access == CaseAccess::kRead) {
    lock_.release();
    lock_ = CaseLock::for_writing(state_fd_.get(), root_);
    if (!lock_.notice().empty()) notices_.push_back(lock_.notice());
  }
  switch (dossier::recover({root_fd_.get(), state_fd_.get(), root_})) {
    case JournalRecovery::kNothing:
      break;
    case JournalRecovery::kFinished:
      notices_.emplace_back("an interrupted command had recorded its changes; they were finished");
      break;
    case JournalRecovery::kUndone:
      notices_.emplace_back("an interrupted command had changed nothing; its files were removed");
      break;
  }
  if (access == CaseAccess::kRead) {
    lock_.release();
    lock_ = CaseLock::for_reading(state_fd_.get(), root_);
  }
}

FolderListing CaseFolder::list() const {
  return FolderListing(root_, "", [](std::string_view path) { return path == ".dossier/"; });
}

bool CaseFolder::has(const std::string& path) const {
  return static_cast<bool>(open_beneath(root_fd_.get(), path, O_PATH | O_NOFOLLOW));
}

Bytes CaseFolder::read(const std::string& path, std::uint64_t limit) const {
  const std::string shown = full_path(path);
  const Descriptor file = open_beneath(root_fd_.get(), path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  if (!file) throw system_error(errno, "open", shown);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw system_error(errno, "read", shown);
  if (!S_ISREG(info.st_mode)) throw Error(ErrorKind::kUnavailable, "is not a regular file", shown);
  if (static_cast<std::uint64_t>(info.st_size) > limit) {
    throw Error(ErrorKind::kRefused,
                "has " + std::to_string(info.st_size) + " bytes; at most " + std::to_string(limit) +
                    " are read",
                shown);
  }
  Bytes bytes(static_cast<std::size_t>(info.st_size));
  read_exactly(file.get(), bytes, 0, shown);
  return bytes;
}

}  // namespace dossier
