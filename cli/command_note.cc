// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct NoteOptions {
  std::string text;
  std::string reason = "what was checked and asked, noted down";
  FormOptions fields{RecordKind::kNote};
};

// What the kind needs, told all at once and in the words of the options.
void refuse_incomplete(const Note& note) {
  std::string needed;
  const auto need = [&](bool is_there, const char* options) {
    if (!is_there) needed += (needed.empty() ? "" : ", ") + std::string(options);
  };
  const bool is_check = note.kind == "check";
  const bool is_contact = note.kind == "contact-attempt";
  if (is_check) need(!note.method.empty(), "--method");
  if (is_check || is_contact) need(!note.result.empty(), "--result");
  if (is_contact) {
    need(note.contact && note.contact->party, "--party");
    need(note.contact && !note.contact->via.empty(), "--via");
    need(note.contact && !note.contact->sent.empty(), "--sent");
  }
  if (note.kind == "correction") need(!note.supersedes.empty(), "--supersedes");
  if (!needed.empty()) {
    throw Error(ErrorKind::kUsage, "note: the kind " + note.kind + " needs " + needed, {},
                "'dossier help note' shows what they take.");
  }
}

ExitStatus note(const NoteOptions& options, Context& context) {
  CaseWork work(context, kAllRecords);
  RecordForm form = options.fields.form(work, options.text);
  form.text = options.text;
  const AnyRecord made = make_record(work, form);
  const auto& note = std::get<Note>(made);
  refuse_incomplete(note);
  refuse_what_rules_refuse(work, {made});
  work.add(note);
  add_review_event(work, {made}, options.reason);
  work.commit();
  std::string about;
  for (const RecordId& id : note.about) about += (about.empty() ? "" : ", ") + id.text();
  context.out.line("note " + note.id.text() + ", " + note.kind +
                   (note.result.empty() ? "" : ", " + note.result) + ", about " + about);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_note(CommandLine& line) {
  auto options = std::make_shared<NoteOptions>();
  FormOptions& fields = options->fields;
  line.argument("TEXT", &options->text, "what was done and found; Markdown");
  fields.one(line, "--kind K", "what sort").one_of(word_list(kNoteKinds)).required();
  fields.several(line, "--about ID", "the records it is about").required();
  fields.one(line, "--method M", "how it was checked").one_of(word_list(kNoteMethods));
  fields.one(line, "--result R", "what came out").one_of(word_list(kNoteResults));
  fields.several(line, "--evidence ID", "quotes, captures, notes or addresses that show it");
  fields.one(line, "--party S", "name or id of the source that was asked");
  fields.one(line, "--via V", "how: e-mail, letter, telephone");
  fields.one(line, "--sent D", "when it was asked: a day, or a time in UTC");
  fields.one(line, "--deadline D", "until when an answer was asked for");
  fields.one(line, "--replied D", "when the answer came");
  fields.several(line, "--supersedes ID", "notes or claims that it corrects");
  fields.one(line, "--next-step T", "what is to be done about a question");
  fields.one(line, "--due D", "until when");
  fields.several(line, "--pillars P",
                 "\"provenance yes\", source, date, location, motivation: yes, no or unknown");
  fields.one(line, "--author A", "name or id of who wrote it; without it, you");
  fields.one(line, "--at TIME", "when it was written; without it, now");
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  fields.declare_id(line);
  line.uses_case_folder();
  return [options](Context& context) { return note(*options, context); };
}

}  // namespace dossier
