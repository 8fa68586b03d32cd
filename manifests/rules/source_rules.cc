// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

void check_protection(const Source& source, RuleFindings& findings) {
  if (!source.protection || !source.protection->is) return;
  const auto report = [&](std::string pointer, const std::string& what) {
    findings.add("source.protected-identified", source.id.text(), std::move(pointer),
                 "is protected, and " + what + " tells who it is");
  };
  if (!source.url.empty()) {
    report("/url", "its url");
  } else if (!source.identifiers.empty()) {
    report("/identifiers", "an identifier");
  } else if (source.kind == "account") {
    report("/kind", "the name of an account");
  }
}

// The source that the words of a support come from first, as far as it is told.
const Source* first_source(const Dossier& dossier, const RecordId& ref) {
  if (const Source* source = dossier.find<Source>(ref)) return source;
  const Quote* quote = dossier.find<Quote>(ref);
  if (quote == nullptr) return nullptr;
  const Attribution* attribution = dossier.find<Attribution>(quote->attribution);
  if (attribution != nullptr) return dossier.find<Source>(attribution->hops.front().from.id);
  return quote->speaker.value ? dossier.find<Source>(*quote->speaker.value) : nullptr;
}

// Whether several sources of a claim are independent can be told only by their groups.
void check_groups(const Dossier& dossier, const Claim& claim,
                  std::unordered_set<const Source*>& told, RuleFindings& findings) {
  std::vector<const Source*> sources;
  for (const Support& support : claim.support)
    if (const Source* source =
            support.stance == "supports" ? first_source(dossier, support.ref) : nullptr)
      sources.push_back(source);
  const bool several = std::any_of(sources.begin(), sources.end(),
                                   [&](const Source* each) { return each != sources.front(); });
  if (!several) return;
  for (const Source* source : sources)
    if (source->independence_group.empty() && told.insert(source).second)
      findings.add("source.independence-unknown", source->id.text(), "/independence_group",
                   "is one of several sources of " + claim.id.text() +
                       ", and no group tells whether they are independent",
                   "Add independence_group; sources of one owner or one origin have the same.");
}

}  // namespace

void check_sources(const CaseIndex& index, RuleFindings& findings) {
  for (const Agent* agent : index.dossier().all<Agent>()) {
    for (std::size_t i = 0; i < agent->keys.size(); ++i)
      if (agent->keys[i].how_verified == "none")
        findings.add("agent.key-unverified", agent->id.text(),
                     "/keys/" + std::to_string(i) + "/how_verified",
                     "nobody checked that the key " + agent->keys[i].fingerprint + " belongs to " +
                         agent->name);
  }
  for (const Source* source : index.dossier().all<Source>()) {
    check_protection(*source, findings);
    const bool nameless = source->kind == "unnamed" || source->kind == "unspecified-report";
    if (nameless && !index.is_unreadable(RecordKind::kNote) &&
        index.notes_about(source->id).empty())
      findings.add("source.unnamed-unexplained", source->id.text(), "/kind",
                   "is of kind " + source->kind +
                       ", and no note says who it is or why it has no "
                       "name");
  }
  std::unordered_set<const Source*> told;
  for (const Claim* claim : index.dossier().all<Claim>())
    check_groups(index.dossier(), *claim, told, findings);
}

}  // namespace dossier
