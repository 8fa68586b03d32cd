// SPDX-License-Identifier: Apache-2.0
#include "cli/report/html.h"

#include <doctest/doctest.h>

using namespace dossier;

namespace {

std::string shown(std::string_view untrusted) {
  Html html;
  return html.text(untrusted).str();
}

}  // namespace

TEST_CASE("text that looks like markup becomes text") {
  CHECK(shown("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;");
  CHECK(shown("\"]]>&amp;'") == "&quot;]]&gt;&amp;amp;&#39;");
}

TEST_CASE("text cannot leave the attribute that it stands in") {
  Html html;
  html.open("p", {Attribute::title("\" onclick=\"x"), Attribute::label("'><script>")});
  CHECK(html.str() ==
        "<p title=\"&quot; onclick=&quot;x\" aria-label=\"&#39;&gt;&lt;script&gt;\">");
}

TEST_CASE("what would hide or turn text is shown by its number, and what writing needs stays") {
  CHECK(shown("a\xE2\x80\xAE"
              "b") == "a<span class=\"ctl\">U+202E</span>b");
  CHECK(shown("\x1B[31m") == "<span class=\"ctl\">U+001B</span>[31m");
  CHECK(shown(std::string_view("\0", 1)) == "<span class=\"ctl\">U+0000</span>");
  CHECK(shown("\xEF\xBB\xBF") == "<span class=\"ctl\">U+FEFF</span>");
  const std::string kept =
      "line\nnext\ttab \xD8\xB4\xE2\x80\x8C\xD9\x87 Ost\xC2\xADmark \xE2\x80\x8F";
  CHECK(shown(kept) == kept);
}

TEST_CASE("bytes that are not UTF-8 are shown as such, each once") {
  CHECK(shown("a\xFF"
              "b") == "a<span class=\"ctl\">U+FFFD</span>b");
}

TEST_CASE("where no element may stand, hidden characters are shown in brackets") {
  Html html;
  CHECK(html.plain("a\xE2\x80\xAE<b>").str() == "a[U+202E]&lt;b&gt;");
}

TEST_CASE("the policy allows exactly the page's own style sheet") {
  // The digest of "abc" of FIPS 180-4 in base64.
  Html html;
  html.empty("meta", {Attribute::policy({Style("ab"), Style("c")})});
  CHECK(html.str() ==
        "<meta content=\"default-src &#39;none&#39;; style-src "
        "&#39;sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=&#39;; base-uri &#39;none&#39;; "
        "form-action &#39;none&#39;\"/>");
}
