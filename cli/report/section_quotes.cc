// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/layout.h"
#include "cli/report/quote_context.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"
#include "manifests/quotes/word_diff.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kMostQuotesInFullContext = 1'000;
constexpr std::size_t kFullContextCodePoints = 700;
constexpr std::size_t kShortContextCodePoints = 90;

class QuoteList {
 public:
  QuoteList(Html& html, const ReportModel& model)
      : html_(html),
        model_(model),
        count_(model.dossier().all<Quote>().size()),
        around_(count_ > kMostQuotesInFullContext ? kShortContextCodePoints
                                                  : kFullContextCodePoints) {}

  void write_article(const Article& article) {
    html_.open("article", {{"class", "source-text"}, Attribute::id(Anchor(article.id))});
    html_.raw("<h3 dir=\"auto\">").text(article.title).raw("</h3><p class=\"note\">");
    html_.text(spaced(article.kind));
    if (article.publisher.value) {
      html_.raw(" in ");
      record_link(html_, model_, *article.publisher.value);
    }
    for (const std::string& byline : article.bylines) html_.raw(", by ").isolated(byline);
    if (article.published.value) {
      html_.raw("; published ").isolated(date_text(*article.published.value));
    } else if (!article.published.missing.empty()) {
      html_.raw("; no date of publication: ").isolated(article.published.missing);
    }
    if (article.url.value) html_.raw("<br/><code>").text(*article.url.value).raw("</code>");
    html_.raw("</p>\n");
    for (const Capture* capture : model_.index().captures_of(article.id)) write_capture(*capture);
    html_.raw("</article>\n");
  }

  void write_capture(const Capture& capture) {
    const auto& quotes = model_.index().quotes_of(capture.id);
    html_.open("div", {{"class", "capture"}, Attribute::id(Anchor(capture.id))});
    write_capture_line(capture);
    if (!quotes.empty()) {
      if (count_ > kMostOpenQuotes) {
        begin_fold(html_, false, counted(quotes.size(), "quote", "quotes"));
      }
      const std::optional<ShownText> text = model_.text_of(capture);
      for (const Quote* quote : in_text_order(quotes)) {
        write_quote(*quote, text ? &*text : nullptr);
      }
      if (count_ > kMostOpenQuotes) end_fold(html_);
    }
    html_.raw("</div>\n");
  }

 private:
  static std::vector<const Quote*> in_text_order(std::vector<const Quote*> quotes) {
    std::stable_sort(quotes.begin(), quotes.end(),
                     [](const Quote* a, const Quote* b) { return a->start < b->start; });
    return quotes;
  }

  void write_capture_line(const Capture& capture) {
    html_.raw("<p class=\"note\">Captured ").text(time_text(capture.captured_at)).raw(", ");
    html_.text(spaced(capture.method)).raw(", by ").isolated(model_.name_of(capture.captured_by));
    if (capture.vantage && !capture.vantage->country.empty()) {
      html_.raw(", from ").text(capture.vantage->country);
    }
    if (capture.completeness) {
      html_.raw("; ").text(capture.completeness->value);
      if (!capture.completeness->note.empty()) {
        html_.raw(": ").isolated(capture.completeness->note);
      }
    }
    for (const std::string& alteration : capture.alterations) {
      html_.raw("; altered: ").isolated(alteration);
    }
    html_.raw(" <code>").text(capture.id.text()).raw("</code></p>");
  }

  void write_quote(const Quote& quote, const ShownText* text) {
    const QuoteCheck* check = model_.check_of(quote.id);
    std::optional<QuoteContext> context;
    if (text != nullptr && check != nullptr) context = quote_context(*text, check->range, around_);
    html_.open("figure", {{"class", "quote"}});
    html_.raw("<blockquote dir=\"auto\">");
    if (context) {
      if (context->cut_before) html_.raw("<span class=\"cut\">… </span>");
      html_.text(context->before);
      html_.open("mark", {Attribute::id(Anchor(quote.id))}).text(context->words).close("mark");
      html_.text(context->after);
      if (context->cut_after) html_.raw("<span class=\"cut\"> …</span>");
    } else {
      html_.text(quote.prefix);
      html_.open("mark", {Attribute::id(Anchor(quote.id)), {"class", "recorded"}});
      html_.text(quote.exact).close("mark").text(quote.suffix);
    }
    html_.raw("</blockquote><figcaption>");
    badge(html_, quote_status(check));
    html_.raw(" ");
    write_whose(quote);
    write_place(quote, check, context);
    if (!context) {
      html_.raw(
          "<p class=\"note\">Shown as the record has it: where it stands in the text cannot be "
          "shown.</p>");
    }
    write_differences(quote, check, text);
    write_more(quote);
    html_.raw("</figcaption></figure>\n");
  }

  // Whose words they are, which is not who printed them.
  void write_whose(const Quote& quote) {
    const auto speaker = [&] {
      if (quote.speaker.value) {
        html_.raw("<strong>");
        record_link(html_, model_, *quote.speaker.value);
        html_.raw("</strong>");
      } else if (!quote.speaker.missing.empty()) {
        html_.raw("a speaker who is not told (").isolated(quote.speaker.missing).raw(")");
      } else {
        html_.raw("a speaker who is not told");
      }
    };
    if (quote.kind == "direct-speech") {
      html_.raw("The own words of ");
      speaker();
    } else if (quote.kind == "indirect-speech") {
      html_.raw("The reporter&#8217;s words for what ");
      speaker();
      html_.raw(" said");
    } else if (quote.kind == "article-voice") {
      html_.raw("The outlet&#8217;s own voice");
    } else {
      html_.text(spaced(quote.kind));
    }
    if (quote.attribution) {
      html_.raw(", through ");
      html_.open("a", {Attribute::link(Anchor(quote.attribution))});
      if (const auto distance = model_.distance(quote)) {
        html_.text(counted(*distance, "step", "steps")).raw("</a>");
      } else {
        html_.raw("this chain</a>");
      }
    }
    html_.raw(". ");
  }

  void write_place(const Quote& quote, const QuoteCheck* check,
                   const std::optional<QuoteContext>& context) {
    html_.raw("<span class=\"note\">Characters ");
    const bool moved = context && check != nullptr &&
                       (check->range.start != quote.start || check->range.end != quote.end);
    if (moved) {
      html_.text(std::to_string(check->range.start) + "–" + std::to_string(check->range.end));
      html_.raw(", recorded as ");
    }
    html_.text(std::to_string(quote.start) + "–" + std::to_string(quote.end));
    if (context && is_outside_body(context->region)) {
      html_.raw("; outside the article&#8217;s body (").text(region_name(context->region));
      html_.raw(")");
    }
    html_.raw("; <code>").text(quote.id.text()).raw("</code></span>");
  }

  void write_differences(const Quote& quote, const QuoteCheck* check, const ShownText* text) {
    const std::u32string exact = decode_utf8(quote.exact).value_or(U"");
    if (check != nullptr && check->status == QuoteStatus::kAltered && text != nullptr &&
        check->range.start >= 0 && check->range.start < check->range.end &&
        static_cast<std::uint64_t>(check->range.end) <= text->text.size()) {
      const std::u32string source =
          text->text.substr(static_cast<std::size_t>(check->range.start),
                            static_cast<std::size_t>(check->range.end - check->range.start));
      write_diff("The source has other words", word_diff(source, exact));
    }
    if (!quote.as_written.empty() && quote.as_written != quote.exact) {
      const std::u32string written = decode_utf8(quote.as_written).value_or(U"");
      const std::vector<WordChange> changes = word_diff(exact, written);
      const bool words_differ =
          std::any_of(changes.begin(), changes.end(),
                      [](const WordChange& change) { return change.op != WordOp::kSame; });
      if (words_differ) {
        write_diff("As the author wrote it", changes);
      } else {
        html_.raw("<p class=\"note\">As the author typed it, with other marks or spaces: ");
        html_.isolated(quote.as_written).raw("</p>");
      }
    }
  }

  void write_diff(Word label, const std::vector<WordChange>& changes) {
    html_.raw("<p class=\"diff\" dir=\"auto\"><span class=\"note\">").text(label.text());
    html_.raw(": </span>");
    for (const WordChange& change : changes) {
      if (change.op == WordOp::kOnlyInSource) {
        html_.raw("<del>").text(change.text).raw("</del>");
      } else if (change.op == WordOp::kOnlyInQuote) {
        html_.raw("<ins>").text(change.text).raw("</ins>");
      } else {
        html_.text(change.text);
      }
      if (change.meaning) html_.raw("<span class=\"meaning\"> turns the meaning</span>");
      html_.raw(" ");
    }
    html_.raw("</p>");
  }

  void write_more(const Quote& quote) {
    if (!quote.context_note.empty()) {
      html_.raw("<p class=\"note\">Context: ").isolated(quote.context_note).raw("</p>");
    }
    if (quote.said_at) {
      html_.raw("<p class=\"note\">Said: ").isolated(date_text(*quote.said_at)).raw("</p>");
    }
    for (const Translation& translation : quote.translations) {
      html_.raw("<p class=\"note\">Translation (").text(translation.language).raw(", ");
      html_.text(translation.method).raw("): ").isolated(translation.text).raw("</p>");
    }
    const auto& claims = model_.claims_on(quote.id);
    if (claims.empty()) return;
    html_.raw("<p class=\"note\">Bears on ");
    for (std::size_t i = 0; i < claims.size() && i < 6; ++i) {
      if (i != 0) html_.raw("; ");
      html_.open("a", {Attribute::link(Anchor(claims[i]->id))});
      if (count_ > kMostQuotesInFullContext) {
        html_.text(claims[i]->id.text()).raw("</a>");
      } else {
        html_.isolated(clipped(claims[i]->text, 60)).raw("</a>");
      }
    }
    if (claims.size() > 6) html_.raw("; and ").number(claims.size() - 6).raw(" more");
    html_.raw("</p>");
  }

  Html& html_;
  const ReportModel& model_;
  std::size_t count_;
  std::size_t around_;
};

}  // namespace

void write_quotes(Html& html, const ReportModel& model) {
  html.raw("<section id=\"quotes\"><h2>Quotes in their context</h2>\n");
  QuoteList list(html, model);
  const auto& articles = model.dossier().all<Article>();
  for (std::size_t i = 0; i < articles.size(); ++i) {
    fold_runs(html, i, articles.size(), "Articles");
    list.write_article(*articles[i]);
  }
  fold_runs(html, articles.size(), articles.size(), "Articles");
  for (const Capture* capture : model.dossier().all<Capture>()) {
    if (model.dossier().find<Article>(capture->article) == nullptr) list.write_capture(*capture);
  }
  if (articles.empty()) html.raw("<p>No article is in this dossier.</p>");
  html.raw("</section>\n");
}

}  // namespace dossier
