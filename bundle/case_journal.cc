// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_journal.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <set>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "bundle/folder_listing.h"
#include "crypto/error.h"
#include "crypto/handle.h"
#include "crypto/sha256.h"
#include "manifests/entry_path.h"

namespace dossier {

void (*before_disk_step)(std::string_view step) = nullptr;

namespace {

using FolderStream = Handle<DIR, closedir>;

constexpr std::string_view kFirstLine = "dossier-journal/1\n";
constexpr std::string_view kDigestWord = "sha256 ";
constexpr std::uint64_t kMaxJournalBytes = std::uint64_t{1} << 30;
// From here on one sync of the whole file system is quicker than one a file.
constexpr std::size_t kManyFiles = 64;

void step(std::string_view word) {
  if (before_disk_step != nullptr) before_disk_step(word);
}

std::string state_path(const CaseDescriptors& in, std::string_view name) {
  return in.root + "/.dossier/" + std::string(name);
}

void sync(int fd, const std::string& path) {
  // EINVAL: a file system that cannot sync folders; a rename there is as durable as it gets.
  if (::fsync(fd) != 0 && errno != EINVAL) throw system_error(errno, "write", path);
}

bool is_staged_name(std::string_view name) {
  return !name.empty() && name.size() <= 9 &&
         name.find_first_not_of("0123456789") == std::string_view::npos;
}

std::pair<std::string_view, std::string_view> split_word(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {text, {}};
  return {text.substr(0, space), text.substr(space + 1)};
}

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::vector<std::string> names_in(const Descriptor& folder) {
  std::vector<std::string> names;
  const FolderStream stream(::fdopendir(::dup(folder.get())));
  while (const dirent* item = stream ? ::readdir(stream.get()) : nullptr) {
    const std::string name = item->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  return names;
}

bool exists(int folder, const char* name) {
  struct stat info {};
  return ::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0;
}

// What cannot be looked at counts as there: nothing may be thrown away for it.
bool may_exist(int folder, const char* name) {
  return exists(folder, name) || errno != ENOENT;
}

void put(const CaseDescriptors& in, int staging, const CaseChange& change) {
  const Descriptor parent = open_parent(in.root_fd, change.path, true);
  const std::string shown = in.root + "/" + change.path;
  if (!parent) throw system_error(errno, "make the folder of", shown);
  step("put");
  const std::string name = name_of(change.path);
  if (staging >= 0 && ::renameat(staging, change.staged.c_str(), parent.get(), name.c_str()) == 0) {
    return;
  }
  const int why = staging < 0 ? ENOENT : errno;
  if (why == ENOENT && exists(parent.get(), name.c_str())) return;  // an earlier run did it
  throw system_error(why, "put the file in its place", shown);
}

void take_away(const CaseDescriptors& in, const CaseChange& change) {
  const Descriptor parent = open_parent(in.root_fd, change.path, false);
  if (!parent && errno == ENOENT) return;
  const std::string shown = in.root + "/" + change.path;
  if (!parent) throw system_error(errno, "open the folder of", shown);
  step("remove");
  if (::unlinkat(parent.get(), name_of(change.path).c_str(), 0) != 0 && errno != ENOENT) {
    throw system_error(errno, "remove", shown);
  }
  // A folder goes with its last file; it stays, without harm, while others are in it.
  const std::string folder = folder_of(change.path);
  if (folder.empty()) return;
  if (const Descriptor above = open_parent(in.root_fd, folder, false)) {
    ::unlinkat(above.get(), name_of(folder).c_str(), AT_REMOVEDIR);
  }
}

void sync_folders(const CaseDescriptors& in, const std::vector<CaseChange>& changes) {
  std::set<std::string> folders;
  for (const CaseChange& change : changes) {
    // New folders are entries of the folders above them.
    for (std::string folder = folder_of(change.path); folders.insert(folder).second;) {
      folder = folder_of(folder);
    }
  }
  step("sync folders");
  if (folders.size() > kManyFiles) {
    if (::syncfs(in.root_fd) != 0) throw system_error(errno, "write", in.root);
    return;
  }
  for (const std::string& folder : folders) {
    const Descriptor opened =
        open_beneath(in.root_fd, folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    if (opened) sync(opened.get(), in.root + "/" + folder);
  }
}

void sync_staged(const CaseDescriptors& in, const std::vector<CaseChange>& changes) {
  const Descriptor staging = open_beneath(in.state_fd, "staging", O_RDONLY | O_DIRECTORY);
  if (!staging) throw system_error(errno, "open", state_path(in, "staging"));
  step("sync staged");
  if (changes.size() > kManyFiles) {
    if (::syncfs(staging.get()) != 0) throw system_error(errno, "write", in.root);
    return;
  }
  for (const CaseChange& change : changes) {
    if (change.staged.empty()) continue;
    const std::string shown = state_path(in, "staging/" + change.staged);
    const Descriptor file = open_beneath(staging.get(), change.staged, O_RDONLY);
    if (!file) throw system_error(errno, "open", shown);
    sync(file.get(), shown);
  }
  sync(staging.get(), state_path(in, "staging"));
}

void remove_staging(const CaseDescriptors& in) {
  ::unlinkat(in.state_fd, "journal.new", 0);
  if (const Descriptor staging = open_beneath(in.state_fd, "staging", O_RDONLY | O_DIRECTORY)) {
    for (const std::string& name : names_in(staging)) {
      step("remove staged");
      ::unlinkat(staging.get(), name.c_str(), 0);
    }
  }
  ::unlinkat(in.state_fd, "staging", AT_REMOVEDIR);
}

void remove_empty_folders(const CaseDescriptors& in) {
  for (const char* top : {"records", "captures", "seal"}) {
    const Descriptor folder = open_beneath(in.root_fd, top, O_RDONLY | O_DIRECTORY);
    if (!folder) continue;
    for (const std::string& name : names_in(folder)) {
      ::unlinkat(folder.get(), name.c_str(), AT_REMOVEDIR);
    }
    ::unlinkat(in.root_fd, top, AT_REMOVEDIR);
  }
}

}  // namespace

std::string journal_text(const std::vector<CaseChange>& changes) {
  std::string text(kFirstLine);
  for (const CaseChange& change : changes) {
    if (change.staged.empty()) {
      text += "remove " + change.path + '\n';
    } else {
      text += "put " + change.staged + ' ' + change.path + '\n';
    }
  }
  const std::string digest = sha256(as_bytes(text)).hex();
  return text + std::string(kDigestWord) + digest + '\n';
}

std::optional<std::vector<CaseChange>> parse_journal(std::string_view text) {
  const std::size_t digest_line_bytes = kDigestWord.size() + 2 * Sha256::kSizeBytes + 1;
  if (text.size() < kFirstLine.size() + digest_line_bytes) return std::nullopt;
  std::string_view body = text.substr(0, text.size() - digest_line_bytes);
  const std::string expected = std::string(kDigestWord) + sha256(as_bytes(body)).hex() + '\n';
  if (text.substr(body.size()) != expected) return std::nullopt;
  if (body.substr(0, kFirstLine.size()) != kFirstLine) return std::nullopt;
  body.remove_prefix(kFirstLine.size());
  std::vector<CaseChange> changes;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto [word, rest] = split_word(body.substr(0, end));
    CaseChange change;
    if (word == "put") {
      const auto [staged, path] = split_word(rest);
      if (!is_staged_name(staged)) return std::nullopt;
      change.staged = staged;
      rest = path;
    } else if (word != "remove") {
      return std::nullopt;
    }
    if (!is_case_path(rest)) return std::nullopt;
    change.path = rest;
    changes.push_back(std::move(change));
    body.remove_prefix(end + 1);
  }
  return changes;
}

bool is_case_path(std::string_view path) {
  return !find_path_fault(path) && path.substr(0, path.find('/')) != ".dossier";
}

Descriptor open_parent(int root_fd, const std::string& path, bool make) {
  Descriptor folder = open_beneath(root_fd, ".", O_RDONLY | O_DIRECTORY);
  std::size_t start = 0;
  for (std::size_t slash; folder && (slash = path.find('/', start)) != std::string::npos;) {
    const std::string part = path.substr(start, slash - start);
    Descriptor next = open_beneath(folder.get(), part, O_RDONLY | O_DIRECTORY);
    if (!next && errno == ENOENT && make) {
      step("make folder");
      if (::mkdirat(folder.get(), part.c_str(), 0777) != 0 && errno != EEXIST) return {};
      next = open_beneath(folder.get(), part, O_RDONLY | O_DIRECTORY);
    }
    folder = std::move(next);
    start = slash + 1;
  }
  return folder;
}

Descriptor make_staging(const CaseDescriptors& in) {
  step("make staging");
  if (::mkdirat(in.state_fd, "staging", 0777) != 0) {
    throw system_error(errno, "write into the case folder", in.root);
  }
  Descriptor staging = open_beneath(in.state_fd, "staging", O_RDONLY | O_DIRECTORY);
  if (!staging) {
    const int why = errno;
    ::unlinkat(in.state_fd, "staging", AT_REMOVEDIR);
    throw system_error(why, "open", state_path(in, "staging"));
  }
  return staging;
}

void write_journal(const CaseDescriptors& in, const std::vector<CaseChange>& changes) {
  sync_staged(in, changes);
  const std::string text = journal_text(changes);
  const std::string path = state_path(in, "journal");
  step("write journal");
  Descriptor file(::openat(in.state_fd, "journal.new",
                           O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) throw system_error(errno, "write", path);
  write_all(file.get(), as_bytes(text), path);
  sync(file.get(), path);
  file.close(path);
  step("publish journal");
  if (::renameat(in.state_fd, "journal.new", in.state_fd, "journal") != 0) {
    throw system_error(errno, "write", path);
  }
  try {
    step("sync journal");
    sync(in.state_fd, path);
  } catch (const Error&) {
    ::unlinkat(in.state_fd, "journal", 0);
    throw;
  }
}

void apply_journal(const CaseDescriptors& in, const std::vector<CaseChange>& changes) {
  const Descriptor staging = open_beneath(in.state_fd, "staging", O_RDONLY | O_DIRECTORY);
  // Without it, what is to be put would seem to be in its place already.
  if (!staging && errno != ENOENT) throw system_error(errno, "open", state_path(in, "staging"));
  for (const CaseChange& change : changes) {
    if (change.staged.empty()) {
      take_away(in, change);
    } else {
      put(in, staging.get(), change);
    }
  }
  sync_folders(in, changes);
  step("remove journal");
  if (::unlinkat(in.state_fd, "journal", 0) != 0) {
    throw system_error(errno, "remove", state_path(in, "journal"));
  }
  try {
    sync(in.state_fd, in.root);
  } catch (const Error& error) {
    throw Error(error.kind(), error.message() + "; the changes were made all the same",
                error.path());
  }
  remove_staging(in);
}

void discard_staging(const CaseDescriptors& in) noexcept {
  if (has_journal(in.state_fd)) return;
  try {
    remove_staging(in);
    remove_empty_folders(in);
  } catch (const std::exception&) {
    // What is left is thrown away when the folder is opened next.
  }
}

bool has_journal(int state_fd) {
  return may_exist(state_fd, "journal");
}

bool needs_recovery(int state_fd) {
  return has_journal(state_fd) || may_exist(state_fd, "staging") ||
         may_exist(state_fd, "journal.new");
}

JournalRecovery recover(const CaseDescriptors& in) {
  if (!needs_recovery(in.state_fd)) return JournalRecovery::kNothing;
  const std::string path = state_path(in, "journal");
  const Descriptor file = open_beneath(in.state_fd, "journal", O_RDONLY | O_NONBLOCK);
  if (!file && errno != ENOENT) throw system_error(errno, "open", path);
  if (!file) {
    discard_staging(in);
    if (needs_recovery(in.state_fd)) {
      throw Error(ErrorKind::kUnavailable, "what an interrupted command left cannot be removed",
                  state_path(in, "staging"),
                  "Make the case folder writable, or remove it by hand.");
    }
    return JournalRecovery::kUndone;
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw system_error(errno, "read", path);
  const bool readable = S_ISREG(info.st_mode) && info.st_size >= 0 &&
                        static_cast<std::uint64_t>(info.st_size) <= kMaxJournalBytes;
  Bytes text(readable ? static_cast<std::size_t>(info.st_size) : 0);
  read_exactly(file.get(), text, 0, path);
  const auto changes = parse_journal(as_text(text));
  if (!changes) {
    throw Error(ErrorKind::kUnavailable, "is damaged or not written by this program", path,
                "Keep a copy of the case folder, then remove its .dossier folder; 'dossier check' "
                "tells whether the records are whole.");
  }
  apply_journal(in, *changes);
  return JournalRecovery::kFinished;
}

}  // namespace dossier
