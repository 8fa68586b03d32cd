// SPDX-License-Identifier: Apache-2.0
#include "cli/report/words.h"

#include <algorithm>
#include <array>

#include "manifests/text/unicode.h"

namespace dossier {
namespace {

struct NamedStatus {
  std::string_view name;
  Status status;
};

constexpr std::array kClaims{
    NamedStatus{"unreviewed", {"–", "unreviewed", Tone::kQuiet}},
    NamedStatus{"under-review", {"…", "under review", Tone::kQuiet}},
    NamedStatus{"verified", {"✓", "verified", Tone::kGood}},
    NamedStatus{"partly-verified", {"◐", "partly verified", Tone::kDoubtful}},
    NamedStatus{"unverified", {"○", "unverified", Tone::kDoubtful}},
    NamedStatus{"unverifiable", {"∅", "unverifiable", Tone::kDoubtful}},
    NamedStatus{"disputed", {"≠", "disputed", Tone::kDoubtful}},
    NamedStatus{"refuted", {"✗", "refuted", Tone::kBad}},
    NamedStatus{"withdrawn", {"↩", "withdrawn", Tone::kBad}},
};

constexpr std::array kResults{
    NamedStatus{"confirmed", {"✓", "confirmed", Tone::kGood}},
    NamedStatus{"refuted", {"✗", "refuted", Tone::kBad}},
    NamedStatus{"inconclusive", {"○", "inconclusive", Tone::kDoubtful}},
    NamedStatus{"no-response", {"○", "no response", Tone::kDoubtful}},
    NamedStatus{"declined", {"✗", "declined", Tone::kDoubtful}},
    NamedStatus{"pending", {"…", "pending", Tone::kQuiet}},
    NamedStatus{"not-attempted", {"–", "not attempted", Tone::kQuiet}},
};

template <std::size_t N>
Status find_status(const std::array<NamedStatus, N>& table, std::string_view name) {
  for (const NamedStatus& entry : table) {
    if (entry.name == name) return entry.status;
  }
  return {"–", "not told", Tone::kQuiet};
}

bool is_shown(const RecordId& id) {
  switch (id.kind()) {
    case RecordKind::kQuote:
    case RecordKind::kClaim:
    case RecordKind::kNote:
    case RecordKind::kCapture:
    case RecordKind::kAttribution:
    case RecordKind::kEvent:
    case RecordKind::kArticle:
    case RecordKind::kSource:
      return true;
    default:
      return false;
  }
}

// Whether a line begins a paragraph, or an item of a list in Markdown.
bool begins_anew(std::string_view line) {
  if (line.empty() || line.front() == '\n') return true;
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("> ")) return true;
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && line.substr(digits).starts_with(". ");
}

// Line feeds within paragraphs become spaces: a memo is wrapped by its editor, a page by itself.
std::string unwrapped(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 1; i + 1 < out.size(); ++i) {
    if (out[i] != '\n' || out[i - 1] == '\n') continue;
    if (!begins_anew(std::string_view(out).substr(i + 1))) out[i] = ' ';
  }
  return out;
}

}  // namespace

Status claim_status(std::string_view status) {
  return find_status(kClaims, status);
}

Status note_result(std::string_view result) {
  return find_status(kResults, result);
}

Status quote_status(const QuoteCheck* check) {
  if (check == nullptr) return {"–", "not checked", Tone::kQuiet};
  switch (check->status) {
    case QuoteStatus::kExact:
      return {"✓", "exact", Tone::kGood};
    case QuoteStatus::kContextMismatch:
      return {"≈", "exact, context differs", Tone::kDoubtful};
    case QuoteStatus::kMoved:
      return {"→", "stands elsewhere", Tone::kDoubtful};
    case QuoteStatus::kWhitespace:
      return {"≈", "differs in white space", Tone::kGood};
    case QuoteStatus::kTypographic:
      return {"≈", "differs in marks and dashes", Tone::kGood};
    case QuoteStatus::kCase:
      return {"≈", "differs in capital letters", Tone::kDoubtful};
    case QuoteStatus::kElided:
      return {"…", "shortened, and says so", Tone::kGood};
    case QuoteStatus::kElidedUndeclared:
      return {"…", "shortened without saying so", Tone::kDoubtful};
    case QuoteStatus::kAmbiguous:
      return {"?", "ambiguous", Tone::kBad};
    case QuoteStatus::kAltered:
      return {"✗", "altered", Tone::kBad};
    case QuoteStatus::kNotFound:
      return {"✗", "not found", Tone::kBad};
    case QuoteStatus::kNotCheckable:
      break;
  }
  return {"–", "not checkable", Tone::kDoubtful};
}

Status signature_status(SignatureStatus status) {
  const std::string_view name = signature_status_name(status);
  switch (status) {
    case SignatureStatus::kTrusted:
      return {"✓", name, Tone::kGood};
    case SignatureStatus::kInvalid:
    case SignatureStatus::kMalformed:
    case SignatureStatus::kRevoked:
      return {"✗", name, Tone::kBad};
    default:
      return {"?", name, Tone::kDoubtful};
  }
}

Status severity_status(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return {"✗", "error", Tone::kBad};
    case Severity::kWarning:
      return {"!", "warning", Tone::kDoubtful};
    case Severity::kInfo:
      break;
  }
  return {"i", "note", Tone::kQuiet};
}

Status outcome_status(Outcome outcome) {
  switch (outcome) {
    case Outcome::kVerified:
      return {"✓", "Verified", Tone::kGood};
    case Outcome::kNotVouched:
      return {"?", "Intact, but nobody you trust vouches for it", Tone::kDoubtful};
    case Outcome::kNotValid:
      break;
  }
  return {"✗", "Not valid", Tone::kBad};
}

void badge(Html& html, const Status& status) {
  switch (status.tone) {
    case Tone::kGood:
      html.raw("<span class=\"badge good\">");
      break;
    case Tone::kDoubtful:
      html.raw("<span class=\"badge doubt\">");
      break;
    case Tone::kBad:
      html.raw("<span class=\"badge bad\">");
      break;
    case Tone::kQuiet:
      html.raw("<span class=\"badge quiet\">");
      break;
  }
  html.raw("<i aria-hidden=\"true\">").text(status.sign).raw("</i> ");
  html.text(status.word).raw("</span>");
}

std::string time_text(const std::optional<Timestamp>& time) {
  if (!time) return "time not told";
  std::string text = time->to_string();
  text[10] = ' ';
  text.pop_back();
  return text + " UTC";
}

std::string when_text(const std::string& edtf) {
  const std::optional<Timestamp> moment = Timestamp::parse(edtf);
  return moment ? time_text(moment) : edtf;
}

std::string date_text(const ReportedDate& date) {
  std::string text = date.value.empty() ? date.words : date.value;
  if (!date.basis.empty()) text += ", " + date.basis;
  if (!date.words.empty() && !date.value.empty()) text += " (“" + date.words + "”)";
  return text;
}

std::string_view without_full_stop(std::string_view text) {
  if (text.ends_with('.') && !text.ends_with("..")) text.remove_suffix(1);
  return text;
}

std::string spaced(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '-', ' ');
  return text;
}

void digest(Html& html, std::string_view hex) {
  constexpr std::size_t kGroup = 8;
  html.raw("<code class=\"digest\">");
  for (std::size_t at = 0; at < hex.size(); at += kGroup) {
    html.element("span", hex.substr(at, kGroup));
  }
  html.raw("</code>");
}

void record_link(Html& html, const ReportModel& model, const RecordId& id) {
  if (id.empty()) return;
  const std::string full_name = model.name_of(id);
  const std::string name = clipped(without_full_stop(full_name), 120);
  if (!is_shown(id) || !model.dossier().knows(id)) {
    html.isolated(name);
    return;
  }
  html.open("a", {Attribute::link(Anchor(id))}).isolated(name).close("a");
}

void record_links(Html& html, const ReportModel& model, const std::vector<RecordId>& ids,
                  std::size_t most) {
  for (std::size_t i = 0; i < ids.size() && i < most; ++i) {
    if (i != 0) html.raw(", ");
    record_link(html, model, ids[i]);
  }
  if (ids.size() > most) html.raw(" and ").number(ids.size() - most).raw(" more");
}

void prose(Html& html, const ReportModel& model, std::string_view untrusted) {
  html.raw("<p class=\"prose\" dir=\"auto\">");
  const std::string flowing = unwrapped(untrusted);
  std::string_view rest = flowing;
  for (std::size_t begin = 0; (begin = rest.find("[#", begin)) != std::string_view::npos;) {
    const std::size_t end = rest.find(']', begin);
    const std::string_view inside = rest.substr(begin + 2, end - begin - 2);
    const std::optional<RecordId> id = RecordId::parse(inside);
    if (end == std::string_view::npos || !id || !model.dossier().knows(*id)) {
      begin += 2;
      continue;
    }
    html.text(rest.substr(0, begin));
    record_link(html, model, *id);
    rest.remove_prefix(end + 1);
    begin = 0;
  }
  html.text(rest).raw("</p>");
}

void entry(Html& html, Word label, std::string_view untrusted) {
  if (untrusted.empty()) return;
  html.open("dt").text(label.text()).close("dt");
  html.open("dd", {{"dir", "auto"}}).text(untrusted).close("dd");
}

void begin_fold(Html& html, bool open, std::string_view summary) {
  if (open) {
    html.raw("<details open=\"\"><summary>");
  } else {
    html.raw("<details><summary>");
  }
  html.text(summary).raw("</summary>");
}

void end_fold(Html& html) {
  html.raw("</details>\n");
}

void fold_runs(Html& html, std::size_t index, std::size_t count, std::string_view things) {
  if (count <= 2 * kRunLength) return;
  if (index != 0 && (index == count || index % kRunLength == 0)) end_fold(html);
  if (index == count || index % kRunLength != 0) return;
  const std::size_t last = std::min(index + kRunLength, count);
  begin_fold(html, false,
             std::string(things) + " " + std::to_string(index + 1) + " to " + std::to_string(last));
}

std::string clipped(std::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < code_points && at < text.size(); ++i) {
    bool valid = false;
    next_code_point(text, at, valid);
  }
  return at >= text.size() ? std::string(text) : std::string(text.substr(0, at)) + "…";
}

std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace dossier
