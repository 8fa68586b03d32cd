// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/loosened.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <variant>

#include "manifests/compare/handling.h"

namespace dossier {
namespace {

constexpr std::array kOfScheme = {Loosened::kTlp, Loosened::kRights, Loosened::kLegalHold,
                                  Loosened::kEmbargo};

// What the restriction is called: the label, or what may be packed.
std::string word_of(const Marking* marking) {
  if (marking == nullptr) return {};
  return marking->scheme == "rights" ? marking->payload : marking->value;
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// The end of a marking; one without an end never ends.
std::optional<Timestamp> end_of(const Marking& marking) {
  const std::optional<DateSpan> span = parse_edtf(marking.until);
  return span ? span->latest : std::nullopt;
}

bool ends_earlier(const Marking& after, const Marking& before) {
  const std::optional<Timestamp> new_end = end_of(after);
  const std::optional<Timestamp> old_end = end_of(before);
  return new_end && (!old_end || *new_end < *old_end);
}

bool reaches_more(const Marking& after, const Marking& before) {
  if (before.audience.empty()) return false;
  return after.audience.empty() ||
         std::any_of(after.audience.begin(), after.audience.end(), [&](const std::string& name) {
           return std::find(before.audience.begin(), before.audience.end(), name) ==
                  before.audience.end();
         });
}

class Search {
 public:
  void compare(const Handling& before, const Handling& after, const RecordId& record) {
    for (std::size_t i = 0; i < kRestrictions; ++i) {
      const Marking* old_marking = before.strictest[i];
      const Marking* new_marking = after.strictest[i];
      const int old_strictness = old_marking == nullptr ? 0 : strictness(*old_marking);
      if (old_strictness == 0) continue;
      if (new_marking == nullptr || strictness(*new_marking) < old_strictness) {
        add(kOfScheme[i], word_of(old_marking), word_of(new_marking), record);
        continue;
      }
      const std::string scheme = std::string(kRestrictingSchemes[i]) + ' ';
      if (ends_earlier(*new_marking, *old_marking)) {
        add(Loosened::kUntil,
            scheme + (old_marking->until.empty() ? "without end" : old_marking->until),
            new_marking->until, record);
      }
      const bool is_stricter = strictness(*new_marking) > old_strictness;
      if (!is_stricter && reaches_more(*new_marking, *old_marking)) {
        add(Loosened::kAudience, scheme + list(old_marking->audience), list(new_marking->audience),
            record);
      }
    }
    for (const std::string& value : before.custom) {
      if (!std::binary_search(after.custom.begin(), after.custom.end(), value)) {
        add(Loosened::kCustom, value, {}, record);
      }
    }
  }

  // An empty id: everything.
  void add(Loosened what, std::string before, std::string after, const RecordId& record) {
    const auto key = std::tuple(what, std::move(before), std::move(after));
    Loosening& loosening = found_[key];
    std::tie(loosening.what, loosening.before, loosening.after) = key;
    if (record.empty()) {
      loosening.everything = true;
    } else {
      loosening.records.push_back(record);
    }
  }

  std::vector<Loosening> take() {
    std::vector<Loosening> all;
    for (auto& [key, loosening] : found_) all.push_back(std::move(loosening));
    return all;
  }

 private:
  std::map<std::tuple<Loosened, std::string, std::string>, Loosening> found_;
};

const Record* common_part(const RecordFile& file) {
  return std::visit(
      [](const auto& record) -> const Record* {
        if constexpr (std::is_base_of_v<Record, std::decay_t<decltype(record)>>) {
          return &record;
        } else {
          return nullptr;
        }
      },
      file.record);
}

void compare_heads(const Head& before, const Head& after, Search& search) {
  Profile old_profile = Profile::kOpen;
  Profile new_profile = Profile::kOpen;
  parse_profile(before.profile, old_profile);
  parse_profile(after.profile, new_profile);
  if (new_profile < old_profile) {
    search.add(Loosened::kProfile, before.profile, after.profile, {});
  }
}

}  // namespace

std::string_view loosened_name(Loosened what) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "tlp",      "rights", "legal-hold",        "embargo",   "until",
      "audience", "custom", "source-protection", "redaction", "profile"};
  return kNames[static_cast<std::size_t>(what)];
}

std::vector<Loosening> find_loosened(const Dossier& before, const Dossier& after) {
  Search search;
  const MarkingsInForce old_markings(before);
  const MarkingsInForce new_markings(after);
  search.compare(old_markings.of_everything(), new_markings.of_everything(), {});
  for (const RecordFile& file : before.files()) {
    if (!file.sound || file.id.empty()) continue;
    const RecordFile* other = after.find_file(file.id);
    if (other == nullptr) {
      if (const auto* redaction = std::get_if<Redaction>(&file.record)) {
        search.add(Loosened::kRedaction, redaction->reason, {}, file.id);
      }
      continue;
    }
    if (!other->sound) continue;
    search.compare(old_markings.of(*common_part(file)), new_markings.of(*common_part(*other)),
                   file.id);
    const auto* source = std::get_if<Source>(&file.record);
    const auto* later = std::get_if<Source>(&other->record);
    if (source != nullptr && later != nullptr && source->protection && source->protection->is &&
        !(later->protection && later->protection->is)) {
      search.add(Loosened::kSourceProtection, "protected", {}, file.id);
    }
  }
  if (before.head() != nullptr && after.head() != nullptr) {
    compare_heads(*before.head(), *after.head(), search);
  }
  return search.take();
}

}  // namespace dossier
