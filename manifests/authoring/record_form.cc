// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/record_form.h"

#include <algorithm>
#include <array>
#include <utility>

#include "manifests/authoring/hop_line.h"

namespace dossier {
namespace {

constexpr std::string_view kSpaces = " \t";

// Reads the fields of a form by key; finish() tells which were not asked for.
class FormReader {
 public:
  FormReader(const RecordForm& form, FormedRecord& made, std::vector<FormFault>& faults)
      : form_(form), made_(made), faults_(faults) {}

  const FormField* take(std::string_view key, const std::string& pointer) {
    known_.push_back(key);
    const auto found = std::find_if(form_.fields.begin(), form_.fields.end(),
                                    [&](const FormField& field) { return field.key == key; });
    if (found == form_.fields.end()) return nullptr;
    made_.places.emplace_back(pointer, *found);
    return &*found;
  }
  void text(std::string_view key, const std::string& pointer, std::string& out) {
    if (const FormField* field = take(key, pointer)) out = field->value;
  }
  void id(std::string_view key, const std::string& pointer, RecordId& out) {
    if (const FormField* field = take(key, pointer)) {
      if (const auto id = parse_id(field->value, *field)) out = *id;
    }
  }
  void ids(std::string_view key, const std::string& pointer, std::vector<RecordId>& out) {
    const FormField* field = take(key, pointer);
    for (const std::string& item : field ? split_list(field->value) : std::vector<std::string>()) {
      if (const auto id = parse_id(item, *field)) out.push_back(*id);
    }
  }
  void time(std::string_view key, const std::string& pointer, std::optional<Timestamp>& out) {
    const FormField* field = take(key, pointer);
    if (field == nullptr) return;
    out = Timestamp::parse(field->value);
    if (!out) refuse(*field, "is no time in UTC such as 2026-02-27T09:12:40Z");
  }
  std::optional<RecordId> parse_id(const std::string& text, const FormField& field) {
    const auto id = RecordId::parse(text);
    if (!id) refuse(field, "'" + text + "' is no id: " + explain_id(text));
    return id;
  }
  void refuse(const FormField& field, std::string sentence, std::string mend = {}) {
    faults_.push_back({field.line, field.key, std::move(sentence), std::move(mend)});
  }

  // Keys that begin with x- are kept as text; others that nobody took are faults.
  void finish(json::Object& extra) {
    for (const FormField& field : form_.fields) {
      if (std::find(known_.begin(), known_.end(), field.key) != known_.end()) continue;
      if (field.key.starts_with("x-")) {
        extra.push_back({field.key, json::Value(field.value)});
        continue;
      }
      const std::string_view meant = nearest_word(field.key, known_);
      refuse(field,
             "is no key of a " + std::string(kind_name(form_.id.kind())) +
                 (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"),
             "The keys are " + list_words(known_) + ".");
    }
  }

 private:
  const RecordForm& form_;
  FormedRecord& made_;
  std::vector<FormFault>& faults_;
  std::vector<std::string_view> known_;
};

void read_reliability(FormReader& reader, const FormDefaults& defaults, Source& source) {
  const FormField* grade = reader.take("reliability", "/reliability");
  const FormField* basis = reader.take("reliability-basis", "/reliability/basis");
  if (grade == nullptr) {
    if (basis != nullptr) reader.refuse(*basis, "stands without reliability");
    return;
  }
  std::string_view value = grade->value;
  const std::string scale(kReliabilityScales[0]);
  if (value.starts_with(scale)) value.remove_prefix(scale.size());
  source.reliability = Reliability{};
  source.reliability->scale = scale;
  source.reliability->value = trim_spaces(value);
  source.reliability->basis = basis == nullptr ? "" : basis->value;
  source.reliability->by = defaults.author;
}

// "no", "yes, REASON" or "yes: REASON".
void read_protection(FormReader& reader, const FormDefaults& defaults, Source& source) {
  const FormField* field = reader.take("protected", "/protected");
  RecordId holder = defaults.author;
  reader.id("name-held-by", "/protected/name_held_by", holder);
  if (field == nullptr) return;
  const std::size_t end = field->value.find_first_of(",:");
  const std::string answer(trim_spaces(std::string_view(field->value).substr(0, end)));
  const std::string reason(
      end == std::string::npos ? "" : trim_spaces(std::string_view(field->value).substr(end + 1)));
  source.protection = Protection{};
  source.protection->is = answer == "yes";
  if (answer == "yes" && !reason.empty()) {
    source.protection->reason = reason;
    source.protection->name_held_by = holder;
  } else if (answer != "no" || !reason.empty()) {
    reader.refuse(*field, "cannot be '" + field->value + "'",
                  "It is no, or yes and the reason: yes, she fears for her work.");
  }
}

void read_identifiers(FormReader& reader, std::vector<Identifier>& out) {
  const FormField* field = reader.take("identifiers", "/identifiers");
  for (const std::string& item : field ? split_list(field->value) : std::vector<std::string>()) {
    const std::size_t space = item.find(' ');
    Identifier identifier;
    identifier.scheme = item.substr(0, space);
    if (space != std::string::npos) identifier.value = trim_spaces(item.substr(space));
    out.push_back(std::move(identifier));
  }
}

Source read_source(FormReader& reader, const FormDefaults& defaults) {
  Source source;
  reader.text("kind", "/kind", source.kind);
  reader.text("name", "/name", source.name);
  reader.text("url", "/url", source.url);
  read_identifiers(reader, source.identifiers);
  reader.text("interests", "/interests", source.interests);
  reader.id("parent", "/parent", source.parent);
  reader.text("independence-group", "/independence_group", source.independence_group);
  reader.text("relation", "/relation", source.relation);
  read_reliability(reader, defaults, source);
  read_protection(reader, defaults, source);
  return source;
}

void read_support(FormReader& reader, Claim& claim) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kKeys = {
      {{"supported-by", "supports"},
       {"contradicted-by", "contradicts"},
       {"context", "context"},
       {"mentions", "mentions"}}};
  for (const auto& [key, stance] : kKeys) {
    const std::size_t first = claim.support.size();
    const FormField* field = reader.take(key, "/support/" + std::to_string(first));
    for (const std::string& item : field ? split_list(field->value) : std::vector<std::string>()) {
      Support support;
      const auto ref = reader.parse_id(item, *field);
      if (!ref) continue;
      support.ref = *ref;
      support.stance = stance;
      claim.support.push_back(std::move(support));
    }
  }
}

void read_relations(FormReader& reader, Claim& claim) {
  for (const std::string_view type : kClaimRelations) {
    std::vector<RecordId> claims;
    reader.ids(type, "/relations/" + std::to_string(claim.relations.size()), claims);
    for (const RecordId& other : claims) {
      ClaimRelation relation;
      relation.type = type;
      relation.claim = other;
      claim.relations.push_back(std::move(relation));
    }
  }
}

Claim read_claim(FormReader& reader, const RecordForm& form) {
  Claim claim;
  claim.text = form.text;
  reader.text("kind", "/kind", claim.kind);
  reader.id("asserted-by", "/asserted_by", claim.asserted_by);
  reader.id("attribution", "/attribution", claim.attribution);
  read_support(reader, claim);
  // The key "contradicts" of a relation is not that of a support, which is contradicted-by.
  read_relations(reader, claim);
  reader.text("status", "/status", claim.status);
  if (const FormField* field = reader.take("credibility", "/credibility")) {
    const bool digit = field->value.size() == 1 && field->value[0] >= '1' && field->value[0] <= '6';
    if (digit) claim.credibility = field->value[0] - '0';
    if (!digit) reader.refuse(*field, "is a number from 1 (confirmed) to 6 (cannot be judged)");
  }
  reader.text("likelihood", "/likelihood", claim.likelihood);
  reader.text("confidence", "/confidence", claim.confidence);
  reader.id("reviewed-by", "/reviewed_by", claim.reviewed_by);
  reader.time("reviewed-at", "/reviewed_at", claim.reviewed_at);
  reader.ids("basis", "/basis", claim.basis);
  reader.ids("open-questions", "/open_questions", claim.open_questions);
  return claim;
}

void read_contact(FormReader& reader, Note& note) {
  Contact contact;
  reader.id("party", "/contact/party", contact.party);
  reader.text("via", "/contact/via", contact.via);
  reader.text("sent", "/contact/sent", contact.sent);
  reader.text("deadline", "/contact/deadline", contact.deadline);
  reader.text("replied", "/contact/replied", contact.replied);
  if (contact != Contact{}) note.contact = std::move(contact);
}

// "provenance yes, date unknown"
void read_pillars(FormReader& reader, Note& note) {
  const FormField* field = reader.take("pillars", "/pillars");
  if (field == nullptr) return;
  Pillars pillars;
  const std::array<std::pair<std::string_view, std::string*>, 5> members = {
      {{"provenance", &pillars.provenance},
       {"source", &pillars.source},
       {"date", &pillars.date},
       {"location", &pillars.location},
       {"motivation", &pillars.motivation}}};
  for (const std::string& item : split_list(field->value)) {
    const std::size_t space = item.find(' ');
    const auto member = std::find_if(members.begin(), members.end(), [&](const auto& each) {
      return each.first == item.substr(0, space);
    });
    if (member == members.end() || space == std::string::npos) {
      reader.refuse(*field, "'" + item + "' is not understood",
                    "It is provenance, source, date, location or motivation, each with yes, no or "
                    "unknown: provenance yes, date unknown.");
      return;
    }
    *member->second = trim_spaces(item.substr(space));
  }
  note.pillars = std::move(pillars);
}

Note read_note(FormReader& reader, const RecordForm& form, const FormDefaults& defaults) {
  Note note;
  note.text = form.text;
  note.author = defaults.author;
  note.at = defaults.at;
  reader.text("kind", "/kind", note.kind);
  reader.ids("about", "/about", note.about);
  reader.id("author", "/author", note.author);
  reader.time("at", "/at", note.at);
  reader.text("method", "/method", note.method);
  reader.text("result", "/result", note.result);
  const FormField* evidence = reader.take("evidence", "/evidence");
  for (const std::string& item :
       evidence ? split_list(evidence->value) : std::vector<std::string>()) {
    const auto id = RecordId::parse(item);
    note.evidence.push_back(id ? RefOr{*id, {}} : RefOr{{}, item});
  }
  read_pillars(reader, note);
  read_contact(reader, note);
  reader.ids("supersedes", "/supersedes", note.supersedes);
  reader.text("next-step", "/next_step", note.next_step);
  reader.text("due", "/due", note.due);
  return note;
}

Attribution read_hops(const RecordForm& form, FormedRecord& made, std::vector<FormFault>& faults) {
  Attribution attribution;
  for (const FormField& field : form.hops) {
    made.places.emplace_back("/hops/" + std::to_string(attribution.hops.size()), field);
    auto hop = parse_hop(field.value);
    if (const auto* sentence = std::get_if<std::string>(&hop)) {
      faults.push_back({field.line, field.key, *sentence, {}});
    }
    attribution.hops.push_back(std::holds_alternative<Hop>(hop) ? std::get<Hop>(hop) : Hop{});
  }
  return attribution;
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view item = trim_spaces(text.substr(0, end));
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

const FormField* FormedRecord::given_for(std::string_view pointer) const {
  const FormField* best = nullptr;
  std::size_t longest = 0;
  for (const auto& [place, field] : places) {
    const bool fits =
        pointer == place || (pointer.starts_with(place) && pointer[place.size()] == '/');
    if (fits && place.size() > longest) {
      best = &field;
      longest = place.size();
    }
  }
  return best;
}

std::optional<FormedRecord> form_record(const RecordForm& form, const FormDefaults& defaults,
                                        std::vector<FormFault>& faults) {
  const std::size_t before = faults.size();
  FormedRecord made;
  made.line = form.line;
  FormReader reader(form, made, faults);
  const auto complete = [&](auto record) {
    record.id = form.id;
    reader.ids("markings", "/markings", record.markings);
    reader.finish(record.extra);
    made.record = std::move(record);
  };
  switch (form.id.kind()) {
    case RecordKind::kSource:
      complete(read_source(reader, defaults));
      break;
    case RecordKind::kAttribution:
      complete(read_hops(form, made, faults));
      break;
    case RecordKind::kClaim:
      complete(read_claim(reader, form));
      break;
    default:
      complete(read_note(reader, form, defaults));
      break;
  }
  if (faults.size() > before) return std::nullopt;
  return made;
}

}  // namespace dossier
