// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/diff/diff_model.h"

// How a difference is told, in one wording for terminal, page and programs. Nothing is escaped.
namespace dossier {

// What changed, in one sentence: "Revision 2, made from revision 1: 1 claim added, 1 note removed,
// 1 quote changed. Both verify." Of bundles that were not compared, why.
std::string diff_sentence(const DiffModel& model);

// Of a bundle that is not valid: whether it may be compared all the same.
std::string invalid_words(const ReadBundle& bundle);

// What is weaker: "TLP:RED became TLP:CLEAR". Without the records that it concerns.
std::string loosening_words(const Loosening& loosening);
// "for everything", "for everything, and for 12 records", "for 3 records".
std::string loosening_extent(const Loosening& loosening);

// A field's value in one line: a text as it is, "missing: REASON", other things as JSON.
std::string value_words(const json::Value& value);
// Both values are texts of which a word diff tells more than the whole of both.
std::optional<TextComparison> prose_change(const FieldChange& field);

// "exact"; "not checked" for null.
std::string_view match_words(const QuoteCheck* check);

// What was compared of two texts, when no hunk shows it: why not, or that only spaces and marks
// differ, or nothing; empty when there are hunks.
std::string text_change_note(const CaptureTextChange& change);
// "12 words removed, 1 word added"
std::string text_change_amount(const TextComparison& comparison);

}  // namespace dossier
