// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace dossier {

template <auto kFree>
struct HandleDeleter {
  template <typename T>
  void operator()(T* pointer) const noexcept {
    kFree(pointer);
  }
};

// Owns a C library's object and frees it with that library's own function. Give it a name for what
// it is in the source file that uses it: using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
template <typename T, auto kFree>
using Handle = std::unique_ptr<T, HandleDeleter<kFree>>;

}  // namespace dossier
