// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/memo_quote.h"

#include <algorithm>
#include <array>
#include <utility>

#include "manifests/records/claim.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::string_view kPattern =
    "It is: > \u2014 SPEAKER; KIND; attribution=ID; #ID, after an empty line with only >.";
constexpr std::array<std::string_view, 9> kKeys = {
    "capture", "attribution", "scope", "said", "at", "occurrence", "language", "context", "stance"};

std::string_view behind_dash(std::string_view line) {
  for (const std::string_view dash : {std::string_view("\u2014"), std::string_view("--")}) {
    if (line.starts_with(dash)) return trim_spaces(line.substr(dash.size()));
  }
  return {};
}

// One pair of marks around the whole, if neither of them stands inside.
std::string_view without_outer_marks(std::string_view words) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPairs = {
      {{"\u201C", "\u201D"},
       {"\u201E", "\u201C"},
       {"\u201E", "\u201D"},
       {"\u00AB", "\u00BB"},
       {"\u00BB", "\u00AB"},
       {"\"", "\""},
       {"\u300C", "\u300D"},
       {"\u300E", "\u300F"},
       {"\u2018", "\u2019"},
       {"\u2039", "\u203A"},
       {"\u203A", "\u2039"},
       {"'", "'"}}};
  for (const auto& [open, close] : kPairs) {
    if (words.size() < open.size() + close.size()) continue;
    if (!words.starts_with(open) || !words.ends_with(close)) continue;
    const std::string_view inner =
        words.substr(open.size(), words.size() - open.size() - close.size());
    const bool alone =
        inner.find(open) == std::string_view::npos && inner.find(close) == std::string_view::npos;
    // An apostrophe is the same character as a closing single mark.
    if (alone || close == "\u2019") return inner;
  }
  return words;
}

// Lines of a paragraph are joined by a space, paragraphs by a line feed.
std::string join_words(const std::vector<MemoLine>& lines) {
  std::string words;
  bool is_new_paragraph = false;
  for (const MemoLine& line : lines) {
    const std::string_view text = trim_spaces(line.text);
    if (text.empty()) {
      is_new_paragraph = true;
      continue;
    }
    if (!words.empty()) words += is_new_paragraph ? '\n' : ' ';
    words += text;
    is_new_paragraph = false;
  }
  return std::string(without_outer_marks(words));
}

class CreditReader {
 public:
  CreditReader(MemoQuote& quote, std::vector<FormFault>& faults) : quote_(quote), faults_(faults) {}

  void read(std::string_view credit) {
    std::vector<std::string> parts;
    for (bool more = true; more;) {
      const std::size_t end = credit.find(';');
      more = end != std::string_view::npos;
      parts.emplace_back(trim_spaces(credit.substr(0, end)));
      credit.remove_prefix(more ? end + 1 : credit.size());
    }
    if (parts.size() < 2) {
      refuse("", "tells a speaker, but not the kind of the quote", std::string(kPattern));
      return;
    }
    read_kind(parts[1]);
    read_speaker(parts[0]);
    for (std::size_t i = 2; i < parts.size(); ++i) read_part(parts[i]);
  }

 private:
  void refuse(std::string key, std::string sentence, std::string mend = {}) {
    faults_.push_back({quote_.credit_line, std::move(key), std::move(sentence), std::move(mend)});
  }

  void read_kind(const std::string& kind) {
    quote_.wish.kind = kind;
    check_word("", kind, "kind of quote", kQuoteKinds);
  }

  template <std::size_t N>
  void check_word(const std::string& key, const std::string& word, const std::string& name,
                  const std::array<std::string_view, N>& words) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return;
    const std::string_view meant = nearest_word(word, words);
    refuse(key,
           "'" + word + "' is no " + name +
               (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"),
           "It is one of " + list_words(words) + ".");
  }

  void read_speaker(const std::string& speaker) {
    const std::string unknown = "unknown:";
    const bool speech = quote_.wish.kind.ends_with("-speech");
    if (speaker == "none") {
      if (speech) {
        refuse("", "none cannot be the speaker of " + quote_.wish.kind,
               "Name the source who said it, or write unknown: and the reason.");
      }
    } else if (speaker.starts_with(unknown)) {
      quote_.wish.speaker.missing = trim_spaces(std::string_view(speaker).substr(unknown.size()));
      if (quote_.wish.speaker.missing.empty()) refuse("", "unknown: needs a reason");
    } else if (const auto id = RecordId::parse(speaker); id && id->kind() == RecordKind::kSource) {
      quote_.wish.speaker.value = *id;
    } else {
      refuse("", "'" + speaker + "' is no speaker",
             "It is the id of a source (src-...), none, or unknown: and the reason.");
    }
  }

  void read_part(const std::string& part) {
    if (part.empty()) return;
    const std::size_t equals = part.find('=');
    if (part.front() == '#') {
      if (read_id("", part.substr(1), RecordKind::kQuote, quote_.wish.id)) return;
    } else if (equals == std::string::npos) {
      refuse("", "'" + part + "' is neither key=value nor #ID", std::string(kPattern));
    } else {
      const std::string key(trim_spaces(std::string_view(part).substr(0, equals)));
      const std::string value(trim_spaces(std::string_view(part).substr(equals + 1)));
      if (std::find(given_.begin(), given_.end(), key) != given_.end()) {
        refuse(key, "is given twice");
      } else if (value.empty()) {
        refuse(key, "is empty");
      } else {
        read_key(key, value);
      }
      if (std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end()) given_.push_back(key);
    }
  }

  void read_key(const std::string& key, const std::string& value) {
    QuoteWish& wish = quote_.wish;
    if (key == "capture") {
      read_id(key, value, RecordKind::kCapture, wish.capture);
    } else if (key == "attribution") {
      read_id(key, value, RecordKind::kAttribution, wish.attribution);
    } else if (key == "scope") {
      check_word(key, wish.scope = value, "scope", kQuoteScopes);
    } else if (key == "said") {
      wish.said = value;
      if (!fits(kEdtf, value)) refuse(key, "is not " + std::string(kEdtf.expected));
    } else if (key == "at") {
      read_number(key, value, wish.typed.at);
    } else if (key == "occurrence") {
      read_number(key, value, wish.typed.occurrence);
    } else if (key == "language") {
      wish.language = value;
      if (!fits(kLanguage, value)) refuse(key, "is not " + std::string(kLanguage.expected));
    } else if (key == "context") {
      wish.context = value;
    } else if (key == "stance") {
      check_word(key, quote_.stance = value, "stance", kStances);
    } else {
      const std::string_view meant = nearest_word(key, kKeys);
      refuse(key,
             "is no key of a quote" +
                 (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"),
             "The keys are " + list_words(kKeys) + ".");
    }
  }

  bool read_id(const std::string& key, const std::string& text, RecordKind kind, RecordId& out) {
    const auto id = RecordId::parse(text);
    if (id && id->kind() == kind) {
      out = *id;
      return true;
    }
    refuse(key, "'" + text + "' is no id of a " + std::string(kind_name(kind)),
           "Such an id begins with " + std::string(kind_prefix(kind)) +
               "- and has lower-case letters, digits and hyphens.");
    return false;
  }

  void read_number(const std::string& key, const std::string& value,
                   std::optional<std::int64_t>& out) {
    constexpr std::size_t kMostDigits = 10;
    if (value.size() > kMostDigits || value.find_first_not_of("0123456789") != std::string::npos) {
      refuse(key, "'" + value + "' is no whole number");
      return;
    }
    out = std::stoll(value);
  }

  MemoQuote& quote_;
  std::vector<FormFault>& faults_;
  std::vector<std::string> given_;
};

}  // namespace

bool is_credit(std::string_view line) {
  return !behind_dash(trim_spaces(line)).empty();
}

std::optional<MemoQuote> parse_memo_quote(const std::vector<MemoLine>& lines, const Memo& memo,
                                          const QuoteNamer& name_quote,
                                          std::vector<FormFault>& faults) {
  const std::size_t before = faults.size();
  std::size_t end = lines.size();
  while (end > 0 && trim_spaces(lines[end - 1].text).empty()) --end;
  const bool has_credit =
      end >= 2 && is_credit(lines[end - 1].text) && trim_spaces(lines[end - 2].text).empty();
  if (!has_credit) {
    faults.push_back({lines.front().number, "", "the blockquote does not tell who speaks",
                      "Its last line tells it. " + std::string(kPattern)});
    return std::nullopt;
  }
  MemoQuote quote;
  quote.credit_line = lines[end - 1].number;
  std::size_t first = 0;
  while (first + 1 < end && trim_spaces(lines[first].text).empty()) ++first;
  quote.line = lines[first].number;
  quote.wish.typed.words =
      join_words({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(end - 1)});
  if (quote.wish.typed.words.empty()) {
    faults.push_back({quote.line, "", "the blockquote has no words", {}});
  }
  CreditReader(quote, faults).read(behind_dash(trim_spaces(lines[end - 1].text)));
  if (!quote.wish.capture) quote.wish.capture = memo.capture;
  if (!quote.wish.capture) {
    faults.push_back({quote.credit_line, "capture", "is not told, neither here nor in the header",
                      "Add capture=ID here, or a line \"capture: ID\" to the header."});
  }
  if (!quote.wish.id && faults.size() == before) {
    const auto id = RecordId::parse("quo-" + name_quote(quote.wish.typed.words));
    if (id) quote.wish.id = *id;
  }
  if (faults.size() > before) return std::nullopt;
  return quote;
}

}  // namespace dossier
