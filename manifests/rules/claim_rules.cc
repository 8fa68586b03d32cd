// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_set>

#include "manifests/rules/origins.h"
#include "manifests/rules/rule_groups.h"
#include "manifests/rules/thresholds.h"

namespace dossier {
namespace {

bool is_speech(const Quote& quote) {
  return quote.kind == "direct-speech" || quote.kind == "indirect-speech";
}

class ClaimRules {
 public:
  ClaimRules(const CaseIndex& index, RuleFindings& findings)
      : index_(index), dossier_(index.dossier()), findings_(findings) {
    for (const Claim* claim : dossier_.all<Claim>()) {
      if (claim->kind != "attribution") continue;
      for (const ClaimRelation& relation : claim->relations)
        if (relation.type == "attributes") attributed_.insert(relation.claim.text());
    }
  }

  void check(const Claim& claim) {
    check_support(claim);
    check_review(claim);
    check_contrary(claim);
    const bool hearsay = is_hearsay_verified(claim);
    if (hearsay) report_hearsay(claim);
    check_attribution_claim(claim);
    if (!hearsay) check_single_source(claim);
    check_credibility(claim);
    check_dependencies(claim);
  }

 private:
  void report(const Claim& claim, std::string_view code, std::string pointer,
              std::string sentence) {
    findings_.add(code, claim.id.text(), std::move(pointer), std::move(sentence));
  }

  static bool has_stance(const Claim& claim, std::string_view stance) {
    return std::any_of(claim.support.begin(), claim.support.end(),
                       [&](const Support& support) { return support.stance == stance; });
  }

  void check_support(const Claim& claim) {
    if (claim.support.empty()) {
      report(claim, "claim.unsupported", "/support", "nothing is named that it rests on");
    } else if (claim.status == "verified" && !has_stance(claim, "supports")) {
      report(claim, "claim.support-too-weak", "/support",
             "is verified, and nothing that it names supports it");
    }
  }

  void check_review(const Claim& claim) {
    if (claim.kind == "opinion" && claim.status != "unreviewed" && claim.status != "withdrawn") {
      report(claim, "record.invalid-value", "/status",
             "is an opinion, and the status " + claim.status + " says that it was judged");
      return;
    }
    if (claim.status == "unreviewed" || claim.status == "under-review") return;
    const Agent* reviewer = dossier_.find<Agent>(claim.reviewed_by);
    const bool no_person = reviewer != nullptr && reviewer->kind != "person";
    std::string lacks;
    std::string pointer;
    const auto require = [&](bool there, std::string_view field, std::string_view what) {
      if (there) return;
      if (lacks.empty()) pointer = "/" + std::string(field);
      lacks += (lacks.empty() ? "" : ", ") + std::string(what);
    };
    require(claim.reviewed_by && !no_person, "reviewed_by",
            no_person ? "by which person (an agent of another kind is named)" : "by whom");
    require(claim.reviewed_at.has_value(), "reviewed_at", "when");
    require(!claim.basis.empty(), "basis", "on which basis");
    if (!lacks.empty())
      report(claim, "claim.review-missing", pointer,
             "is " + claim.status + ", and the record does not say " + lacks);
  }

  void check_contrary(const Claim& claim) {
    const bool contrary = has_stance(claim, "contradicts");
    if (claim.status == "refuted" && !contrary) {
      report(claim, "claim.contrary-missing", "/support",
             "is refuted, and nothing that it names contradicts it");
    } else if (claim.status == "disputed" && (!contrary || !has_stance(claim, "supports"))) {
      report(claim, "claim.contrary-missing", "/support",
             std::string("is disputed, and nothing that it names ") +
                 (contrary ? "supports it" : "contradicts it"));
    }
    if (claim.status != "verified" || index_.is_unreadable(RecordKind::kNote)) return;
    for (std::size_t i = 0; i < claim.support.size(); ++i) {
      const Support& support = claim.support[i];
      if (support.stance == "contradicts" && support.note.empty() &&
          index_.notes_about(support.ref).empty())
        report(
            claim, "claim.contrary-unanswered", "/support/" + std::to_string(i),
            "is verified, and no note deals with " + support.ref.text() + ", which contradicts it");
    }
  }

  // More than words that somebody passed on. What cannot be read counts as if it were: another
  // finding tells of it.
  bool is_firm(const Support& support) const {
    if (support.stance != "supports") return false;
    if (!dossier_.knows(support.ref)) return true;
    if (support.ref.kind() == RecordKind::kSource) {
      const Source* source = dossier_.find<Source>(support.ref);
      return source == nullptr || source->kind == "data-set" || source->kind == "document";
    }
    if (support.ref.kind() != RecordKind::kQuote) return true;
    const Quote* quote = dossier_.find<Quote>(support.ref);
    if (quote == nullptr) return true;
    return !is_speech(*quote) && distance_of(index_, *quote).value_or(0) < kHearsayDistance;
  }

  bool is_hearsay_verified(const Claim& claim) const {
    return claim.status == "verified" && claim.kind != "attribution" && claim.kind != "opinion" &&
           has_stance(claim, "supports") &&
           std::none_of(claim.support.begin(), claim.support.end(),
                        [this](const Support& support) { return is_firm(support); }) &&
           count_origins(index_, claim) < kOriginsWanted;
  }

  void report_hearsay(const Claim& claim) {
    report(claim, "claim.hearsay-marked-verified", "/status",
           "is verified, and all that supports it is what somebody said or passed on, from one "
           "origin");
  }

  void check_attribution_claim(const Claim& claim) {
    if (claim.kind != "content" || attributed_.contains(claim.id.text()) ||
        index_.is_unreadable(RecordKind::kClaim))
      return;
    for (std::size_t i = 0; i < claim.support.size(); ++i) {
      const Support& support = claim.support[i];
      const Quote* quote = dossier_.find<Quote>(support.ref);
      if (support.stance != "supports" || quote == nullptr || !is_speech(*quote)) continue;
      report(claim, "claim.attribution-missing", "/support/" + std::to_string(i),
             "rests on what somebody said (" + support.ref.text() +
                 "), and no claim of kind attribution says so");
      return;
    }
  }

  void check_single_source(const Claim& claim) {
    const bool asked = (claim.status == "verified" || claim.status == "partly-verified") &&
                       claim.kind != "attribution" && claim.kind != "opinion";
    if (!asked || !has_stance(claim, "supports")) return;
    if (count_origins(index_, claim) < kOriginsWanted)
      report(claim, "claim.single-source", "/support",
             "is " + claim.status + ", and all that supports it comes from one origin");
  }

  void check_credibility(const Claim& claim) {
    if (!claim.credibility) return;
    const std::int64_t value = *claim.credibility;
    const std::string number = std::to_string(value);
    if (claim.status == "verified" && value > kWorstCredibilityVerified) {
      report(claim, "claim.credibility-unfounded", "/credibility",
             "is verified, and its credibility is " + number);
    } else if (claim.status == "refuted" && value < kBestCredibilityRefuted) {
      report(claim, "claim.credibility-unfounded", "/credibility",
             "is refuted, and its credibility is " + number);
    } else if (value == kBestCredibility && count_origins(index_, claim) < kOriginsWanted) {
      report(claim, "claim.credibility-unfounded", "/credibility",
             "its credibility is 1, confirmed by other sources, and it has one origin");
    }
  }

  void check_dependencies(const Claim& claim) {
    if (claim.status != "verified") return;
    for (std::size_t i = 0; i < claim.relations.size(); ++i) {
      const ClaimRelation& relation = claim.relations[i];
      const Claim* other = dossier_.find<Claim>(relation.claim);
      if (relation.type == "depends-on" && other != nullptr &&
          (other->status == "refuted" || other->status == "withdrawn"))
        report(claim, "claim.stands-on-fallen", "/relations/" + std::to_string(i),
               "is verified, and depends on " + other->id.text() + ", which is " + other->status);
    }
  }

  const CaseIndex& index_;
  const Dossier& dossier_;
  RuleFindings& findings_;
  std::unordered_set<std::string_view> attributed_;
};

}  // namespace

void check_claims(const CaseIndex& index, RuleFindings& findings) {
  ClaimRules rules(index, findings);
  for (const Claim* claim : index.dossier().all<Claim>()) rules.check(*claim);
}

}  // namespace dossier
