// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "cli/case_work.h"
#include "cli/command_line.h"
#include "manifests/authoring/record_form.h"

namespace dossier {

// All kinds of records, which the rules need to foresee what they would refuse.
inline constexpr KindSet kAllRecords = KindSet::any();

// How many words an id is made of.
inline constexpr std::size_t kIdWords = 4;

// Refuses what a rule would call an error if the records were written: an Error (kRefused).
void refuse_what_rules_refuse(const CaseWork& work, const std::vector<AnyRecord>& planned);
// The same for what is mended or removed: only errors that were not there before, and of those that
// arise in other records of the case a word on standard error.
void refuse_new_errors(const CaseWork& work);

// The one event of a call that anchored quotes, or wrote claims and notes. New quotes name their
// captures, whose texts were used.
void add_quote_event(CaseWork& work, const std::vector<Quote>& quotes, const std::string& reason);
void add_review_event(CaseWork& work, const std::vector<AnyRecord>& records,
                      const std::string& reason);

// What changed without being made anew, and why.
struct Mending {
  std::string reason;
  std::vector<std::string> fields;  // that were changed, as the person named them
  std::vector<RecordId> changed;
  std::vector<RecordId> removed;
  bool changes_head = false;
  bool redacts = false;  // it protects somebody: the event is a redaction, else an annotation
};
// The one event of a call that mended something; after a seal also the note that corrects it, as
// what was sealed may be in other hands. After all else of the command.
void add_mending_event(CaseWork& work, const Mending& mending);

// Options that are fields of a form: "--asserted-by" fills the key "asserted-by".
class FormOptions {
 public:
  explicit FormOptions(RecordKind kind) : kind_(kind) {}

  CommandLine::Item& one(CommandLine& line, std::string_view spelling, std::string help);
  CommandLine::Item& several(CommandLine& line, std::string_view spelling, std::string help);
  void declare_id(CommandLine& line);
  bool has(std::string_view key) const;

  // The form, with a new id: the one chosen, or made of the words. Sources and agents that are
  // named are looked up.
  RecordForm form(CaseWork& work, const std::string& words) const;

 private:
  struct Given {
    std::string key;
    std::string value;
    std::vector<std::string> values;
  };
  Given& add(std::string_view spelling);

  RecordKind kind_;
  std::list<Given> given_;
  std::string id_;
};

// The record that the form makes. What cannot be read is an Error (kUsage) that names the option.
AnyRecord make_record(const CaseWork& work, const RecordForm& form);

template <std::size_t N>
std::vector<std::string> word_list(const std::array<std::string_view, N>& words) {
  return {words.begin(), words.end()};
}

}  // namespace dossier
