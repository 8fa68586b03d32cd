// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/record_edit.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "manifests/authoring/typed_value.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
namespace {

using json::Value;
using Way = TypedChange::Way;
using Words = std::vector<std::string_view>;

// What the program writes by itself, and from what.
struct Computed {
  std::string_view why;
  Words fields;
};

Computed computed_fields(RecordKind kind) {
  switch (kind) {
    case RecordKind::kQuote:
      return {
          "is found in the text; give exact, at or occurrence to anchor the quote anew",
          {"prefix", "suffix", "start", "end", "text_sha256", "occurrence", "as_written", "edits"}};
    case RecordKind::kCapture:
      return {"is made of the captured files; remove the capture and add them again",
              {"files", "text"}};
    case RecordKind::kHead:
      return {"is written by init and pack alone",
              {"schema", "created", "created_by", "revision", "previous", "sealed"}};
    default:
      return {};
  }
}

bool is_among(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= key.size();) {
    const std::size_t end = std::min(key.find('.', at), key.size());
    parts.emplace_back(key.substr(at, end - at));
    if (!parts.back().starts_with("x-")) {
      std::replace(parts.back().begin(), parts.back().end(), '-', '_');
    }
    at = end + 1;
  }
  return parts;
}

class Editor {
 public:
  Editor(Value& record, RecordKind kind, const TypedChange& change, const FormDefaults& defaults,
         const NameLookup& id_of_name)
      : record_(record),
        kind_(kind),
        change_(change),
        defaults_(defaults),
        id_of_name_(id_of_name),
        parts_(split_key(change.key)) {}

  std::optional<FormFault> run() {
    const Value before = record_;
    if (!refuse_computed() && !take_short_form()) change_at_path();
    if (fault_) record_ = before;
    return std::move(fault_);
  }

 private:
  void refuse(std::string sentence, std::string mend = {}) {
    if (!fault_) fault_ = FormFault{0, change_.key, std::move(sentence), std::move(mend)};
  }
  bool refuse_computed() {
    const std::string& first = parts_.front();
    const Computed computed = computed_fields(kind_);
    if (first == "id") refuse("is the name of the record and stays");
    if (first == "recorded_at" || first == "recorded_by") refuse("is written by the program alone");
    if (is_among(computed.fields, first)) refuse(std::string(computed.why));
    return fault_.has_value();
  }

  bool take_short_form();
  void take_form(const std::string& member);
  void change_group(const std::string& member, std::string_view selector, std::string_view word,
                    std::string_view reference);

  void change_at_path();
  Value* descend(Value& at, const Value*& schema, const std::string& part);
  const Value* schema_of(const Value& schema, const std::string& part);
  void refuse_unknown(const Value& members, const std::string& part);
  void change_member(Value& object, const Value& schema, const std::string& part);
  void change_element(json::Array& array, const Value& schema, const std::string& part);
  void change_list(Value& object, const Value& schema, const std::string& part);
  std::optional<std::size_t> index_in(const json::Array& array, const std::string& part);
  std::optional<Value> convert(const Value& schema, const std::string& text);

  Value& record_;
  RecordKind kind_;
  const TypedChange& change_;
  const FormDefaults& defaults_;
  const NameLookup& id_of_name_;
  std::vector<std::string> parts_;
  std::optional<FormFault> fault_;
};

// True when the change is made, or refused.
bool Editor::take_short_form() {
  static constexpr std::pair<std::string_view, std::string_view> kStanceKeys[] = {
      {"supported_by", "supports"},
      {"contradicted_by", "contradicts"},
      {"context", "context"},
      {"mentions", "mentions"}};
  if (parts_.size() != 1) return false;
  const std::string key = parts_.front();
  const bool plain = !change_.value.empty() && change_.value.front() != '{' &&
                     change_.value.front() != '[' && change_.way == Way::kSet;
  if (kind_ == RecordKind::kClaim) {
    for (const auto& [name, stance] : kStanceKeys) {
      if (key == name) return change_group("support", "stance", stance, "ref"), true;
    }
    std::string word = key;
    std::replace(word.begin(), word.end(), '_', '-');
    if (std::find(kClaimRelations.begin(), kClaimRelations.end(), word) != kClaimRelations.end())
      return change_group("relations", "type", word, "claim"), true;
  } else if (kind_ == RecordKind::kNote) {
    if (is_among({"party", "via", "sent", "deadline", "replied"}, key)) parts_ = {"contact", key};
    if (key == "pillars" && plain) return take_form(key), true;
  } else if (kind_ == RecordKind::kSource) {
    if (key == "reliability_basis") parts_ = {"reliability", "basis"};
    if (key == "name_held_by") parts_ = {"protected", key};
    if (is_among({"reliability", "protected", "identifiers"}, key) && plain)
      return take_form(key), true;
  }
  return false;
}

// Read as an option of the command that makes such records.
void Editor::take_form(const std::string& member) {
  const Value* id = record_.find("id");
  const auto parsed =
      id != nullptr && id->is_string() ? RecordId::parse(id->string()) : std::optional<RecordId>();
  if (!parsed) return refuse("cannot be changed while the record has no id");
  RecordForm form;
  form.id = *parsed;
  form.fields.push_back({member, change_.value, 0});
  std::vector<FormFault> faults;
  const auto made = form_record(form, defaults_, faults);
  if (!made) return refuse(faults.front().sentence, faults.front().mend);
  const Value json = to_json(made->record);
  if (const Value* value = json.find(member)) record_.set(member, *value);
}

// The elements of `member` whose `selector` is the word, told by the ids they refer to.
void Editor::change_group(const std::string& member, std::string_view selector,
                          std::string_view word, std::string_view reference) {
  const std::vector<std::string> ids = change_.way == Way::kSet
                                           ? split_list(change_.value)
                                           : std::vector<std::string>{change_.value};
  for (const std::string& id : ids) {
    if (!RecordId::parse(id)) return refuse("'" + id + "' is no id: " + explain_id(id));
  }
  const Value* there = record_.find(member);
  json::Array array = there != nullptr && there->is_array() ? there->array() : json::Array();
  const auto belongs = [&](const Value& element) {
    const Value* is = element.find(selector);
    const Value* ref = element.find(reference);
    return is != nullptr && *is == Value(word) &&
           (change_.way == Way::kSet || (ref != nullptr && *ref == Value(change_.value)));
  };
  const std::size_t found =
      static_cast<std::size_t>(std::count_if(array.begin(), array.end(), belongs));
  if (change_.way == Way::kTakeOut && found == 0) return refuse("does not hold " + change_.value);
  if (change_.way == Way::kAdd && found > 0) return refuse("holds " + change_.value + " already");
  std::erase_if(array, belongs);
  for (const std::string& id : change_.way == Way::kTakeOut ? std::vector<std::string>() : ids) {
    Value element;
    element.set(reference, id);
    element.set(selector, word);
    array.push_back(std::move(element));
  }
  if (array.empty()) {
    record_.erase(member);
  } else {
    record_.set(member, std::move(array));
  }
}

void Editor::change_at_path() {
  const Value root = json_schema(kind_);
  const Value* schema = &root;
  Value* at = &record_;
  for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
    at = descend(*at, schema, parts_[i]);
    if (at == nullptr) return;
  }
  if (at->is_array()) {
    change_element(at->array(), *schema, parts_.back());
  } else if (at->is_object()) {
    change_member(*at, *schema, parts_.back());
  } else {
    refuse("leads into a value that has no parts");
  }
}

Value* Editor::descend(Value& at, const Value*& schema, const std::string& part) {
  if (at.is_array()) {
    const auto index = index_in(at.array(), part);
    schema = main_form(*schema).find("items");
    if (schema == nullptr) refuse("leads into a list where the format has none");
    return index && schema != nullptr ? &at.array()[*index] : nullptr;
  }
  schema = at.is_object() ? schema_of(*schema, part) : nullptr;
  if (schema == nullptr) {
    refuse("leads into a value that has no parts");
    return nullptr;
  }
  const bool is_list = is_type(main_form(*schema), "array");
  if (at.find(part) == nullptr) at.set(part, is_list ? Value(json::Array()) : Value());
  Value& next = *at.find(part);
  if (may_be_missing(*schema) && next.find("missing") != nullptr) next = Value();
  return &next;
}

// The schema of a member; nullptr, with a fault, when there is none of that name.
const Value* Editor::schema_of(const Value& schema, const std::string& part) {
  const Value* members = main_form(schema).find("properties");
  if (members == nullptr) {
    refuse("leads into a value that has no parts");
    return nullptr;
  }
  const Value* found = members->find(part);
  if (found == nullptr) refuse_unknown(*members, part);
  return found;
}

void Editor::refuse_unknown(const Value& members, const std::string& part) {
  Words known;
  const Computed computed = computed_fields(kind_);
  for (const json::Member& member : members.object()) {
    const bool by_program = member.key == "id" || member.key.starts_with("recorded_") ||
                            is_among(computed.fields, member.key);
    if (!by_program) known.push_back(member.key);
  }
  const std::string_view meant = nearest_word(part, known);
  refuse("'" + part + "' is no field " +
             (parts_.size() > 1 ? "there" : "of a " + std::string(kind_name(kind_))) +
             (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"),
         "The fields are " + list_words(known) + "; keys of your own begin with x-.");
}

void Editor::change_member(Value& object, const Value& schema, const std::string& part) {
  const bool takes_out = change_.way == Way::kSet && change_.value.empty();
  if (takes_out && object.find(part) != nullptr) {
    object.erase(part);  // a key that is not known too
    return;
  }
  if (part.starts_with("x-")) {
    if (change_.way != Way::kSet) return refuse("is no list");
    object.set(part, change_.value);
    return;
  }
  const Value* found = schema_of(schema, part);
  if (found == nullptr) return;
  if (takes_out) return refuse("is not there, and cannot be taken out");
  if (change_.way != Way::kSet) return change_list(object, *found, part);
  if (auto value = convert(*found, change_.value)) object.set(part, *std::move(value));
}

void Editor::change_element(json::Array& array, const Value& schema, const std::string& part) {
  const auto index = index_in(array, part);
  const Value* items = main_form(schema).find("items");
  if (items == nullptr) refuse("leads into a list where the format has none");
  if (!index || items == nullptr) return;
  if (change_.way != Way::kSet) return refuse("is one element of a list, and no list");
  if (change_.value.empty()) {
    array.erase(array.begin() + static_cast<std::ptrdiff_t>(*index));
  } else if (auto value = convert(*items, change_.value)) {
    array[*index] = *std::move(value);
  }
}

void Editor::change_list(Value& object, const Value& schema, const std::string& part) {
  const Value* items = main_form(schema).find("items");
  if (items == nullptr) return refuse("is no list", "Write KEY=VALUE.");
  const Value* there = object.find(part);
  json::Array array = there != nullptr && there->is_array() ? there->array() : json::Array();
  if (change_.way == Way::kAdd) {
    auto value = convert(*items, change_.value);
    if (!value) return;
    if (std::find(array.begin(), array.end(), *value) != array.end())
      return refuse("holds '" + change_.value + "' already");
    array.push_back(*std::move(value));
  } else {
    const Value wanted(change_.value);
    const std::size_t removed = std::erase_if(array, [&](const Value& element) {
      if (!element.is_object()) return element == wanted;
      return std::any_of(element.object().begin(), element.object().end(),
                         [&](const json::Member& member) { return member.value == wanted; });
    });
    if (removed == 0) return refuse("does not hold '" + change_.value + "'");
  }
  if (array.empty()) {
    object.erase(part);
  } else {
    object.set(part, std::move(array));
  }
}

std::optional<std::size_t> Editor::index_in(const json::Array& array, const std::string& part) {
  const auto number = parse_integer(part);
  if (number && *number >= 0 && static_cast<std::size_t>(*number) < array.size())
    return static_cast<std::size_t>(*number);
  refuse("'" + part + "' is no place in a list of " + std::to_string(array.size()),
         "Elements are counted from 0; += adds one.");
  return std::nullopt;
}

std::optional<Value> Editor::convert(const Value& schema, const std::string& text) {
  auto read = value_from_text(text, schema, change_.key, id_of_name_);
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  FormFault& fault = std::get<FormFault>(read);
  refuse(std::move(fault.sentence), std::move(fault.mend));
  return std::nullopt;
}

}  // namespace

std::optional<TypedChange> parse_change(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  TypedChange change;
  std::string_view key = text.substr(0, equals);
  if (key.ends_with('+')) change.way = Way::kAdd;
  if (key.ends_with('-')) change.way = Way::kTakeOut;
  if (change.way != Way::kSet) key.remove_suffix(1);
  if (key.empty()) return std::nullopt;
  change.key = key;
  change.value = text.substr(equals + 1);
  return change;
}

std::optional<FormFault> change_field(json::Value& record, RecordKind kind,
                                      const TypedChange& change, const FormDefaults& defaults,
                                      const NameLookup& id_of_name) {
  return Editor(record, kind, change, defaults, id_of_name).run();
}

}  // namespace dossier
