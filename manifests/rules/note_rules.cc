// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_map>

#include "manifests/rules/rule_groups.h"

namespace dossier {

void check_notes(const CaseIndex& index, RuleFindings& findings) {
  std::unordered_map<std::string_view, const Note*> superseded;
  for (const Note* note : index.dossier().all<Note>()) {
    for (const RecordId& older : note->supersedes) superseded.emplace(older.text(), note);
    const bool decided = note->result == "confirmed" || note->result == "refuted";
    if (note->kind == "check" && decided && note->evidence.empty())
      findings.add("note.confirmed-without-evidence", note->id.text(), "/evidence",
                   "says " + note->result + ", and names no evidence");
  }
  for (const Claim* claim : index.dossier().all<Claim>()) {
    const auto check = [&](const RecordId& note, std::string pointer) {
      const auto found = superseded.find(note.text());
      if (found != superseded.end())
        findings.add(
            "note.superseded-in-use", claim->id.text(), std::move(pointer),
            "rests on " + note.text() + ", which " + found->second->id.text() + " supersedes");
    };
    for (std::size_t i = 0; i < claim->basis.size(); ++i)
      check(claim->basis[i], "/basis/" + std::to_string(i));
    for (std::size_t i = 0; i < claim->support.size(); ++i)
      check(claim->support[i].ref, "/support/" + std::to_string(i) + "/ref");
  }
}

}  // namespace dossier
