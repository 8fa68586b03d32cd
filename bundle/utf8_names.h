// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clocale>

namespace dossier {

// libarchive turns names into those of the thread's locale and back, and refuses what that cannot
// hold. While this lives, the thread's can hold all.
class Utf8Names {
 public:
  Utf8Names() {
    for (const char* const name : {"C.UTF-8", "en_US.UTF-8"}) {
      locale_ = ::newlocale(LC_CTYPE_MASK, name, nullptr);
      if (locale_ != nullptr) break;
    }
    if (locale_ != nullptr) former_ = ::uselocale(locale_);
  }
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    ::uselocale(former_);
    ::freelocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t locale_ = nullptr;
  locale_t former_ = nullptr;
};

}  // namespace dossier
