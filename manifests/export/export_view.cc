// SPDX-License-Identifier: Apache-2.0
#include "manifests/export/export_view.h"

#include <algorithm>

namespace dossier {

ExportView::ExportView(const Dossier& dossier) : dossier_(dossier) {
  for (const Source* source : dossier.all<Source>()) {
    if (source->protection && source->protection->is) protected_.insert(source->id.text());
  }
  for (const Marking* marking : dossier.all<Marking>()) {
    if (marking->payload != "hash-only") continue;
    closing_.insert(marking->id.text());
    for (const RefOr& target : marking->applies_to) {
      if (target.id) {
        closed_.insert(target.id.text());
      } else {
        all_closed_ = true;
      }
    }
  }
  const Head* head = dossier.head();
  if (head != nullptr && closing_.contains(head->default_marking.text())) all_closed_ = true;
}

std::string ExportView::id() const {
  const Head* head = dossier_.head();
  return head == nullptr ? std::string() : head->id;
}

bool ExportView::is_closed(const RecordId& id, const std::vector<RecordId>& markings) const {
  return closed_.contains(id.text()) ||
         std::any_of(markings.begin(), markings.end(),
                     [this](const RecordId& marking) { return closing_.contains(marking.text()); });
}

bool ExportView::shows(const Quote& quote) const {
  if (all_closed_ || is_closed(quote.id, quote.markings)) return false;
  const Capture* capture = dossier_.find<Capture>(quote.capture);
  if (capture == nullptr) return true;
  if (is_closed(capture->id, capture->markings)) return false;
  const Article* article = dossier_.find<Article>(capture->article);
  return article == nullptr || !is_closed(article->id, article->markings);
}

}  // namespace dossier
