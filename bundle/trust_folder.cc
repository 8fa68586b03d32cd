// SPDX-License-Identifier: Apache-2.0
#include "bundle/trust_folder.h"

#include <cerrno>
#include <sys/stat.h>

#include "crypto/error.h"
#include "crypto/small_file.h"

namespace dossier {

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
  return folder;
}

}  // namespace dossier
