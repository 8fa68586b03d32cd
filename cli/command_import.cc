// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string_view>

#include "bundle/folder_listing.h"
#include "bundle/output_file.h"
#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/import_archive.h"
#include "cli/import_kind.h"
#include "cli/import_pages.h"
#include "cli/import_work.h"
#include "cli/layout.h"
#include "crypto/error.h"
#include "crypto/small_file.h"
#include "manifests/authoring/csv.h"

namespace dossier {
namespace {

ImportTable read_table(const std::string& path) {
  const SmallFile file = read_small_file(path, kMaxImportBytes);
  auto read = read_import_table(as_text(file.content));
  if (auto* table = std::get_if<ImportTable>(&read)) return std::move(*table);
  throw Error(
      ErrorKind::kRefused, std::get<std::string>(read), path,
      "By its first bytes it is no WARC, WACZ, zip, tar or page, so it was read as a table; "
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
  write_output_file(options.result, options.force, as_bytes(text));
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
  for (const ImportOutcome& outcome : import.outcomes()) tell_outcome(options.path, outcome);
  if (!options.result.empty()) write_result(options, table, import);
  return report(import, context);
}

void refuse_table_options(const ImportOptions& options) {
  if (options.files.empty() && options.result.empty()) return;
  throw Error(ErrorKind::kUsage, std::string("import: ") +
                                     (options.files.empty() ? "--result" : "--files") +
                                     " belongs to a table, and " + options.path + " is none");
}

void refuse_archive_options(const ImportOptions& options) {
  if (options.captured_by.empty() && options.publisher.empty()) return;
  throw Error(ErrorKind::kUsage, std::string("import: ") +
                                     (options.publisher.empty() ? "--captured-by" : "--publisher") +
                                     " belongs to an archive of pages; a table has columns for it");
}

// The one table of captures that lies in a folder, as auto-archiver leaves it; empty when there is
// none or more.
std::string table_of_folder(const std::string& folder) {
  std::string found;
  const FolderListing listing(
      folder, "", [](std::string_view path) { return path.find('/') != std::string_view::npos; });
  for (std::size_t i = 0; i < listing.count(); ++i) {
    const std::string path = folder + "/" + std::string(listing.path(i));
    if (!listing.path(i).ends_with(".csv") || listing.size(i) > kMaxImportBytes) continue;
    const SmallFile file = read_small_file(path, kMaxImportBytes);
    if (!std::holds_alternative<ImportTable>(read_import_table(as_text(file.content)))) continue;
    if (!found.empty()) return {};
    found = path;
  }
  return found;
}

ExitStatus import_path(ImportOptions options, Context& context) {
  const ImportFormat format = import_format(options.path);
  if (format.kind == ImportKind::kTable) {
    refuse_archive_options(options);
    if (options.reason.empty()) options.reason = "taken over from a table";
    return import_csv(options, context);
  }
  if (format.kind == ImportKind::kOther) {
    throw Error(ErrorKind::kRefused, "is " + format.name + ", which cannot be imported",
                options.path, "'dossier add' takes a captured file into the case as it is.");
  }
  if (format.kind == ImportKind::kFolder) {
    const std::string table = table_of_folder(options.path);
    if (!table.empty()) {
      tell("dossier: note: the table " + escape_line(table) + " tells what is in the folder\n");
      options.path = table;
      return import_path(options, context);
    }
  }
  refuse_table_options(options);
  if (options.reason.empty()) options.reason = "taken out of an archive of pages";
  switch (format.kind) {
    case ImportKind::kWarc:
      return import_warc(options, context);
    case ImportKind::kZip:
      return is_wacz(options.path) ? import_wacz(options, context)
                                   : import_saved_archive(options, context);
    case ImportKind::kTar:
      return import_saved_archive(options, context);
    case ImportKind::kFolder:
      return import_saved_folder(options, context);
    default:
      return import_saved_page(options, context);
  }
}

}  // namespace

Action set_up_import(CommandLine& line) {
  auto options = std::make_shared<ImportOptions>();
  line.about(
      "Of a table (CSV), each row is one capture: its file is copied into the case, as 'dossier "
      "add' does. Columns: url, title, publisher, byline, published, captured_at, captured_by, "
      "method, file, screenshot, wacz, sha256, text; and quote, speaker, quote_kind, claim, "
      "claim_kind, status, note. Those of auto-archiver are known by their own names, and a folder "
      "with one such table is read by it. Dates are ISO 8601. Of an archive of pages (WARC, WACZ, "
      "zip, tar; compressed or not), the file is kept whole as a capture of its own, and each page "
      "whose text can be read becomes a capture, with the address, the time and the header that "
      "the archive tells: in a WARC answers with status 200 (HTML, plain text, PDF), in a WACZ the "
      "pages that it lists, in a zip, a tar or a folder HTML as SingleFile or a browser saved it, "
      "and PDF. Digests are compared. What else it holds is counted and left out. A row or record "
      "that cannot be taken is told with its place and does not stop the others; then the exit "
      "status is 1. What the case holds already is passed over.");
  line.argument("PATH", &options->path,
                "a table in CSV (RFC 4180, UTF-8), a WARC, WACZ, zip or tar, a saved page, or a "
                "folder of saved pages");
  line.option("--files DIR", &options->files,
              "the folder that a table's files lie below; without it, that of the table");
  line.option("--result FILE", &options->result,
              "write the table with the ids and the fate of each row to a new file");
  line.flag("--force", options->force, "replace the file of --result");
  line.option("--captured-by A", &options->captured_by,
              "name or id of the agent who captured an archive's pages; without it, you");
  line.option("--publisher P", &options->publisher,
              "who published an archive's pages: a name, or the id of a known source");
  line.option("--reason T", &options->reason, "why, for the record of what was done");
  line.uses_case_folder();
  return [options](Context& context) { return import_path(*options, context); };
}

}  // namespace dossier
