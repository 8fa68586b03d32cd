// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/descriptor.h"

namespace dossier {

// The disk side of CaseTransaction. `.dossier` holds, while a command changes the case:
//
//   staging/1, staging/2 …   new contents, complete and synced before there is a journal
//   journal                  "dossier-journal/1", a line a change ("put 1
//   records/agents/agt-a.json",
//                            "remove captures/cap-a/text.txt"), and "sha256 <hex>" of all before it
//
// A whole journal means: make the changes (again). Anything else means: throw the staging away.

struct CaseChange {
  std::string staged;  // digits; empty: the file is removed
  std::string path;

  friend bool operator==(const CaseChange&, const CaseChange&) = default;
};

// A case folder and its .dossier, opened; `root` is for messages.
struct CaseDescriptors {
  int root_fd;
  int state_fd;
  std::string root;
};

std::string journal_text(const std::vector<CaseChange>& changes);
// nullopt for anything that journal_text() does not write, and for a path that no case may have.
std::optional<std::vector<CaseChange>> parse_journal(std::string_view text);
// A path that a transaction may touch: FORMAT.md §3.6, and not below .dossier.
bool is_case_path(std::string_view path);

// The folder of the path, opened; its parts are made if `make` says so. No symbolic link is
// followed. Empty with errno set on failure.
Descriptor open_parent(int root_fd, const std::string& path, bool make);

// Opens .dossier/staging, which must not exist yet.
Descriptor make_staging(const CaseDescriptors& in);
// Syncs the staged files and writes the journal: the moment from which the changes hold.
void write_journal(const CaseDescriptors& in, const std::vector<CaseChange>& changes);
// Makes the changes of a journal and removes it. May be run again after any interruption.
void apply_journal(const CaseDescriptors& in, const std::vector<CaseChange>& changes);
// Removes the staging folder and folders of the case that are empty; nothing while there is a
// journal. Throws nothing.
void discard_staging(const CaseDescriptors& in) noexcept;

enum class JournalRecovery { kNothing, kFinished, kUndone };
bool has_journal(int state_fd);
bool needs_recovery(int state_fd);  // a journal, or files that count for nothing
// What the last command left, finished or undone. Needs the writer's lock.
JournalRecovery recover(const CaseDescriptors& in);

// For tests: called with a word before each step that changes the disk; may end the process or
// throw. Null in the program.
extern void (*before_disk_step)(std::string_view step);

}  // namespace dossier
