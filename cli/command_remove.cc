// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/named_record.h"
#include "crypto/error.h"
#include "manifests/authoring/record_removal.h"

namespace dossier {
namespace {

struct RemoveOptions {
  std::string id;
  std::string reason;
  bool with_dependants = false;
  bool redacts = false;
};

// What becomes of the other records, a line each.
std::vector<std::string> consequences(const RemovalPlan& plan, bool done) {
  std::vector<std::string> lines;
  for (std::size_t i = 1; i < plan.removed.size(); ++i) {
    lines.push_back(plan.removed[i].id.text() + (done ? " went too: " : " would go too: ") +
                    escape_line(plan.removed[i].why));
  }
  for (const RemovalPlan::Change& change : plan.changed) {
    const auto* record = std::get_if<Head>(&change.record);
    std::string line = record != nullptr ? std::string(kHeadPath) : std::string();
    if (record == nullptr) {
      const std::string path = path_of(change.record);
      line = path.substr(path.rfind('/') + 1);
      line.resize(line.size() - std::string_view(".json").size());
    }
    line += done ? " lost" : " would lose";
    for (const std::string& pointer : change.pointers) line += " " + pointer;
    lines.push_back(std::move(line));
  }
  return lines;
}

void refuse_while_depended_on(const RemoveOptions& options, const RemovalPlan& plan) {
  const std::vector<std::string> lines = consequences(plan, false);
  if (lines.empty() || options.with_dependants) return;
  std::string message =
      counted(lines.size(), "record depends", "records depend") + " on it; nothing was removed";
  for (const std::string& line : lines) message += "\n  " + line;
  throw Error(ErrorKind::kRefused, message, options.id,
              "--with-dependants does all of that; 'dossier edit' lets them name something else "
              "first.");
}

// The files of a capture go with it, and nothing else may lie among them.
void remove_files(const RecordId& id, CaseWork& work) {
  const Capture* capture = work.dossier().find<Capture>(id);
  const std::string folder = std::string(kCapturesFolder) + id.text() + "/";
  std::set<std::string> listed;
  if (capture != nullptr) {
    for (const CaptureFile& file : capture->files) listed.insert(file.path);
    if (capture->text) listed.insert(capture->text->path);
  }
  const FolderListing listing = work.folder().list();
  for (std::size_t i = 0; i < listing.count(); ++i) {
    const std::string path(listing.path(i));
    if (!path.starts_with(folder)) continue;
    if (listed.count(path) == 0) {
      throw Error(
          ErrorKind::kRefused,
          "lies among the files of " + id.text() + ", and no record lists it; nothing was removed",
          work.folder().full_path(path), "Move it out of the case folder first.");
    }
    work.remove_file(path);
  }
}

ExitStatus remove(const RemoveOptions& options, Context& context) {
  CaseWork work(context, kAllRecords);
  const RecordFile& file = record_file_named(work.dossier(), options.id);
  if (!file.id) {
    throw Error(ErrorKind::kRefused, "is the head of the case, and stays", std::string(kHeadPath),
                "Remove the whole folder if the case is not wanted.");
  }
  const RemovalPlan plan = plan_removal(work.dossier(), file.id, work.profile(), options.reason);
  refuse_while_depended_on(options, plan);
  Mending mending;
  mending.reason = options.reason;
  mending.redacts = options.redacts;
  mending.removed = plan.removed_ids();
  for (const RemovalPlan::Change& change : plan.changed) {
    const bool is_head = std::holds_alternative<Head>(change.record);
    mending.changes_head |= is_head;
    work.replace(change.record);
    if (is_head) continue;
    mending.changed.push_back(work.dossier().find_file(path_of(change.record))->id);
  }
  for (const RecordId& id : mending.removed) {
    work.remove(id);
    if (id.kind() == RecordKind::kCapture) remove_files(id, work);
  }
  add_mending_event(work, mending);
  refuse_new_errors(work);
  work.commit();
  for (const std::string& line : consequences(plan, true)) context.out.line(line);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_remove(CommandLine& line) {
  auto options = std::make_shared<RemoveOptions>();
  line.about(
      "What depends on the record is listed, and nothing is removed while there is something, "
      "unless --with-dependants is given: then records that cannot stand without it go too, and "
      "the others no longer name it. The files of a capture go with it. After a seal, a note of "
      "kind correction tells what was removed.");
  line.argument("ID", &options->id, "the record");
  line.option("--reason T", &options->reason, "why, for the record of what was done").required();
  line.flag("--with-dependants", options->with_dependants, "also what depends on it");
  line.flag("--redact", options->redacts, "it protects somebody: written down as a redaction");
  line.uses_case_folder();
  return [options](Context& context) { return remove(*options, context); };
}

}  // namespace dossier
