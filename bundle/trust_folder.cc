// SPDX-License-Identifier: Apache-2.0
#include "bundle/trust_folder.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <vector>

#include "crypto/error.h"
#include "crypto/small_file.h"

namespace dossier {
namespace {

constexpr std::size_t kMaxAuthorityFiles = 1000;

// The *.pem files of a folder, sorted; none if there is no such folder.
std::vector<std::string> pem_files(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code failure;
  std::filesystem::directory_iterator at(folder, failure);
  if (failure == std::errc::no_such_file_or_directory) return files;
  for (; !failure && at != std::filesystem::directory_iterator(); at.increment(failure)) {
    const std::filesystem::path& path = at->path();
    if (path.filename().string().starts_with('.')) continue;
    if (path.extension() != ".pem") {
      throw Error(
          ErrorKind::kUnavailable, "is no .pem file, and would not be read", path.string(),
          "make it one: openssl x509 -inform der -in FILE -out NAME.pem, or openssl crl for "
          "a revocation list; or take it out of the folder");
    }
    if (files.size() == kMaxAuthorityFiles) {
      throw Error(ErrorKind::kUnavailable, "holds more than 1,000 files", folder);
    }
    files.push_back(path.string());
  }
  if (failure) throw system_error(failure.value(), "read", folder);
  std::sort(files.begin(), files.end());
  return files;
}

Certificates read_certificates(const std::string& folder) {
  Certificates certificates;
  for (const std::string& file : pem_files(folder)) {
    const SmallFile pem = read_small_file(file, Certificates::kMaximumFileBytes);
    certificates.add_pem(as_text(pem.content), file);
  }
  return certificates;
}

}  // namespace

TrustFolder TrustFolder::load(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw system_error(errno, "open the trust folder", path);
  if (!S_ISDIR(info.st_mode)) {
    throw Error(ErrorKind::kUnavailable, "is no folder", path,
                "a trust folder holds the file allowed_signers");
  }
  TrustFolder folder;
  folder.signers_ = AllowedSigners::load(path + "/allowed_signers");
  folder.revoked_ = RevokedKeys::load(path + "/revoked_keys");
  const std::string policy = path + "/policy.json";
  if (const auto file = find_small_file(policy, Policy::kMaximumFileBytes)) {
    folder.policy_ = Policy::parse(as_text(file->content), policy);
  }
  folder.authorities_ = read_certificates(path + "/tsa");
  folder.certificate_authorities_ = read_certificates(path + "/ca");
  return folder;
}

}  // namespace dossier
