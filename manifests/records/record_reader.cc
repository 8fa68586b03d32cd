// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/record_reader.h"

#include <algorithm>
#include <utility>

namespace dossier {
namespace {

bool is_extra(std::string_view key) {
  return key.starts_with("x-");
}

bool has_word(const std::vector<std::string_view>& words, const json::Value& value) {
  return value.is_string() && std::find(words.begin(), words.end(), value.string()) != words.end();
}

bool holds(const When& when, const json::Value& object) {
  const json::Value* value = object.find(when.field);
  if (value == nullptr) return false;
  switch (when.test) {
    case When::Test::kIs:
      return has_word(when.words, *value);
    case When::Test::kContains:
      return value->is_array() &&
             std::any_of(value->array().begin(), value->array().end(),
                         [&](const json::Value& element) { return has_word(when.words, element); });
    case When::Test::kAbove:
      return value->is_integer() && value->integer() > when.number;
    case When::Test::kTrue:
      break;
  }
  return value->is_bool() && value->boolean();
}

std::string explain(const When& when, const json::Value& object) {
  const std::string field(when.field);
  switch (when.test) {
    case When::Test::kIs:
      return " when " + field + " is " + object.find(when.field)->string();
    case When::Test::kContains:
      return " when " + field + " has " + std::string(when.words.front());
    case When::Test::kAbove:
      return " when " + field + " is above " + std::to_string(when.number);
    case When::Test::kTrue:
      break;
  }
  return " when " + field + " is true";
}

std::string join(Names names, std::string_view between) {
  std::string list;
  for (const std::string_view name : names) {
    if (!list.empty()) list += between;
    list += name;
  }
  return list;
}

}  // namespace

RecordReader::RecordReader(std::string path, std::string_view text, Profile profile)
    : path_(std::move(path)), lines_(text), profile_(profile) {}

void RecordReader::report(std::string_view code, std::size_t offset, std::string sentence,
                          std::string mend) {
  ++count_;
  if (findings_.size() == kMaxFindings) return;
  const json::Position position = lines_.at(offset);
  std::string where = "line " + std::to_string(position.line) + ", column " +
                      std::to_string(position.column) + ": ";
  Finding finding = make_finding(code, path_, std::move(where) + sentence, profile_);
  finding.pointer = pointer_;
  finding.mend = std::move(mend);
  findings_.push_back(std::move(finding));
}

void RecordReader::refuse(const json::Value& value, std::string_view code,
                          std::string_view expected, std::string mend) {
  report(code, value.offset(), "found " + show_value(value) + ", expected " + std::string(expected),
         std::move(mend));
}

bool RecordReader::open(const json::Value& value) {
  if (!value.is_object()) {
    refuse(value, "record.invalid-value", "an object");
    return false;
  }
  levels_.push_back(Level{&value, {}, {}, {}});
  return true;
}

void RecordReader::close(json::Object& extra) {
  const Level& level = levels_.back();
  for (const json::Member& member : level.object->object()) {
    if (is_extra(member.key)) {
      extra.push_back(member);
    } else if (std::find(level.known.begin(), level.known.end(), member.key) == level.known.end()) {
      report_unknown(member);
    }
  }
  for (const Absent& absent : levels_.back().absent) report_absent(absent);
  levels_.pop_back();
}

const json::Value* RecordReader::find(std::string_view name, Need need, bool list) {
  Level& level = levels_.back();
  level.known.push_back(name);
  if (list) level.lists.push_back(name);
  if (!is_absent(name)) return level.object->find(name);
  if (need != Need::kOptional && need != Need::kElsewhere)
    level.absent.push_back(Absent{name, need, {}});
  return nullptr;
}

bool RecordReader::is_absent(std::string_view name) const {
  const Level& level = levels_.back();
  const json::Value* value = level.object->find(name);
  if (value == nullptr) return true;
  const bool list = std::find(level.lists.begin(), level.lists.end(), name) != level.lists.end();
  return list && value->is_array() && value->array().empty();
}

void RecordReader::report_unknown(const json::Member& member) {
  if (findings_.size() == kMaxFindings) {
    ++count_;
    return;  // a suggestion costs more than a key
  }
  Level& level = levels_.back();
  const std::string_view meant = nearest_word(member.key, level.known);
  std::string mend = "Remove it; keys of your own begin with x-.";
  if (!meant.empty()) {
    const bool beside = level.object->find(meant) != nullptr;
    mend = beside ? "Remove it: " + std::string(meant) + " is there too."
                  : "Write \"" + std::string(meant) + "\"; keys of your own begin with x-.";
    std::erase_if(level.absent, [&](const Absent& absent) { return absent.name == meant; });
  } else if (level.known.size() <= 12) {
    mend += " Known here: " + list_words(level.known) + ".";
  }
  const std::size_t length = pointer_.size();
  json::append_pointer(pointer_, member.key);
  report("record.unknown-key", member.key_offset,
         "the key " + show_text(member.key) + " is not known here", std::move(mend));
  pointer_.resize(length);
}

void RecordReader::report_absent(const Absent& absent) {
  const std::size_t length = pointer_.size();
  json::append_pointer(pointer_, absent.name);
  const std::string name(absent.name);
  const std::size_t offset = levels_.back().object->offset();
  switch (absent.need) {
    case Need::kRequired:
      report("record.field-missing", offset, name + " is required" + absent.why + " and absent",
             "Add \"" + name + "\".");
      break;
    case Need::kRequiredOfTime:
      report("time.invalid", offset, "a reported date needs " + name,
             "Write {\"value\": …, \"basis\": stated, derived or estimated}.");
      break;
    case Need::kShould:
      report("record.recommended-missing", offset, name + " should be told" + absent.why, {});
      break;
    case Need::kOptional:
    case Need::kElsewhere:
      break;
  }
  pointer_.resize(length);
}

void RecordReader::require_if(const When& when, Names fields, Need need) {
  Level& level = levels_.back();
  if (!holds(when, *level.object)) return;
  for (const std::string_view name : fields) {
    if (!is_absent(name)) continue;
    std::erase_if(level.absent, [&](const Absent& absent) { return absent.name == name; });
    level.absent.push_back(Absent{name, need, explain(when, *level.object)});
  }
}

void RecordReader::narrow_if(const When& when, std::string_view field,
                             std::span<const std::string_view> words) {
  const json::Value& object = *levels_.back().object;
  const json::Value* value = object.find(field);
  if (value == nullptr || !value->is_string() || !holds(when, object)) return;
  if (std::find(words.begin(), words.end(), value->string()) != words.end()) return;
  const std::size_t length = pointer_.size();
  json::append_pointer(pointer_, field);
  refuse(*value, "record.invalid-value", list_words(words) + explain(when, object));
  pointer_.resize(length);
}

void RecordReader::require_any(Names fields) {
  Level& level = levels_.back();
  for (const std::string_view name : fields)
    if (!is_absent(name)) return;
  level.absent.push_back(
      Absent{*fields.begin(), Need::kRequired, " (one of " + join(fields, ", ") + ")"});
}

void RecordReader::alternatives(std::initializer_list<Names> groups) {
  Level& level = levels_.back();
  std::size_t begun = 0;
  const Names* chosen = nullptr;
  std::string choice;
  for (const Names& group : groups) {
    if (!choice.empty()) choice += ", or ";
    choice += join(group, " and ");
    const bool any = std::any_of(group.begin(), group.end(), [&](std::string_view name) {
      return level.object->find(name) != nullptr;
    });
    if (!any) continue;
    ++begun;
    chosen = &group;
  }
  if (begun != 1) {
    report("record.invalid-value", level.object->offset(),
           begun == 0 ? "nothing is named here" : "two ways are mixed here",
           "Write either " + choice + ".");
    return;
  }
  for (const std::string_view name : *chosen)
    if (level.object->find(name) == nullptr)
      level.absent.push_back(Absent{name, Need::kRequired, " here"});
}

void RecordReader::own_id(RecordId& id, RecordKind kind) {
  Level& level = levels_.back();
  level.known.push_back("id");
  const json::Value* value = level.object->find("id");
  if (value == nullptr) {
    level.absent.push_back(Absent{"id", Need::kRequired, {}});
    return;
  }
  pointer_ = "/id";
  if (!value->is_string()) {
    refuse(*value, "record.invalid-value", "a string");
  } else if (const std::string fault = explain_id(value->string()); !fault.empty()) {
    report("id.invalid", value->offset(), "the id " + show_value(*value) + " " + fault,
           "Write " + std::string(kind_prefix(kind)) + "- and lower-case words joined by hyphens.");
  } else {
    id = *RecordId::parse(value->string());
    if (id.kind() != kind) {
      report("id.invalid", value->offset(),
             "the id " + show_value(*value) + " is that of " + KindSet(id.kind()).names() +
                 ", and the file lies in the folder of another kind",
             "Write " + std::string(kind_prefix(kind)) + "- in front, or move the file.");
      id = {};
    }
  }
  pointer_.clear();
}

}  // namespace dossier
