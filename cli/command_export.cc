// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include "bundle/export_archive.h"
#include "bundle/output_file.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/report_text.h"
#include "cli/terminal.h"
#include "cli/trust_option.h"
#include "crypto/error.h"
#include "manifests/export/exports.h"

namespace dossier {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string bundle;
  std::string format;
  std::string output;
  std::optional<std::string> trust;
};

// All tables or none: the folder gets its name last.
void write_tables(const std::string& folder, const Dossier& dossier) {
  const fs::path target = fs::absolute(folder).lexically_normal();
  std::error_code failure;
  if (fs::exists(fs::symlink_status(target, failure))) {
    throw Error(ErrorKind::kRefused, "exists already", folder, "name a folder that does not");
  }
  const fs::path partial = target.string() + ".partial";
  if (!fs::create_directory(partial, failure)) {
    throw system_error(failure ? failure.value() : EEXIST, "make the folder", partial.string());
  }
  try {
    for (const auto& [name, text] : export_csv(dossier)) {
      write_output_file((partial / name).string(), false, as_bytes(text));
    }
    fs::rename(partial, target);
  } catch (...) {
    fs::remove_all(partial, failure);
    throw;
  }
}

std::optional<ArchiveFormat> archive_format(const std::string& name) {
  if (name == "tar") return ArchiveFormat::kTar;
  if (name == "tar.gz") return ArchiveFormat::kTarGzip;
  if (name == "tar.zst") return ArchiveFormat::kTarZstd;
  return std::nullopt;
}

void write_records(const Options& options, const Dossier& dossier) {
  if (options.format == "csv") {
    write_tables(options.output, dossier);
  } else if (options.format == "ro-crate") {
    write_output_file(options.output, false, as_bytes(export_ro_crate(dossier)));
  } else if (options.format == "prov") {
    write_output_file(options.output, false, as_bytes(export_prov_json(dossier)));
  } else {
    write_output_file(options.output, false, as_bytes(export_web_annotation(dossier)));
  }
}

// The bundle's name without its extensions, for the folder in a tar.
std::string folder_name(const std::string& bundle) {
  std::string name = fs::path(bundle).lexically_normal().filename().string();
  for (const std::string_view ending : {".zip", ".dossier"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name.empty() || name == "." || name == ".." ? "dossier" : name;
}

ExitStatus export_bundle(const Options& options, Context& context) {
  if (options.bundle == "-") {
    throw Error(ErrorKind::kUsage, "export reads a bundle twice, so it cannot be standard input");
  }
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  ProgressCounters counters;
  verifying.progress = &counters;
  const auto archive = archive_format(options.format);
  VerifyReport report;
  {
    const Progress progress("exporting", counters, context.terminal);
    report = archive ? export_archive(options.bundle, verifying, folder_name(options.bundle),
                                      options.output, *archive)
                     : verify_bundle(options.bundle, verifying);
  }
  if (!report.is_sound || !report.dossier) {
    tell(verify_text(report, context.terminal));
    return ExitStatus::kRefused;
  }
  if (!archive) write_records(options, *report.dossier);
  if (report.outcome != Outcome::kVerified) {
    tell("warning: " + verify_line(report, context.terminal));
  }
  context.out.line("wrote " + escape_line(options.output) + "  " + options.format +
                   "; the bundle itself stays the only authority");
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_export(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Verifies the bundle and writes what it says in the form of others: ro-crate "
      "(ro-crate-metadata.json, to be put beside bagit.txt), prov (PROV-JSON), web-annotation, csv "
      "(a folder of tables), or the bag itself as tar. Protected sources are left out, and so are "
      "words whose marking allows digests only; a tar holds everything.");
  line.argument("BUNDLE", &options->bundle, "a file or a folder");
  line.option("--format F", &options->format, "the form")
      .required()
      .one_of({"ro-crate", "prov", "web-annotation", "csv", "tar", "tar.gz", "tar.zst"});
  line.option("-o,--output PATH", &options->output, "the new file, or folder for csv").required();
  line.option("--trust DIR", &options->trust, "your trust folder");
  return [options](Context& context) { return export_bundle(*options, context); };
}

}  // namespace dossier
