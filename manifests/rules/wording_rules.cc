// SPDX-License-Identifier: Apache-2.0
// Rules that go by lists of English words: they say so, and are never above a warning.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "manifests/rules/rule_groups.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 11> kRelativeDays = {
    "yesterday", "today",    "tonight", "tomorrow", "monday", "tuesday",
    "wednesday", "thursday", "friday",  "saturday", "sunday"};
constexpr std::array<std::string_view, 3> kRelativeBefore = {"last", "next", "this"};
constexpr std::array<std::string_view, 14> kPeriods = {
    "week",   "weekend", "month",  "year",   "night", "morning", "evening",
    "spring", "summer",  "autumn", "winter", "fall",  "quarter", "decade"};
constexpr std::array<std::string_view, 14> kUnits = {
    "day",   "days", "week",  "weeks",  "month",   "months", "year",
    "years", "hour", "hours", "decade", "decades", "minute", "minutes"};
constexpr std::array<std::string_view, 39> kWrongdoing = {
    "abuse",  "abused",   "accused",    "assault",      "assaulted",   "blackmail",  "bribe",
    "bribed", "bribery",  "bribes",     "cheated",      "corrupt",     "corruption", "crime",
    "crimes", "criminal", "embezzled",  "embezzlement", "extorted",    "forged",     "fraud",
    "guilty", "harassed", "harassment", "illegal",      "illegally",   "laundered",  "laundering",
    "lied",   "murder",   "murdered",   "plagiarised",  "plagiarized", "raped",      "smuggled",
    "stole",  "stolen",   "theft",      "unlawful"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Runs of what is neither white space nor punctuation of ASCII, without case; a possessive 's is
// dropped.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    for (const std::string_view possessive : {"'s", "’s"})
      if (word.size() > possessive.size() && word.ends_with(possessive))
        word.resize(word.size() - possessive.size());
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : case_fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool inside =
        byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c == '-';
    if (inside) {
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

// The first expression that tells a time by the day on which it was said; empty when there is none.
std::string relative_time(const std::string& text) {
  const std::vector<std::string> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_one_of(kRelativeDays, words[i])) return words[i];
    const bool has_former = i > 0;
    if (has_former && is_one_of(kRelativeBefore, words[i - 1]) && is_one_of(kPeriods, words[i]))
      return words[i - 1] + " " + words[i];
    if (has_former && words[i] == "ago" && is_one_of(kUnits, words[i - 1]))
      return words[i - 1] + " ago";
  }
  return {};
}

class WordingRules {
 public:
  WordingRules(const CaseIndex& index, RuleFindings& findings)
      : index_(index), dossier_(index.dossier()), findings_(findings) {
    for (const Note* note : dossier_.all<Note>()) {
      for (const RefOr& evidence : note->evidence) explained_.insert(evidence.id.text());
      if (note->contact) ask(*note);
    }
    for (const Source* source : dossier_.all<Source>()) {
      if (source->kind != "person") continue;
      std::vector<std::string> name = words_of(source->name);
      if (!name.empty()) persons_[std::move(name.back())].push_back(source);
    }
  }

  void check(const Claim& claim) {
    if (index_.is_unreadable(RecordKind::kNote)) return;
    check_times(claim);
    check_reply(claim);
  }

 private:
  void ask(const Note& note) {
    asked_.insert(note.contact->party.text());
    const Source* party = dossier_.find<Source>(note.contact->party);
    if (party != nullptr && !party->independence_group.empty())
      asked_groups_.insert(party->independence_group);
  }

  void check_times(const Claim& claim) {
    if (!index_.notes_about(claim.id).empty()) return;
    for (const Support& support : claim.support) {
      const Quote* quote = dossier_.find<Quote>(support.ref);
      if (quote == nullptr || quote->said_at || !quote->context_note.empty() ||
          explained_.contains(quote->id.text()) || !index_.notes_about(quote->id).empty() ||
          !told_.insert(quote->id.text()).second)
        continue;
      const std::string time = relative_time(quote->exact);
      if (!time.empty())
        findings_.add("time.relative-unresolved", quote->id.text(), "/said_at",
                      "says \"" + time + "\" (of a list of English words), stands under " +
                          claim.id.text() + ", and nothing tells which date that is");
    }
  }

  bool was_asked(const Source& person) const {
    return asked_.contains(person.id.text()) || asked_groups_.contains(person.independence_group);
  }

  void check_reply(const Claim& claim) {
    if (claim.status == "refuted" || claim.status == "withdrawn") return;
    const std::vector<std::string> words = words_of(claim.text);
    const auto accusation = std::find_if(words.begin(), words.end(), [](const std::string& word) {
      return is_one_of(kWrongdoing, word);
    });
    if (accusation == words.end()) return;
    const std::vector<const Note*>& notes = index_.notes_about(claim.id);
    if (std::any_of(notes.begin(), notes.end(),
                    [](const Note* note) { return note->kind == "contact-attempt"; }))
      return;
    for (const std::string& word : words) {
      const auto named = persons_.find(word);
      if (named == persons_.end() || named->second.size() != 1) continue;
      const Source& person = *named->second.front();
      if (was_asked(person)) continue;
      findings_.add("claim.no-right-of-reply", claim.id.text(), "/text",
                    "says \"" + *accusation +
                        "\" (of a list of English words) beside the name of " + person.id.text() +
                        ", and no note of kind contact-attempt tells that the "
                        "person was asked");
      return;
    }
  }

  const CaseIndex& index_;
  const Dossier& dossier_;
  RuleFindings& findings_;
  std::unordered_set<std::string_view> explained_;  // records that are evidence of a note
  std::unordered_set<std::string_view> told_;
  std::unordered_set<std::string_view> asked_;
  std::unordered_set<std::string_view> asked_groups_;
  // By the last word of the name; a word that two persons share names neither.
  std::unordered_map<std::string, std::vector<const Source*>> persons_;
};

}  // namespace

void check_wording(const CaseIndex& index, RuleFindings& findings) {
  WordingRules rules(index, findings);
  for (const Claim* claim : index.dossier().all<Claim>()) rules.check(*claim);
}

}  // namespace dossier
