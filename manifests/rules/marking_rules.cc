// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

using Markings = std::vector<const Marking*>;

class MarkingRules {
 public:
  MarkingRules(const CaseIndex& index, RuleFindings& findings)
      : index_(index), dossier_(index.dossier()), findings_(findings) {
    for (const Marking* marking : dossier_.all<Marking>()) {
      for (const RefOr& target : marking->applies_to) {
        if (target.id) {
          direct_[target.id].push_back(marking);
        } else {
          everywhere_.push_back(marking);
        }
      }
    }
    general_ = strictest(everywhere_);
    const Head* head = dossier_.head();
    if (head == nullptr) return;
    default_named_ = static_cast<bool>(head->default_marking);
    const Marking* fallback = dossier_.find<Marking>(head->default_marking);
    if (general_ == nullptr && fallback != nullptr) general_ = strictest({fallback});
  }

  void check(const Article& article) {
    if (!index_.is_unreadable(RecordKind::kMarking) && dossier_.head() != nullptr &&
        !default_named_ && everywhere_.empty() && markings_of(article).empty() &&
        article.markings.empty())
      findings_.add("marking.missing", article.id.text(), "/markings",
                    "no marking says who may see it");
    check_rights_known(article);
  }

  // The pages, pictures and texts that the rights do not let one pass on.
  void check(const Capture& capture) {
    const Marking* rights = rights_of(capture);
    if (rights == nullptr || rights->payload == "full" || rights->payload.empty()) return;
    std::string packed;
    std::size_t count = 0;
    for (const CaptureFile& file : capture.files)
      if (file.presence != "not-packed" && carries_content(file) && count++ == 0)
        packed = file.path;
    if (count == 0) return;
    findings_.add("marking.excerpt-exceeded", capture.id.text(), "/files",
                  rights->id.text() + " allows " + rights->payload + ", and packed are " + packed +
                      (count > 1 ? " and " + std::to_string(count - 1) + " more" : ""));
  }

 private:
  static bool carries_content(const CaptureFile& file) {
    constexpr std::array<std::string_view, 3> kOthers = {"headers", "timestamp", "text-map"};
    return std::find(kOthers.begin(), kOthers.end(), file.role) == kOthers.end();
  }

  // Those that name the record, or that it names.
  Markings markings_of(const Record& record) const {
    Markings all;
    if (const auto found = direct_.find(record.id); found != direct_.end()) all = found->second;
    for (const RecordId& id : record.markings)
      if (const Marking* marking = dossier_.find<Marking>(id)) all.push_back(marking);
    return all;
  }

  static const Marking* strictest(const Markings& markings) {
    constexpr std::array<std::string_view, 3> kStrictestFirst = {"hash-only", "excerpt", "full"};
    for (const std::string_view payload : kStrictestFirst)
      for (const Marking* marking : markings)
        if (marking->scheme == "rights" && marking->payload == payload) return marking;
    return nullptr;
  }

  // The nearest decide: the capture's own, then the article's, then those for all, then the
  // default.
  const Marking* rights_of(const Article& article) {
    const auto [known, added] = rights_.emplace(&article, nullptr);
    if (added) known->second = strictest(markings_of(article));
    return known->second != nullptr ? known->second : general_;
  }
  const Marking* rights_of(const Capture& capture) {
    if (const Marking* rights = strictest(markings_of(capture))) return rights;
    const Article* article = dossier_.find<Article>(capture.article);
    return article != nullptr ? rights_of(*article) : general_;
  }

  void check_rights_known(const Article& article) {
    const Marking* rights = rights_of(article);
    if (rights == nullptr || rights->payload != "full" || !rights->licence.empty()) return;
    if (rights->basis.empty() || rights->basis == "unknown")
      findings_.add("marking.rights-unknown", article.id.text(), "/markings",
                    rights->id.text() +
                        " lets all of it be passed on, and does not say by which "
                        "right");
  }

  const CaseIndex& index_;
  const Dossier& dossier_;
  RuleFindings& findings_;
  std::unordered_map<RecordId, Markings> direct_;
  Markings everywhere_;
  const Marking* general_ = nullptr;  // of those for all, else of the default
  std::unordered_map<const Article*, const Marking*> rights_;
  bool default_named_ = false;
};

}  // namespace

void check_markings(const CaseIndex& index, RuleFindings& findings) {
  MarkingRules rules(index, findings);
  for (const Article* article : index.dossier().all<Article>()) rules.check(*article);
  for (const Capture* capture : index.dossier().all<Capture>()) rules.check(*capture);
}

}  // namespace dossier
