// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "manifests/quotes/folding.h"
#include "manifests/records/dossier.h"
#include "manifests/rules/rule_context.h"

namespace dossier {

// Which records belong together. Made once for a dossier, in linear time; only read afterwards, by
// any number of threads. The dossier must outlive it.
class CaseIndex {
 public:
  CaseIndex(const Dossier& dossier, const RuleContext& context);

  const Dossier& dossier() const { return *dossier_; }
  const RuleContext& context() const { return context_; }

  // The words that may stand nowhere, folded at L3; none when nobody named any.
  const std::vector<std::u32string>& secrets() const { return secrets_; }

  // Sound records only, each list by id.
  const std::vector<const Quote*>& quotes_of(const RecordId& capture) const;
  const std::vector<const Capture*>& captures_of(const RecordId& article) const;
  const std::vector<const Note*>& notes_about(const RecordId& record) const;
  // Quotes that name the attribution.
  const std::vector<const Quote*>& quotes_under(const RecordId& attribution) const;

  // A record of the kind is there and could not be read: what seems to be absent may be told by it.
  bool is_unreadable(RecordKind kind) const { return unreadable_[static_cast<std::size_t>(kind)]; }

  // The events in the order of seq.
  const std::vector<const Event*>& events() const { return events_; }
  // The seal event when it is the last of all events, so that nothing may be later; else nullptr.
  const Event* closing_seal() const;

  // What of a capture's text is masked: ascending, disjoint, none empty.
  const std::vector<TextRange>& masks_of(const RecordId& capture) const;
  // A redaction says that the record or file is withheld. For a capture's files, also when the
  // capture is.
  bool is_withheld(std::string_view path) const { return withheld_.contains(path); }
  // The record or file is told by a later event of type annotate, redact or dispose, so that it may
  // be gone although earlier events name it.
  bool is_retired(const RecordId& record) const { return retired_.contains(record.text()); }
  bool is_retired_path(std::string_view path) const;

 private:
  template <class T>
  using Lists = std::unordered_map<RecordId, std::vector<const T*>>;

  void index_events();
  void index_redactions();

  const Dossier* dossier_;
  RuleContext context_;
  std::vector<std::u32string> secrets_;
  std::array<bool, kRecordKinds> unreadable_{};
  Lists<Quote> quotes_of_;
  Lists<Quote> quotes_under_;
  Lists<Capture> captures_of_;
  Lists<Note> notes_about_;
  std::vector<const Event*> events_;
  std::unordered_map<RecordId, std::vector<TextRange>> masks_of_;
  std::unordered_set<std::string_view> withheld_;
  std::vector<std::string> withheld_texts_;
  std::unordered_set<std::string_view> retired_;
};

// The first of disjoint ascending ranges that ends behind the offset.
std::vector<TextRange>::const_iterator first_ending_behind(const std::vector<TextRange>& ranges,
                                                           std::int64_t offset);

// The capture whose folder the path lies in, "captures/<id>/…"; empty when it lies in none.
RecordId capture_of_path(std::string_view path);

}  // namespace dossier
