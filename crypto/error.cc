// SPDX-License-Identifier: Apache-2.0
#include "crypto/error.h"

#include <system_error>
#include <utility>

namespace dossier {

Error::Error(ErrorKind kind, std::string message, std::string path, std::string hint)
    : kind_(kind),
      message_(std::move(message)),
      path_(std::move(path)),
      hint_(std::move(hint)),
      line_(path_.empty() ? message_ : path_ + ": " + message_) {}

Error system_error(int error_number, const std::string& verb, const std::string& path,
                   std::string hint) {
  return Error(ErrorKind::kUnavailable,
               "cannot " + verb + ": " + std::generic_category().message(error_number), path,
               std::move(hint));
}

}  // namespace dossier
