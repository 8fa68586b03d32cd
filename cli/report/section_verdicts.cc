// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"
#include "cli/report_text.h"

namespace dossier {
namespace {

constexpr std::size_t kMostPlaces = 1'000;  // listed of one code
constexpr std::size_t kMostMends = 3;       // told of one code

void begin_card(Html& html, Word title, const Status& status) {
  html.raw("<div class=\"card verdict\"><h3>").text(title.text()).raw("</h3><p>");
  badge(html, status);
  html.raw("</p>");
}

void write_integrity(Html& html, const VerifyReport& report) {
  const bool intact = report.integrity == VerifyReport::Integrity::kIntact;
  begin_card(html, "Integrity",
             intact ? Status{"✓", "intact", Tone::kGood} : Status{"✗", "broken", Tone::kBad});
  html.raw("<p>").text(counted(report.files, "file", "files") + ", " + size_text(report.bytes));
  html.text(intact ? ". Every digest agrees." : ". See the findings.").raw("</p></div>");
}

// The signature that counts most: the best seal, else what there is.
const SignatureReport* leading_signature(const VerifyReport& report) {
  if (!report.authorship) return nullptr;
  const SignatureReport* best = nullptr;
  for (const SignatureReport& signature : report.authorship->signatures) {
    const bool is_seal = signature.role == "seal";
    if (best == nullptr || (is_seal && best->role != "seal") ||
        (is_seal && signature.status == SignatureStatus::kTrusted &&
         best->status != SignatureStatus::kTrusted)) {
      best = &signature;
    }
  }
  return best;
}

// The words live in `words`.
Status time_status(const VerifyReport& report, bool is_signed, std::string& words) {
  if (report.time && report.time->earliest) {
    const TimestampReport& stamp = report.time->timestamps[*report.time->earliest];
    words = "existed on " + stamp.time->to_string() + ", proven by " + stamp.authority;
    return {"✓", words, Tone::kGood};
  }
  return {"○", is_signed ? "time claimed, not proven" : "time not checked", Tone::kDoubtful};
}

void write_authorship(Html& html, const VerifyReport& report) {
  const SignatureReport* signature = leading_signature(report);
  Status status{"–", "not checked", Tone::kQuiet};
  if (signature != nullptr) {
    status = signature_status(signature->status);
  } else if (report.authorship) {
    status = {"–", "not signed", Tone::kDoubtful};
  }
  begin_card(html, "Authorship and time", status);
  if (signature != nullptr) {
    html.raw("<p>");
    if (signature->principal.empty()) {
      html.raw("Sealed with a key that this reader does not know.");
    } else {
      html.raw("Sealed by ").isolated(signature->principal).raw(".");
    }
    if (report.authorship->signatures.size() > 1) {
      html.text(" " + counted(report.authorship->signatures.size(), "signature", "signatures") +
                " in all.");
    }
    html.raw("</p>");
  }
  html.raw("<p>");
  std::string words;
  badge(html, time_status(report, signature != nullptr, words));
  html.raw("</p></div>");
}

Status structure_status(const CaseVerdict& records, std::string& words) {
  if (records.errors != 0) {
    words = counted(records.errors, "error", "errors");
    return {"✗", words, Tone::kBad};
  }
  if (records.warnings != 0) {
    words = counted(records.warnings, "warning", "warnings");
    return {"!", words, Tone::kDoubtful};
  }
  words = records.infos == 0 ? "no findings" : counted(records.infos, "note", "notes");
  return {"✓", words, Tone::kGood};
}

void write_structure(Html& html, const VerifyReport& report) {
  if (!report.records) {
    begin_card(html, "Structure", {"–", "not checked", Tone::kQuiet});
    html.raw("<p>").text(report.not_checked).raw(".</p></div>");
    return;
  }
  std::string words;
  const Status status = structure_status(*report.records, words);
  begin_card(html, "Structure", status);
  html.raw("<p>Records checked by the rules of the profile <strong>");
  html.text(profile_name(*report.profile)).raw("</strong>.");
  const std::size_t unchecked = report.records->unchecked.total();
  if (unchecked != 0) {
    html.raw(" ").text(counted(unchecked, "item", "items"));
    html.raw(" could not be checked because of what is found.");
  }
  html.raw("</p></div>");
}

void write_substance(Html& html, const VerifyReport& report) {
  if (!report.records) {
    begin_card(html, "Substance", {"–", "not checked", Tone::kQuiet});
    html.raw("<p>").text(report.not_checked).raw(".</p></div>");
    return;
  }
  const Substance& substance = report.records->substance;
  begin_card(html, "Substance", {"i", "reported, not judged", Tone::kQuiet});
  html.raw("<ul class=\"plain\">");
  for (std::size_t i = 0; i < substance.claims.size(); ++i) {
    if (substance.claims[i] == 0) continue;
    html.raw("<li>").text(counted(substance.claims[i], "claim", "claims")).raw(" ");
    html.text(spaced(kClaimStatuses[i])).raw("</li>");
  }
  const std::size_t exact = substance.quotes[static_cast<std::size_t>(QuoteStatus::kExact)];
  html.raw("<li>").number(exact).raw(" of ");
  html.text(counted(substance.all_quotes, "quote", "quotes")).raw(" exact</li></ul></div>");
}

// Limits of every dossier, and those that this one tells of itself.
void write_limits(Html& html, const ReportModel& model) {
  html.raw("<section class=\"limits\" id=\"limits\"><h2>What this does not show</h2>\n<ul>");
  html.raw(
      "<li>Whether the claims are true. What is reported under <em>Substance</em> is what "
      "people concluded, in their words.</li>");
  if (model.is_foreign_bag()) {
    html.raw("<li>Where its files come from: other tools keep no such records.</li>");
  }
  if (model.has_contents()) {
    html.raw(
        "<li>That a page looked so to every reader. Texts are taken from pages by a fixed "
        "procedure that does not evaluate style sheets or scripts.</li>");
  }
  html.raw(
      "<li>When it was sealed, unless a timestamp proves it: dates are as the makers wrote "
      "them.</li>");
  if (model.has_contents()) {
    const Head* head = model.dossier().head();
    if (head != nullptr && !head->limitations.empty()) {
      html.raw("<li dir=\"auto\">").text(head->limitations);
      html.raw(" <span class=\"note\">(so its makers)</span></li>");
    }
    std::size_t supplied = 0;
    for (const Capture* capture : model.dossier().all<Capture>()) {
      if (!capture->text) continue;
      const std::string& method = capture->text->method;
      if (method == "ocr" || method == "transcript" || method == "pdf-text") ++supplied;
    }
    if (supplied != 0) {
      html.raw("<li>").text(counted(supplied, "text was", "texts were"));
      html.raw(
          " supplied by people or other programs: quotes there are exact to that text, not to "
          "the original.</li>");
    }
    for (const Note* note : model.dossier().all<Note>()) {
      if (note->kind != "limitation" && note->kind != "question") continue;
      html.raw("<li dir=\"auto\">");
      html.open("a", {Attribute::link(Anchor(note->id))}).text(clipped(note->text, 240)).close("a");
      html.raw("</li>");
    }
  }
  html.raw("</ul></section>\n");
}

// Where a finding is and what it says there.
void write_place(Html& html, const ReportModel& model, const Finding& finding) {
  const std::optional<RecordId> id = RecordId::parse(finding.where);
  html.raw("<li>");
  if (id && model.has_contents()) {
    record_link(html, model, *id);
    if (model.name_of(*id) != id->text()) html.raw(" <code>").text(id->text()).raw("</code>");
  } else {
    html.raw("<code>").text(finding.where).raw("</code>");
  }
  if (!finding.pointer.empty()) html.raw(" <code>").text(finding.pointer).raw("</code>");
  html.raw("<br/>").isolated(finding.sentence).raw("</li>\n");
}

std::string mend_of(const Finding& finding) {
  return finding.mend.empty() ? std::string(finding_code(finding.code).mend) : finding.mend;
}

// All of one code: what an auditor asks stands once.
void write_code(Html& html, const ReportModel& model, const std::vector<const Finding*>& findings) {
  const Finding& first = *findings.front();
  html.raw("<li class=\"finding\"><p>");
  badge(html, severity_status(first.severity));
  html.raw(" <code>").text(first.code).raw("</code>");
  if (findings.size() > 1) {
    html.raw(" <span class=\"note\">").text(counted(findings.size(), "time", "times"));
    html.raw("</span>");
  }
  html.raw("</p><p class=\"note introduces\">An auditor asks: ");
  html.text(finding_code(first.code).question);
  std::set<std::string> mends;
  for (const Finding* finding : findings) mends.insert(mend_of(*finding));
  mends.erase("");
  for (auto mend = mends.begin(); mend != mends.end() && mends.size() <= kMostMends; ++mend) {
    html.raw("<br/>To mend: ").text(*mend);
  }
  html.raw("</p>");
  const bool is_long = findings.size() > kMostOpenRows / 3;
  if (is_long) begin_fold(html, false, counted(findings.size(), "place", "places"));
  html.raw("<ul class=\"plain places\">");
  for (std::size_t i = 0; i < findings.size() && i < kMostPlaces; ++i) {
    write_place(html, model, *findings[i]);
  }
  html.raw("</ul>");
  if (findings.size() > kMostPlaces) {
    html.raw("<p class=\"note\">And ").number(findings.size() - kMostPlaces);
    html.raw(" more; <code>dossier verify --json</code> lists them all.</p>");
  }
  if (is_long) end_fold(html);
  html.raw("</li>\n");
}

}  // namespace

void write_verdicts(Html& html, const ReportModel& model) {
  const VerifyReport& report = model.verification();
  html.raw("<section id=\"verdicts\"><h2>Four verdicts</h2>\n<div class=\"cards\">");
  write_integrity(html, report);
  write_authorship(html, report);
  write_structure(html, report);
  write_substance(html, report);
  html.raw("</div></section>\n");
  write_limits(html, model);
}

void write_findings(Html& html, const ReportModel& model) {
  const std::vector<Finding>& findings = model.verification().findings;
  html.raw("<section id=\"findings\"><h2>Findings</h2>\n");
  if (findings.empty()) html.raw("<p>The checks found nothing.</p>");
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kInfo}) {
    std::vector<std::vector<const Finding*>> codes;  // in the order of the first of each
    std::map<std::string_view, std::size_t> place_of;
    std::size_t count = 0;
    for (const Finding& finding : findings) {
      if (finding.severity != severity) continue;
      ++count;
      const auto [found, is_new] = place_of.try_emplace(finding.code, codes.size());
      if (is_new) codes.emplace_back();
      codes[found->second].push_back(&finding);
    }
    if (count == 0) continue;
    const std::string word(severity_status(severity).word);
    begin_fold(html, severity != Severity::kInfo, counted(count, word, word + "s"));
    html.raw("<ol class=\"findings\">");
    for (const auto& of_code : codes) write_code(html, model, of_code);
    html.raw("</ol>");
    end_fold(html);
  }
  html.raw("</section>\n");
}

}  // namespace dossier
