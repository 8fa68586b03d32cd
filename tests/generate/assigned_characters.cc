// SPDX-License-Identifier: Apache-2.0
// Prints the table of manifests/assigned_characters.cc. Needs a utf8proc with Unicode 15.0:
//   g++ -std=c++20 -I. tests/generate/assigned_characters.cc -lutf8proc -o /tmp/generate
//   /tmp/generate > manifests/assigned_characters.inc
#include <cstdio>
#include <string_view>

#include <utf8proc.h>

namespace {

bool is_assigned(utf8proc_int32_t code_point) {
  const utf8proc_category_t category = utf8proc_category(code_point);
  return category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CO &&
         category != UTF8PROC_CATEGORY_CS;
}

}  // namespace

int main() {
  if (std::string_view(utf8proc_unicode_version()) != "15.0.0") {
    std::fprintf(stderr, "this utf8proc has Unicode %s, not 15.0.0\n", utf8proc_unicode_version());
    return 1;
  }
  std::puts("// SPDX-License-Identifier: Apache-2.0");
  std::puts("// Written by tests/generate/assigned_characters.cc from Unicode 15.0.0.");
  bool inside = false;
  int column = 0;
  for (utf8proc_int32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (is_assigned(code_point) == inside) continue;
    inside = !inside;
    std::printf("%s0x%X,",
                column == 0        ? ""
                : column % 11 == 0 ? "\n"
                                   : " ",
                static_cast<unsigned>(code_point));
    ++column;
  }
  std::puts("");
}
