// SPDX-License-Identifier: Apache-2.0
// The values of fields: from JSON to the types of records.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "crypto/bytes.h"
#include "manifests/json/utf8.h"
#include "manifests/json/writer.h"
#include "manifests/records/record_reader.h"

namespace dossier {
namespace {

constexpr std::size_t kShownCodePoints = 60;

}  // namespace

std::string RecordReader::show_text(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < kShownCodePoints && json::next_code_point(text, at); ++n) {
  }
  std::string shown = json::write_string(text.substr(0, at));
  if (at < text.size()) shown.insert(shown.size() - 1, "…");
  return shown;
}

std::string RecordReader::show_value(const json::Value& value) {
  if (value.is_string()) return show_text(value.string());
  if (value.is_integer()) return std::to_string(value.integer());
  if (value.is_bool()) return value.boolean() ? "true" : "false";
  return std::string(json::type_name(value.type()));
}

void RecordReader::read(const json::Value& value, std::string& out, const TextRule& rule) {
  if (!value.is_string()) {
    refuse(value, "record.invalid-value",
           rule.words.empty() ? rule.expected : std::string_view("a string"));
    return;
  }
  if (fits(rule, value.string())) {
    out = value.string();
    return;
  }
  if (rule.words.empty()) {
    refuse(value, rule.code, rule.expected);
    return;
  }
  const std::string_view meant = nearest_word(value.string(), rule.words);
  refuse(value, rule.code, list_words(rule.words),
         meant.empty() ? std::string() : "Write \"" + std::string(meant) + "\".");
}

void RecordReader::read(const json::Value& value, RecordId& out, const KindSet& kinds) {
  if (!value.is_string()) {
    refuse(value, "record.invalid-value", "the id of " + kinds.names());
    return;
  }
  if (const std::string fault = explain_id(value.string()); !fault.empty()) {
    report("id.invalid", value.offset(), "the id " + show_value(value) + " " + fault,
           "Write the id of " + kinds.names() + " of this dossier.");
    return;
  }
  RecordId id = *RecordId::parse(value.string());
  if (!kinds.has(id.kind())) {
    report("reference.wrong-kind", value.offset(),
           show_value(value) + " is " + KindSet(id.kind()).names() + ", expected " + kinds.names(),
           "Write the id of " + kinds.names() + ".");
    return;
  }
  out = std::move(id);
}

void RecordReader::read(const json::Value& value, RefOr& out, const RefOrRule& rule) {
  if (value.is_string() && fits(rule.other, value.string())) {
    out.other = value.string();
    return;
  }
  read(value, out.id, rule.kinds);
}

void RecordReader::read(const json::Value& value, std::int64_t& out, const IntegerRule& rule) {
  if (value.is_integer() && value.integer() >= rule.least && value.integer() <= rule.most) {
    out = value.integer();
    return;
  }
  std::string expected = "an integer";
  if (rule.least != kAnyInteger.least) expected += " from " + std::to_string(rule.least);
  if (rule.most != kAnyInteger.most) expected += " to " + std::to_string(rule.most);
  refuse(value, "record.invalid-value", expected,
         value.is_string() ? "Write digits without quotation marks." : "");
}

void RecordReader::read(const json::Value& value, bool& out, NoRule) {
  if (value.is_bool()) {
    out = value.boolean();
  } else {
    refuse(value, "record.invalid-value", "true or false",
           value.is_string() ? "Write it without quotation marks." : "");
  }
}

void RecordReader::read(const json::Value& value, std::optional<Timestamp>& out, NoRule) {
  if (value.is_string()) out = Timestamp::parse(value.string());
  if (!out) refuse(value, "time.invalid", "a time in UTC such as 2026-02-27T09:12:40Z");
}

void RecordReader::read(const json::Value& value, Sha256& out, NoRule) {
  const std::optional<Sha256> digest =
      value.is_string() ? Sha256::parse(value.string()) : std::nullopt;
  if (digest) {
    out = *digest;
  } else {
    refuse(value, "record.invalid-value", "a SHA-256 of 64 lower-case hexadecimal digits");
  }
}

void RecordReader::read(const json::Value& value, Parameters& out, NoRule) {
  if (!value.is_object()) {
    refuse(value, "record.invalid-value", "an object of names with a text each");
    return;
  }
  for (const json::Member& member : value.object()) {
    if (member.value.is_string()) {
      out.emplace_back(member.key, member.value.string());
      continue;
    }
    const std::size_t length = pointer_.size();
    json::append_pointer(pointer_, member.key);
    refuse(member.value, "record.invalid-value", "a string");
    pointer_.resize(length);
  }
}

bool RecordReader::is_array(const json::Value& value) {
  if (value.is_array()) return true;
  refuse(value, "record.invalid-value", "an array", "Put it into [ and ].");
  return false;
}

void RecordReader::read_reason(const json::Value& value, std::string& out, json::Object& extra) {
  levels_.push_back(Level{&value, {}, {}, {}});
  field("missing", out, Need::kRequired, kText);
  close(extra);
}

void RecordReader::check_text(const json::Value& value, Names verbatim) {
  if (value.is_string()) {
    check_string(value.string(), value.offset());
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.array().size(); ++i) {
      const std::size_t length = pointer_.size();
      json::append_pointer(pointer_, i);
      check_text(value.array()[i], {});
      pointer_.resize(length);
    }
  } else if (value.is_object()) {
    for (const json::Member& member : value.object()) {
      if (std::find(verbatim.begin(), verbatim.end(), member.key) != verbatim.end()) continue;
      const std::size_t length = pointer_.size();
      json::append_pointer(pointer_, member.key);
      check_string(member.key, member.key_offset);
      check_text(member.value, {});
      pointer_.resize(length);
    }
  }
}

void RecordReader::check_string(std::string_view text, std::size_t offset) {
  std::size_t at = 0;
  while (const std::optional<char32_t> c = json::next_code_point(text, at)) {
    if (!json::is_control(*c) && !json::is_bidi_control(*c)) continue;
    Bytes number;
    append_u32be(number, *c);
    report("record.unsafe-text", offset,
           std::string(json::is_control(*c) ? "the text holds the control character U+"
                                            : "the text holds the bidirectional control U+") +
               to_hex(number).substr(4),
           "Remove the character, unless it must stand there.");
    return;
  }
}

}  // namespace dossier
