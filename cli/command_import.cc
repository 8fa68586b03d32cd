// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>

#include "bundle/descriptor.h"
#include "bundle/output_file.h"
#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/import_work.h"
#include "cli/layout.h"
#include "crypto/error.h"
#include "crypto/small_file.h"
#include "manifests/authoring/csv.h"

namespace dossier {
namespace {

struct ImportOptions {
  std::string path;
  std::string files;
  std::string result;
  bool force = false;
  std::string reason = "taken over from a table";
};

// What a path holds, by its first bytes; the ending of a name counts for nothing but CSV, which has
// no mark of its own.
struct Format {
  std::string_view name;
  std::size_t mark_at;
  std::string_view mark;
};
constexpr std::array kOtherFormats{
    Format{"a ZIP or WACZ archive", 0, "PK"},
    Format{"a WARC file", 0, "WARC/"},
    Format{"a compressed file (gzip)", 0, "\x1F\x8B"},
    Format{"a tar archive", 257, "ustar"},
    Format{"a PDF", 0, "%PDF-"},
    Format{"a picture (PNG)", 0, "\x89PNG"},
};
constexpr std::size_t kFirstBytes = 512;

std::string format_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return "a folder";
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file || !S_ISREG(info.st_mode)) return {};  // reading it tells what is wrong
  Bytes first(kFirstBytes);
  first.resize(read_up_to(file.get(), first, path));
  const std::string_view bytes = as_text(first);
  for (const Format& format : kOtherFormats) {
    const bool fits = bytes.size() >= format.mark_at + format.mark.size() &&
                      bytes.substr(format.mark_at, format.mark.size()) == format.mark;
    if (fits) return std::string(format.name);
  }
  return bytes.find('\0') == std::string_view::npos ? std::string() : "a binary file";
}

ImportTable read_table(const std::string& path) {
  const SmallFile file = read_small_file(path, kMaxImportBytes);
  auto read = read_import_table(as_text(file.content));
  if (auto* table = std::get_if<ImportTable>(&read)) return std::move(*table);
  throw Error(ErrorKind::kRefused, std::get<std::string>(read), path,
              "'dossier help import' tells which columns are read.");
}

std::string_view status_name(ImportOutcome::Status status) {
  switch (status) {
    case ImportOutcome::Status::kTaken:
      return "taken";
    case ImportOutcome::Status::kPresent:
      return "present";
    case ImportOutcome::Status::kRefused:
      break;
  }
  return "refused";
}

// The table with what became of each row behind it.
void write_result(const ImportOptions& options, const ImportTable& table, const ImportWork& work) {
  std::vector<std::string> header = table.header;
  header.insert(header.end(),
                {"dossier_status", "dossier_article", "dossier_capture", "dossier_quote",
                 "dossier_claim", "dossier_note", "dossier_message"});
  std::string text = write_csv_row(header);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const ImportOutcome& outcome = work.outcomes()[i];
    std::vector<std::string> fields = table.rows[i].fields;
    fields.resize(table.header.size());
    fields.insert(fields.end(), {std::string(status_name(outcome.status)), outcome.article.text(),
                                 outcome.capture.text(), outcome.quote.text(), outcome.claim.text(),
                                 outcome.note.text(), outcome.message});
    text += write_csv_row(fields);
  }
  OutputFile file(options.result, options.force, text.size());
  dossier::write_all(file.fd(), as_bytes(text), options.result);
  file.commit();
}

void tell_outcome(const ImportOptions& options, const ImportOutcome& outcome) {
  const std::string place = escape_line(options.path) + ":" + std::to_string(outcome.line) + ": ";
  for (const std::string& remark : outcome.remarks) {
    tell(place + "note: " + escape_line(remark) + '\n');
  }
  if (outcome.status != ImportOutcome::Status::kRefused) return;
  tell(place + escape_block(outcome.message) + '\n' +
       (outcome.mend.empty() ? "" : "  " + escape_block(outcome.mend) + '\n'));
}

ExitStatus report(const ImportWork& work, Context& context) {
  const std::size_t taken = work.count(ImportOutcome::Status::kTaken);
  const std::size_t present = work.count(ImportOutcome::Status::kPresent);
  const std::size_t refused = work.count(ImportOutcome::Status::kRefused);
  context.out.line("import: " + counted(work.outcomes().size(), "row", "rows") + ", " +
                   std::to_string(taken) + " taken, " + std::to_string(present) +
                   " in the case already, " + std::to_string(refused) + " refused");
  if (refused == 0) {
    if (taken > 0) tell("Next: dossier check\n");
    return ExitStatus::kDone;
  }
  tell("Mend the rows told above and import the table again: the others are found in the case.\n");
  return ExitStatus::kRefused;
}

ExitStatus import_csv(const ImportOptions& options, Context& context) {
  if (!options.result.empty()) require_writable_output(options.result, options.force);
  const ImportTable table = read_table(options.path);
  const std::size_t slash = options.path.rfind('/');
  const std::string own_folder =
      slash == std::string::npos ? "." : options.path.substr(0, slash + 1);
  CaseWork work(context, kAllRecords);
  ImportWork import(work, options.files.empty() ? own_folder : options.files);
  for (const std::string& name : table.unknown) {
    tell("dossier: note: the column '" + escape_line(name) + "' is not read\n");
  }
  for (const ImportRow& row : table.rows) import.take(row);
  if (import.finish(options.reason)) work.commit();
  for (const ImportOutcome& outcome : import.outcomes()) tell_outcome(options, outcome);
  if (!options.result.empty()) write_result(options, table, import);
  return report(import, context);
}

ExitStatus import_path(const ImportOptions& options, Context& context) {
  const std::string format = format_of(options.path);
  if (format.empty()) return import_csv(options, context);
  throw Error(ErrorKind::kRefused, "is " + format + "; only tables (CSV) can be imported",
              options.path, "'dossier add' takes a captured file into the case as it is.");
}

}  // namespace

Action set_up_import(CommandLine& line) {
  auto options = std::make_shared<ImportOptions>();
  line.about(
      "Each row of the table is one capture: its file is copied into the case, as 'dossier add' "
      "does. Columns: url, title, publisher, byline, published, captured_at, captured_by, method, "
      "file, screenshot, wacz, sha256, text; and quote, speaker, quote_kind, claim, claim_kind, "
      "status, note. Those of auto-archiver are known by their own names. Dates are ISO 8601. A "
      "row "
      "that cannot be taken is told with its line and does not stop the others; then the exit "
      "status is 1. Rows that the case holds already are passed over.");
  line.argument("PATH", &options->path, "the table, in CSV (RFC 4180, UTF-8)");
  line.option("--files DIR", &options->files,
              "the folder that the files lie below; without it, that of the table");
  line.option("--result FILE", &options->result,
              "write the table with the ids and the fate of each row to a new file");
  line.flag("--force", options->force, "replace the file of --result");
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  line.uses_case_folder();
  return [options](Context& context) { return import_path(*options, context); };
}

}  // namespace dossier
