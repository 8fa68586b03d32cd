// SPDX-License-Identifier: Apache-2.0
#include "bundle/trust_editor.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "bundle/output_file.h"
#include "crypto/error.h"
#include "crypto/small_file.h"
#include "crypto/trust_line.h"

namespace dossier {
namespace {

constexpr std::string_view kAllowedSignersFile = "allowed_signers";
constexpr std::string_view kRevokedKeysFile = "revoked_keys";
constexpr std::chrono::milliseconds kLockPause{50};
constexpr int kLockTries = 100;
constexpr mode_t kFolderMode = 0700;

bool is_there(const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) == 0) return true;
  if (errno == ENOENT) return false;
  throw system_error(errno, "open the trust folder", path);
}

void make_folder(const std::string& folder) {
  const std::filesystem::path parent = std::filesystem::absolute(folder).parent_path();
  std::error_code failure;
  std::filesystem::create_directories(parent, failure);
  if (failure) throw system_error(failure.value(), "make the folder", parent.string());
  if (::mkdir(folder.c_str(), kFolderMode) != 0 && errno != EEXIST) {
    throw system_error(errno, "make the trust folder", folder);
  }
}

// A lock on the folder itself leaves no file behind, and ends with its process.
Descriptor locked(const std::string& folder) {
  Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) throw system_error(errno, "open the trust folder", folder);
  for (int tries = 0; ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
    // Some network file systems have no such locks; writing stays atomic there.
    if (errno != EWOULDBLOCK && errno != EINTR) break;
    if (tries == kLockTries) {
      throw Error(ErrorKind::kUnavailable, "another program is changing this trust folder", folder,
                  "try again when it is done");
    }
    std::this_thread::sleep_for(kLockPause);
  }
  return opened;
}

std::string text_of(const std::string& path) {
  const std::optional<SmallFile> file = find_small_file(path, TrustLines::kMaximumFileBytes);
  return file ? std::string(as_text(file->content)) : std::string();
}

// Called only while the folder is locked.
void replace(const std::string& named, const std::string& text) {
  std::string path = named;
  struct stat former {};
  const bool had_one = ::stat(path.c_str(), &former) == 0;
  if (had_one) {  // it may stand behind a symbolic link
    std::error_code failure;
    path = std::filesystem::canonical(path, failure).string();
    if (failure) throw system_error(failure.value(), "write", named);
  }
  ::unlink((path + ".partial").c_str());  // left by an interrupted change, as nobody else is here
  OutputFile out(path, had_one, text.size());
  if (had_one && ::fchmod(out.fd(), former.st_mode & 07777) != 0) {
    throw system_error(errno, "write", path);
  }
  write_all(out.fd(), as_bytes(text), path);
  out.commit();
}

std::string with_line(std::string text, const std::string& line) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text + line + '\n';
}

void require_room(const std::string& text, const std::string& path) {
  if (text.size() <= TrustLines::kMaximumFileBytes) return;
  throw Error(ErrorKind::kRefused, "would be larger than 4 MiB", path);
}

// Whether everything that `later` forbids is forbidden by `former` already.
bool covers(const Revocation& former, const Revocation& later) {
  if (!former.at) return true;
  if (!later.at || *later.at < *former.at) return false;
  return former.reason == RevocationReason::kCompromised ||
         later.reason != RevocationReason::kCompromised;
}

bool same_secret(const PublicKey& a, const PublicKey& b) {
  return std::equal(a.material().begin(), a.material().end(), b.material().begin(),
                    b.material().end());
}

}  // namespace

TrustEditor::TrustEditor(std::string folder, Missing missing) : folder_(std::move(folder)) {
  while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
  if (missing == Missing::kMake && !is_there(folder_)) make_folder(folder_);
  lock_ = locked(folder_);
  const std::string signers = file(kAllowedSignersFile);
  if (missing == Missing::kMake && !is_there(signers)) {
    signers_text_.clear();
  } else {
    signers_text_ = as_text(read_small_file(signers, TrustLines::kMaximumFileBytes).content);
  }
  revoked_text_ = text_of(file(kRevokedKeysFile));
  signers_ = AllowedSigners::parse(signers_text_, signers);
  revoked_ = RevokedKeys::parse(revoked_text_, file(kRevokedKeysFile));
}

std::string TrustEditor::file(std::string_view name) const {
  return folder_ + '/' + std::string(name);
}

void TrustEditor::add(const AllowedSigner& signer) {
  const std::string path = file(kAllowedSignersFile);
  for (const AllowedSigner& each : signers_.entries()) {
    if (!same_secret(each.key, signer.key)) continue;
    throw Error(
        ErrorKind::kRefused,
        "this key stands in line " + std::to_string(each.line) + " already, for " + each.principal,
        path, "take that line out first: dossier trust remove " + each.key.fingerprint());
  }
  std::string text = with_line(signers_text_, signer.to_line());
  require_room(text, path);
  AllowedSigners again = AllowedSigners::parse(text, path);
  replace(path, text);
  signers_text_ = std::move(text);
  signers_ = std::move(again);
}

std::string TrustEditor::remove(const AllowedSigner& signer) {
  std::size_t first = 0;
  for (std::size_t line = 1; line < signer.line; ++line) {
    first = signers_text_.find('\n', first) + 1;
  }
  const std::size_t end = std::min(signers_text_.find('\n', first), signers_text_.size());
  std::string line = signers_text_.substr(first, end - first);
  std::string text = signers_text_;
  text.erase(first, std::min(end + 1, text.size()) - first);
  const std::string path = file(kAllowedSignersFile);
  AllowedSigners again = AllowedSigners::parse(text, path);
  replace(path, text);
  signers_text_ = std::move(text);
  signers_ = std::move(again);
  return line;
}

void TrustEditor::revoke(const Revocation& revocation) {
  const std::string path = file(kRevokedKeysFile);
  for (const Revocation& each : revoked_.entries()) {
    if (!same_secret(each.key, revocation.key) || !covers(each, revocation)) continue;
    throw Error(ErrorKind::kRefused,
                "line " + std::to_string(each.line) + " revokes this key already, as " +
                    std::string(revocation_reason_name(each.reason)) +
                    (each.at ? " since " + each.at->to_string() : " from the beginning"),
                path, "a revocation can be made stricter, and is never taken back");
  }
  std::string text = with_line(revoked_text_, revocation.to_line());
  require_room(text, path);
  RevokedKeys again = RevokedKeys::parse(text, path);
  replace(path, text);
  revoked_text_ = std::move(text);
  revoked_ = std::move(again);
}

void write_trust_folder(const std::string& folder, const std::string& signers_text,
                        const std::string& revoked_text) {
  if (::mkdir(folder.c_str(), kFolderMode) != 0) {
    if (errno == EEXIST) {
      throw Error(ErrorKind::kRefused, "exists already", folder, "choose another name with -o");
    }
    throw system_error(errno, "make the folder", folder);
  }
  // Without allowed_signers it is no trust folder and is refused: so that one comes last.
  for (const auto& [name, text] : {std::pair{kRevokedKeysFile, &revoked_text},
                                   std::pair{kAllowedSignersFile, &signers_text}}) {
    const std::string path = folder + '/' + std::string(name);
    OutputFile out(path, false, text->size());
    write_all(out.fd(), as_bytes(*text), path);
    out.commit();
  }
}

}  // namespace dossier
