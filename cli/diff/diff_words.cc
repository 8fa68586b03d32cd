// SPDX-License-Identifier: Apache-2.0
#include "cli/diff/diff_words.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "cli/layout.h"
#include "cli/report/words.h"
#include "manifests/json/writer.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kShortTextWords = 4;

std::string revision_of(const ReadBundle& bundle) {
  return "revision " + std::to_string(version_of(bundle).revision);
}

std::string lineage_words(const DiffModel& model) {
  const std::string old_one = revision_of(model.before());
  const std::string new_one = revision_of(model.after());
  switch (model.lineage()) {
    case Lineage::kSame:
      return "The same sealed content, " + old_one;
    case Lineage::kNext:
      return "R" + new_one.substr(1) + ", made from " + old_one;
    case Lineage::kFormer:
      return "Turned round: NEW is " + new_one + ", from which OLD, " + old_one + ", was made";
    case Lineage::kLater:
      return "R" + new_one.substr(1) + " of the same dossier as " + old_one +
             ", with others between that are not here";
    case Lineage::kEarlier:
      return "Turned round: NEW is " + new_one + " and OLD the later " + old_one +
             " of the same dossier";
    case Lineage::kOtherBranch:
      return "The same dossier, but " + new_one + " was not made from this " + old_one;
    case Lineage::kOtherDossier:
      break;
  }
  return "Two different dossiers";
}

// Of one kind, how many records were added, removed and changed.
using Counts = std::array<std::size_t, 3>;

std::string record_counts(const DiffModel& model) {
  std::array<Counts, kRecordKinds> counts{};
  std::vector<RecordKind> order;
  for (const RecordChange& record : model.records()) {
    if (record.kind == RecordKind::kEvent && record.change == Change::kAdded) continue;
    Counts& of_kind = counts[static_cast<std::size_t>(record.kind)];
    if (of_kind == Counts{}) order.push_back(record.kind);
    ++of_kind[static_cast<std::size_t>(record.change)];
  }
  static constexpr std::array<std::string_view, 3> kWords = {"added", "removed", "changed"};
  std::string text;
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    std::string of_change;
    for (const RecordKind kind : order) {
      const std::size_t count = counts[static_cast<std::size_t>(kind)][i];
      if (count == 0) continue;
      if (!of_change.empty()) of_change += ", ";
      of_change += kind == RecordKind::kHead ? "the head"
                                             : counted(count, kind_name(kind), kind_folder(kind));
    }
    if (of_change.empty()) continue;
    text += (text.empty() ? "" : "; ") + of_change + " " + std::string(kWords[i]);
  }
  return text;
}

void append_part(std::string& sentence, const std::string& part) {
  if (!part.empty()) sentence += (sentence.empty() ? "" : "; ") + part;
}

std::string what_differs(const DiffModel& model) {
  std::string text;
  if (!model.loosened().empty()) text = "LESS RESTRICTED THAN BEFORE";
  append_part(text, record_counts(model));
  std::size_t other_texts = 0;
  for (const CaptureTextChange& change : model.texts()) {
    if (!change.comparison.same_words() || !change.not_compared.empty()) ++other_texts;
  }
  if (other_texts != 0) {
    append_part(text, counted(other_texts, "text of a capture", "texts of captures") +
                          (other_texts == 1 ? " differs" : " differ"));
  }
  if (!model.signers().empty()) append_part(text, "other signers");
  return text.empty() ? "nothing that is told differs" : text;
}

bool is_long(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
           return c == ' ' || c == '\n';
         })) >= kShortTextWords - 1;
}

std::string or_nothing(const std::string& text) {
  return text.empty() ? "nothing" : text;
}

std::string tlp(std::string value) {
  if (value.empty()) return "no label of TLP";
  std::transform(value.begin(), value.end(), value.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return "TLP:" + value;
}

}  // namespace

std::string diff_sentence(const DiffModel& model) {
  if (model.compared()) {
    return lineage_words(model) + ": " + what_differs(model) +
           (model.verified() ? ". Both verify." : ". They do not both verify.");
  }
  if (model.after().has_contents())
    return "Not compared: the old bundle is broken or falsely signed.";
  if (model.before().has_contents())
    return "Not compared: the new bundle is broken or falsely signed.";
  return "Not compared: both bundles are broken or falsely signed.";
}

std::string invalid_words(const ReadBundle& bundle) {
  if (!bundle.has_contents()) return "Not valid. Do not rely on it.";
  return "Not valid: its bytes are intact, but its records have " +
         counted(bundle.report().records->errors, "error", "errors") + "; see: dossier verify";
}

std::string loosening_words(const Loosening& loosening) {
  const std::string& before = loosening.before;
  const std::string& after = loosening.after;
  switch (loosening.what) {
    case Loosened::kTlp:
      return tlp(before) + " became " + tlp(after);
    case Loosened::kRights:
      return "rights: what may be packed was " + before + ", now " +
             (after.empty() ? "nothing is said" : after);
    case Loosened::kLegalHold:
      return "legal hold \"" + before + "\" is gone";
    case Loosened::kEmbargo:
      return "embargo \"" + before + "\" is gone";
    case Loosened::kUntil:
      return "a marking ends earlier: " + before + ", now " + after;
    case Loosened::kAudience:
      return "more people may see it: " + before + "; now " + (after.empty() ? "anybody" : after);
    case Loosened::kCustom:
      return "marking \"" + before + "\" is gone";
    case Loosened::kSourceProtection:
      return "a source is no longer protected";
    case Loosened::kRedaction:
      return "a redaction is gone; its reason was " + spaced(before);
    case Loosened::kProfile:
      break;
  }
  return "the profile was " + before + ", now " + or_nothing(after);
}

std::string loosening_extent(const Loosening& loosening) {
  if (loosening.records.empty()) return "for everything";
  const std::string records = "for " + counted(loosening.records.size(), "record", "records");
  return loosening.everything ? "for everything, which is " + records.substr(4) : records;
}

std::string value_words(const json::Value& value) {
  if (value.is_string()) return value.string();
  if (const json::Value* missing = value.find("missing"); missing && missing->is_string()) {
    return "missing: " + missing->string();
  }
  return json::write_compact(value);
}

std::optional<TextComparison> prose_change(const FieldChange& field) {
  if (!field.before || !field.after) return std::nullopt;
  if (!field.before->is_string() || !field.after->is_string()) return std::nullopt;
  const std::string& old_text = field.before->string();
  const std::string& new_text = field.after->string();
  if (!is_long(old_text) && !is_long(new_text)) return std::nullopt;
  const auto before = decode_utf8(old_text);
  const auto after = decode_utf8(new_text);
  if (!before || !after) return std::nullopt;
  TextComparison comparison = compare_texts(*before, *after);
  if (comparison.hunks.empty()) return std::nullopt;
  return comparison;
}

std::string_view match_words(const QuoteCheck* check) {
  return check == nullptr ? "not checked" : status_name(check->status);
}

std::string text_change_note(const CaptureTextChange& change) {
  if (!change.not_compared.empty()) return "not compared: " + change.not_compared;
  if (change.pair.before->text->sha256 == change.pair.after->text->sha256) return "the same text";
  if (change.comparison.same_words()) {
    return "the same words; only spaces, quotation marks or dashes differ";
  }
  return {};
}

std::string text_change_amount(const TextComparison& comparison) {
  return counted(comparison.removed, "word", "words") + " removed, " +
         std::to_string(comparison.added) + " added";
}

}  // namespace dossier
