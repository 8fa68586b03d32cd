// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/time.h"
#include "manifests/records/record.h"

namespace dossier {

// One field as a person gives it: the key is the field's name with - for _, or one of the short
// forms (RECORDS of FORMAT.md, "The memo"). Lists are split at commas.
//   line  of the memo, from 1; 0 when it came from the command line
struct FormField {
  std::string key;
  std::string value;
  std::size_t line = 0;
};

// What a person gives for a source, attribution, claim or note: a block of a memo, or the options
// of a command. The kind is the id's.
struct RecordForm {
  RecordId id;
  std::size_t line = 0;
  std::string text;               // of claims and notes
  std::vector<FormField> fields;  // each key once
  std::vector<FormField> hops;    // of an attribution; the value is the hop
};

// What cannot be taken, and where it stands. The key is empty when no field is concerned.
struct FormFault {
  std::size_t line = 0;
  std::string key;
  std::string sentence;
  std::string mend;
};

struct FormDefaults {
  RecordId author;  // of notes; who judges a source's reliability; who holds a protected name
  std::optional<Timestamp> at;  // of notes
};

// A record made from a form, and where its parts stand in the form.
struct FormedRecord {
  AnyRecord record;
  std::size_t line = 0;
  std::vector<std::pair<std::string, FormField>> places;  // JSON pointer and what was given

  // What was given for the part of the record; nullptr when it is no field of the form.
  const FormField* given_for(std::string_view pointer) const;
};

// Takes the form apart. What cannot be read is added to the faults; nullopt then. Whether the
// record is sound and obeys the rules is not looked at.
std::optional<FormedRecord> form_record(const RecordForm& form, const FormDefaults& defaults,
                                        std::vector<FormFault>& faults);

// "src-corve, src-reth" as its items; no empty ones.
std::vector<std::string> split_list(std::string_view text);
std::string_view trim_spaces(std::string_view text);

}  // namespace dossier
