// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <doctest/doctest.h>

#include "manifests/text/extract_text.h"
#include "manifests/text/html_element.h"
#include "manifests/text/unicode.h"

using namespace dossier;

namespace {

ExtractedText read(const std::string& html) {
  auto result = extract_text(as_bytes(html), TextSource::kHtml, "text/html; charset=utf-8");
  REQUIRE(std::holds_alternative<ExtractedText>(result));
  return std::get<ExtractedText>(result);
}

std::string text_of(const std::string& html) {
  return read(html).text;
}

// Each block's region and text.
std::vector<std::string> regions_of(const std::string& html) {
  const ExtractedText text = read(html);
  std::vector<std::string> out;
  for (const TextBlock& block : text.blocks) {
    const auto from = byte_offset(text.text, static_cast<std::size_t>(block.start));
    const auto to = byte_offset(text.text, static_cast<std::size_t>(block.end));
    out.push_back(std::string(region_name(block.region)) + ": " +
                  text.text.substr(from, to - from));
  }
  return out;
}

std::vector<std::string> spans_of(const std::string& html) {
  const ExtractedText text = read(html);
  std::vector<std::string> out;
  for (const TextSpan& span : text.spans) {
    const auto from = byte_offset(text.text, static_cast<std::size_t>(span.start));
    const auto to = byte_offset(text.text, static_cast<std::size_t>(span.end));
    out.push_back((span.type == SpanType::kQuotation ? "q: " : "del: ") +
                  text.text.substr(from, to - from));
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a page without text is a single line feed") {
  CHECK(text_of("") == "\n");
  CHECK(text_of("<p> \n <br> </p><div></div>") == "\n");
  CHECK(read("").code_points == 1);
  CHECK(read("").blocks.empty());
}

TEST_CASE("white space collapses across inline elements and vanishes at the ends of blocks") {
  CHECK(text_of("<p>  a <b> b</b>\t\n<i> c </i> </p>") == "a b c\n");
  CHECK(text_of("<p>a<b>b</b> <i></i> c</p>") == "ab c\n");
  CHECK(text_of("<p>a\f\r\nb</p>") == "a b\n");
  CHECK(text_of("a<p>b</p>c") == "a\nb\nc\n");
}

TEST_CASE("characters other than the five white-space ones stay as they are") {
  CHECK(text_of("<p>&nbsp;a&nbsp; b&shy;c&zwnj;d\u2003e\u200B</p>") ==
        "\u00A0a\u00A0 b\u00ADc\u200Cd\u2003e\u200B\n");
  CHECK(text_of("<p>caf&eacute; &#8220;x&#x201D; &amp;lt; &copy 1 &notanentity; &#x80;</p>") ==
        "caf\u00E9 \u201Cx\u201D &lt; \u00A9 1 \u00ACanentity; \u20AC\n");
}

TEST_CASE("a line break removes the space before it and is not doubled") {
  CHECK(text_of("<p>a <br> b<br><br>c<br></p>") == "a\nb\nc\n");
  CHECK(text_of("<p><br>a<wbr>b</p>") == "ab\n");
}

TEST_CASE("cells of a row are parted by a space") {
  CHECK(text_of("<table><tr><td>a<td> b <th>c</tr><tr><td>d</table>") == "a b c\nd\n");
}

TEST_CASE("preformatted text keeps its white space but for line feeds at the ends") {
  CHECK(text_of("<pre>\n\n  a\n\n b \t\n\n</pre>c") == "  a\n\n b \t\nc\n");
  CHECK(text_of("<pre>a&#13;&#10;b&#13;c</pre>") == "a\nb\nc\n");
  CHECK(text_of("<pre>a<b>  b</b></pre>") == "a  b\n");
  CHECK(text_of("<textarea>no</textarea><xmp> a  <b></xmp>") == " a  <b>\n");
}

TEST_CASE("what no reader sees as text is left out and counted by its kind") {
  const ExtractedText text = read(
      "<head><title>t</title><script>s</script></head><p>a<script>b</script><style>c</style>"
      "<noscript><p>d</p></noscript><template>e</template><img alt=f><svg><text>g</text></svg>"
      "<textarea>h</textarea><select><option>i</select><ruby>j<rp>(</rp><rt>k</rt></ruby>"
      "<iframe>l</iframe><object>m</object><p hidden>n</p>");
  CHECK(text.text == "aj\n");
  CHECK(text.skipped_scripted == 3);
  CHECK(text.skipped_embedded == 9);
  CHECK(text.skipped_hidden == 1);
}

TEST_CASE("hidden elements are those of the hidden attribute, closed dialogs and hiding styles") {
  CHECK(text_of("a<span hidden>b</span><span hidden=until-found>c</span>") == "ac\n");
  CHECK(text_of("<dialog>a</dialog><dialog open>b</dialog>") == "b\n");
  CHECK(text_of("<details><summary>a</summary>b</details><p aria-hidden=true>c") == "a\nb\nc\n");
  CHECK(text_of("<p style='DISPLAY : none'>a<p style='color:red;visibility:collapse'>b") == "\n");
  CHECK(text_of("<math><mi>x</mi><annotation>y</annotation></math>") == "x\n");
}

TEST_CASE("of the declarations in a style the last of a property counts") {
  CHECK(style_hides("display:none"));
  CHECK(style_hides("; Display: NONE ! important ;"));
  CHECK(style_hides("dis/* */play:/*;*/none"));
  CHECK(style_hides("visibility:hidden"));
  CHECK(style_hides("display:block;visibility:collapse"));
  CHECK_FALSE(style_hides("display:none;display:block"));
  CHECK(style_hides("display:none/* to the end"));
  CHECK_FALSE(style_hides("/*display:none"));
  CHECK_FALSE(style_hides("x-display:none"));
  CHECK_FALSE(style_hides("display"));
  CHECK_FALSE(style_hides("visibility:visible"));
}

TEST_CASE("a dialog and a search end a paragraph as in browsers") {
  CHECK(text_of("<dialog><p>consent</dialog><p>article") == "article\n");
  CHECK(text_of("<p>a<search>b</search>c") == "a\nb\nc\n");
  CHECK(regions_of("<hgroup>a</hgroup><search>b</search><dialog open>c</dialog>") ==
        Strings{"body: a", "boilerplate: b", "boilerplate: c"});
}

TEST_CASE("noscript is taken as a browser with scripting on takes it") {
  CHECK(read("<head><noscript><img src=x></noscript><title>t</title></head><p>a").title == "t");
  CHECK(text_of("<noscript>a</noscript >b") == "b\n");
  CHECK(text_of("<noscript><!-- </noscript>b") == "b\n");
  CHECK(text_of("<p title='<noscript>'>a</p><!--<noscript>-->b") == "a\nb\n");
  CHECK(text_of("<script>'<noscript>'</script>a") == "a\n");
  CHECK(text_of("<script><!--<script></script><noscript>--></script>a") == "a\n");
  CHECK(text_of("<xmp><noscript>a</noscript></xmp>") == "<noscript>a</noscript>\n");
  CHECK(text_of("a<noscript>b") == "a\n");
}

TEST_CASE("numbers beyond Unicode are one replacement character, however long") {
  CHECK(text_of("&#1114111;&#1114112;&#4294967361;&#x10000000041;z") ==
        "\U0010FFFF\uFFFD\uFFFD\uFFFDz\n");
  CHECK(read("<title>&#xCCCCCCCC; a</title>").title == "\uFFFD a");
  CHECK(text_of("<svg><style><p>&#xCCCCCCCC;").find("\xCC") == std::string::npos);
}

TEST_CASE("a block has the strongest region around its last character") {
  CHECK(regions_of("<h1>a</h1><p>b</p><ul><li>c</ul><table><caption>d</caption><tr><td>e</table>"
                   "<figure><figcaption>f</figcaption></figure><blockquote><ul><li>g</ul>"
                   "</blockquote>") == Strings{"headline: a", "body: b", "list: c", "caption: d",
                                               "table: e", "caption: f", "blockquote: g"});
  CHECK(regions_of("<nav>a</nav><aside>b</aside><footer><nav>c</nav></footer><button>d</button>") ==
        Strings{"nav: a", "aside: b", "footer: c", "boilerplate: d"});
}

TEST_CASE("a header counts as one only outside of article and main") {
  CHECK(regions_of("<header>a</header><article><header>b</header></article>"
                   "<main><div role=banner>c</div><header>d</header></main>") ==
        Strings{"header: a", "body: b", "header: c", "body: d"});
}

TEST_CASE("roles give regions by their first word, without case") {
  CHECK(regions_of("<div role=Navigation>a</div><div role='alert x'>b</div>"
                   "<div role='x alert'>c</div><div role=complementary>d</div>"
                   "<div role=contentinfo>e</div><h2 role=search>f</h2>") ==
        Strings{"nav: a", "boilerplate: b", "body: c", "aside: d", "footer: e", "boilerplate: f"});
}

TEST_CASE("spans hold the characters of q, del, s and strike, block by block") {
  CHECK(spans_of("<p>a <q> b </q>c <del>d</del> <s>e</s> <strike>f</strike>") ==
        Strings{"q: b", "del: d", "del: e", "del: f"});
  CHECK(spans_of("<del><p>a</p><p>b</p></del>") == Strings{"del: a", "del: b"});
  CHECK(spans_of("<q>a<q>b</q>c<br></q>d") == Strings{"q: abc"});
  CHECK(spans_of("<q> </q><q></q>a").empty());
  CHECK(spans_of("<q><del>a</del>b</q>") == Strings{"q: ab", "del: a"});
}

TEST_CASE("blocks and the text agree on offsets in code points") {
  const ExtractedText text = read("<p>\U0001F600 a<p>\u0627\u0644<p>\uD55C");
  CHECK(text.text == "\U0001F600 a\n\u0627\u0644\n\uD55C\n");
  CHECK(text.code_points == 9);
  REQUIRE(text.blocks.size() == 3);
  CHECK(text.blocks[1].start == 4);
  CHECK(text.blocks[2].end == 8);
}

TEST_CASE("the title is the first in the head, with white space collapsed") {
  CHECK(read("<title> a\n <b> &amp; </title><title>c</title>").title == "a <b> &");
  CHECK(read("<body><svg><title>a</title></svg>").title == "");
  CHECK(read("<p>a").title == "");
  CHECK(count_code_points(read("<title>" + std::string(5000, 'x')).title) == 1000);
}
