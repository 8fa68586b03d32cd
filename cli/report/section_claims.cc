// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_set>

#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"
#include "manifests/rules/origins.h"

namespace dossier {
namespace {

constexpr std::size_t kDeepestNesting = 4;

// Claims as a tree: under a claim that something was said, the claims of what was said.
class ClaimTree {
 public:
  ClaimTree(Html& html, const ReportModel& model) : html_(html), model_(model) {
    const auto& claims = model.dossier().all<Claim>();
    is_long_ = claims.size() > kMostOpenClaims;
    std::unordered_set<RecordId> attributed;
    for (const Claim* claim : claims) {
      for (const ClaimRelation& relation : claim->relations) {
        if (relation.type == "attributes") attributed.insert(relation.claim);
      }
    }
    std::vector<const Claim*> roots;
    for (const Claim* claim : claims) {
      if (attributed.count(claim->id) == 0) roots.push_back(claim);
    }
    for (std::size_t i = 0; i < roots.size(); ++i) {
      fold_runs(html, i, roots.size(), "Claims");
      write(*roots[i], 0);
    }
    fold_runs(html, roots.size(), roots.size(), "Claims");
    for (const Claim* claim : claims) write(*claim, 0);  // those in a circle
  }

 private:
  void write(const Claim& claim, std::size_t depth) {
    if (!written_.insert(claim.id).second) return;
    html_.open("article", {{"class", "claim"}, Attribute::id(Anchor(claim.id))});
    write_head(claim);
    if (is_long_) begin_fold(html_, false, "Evidence and review");
    write_evidence(claim);
    write_review(claim);
    if (is_long_) end_fold(html_);
    write_below(claim, depth);
    html_.raw("</article>\n");
  }

  void write_head(const Claim& claim) {
    html_.raw("<p class=\"claim-head\"><span class=\"kind\">");
    if (claim.kind == "attribution") {
      html_.raw("Was it said?");
    } else if (claim.kind == "content") {
      html_.raw("Is it so?");
    } else {
      html_.text(spaced(claim.kind));
    }
    html_.raw("</span> ");
    badge(html_, claim_status(claim.status));
    html_.raw("</p><h3 dir=\"auto\">").text(claim.text).raw("</h3>");
    html_.raw("<p class=\"note\">");
    if (claim.asserted_by) {
      html_.raw("Asserted by ");
      record_link(html_, model_, claim.asserted_by);
      html_.raw(". ");
    }
    const std::size_t origins = count_origins(model_.index(), claim);
    html_.text(counted(origins, "independent origin", "independent origins")).raw(" in support. ");
    html_.raw("<code>").text(claim.id.text()).raw("</code></p>");
  }

  void write_evidence(const Claim& claim) {
    write_supports(claim, "supports", "For it");
    write_supports(claim, "contradicts", "Against it");
    write_supports(claim, "context", "Context");
    write_supports(claim, "mentions", "Mentioned in");
  }

  void write_supports(const Claim& claim, std::string_view stance, Word label) {
    const bool any = std::any_of(claim.support.begin(), claim.support.end(),
                                 [&](const Support& s) { return s.stance == stance; });
    if (!any) return;
    html_.raw("<div class=\"stance\"><h4>").text(label.text()).raw("</h4><ul>");
    for (const Support& support : claim.support) {
      if (support.stance != stance) continue;
      html_.raw("<li>");
      write_support(support.ref);
      if (!support.note.empty())
        html_.raw(" <span class=\"note\">").isolated(support.note).raw("</span>");
      html_.raw("</li>");
    }
    html_.raw("</ul></div>");
  }

  void write_support(const RecordId& ref) {
    if (const Quote* quote = model_.dossier().find<Quote>(ref)) {
      html_.open("a", {Attribute::link(Anchor(quote->id)), {"class", "quoted"}});
      html_.isolated(clipped(quote->exact, is_long_ ? 60 : 160)).raw("</a>");
      const QuoteCheck* check = model_.check_of(quote->id);
      if (is_long_ && check != nullptr && check->status == QuoteStatus::kExact) return;
      html_.raw(" ");
      badge(html_, quote_status(check));
      if (quote->speaker.value) {
        html_.raw(" <span class=\"note\">");
        html_.isolated(model_.name_of(*quote->speaker.value)).raw("</span>");
      }
      return;
    }
    if (const Note* note = model_.dossier().find<Note>(ref)) {
      html_.raw("Note: ").open("a", {Attribute::link(Anchor(note->id))});
      html_.isolated(clipped(note->text, 160)).raw("</a>");
      return;
    }
    html_.text(kind_name(ref.kind())).raw(" ");
    record_link(html_, model_, ref);
  }

  void write_review(const Claim& claim) {
    if (!claim.reviewed_by && !claim.credibility && claim.likelihood.empty() &&
        claim.confidence.empty() && claim.basis.empty() && claim.open_questions.empty()) {
      return;
    }
    html_.raw("<dl class=\"facts review\">");
    if (claim.reviewed_by) {
      entry(html_, "Judged by",
            model_.name_of(claim.reviewed_by) + ", " + time_text(claim.reviewed_at));
    }
    if (claim.credibility) {
      entry(html_, "Credibility",
            std::to_string(*claim.credibility) + " of 1 (confirmed) to 6 (cannot be judged)");
    }
    entry(html_, "Likelihood", spaced(claim.likelihood));
    entry(html_, "Confidence", spaced(claim.confidence));
    html_.raw("</dl>");
    write_notes("On the ground of", claim.basis);
    write_notes("Open questions", claim.open_questions);
  }

  void write_notes(Word label, const std::vector<RecordId>& notes) {
    if (notes.empty()) return;
    html_.raw("<div class=\"stance\"><h4>").text(label.text()).raw("</h4><ul>");
    for (const RecordId& id : notes) {
      const Note* note = model_.dossier().find<Note>(id);
      html_.raw("<li>");
      if (note == nullptr) {
        html_.isolated(id.text());
      } else {
        html_.open("a", {Attribute::link(Anchor(id))})
            .isolated(clipped(note->text, 200))
            .close("a");
        if (!note->result.empty()) {
          html_.raw(" ");
          badge(html_, note_result(note->result));
        }
      }
      html_.raw("</li>");
    }
    html_.raw("</ul></div>");
  }

  void write_below(const Claim& claim, std::size_t depth) {
    for (const ClaimRelation& relation : claim.relations) {
      const Claim* other = model_.dossier().find<Claim>(relation.claim);
      const bool nests = relation.type == "attributes" && other != nullptr &&
                         depth < kDeepestNesting && written_.count(relation.claim) == 0;
      if (nests) {
        html_.raw("<div class=\"below\"><p class=\"note\">What is said to be so:</p>");
        write(*other, depth + 1);
        html_.raw("</div>");
        continue;
      }
      html_.raw("<p class=\"note\">").text(spaced(relation.type)).raw(": ");
      record_link(html_, model_, relation.claim);
      html_.raw("</p>");
    }
  }

  Html& html_;
  const ReportModel& model_;
  bool is_long_ = false;
  std::unordered_set<RecordId> written_;
};

void write_note(Html& html, const ReportModel& model, const Note& note) {
  html.open("article", {{"class", "notice"}, Attribute::id(Anchor(note.id))});
  html.raw("<p><span class=\"kind\">").text(spaced(note.kind)).raw("</span> ");
  if (!note.result.empty()) badge(html, note_result(note.result));
  html.raw("</p>");
  prose(html, model, note.text);
  html.raw("<p class=\"note\">");
  html.isolated(model.name_of(note.author)).raw(", ").text(time_text(note.at));
  if (!note.method.empty()) html.raw("; ").text(spaced(note.method));
  html.raw(". About ");
  record_links(html, model, note.about);
  if (!note.evidence.empty()) html.raw(". Evidence: ");
  for (std::size_t i = 0; i < note.evidence.size(); ++i) {
    if (i != 0) html.raw(", ");
    if (note.evidence[i].id) {
      record_link(html, model, note.evidence[i].id);
    } else {
      html.raw("<code>").text(note.evidence[i].other).raw("</code>");
    }
  }
  html.raw(".");
  if (!note.next_step.empty()) html.raw(" Next: ").isolated(note.next_step).raw(".");
  if (!note.due.empty()) html.raw(" Due ").text(note.due).raw(".");
  html.raw("</p></article>\n");
}

}  // namespace

void write_claims(Html& html, const ReportModel& model) {
  html.raw("<section id=\"claims\"><h2>Claims</h2>\n");
  if (model.dossier().all<Claim>().empty()) {
    html.raw("<p>Nothing is claimed in this dossier.</p>");
  } else {
    html.raw(
        "<p class=\"note\">That something was said and that it is so are two claims. They never "
        "share a status.</p>\n");
    if (model.dossier().all<Claim>().size() > kMostOpenClaims) {
      html.raw("<p class=\"note\">A quote without a mark here is exact.</p>\n");
    }
    ClaimTree(html, model);
  }
  std::vector<const Note*> notes;
  for (const Note* note : model.dossier().all<Note>()) {
    if (note->kind != "contact-attempt") notes.push_back(note);
  }
  if (!notes.empty()) {
    html.raw("<h3 id=\"notes\">What was checked and noted</h3>\n");
    begin_fold(html, notes.size() <= kMostOpenClaims, counted(notes.size(), "note", "notes"));
    for (const Note* note : notes) write_note(html, model, *note);
    end_fold(html);
  }
  html.raw("</section>\n");
}

}  // namespace dossier
