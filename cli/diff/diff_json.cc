// SPDX-License-Identifier: Apache-2.0
#include "cli/diff/diff_json.h"

#include <array>
#include <utility>

#include "cli/diff/diff_words.h"
#include "cli/escape_json.h"
#include "cli/report_json.h"

namespace dossier {
namespace {

constexpr std::string_view kDiffSchema = "dossier/diff/1";
constexpr std::array<std::string_view, 3> kChanges = {"added", "removed", "changed"};

std::string_view op_name(WordOp op) {
  switch (op) {
    case WordOp::kOnlyInSource:
      return "removed";
    case WordOp::kOnlyInQuote:
      return "added";
    case WordOp::kSame:
      break;
  }
  return "same";
}

json::Value bundle_json(const ReadBundle& bundle) {
  const VerifyReport& report = bundle.report();
  json::Value object;
  object.set("bundle", report.bundle);
  object.set("outcome", outcome_name(report.outcome));
  if (bundle.has_contents()) {
    const Version version = version_of(bundle);
    object.set("id", version.id);
    object.set("title", report.title);
    object.set("revision", version.revision);
    if (version.previous) object.set("previous_sha256", version.previous->hex());
    object.set("sealed_on", report.info ? report.info->bagging_date : std::string());
  }
  if (report.tag_manifest) object.set("tag_manifest_sha256", report.tag_manifest->hex());
  std::vector<Finding> errors;
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::kError) errors.push_back(finding);
  }
  object.set("errors", findings_json(errors));
  return object;
}

json::Value loosened_json(const Loosening& loosening) {
  json::Value object;
  object.set("what", loosened_name(loosening.what));
  object.set("before", loosening.before);
  object.set("after", loosening.after);
  object.set("sentence", loosening_words(loosening));
  object.set("everything", loosening.everything);
  json::Array ids;
  for (const RecordId& id : loosening.records) ids.emplace_back(id.text());
  object.set("records", std::move(ids));
  return object;
}

json::Value field_json(const FieldChange& field) {
  json::Value object;
  object.set("pointer", field.pointer);
  if (field.before) object.set("before", *field.before);
  if (field.after) object.set("after", *field.after);
  return object;
}

json::Value record_json(const RecordChange& record) {
  const RecordFile& file = record.after != nullptr ? *record.after : *record.before;
  json::Value object;
  object.set("kind", kind_name(record.kind));
  if (record.id) object.set("id", record.id.text());
  object.set("path", file.path);
  object.set("readable", record.readable);
  if (record.change == Change::kChanged) {
    json::Array fields;
    for (const FieldChange& field : record.fields) fields.push_back(field_json(field));
    object.set("fields", std::move(fields));
  }
  return object;
}

json::Value hunk_json(const TextHunk& hunk, std::string_view region) {
  json::Value object;
  object.set("before_at", hunk.before_at);
  object.set("after_at", hunk.after_at);
  object.set("region", region);
  json::Array pieces;
  for (const TextPiece& piece : hunk.pieces) {
    json::Value each;
    each.set("op", op_name(piece.op));
    each.set("text", piece.text);
    if (piece.meaning) each.set("meaning", true);
    pieces.push_back(std::move(each));
  }
  object.set("pieces", std::move(pieces));
  return object;
}

json::Value text_json(const CaptureTextChange& change) {
  json::Value object;
  object.set("article", change.pair.after->article.text());
  object.set("before", change.pair.before->id.text());
  object.set("after", change.pair.after->id.text());
  object.set("compared", change.not_compared.empty());
  if (!change.not_compared.empty()) {
    object.set("reason", change.not_compared);
    return object;
  }
  object.set("words_removed", change.comparison.removed);
  object.set("words_added", change.comparison.added);
  json::Array hunks;
  for (std::size_t i = 0; i < change.comparison.hunks.size(); ++i) {
    hunks.push_back(hunk_json(change.comparison.hunks[i], change.regions[i]));
  }
  object.set("hunks", std::move(hunks));
  object.set("hunks_left_out", change.comparison.hunks_left_out);
  return object;
}

json::Value file_state_json(const PayloadFile& file) {
  json::Value object;
  object.set("bytes", file.bytes);
  object.set("sha256", file.sha256.hex());
  return object;
}

json::Value file_json(const FileChange& file) {
  json::Value object;
  object.set("path", file.path());
  if (file.before) object.set("before", file_state_json(*file.before));
  if (file.after) object.set("after", file_state_json(*file.after));
  return object;
}

json::Value signer_json(const SignerChange& signer) {
  json::Value object;
  if (signer.before != nullptr) object.set("before", signature_json(*signer.before));
  if (signer.after != nullptr) object.set("after", signature_json(*signer.after));
  return object;
}

// {"added": […], "removed": […], "changed": […]}
template <class T, class ToJson>
json::Value by_change(const std::vector<T>& all, const ToJson& to_json) {
  std::array<json::Array, kChanges.size()> parts;
  for (const T& each : all) parts[static_cast<std::size_t>(each.change)].push_back(to_json(each));
  json::Value object;
  for (std::size_t i = 0; i < kChanges.size(); ++i) object.set(kChanges[i], std::move(parts[i]));
  return object;
}

template <class T, class ToJson>
json::Array array_of(const std::vector<T>& all, const ToJson& to_json) {
  json::Array array;
  array.reserve(all.size());
  for (const T& each : all) array.push_back(to_json(each));
  return array;
}

json::Value change_json(const RecordId& id, std::string_view before, std::string_view after) {
  json::Value object;
  object.set("id", id.text());
  object.set("before", before);
  object.set("after", after);
  return object;
}

void set_changes(json::Value& object, const DiffModel& model) {
  object.set("lineage", lineage_name(model.lineage()));
  object.set("loosened", array_of(model.loosened(), loosened_json));
  object.set("claim_statuses", array_of(model.statuses(), [](const ClaimStatusChange& change) {
               return change_json(change.after->id, change.before->status, change.after->status);
             }));
  object.set("quote_matches", array_of(model.matches(), [](const QuoteMatchChange& change) {
               return change_json(change.quote, match_words(change.before),
                                  match_words(change.after));
             }));
  object.set("records", by_change(model.records(), record_json));
  object.set("texts", array_of(model.texts(), text_json));
  object.set("files", by_change(model.files(), file_json));
  object.set("signers", by_change(model.signers(), signer_json));
}

}  // namespace

std::string diff_json(const DiffModel& model) {
  json::Value object;
  object.set("schema", kDiffSchema);
  object.set("sentence", diff_sentence(model));
  object.set("old", bundle_json(model.before()));
  object.set("new", bundle_json(model.after()));
  object.set("compared", model.compared());
  if (model.compared()) set_changes(object, model);
  return printed_json(object);
}

}  // namespace dossier
