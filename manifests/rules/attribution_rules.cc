// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

std::string hop_name(const Attribution& attribution, std::size_t i) {
  const Hop& hop = attribution.hops[i];
  return "hop " + std::to_string(i + 1) + " of " + std::to_string(attribution.hops.size()) + " (" +
         hop.from.text() + " → " + hop.to.text() + ", " + hop.act + ")";
}

// The publisher of the captured articles whose quotes name the attribution, when it is not the
// chain's last mouth; empty when all is well or cannot be told.
std::string other_publisher(const CaseIndex& index, const Attribution& attribution) {
  for (const Quote* quote : index.quotes_under(attribution.id)) {
    const Capture* capture = index.dossier().find<Capture>(quote->capture);
    const Article* article =
        capture == nullptr ? nullptr : index.dossier().find<Article>(capture->article);
    if (article != nullptr && article->publisher.value &&
        *article->publisher.value != attribution.hops.back().to.id)
      return article->publisher.value->text() + ", which published " + article->id.text();
  }
  return {};
}

void check_chain(const CaseIndex& index, const Attribution& attribution, RuleFindings& findings) {
  for (std::size_t i = 0; i + 1 < attribution.hops.size(); ++i) {
    const std::string& to = attribution.hops[i].to.text();
    const std::string& from = attribution.hops[i + 1].from.text();
    if (to == from) continue;
    findings.add("attribution.chain-disconnected", attribution.id.text(),
                 "/hops/" + std::to_string(i + 1) + "/from",
                 hop_name(attribution, i) + " ends at " + to + ", and the next begins at " + from);
    return;
  }
  const std::string publisher = other_publisher(index, attribution);
  if (!publisher.empty())
    findings.add(
        "attribution.chain-disconnected", attribution.id.text(),
        "/hops/" + std::to_string(attribution.hops.size() - 1) + "/to",
        "the chain ends at " + attribution.hops.back().to.text() + ", and not at " + publisher);
}

}  // namespace

void check_attributions(const CaseIndex& index, RuleFindings& findings) {
  for (const Attribution* attribution : index.dossier().all<Attribution>()) {
    check_chain(index, *attribution, findings);
    for (std::size_t i = 0; i < attribution->hops.size(); ++i) {
      const Hop& hop = attribution->hops[i];
      if (hop.evidence.value) continue;
      findings.add("attribution.evidence-missing", attribution->id.text(),
                   "/hops/" + std::to_string(i),
                   hop_name(*attribution, i) + " is only asserted" +
                       (hop.evidence.missing.empty() ? "" : ": " + hop.evidence.missing));
    }
  }
}

}  // namespace dossier
