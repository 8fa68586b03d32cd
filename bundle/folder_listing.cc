// SPDX-License-Identifier: Apache-2.0
#include "bundle/folder_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef SYS_openat2
#include <linux/openat2.h>
#endif

#include <algorithm>
#include <cerrno>
#include <utility>

#include "bundle/interrupt.h"
#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using FolderStream = Handle<DIR, ::closedir>;

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

std::int64_t modified_ns(const struct stat& info) {
  return std::int64_t{info.st_mtim.tv_sec} * kNanosecondsPerSecond + info.st_mtim.tv_nsec;
}

std::string_view kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "a symbolic link";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

[[noreturn]] void throw_changed(const std::string& path) {
  throw Error(ErrorKind::kUnavailable, "was changed while it was read", path,
              "let nothing write to the folder meanwhile, and try again");
}

}  // namespace

Descriptor open_beneath(int folder, const std::string& path, int flags) {
#ifdef SYS_openat2
  open_how how{};
  how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH;
  const long fd = ::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return Descriptor(static_cast<int>(fd));
#endif
  return Descriptor(::openat(folder, path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW));
}

FolderListing::FolderListing(std::string root, std::string_view prefix,
                             const std::function<bool(std::string_view path)>& skip)
    : root_(std::move(root)),
      prefix_(prefix),
      root_fd_(::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (!root_fd_) throw system_error(errno, "open the folder", root_);
  std::vector<std::string> pending = {""};
  while (!pending.empty()) {
    throw_if_interrupted();
    const std::string folder = std::move(pending.back());
    pending.pop_back();
    list_folder(folder, skip, pending);
  }
  std::sort(files_.begin(), files_.end(), [this](const File& a, const File& b) {
    const std::string_view names = names_;
    return names.substr(a.name_at, a.name_bytes) < names.substr(b.name_at, b.name_bytes);
  });
  std::sort(others_.begin(), others_.end(),
            [](const Other& a, const Other& b) { return a.path < b.path; });
}

void FolderListing::list_folder(const std::string& folder,
                                const std::function<bool(std::string_view)>& skip,
                                std::vector<std::string>& pending) {
  const std::string shown = folder.empty() ? root_ : root_ + "/" + folder;
  Descriptor opened =
      open_beneath(root_fd_.get(), folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (!opened) throw system_error(errno, "open the folder", shown);
  const int fd = ::dup(opened.get());
  const FolderStream stream(fd < 0 ? nullptr : ::fdopendir(fd));
  if (!stream) throw system_error(errno, "read the folder", shown);
  std::string path;
  while (true) {
    errno = 0;
    const dirent* item = ::readdir(stream.get());
    if (item == nullptr) {
      if (errno != 0) throw system_error(errno, "read the folder", shown);
      return;
    }
    const std::string_view name = item->d_name;
    if (name == "." || name == "..") continue;
    path.assign(folder);
    if (!folder.empty()) path += '/';
    path += name;
    struct stat info {};
    if (item->d_type == DT_DIR) {
      info.st_mode = S_IFDIR;
    } else if (::fstatat(opened.get(), item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
      throw system_error(errno, "read", root_ + "/" + path);
    }
    if (S_ISDIR(info.st_mode)) {
      path += '/';
      if (skip && skip(path)) continue;
      path.pop_back();
      pending.push_back(path);
    } else if (skip && skip(path)) {
      continue;
    } else if (S_ISREG(info.st_mode)) {
      files_.push_back({names_.size(), static_cast<std::uint64_t>(info.st_size), info.st_ino,
                        modified_ns(info),
                        static_cast<std::uint32_t>(prefix_.size() + path.size())});
      names_ += prefix_;
      names_ += path;
      total_bytes_ += static_cast<std::uint64_t>(info.st_size);
    } else {
      others_.push_back({prefix_ + path, kind_of(info.st_mode)});
    }
  }
}

std::string_view FolderListing::path(std::size_t index) const {
  return std::string_view(names_).substr(files_[index].name_at, files_[index].name_bytes);
}

std::string FolderListing::below_root(std::size_t index) const {
  return std::string(path(index).substr(prefix_.size()));
}

std::string FolderListing::full_path(std::size_t index) const {
  return root_ + "/" + below_root(index);
}

Descriptor FolderListing::open(std::size_t index) const {
  Descriptor file =
      open_beneath(root_fd_.get(), below_root(index), O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  if (file) return file;
  if (errno == ENOENT || errno == ELOOP || errno == ENOTDIR) throw_changed(full_path(index));
  throw system_error(errno, "open", full_path(index));
}

void FolderListing::require_unchanged(int fd, std::size_t index) const {
  struct stat info {};
  if (::fstat(fd, &info) != 0) throw system_error(errno, "read", full_path(index));
  const File& file = files_[index];
  if (!S_ISREG(info.st_mode) || static_cast<std::uint64_t>(info.st_size) != file.size ||
      info.st_ino != file.inode || modified_ns(info) != file.modified_ns) {
    throw_changed(full_path(index));
  }
}

}  // namespace dossier
