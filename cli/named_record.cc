// SPDX-License-Identifier: Apache-2.0
#include "cli/named_record.h"

#include "cli/nearest.h"
#include "crypto/error.h"

namespace dossier {
namespace {

template <class T>
RecordId record_named(const CaseWork& work, const std::string& named, const std::string& option,
                      const std::string& how_to_make) {
  const auto id = RecordId::parse(named);
  if (id && id->kind() == kKindOf<T>) return work.require<T>(named, option).id;
  RecordId found;
  std::vector<std::string> names;
  for (const T* record : work.dossier().all<T>()) {
    names.push_back(record->name);
    if (record->name != named) continue;
    if (found) {
      throw Error(ErrorKind::kRefused,
                  option + ": '" + named + "' is the name of " + found.text() + " and of " +
                      record->id.text(),
                  {}, "Give the id.");
    }
    found = record->id;
  }
  if (found) return found;
  const std::string meant = nearest(named, names);
  throw Error(ErrorKind::kRefused,
              option + ": no " + std::string(kind_name(kKindOf<T>)) + " of this case is called '" +
                  named + "'" + (meant.empty() ? "" : "; did you mean '" + meant + "'?"),
              {}, "A new one: " + how_to_make);
}

}  // namespace

RecordId source_named(const CaseWork& work, const std::string& named, const std::string& option) {
  return record_named<Source>(work, named, option,
                              "dossier source \"" + named + "\" --kind person --protected no");
}

RecordId agent_named(const CaseWork& work, const std::string& named, const std::string& option) {
  return record_named<Agent>(work, named, option, "dossier agent \"" + named + "\" --kind person");
}

const RecordFile& record_file_named(const Dossier& dossier, const std::string& named) {
  const bool is_head = named == kind_name(RecordKind::kHead) || named == kHeadPath;
  const auto id = RecordId::parse(named);
  const RecordFile* file = is_head ? dossier.find_file(kHeadPath)
                           : id    ? dossier.find_file(*id)
                                   : nullptr;
  if (file != nullptr) return *file;
  std::vector<std::string> known;
  for (const RecordFile& each : dossier.files()) {
    if (each.id) known.push_back(each.id.text());
  }
  const std::string meant = nearest(named, known);
  throw Error(id ? ErrorKind::kRefused : ErrorKind::kUsage,
              id ? "there is no record '" + named + "' in this case"
                 : "'" + named + "' is no id: " + explain_id(named),
              {}, meant.empty() ? "'dossier list' shows all ids." : "Did you mean " + meant + "?");
}

}  // namespace dossier
