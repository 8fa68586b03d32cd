// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "bundle/extract.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/report_text.h"
#include "cli/terminal.h"
#include "cli/trust_option.h"

namespace dossier {
namespace {

struct Options {
  std::string bundle;
  std::string folder;
  std::string path;
  std::optional<std::string> trust;
};

// What a person has to know before using bytes that came out; the exit status.
ExitStatus tell_verdict(const VerifyReport& report, const Terminal& terminal) {
  if (!report.is_sound) {
    tell(verify_text(report, terminal));
    return ExitStatus::kRefused;
  }
  if (report.outcome != Outcome::kVerified) {
    tell("warning: " + verify_line(report, terminal) + "         see: dossier verify " +
         escape_line(report.bundle) + "\n");
  }
  return ExitStatus::kDone;
}

VerifyOptions verify_options(const Options& options) {
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  return verifying;
}

ExitStatus extract(const Options& options, Context& context) {
  VerifyOptions verifying = verify_options(options);
  ProgressCounters counters;
  verifying.progress = &counters;
  VerifyReport report;
  {
    const Progress progress("extracting", counters, context.terminal);
    report = extract_bundle(options.bundle, verifying, options.folder);
  }
  const ExitStatus status = tell_verdict(report, context.terminal);
  if (status == ExitStatus::kDone) {
    context.out.line("wrote " + escape_line(options.folder) + "  " +
                     counted(report.files, "file", "files") + ", all verified");
  }
  return status;
}

ExitStatus cat(const Options& options, Context& context) {
  const VerifyReport report =
      cat_bundle(options.bundle, verify_options(options), options.path,
                 [&](ByteView piece) { context.out.write(as_text(piece)); });
  return tell_verdict(report, context.terminal);
}

}  // namespace

Action set_up_extract(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Verifies the bundle and writes its files in the same read. The folder appears only when all "
      "of it was found right.");
  line.argument("BUNDLE", &options->bundle, "a file, or - for standard input");
  line.option("-d,--directory DIR", &options->folder, "the new folder").required();
  line.option("--trust DIR", &options->trust, "your trust folder");
  return [options](Context& context) { return extract(*options, context); };
}

Action set_up_cat(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about("Verifies the bundle and prints one file of it as it is, from the same read.");
  line.argument("BUNDLE", &options->bundle, "a file, a folder, or - for standard input");
  line.argument("PATH", &options->path, "below the top folder, such as data/dossier.json");
  line.option("--trust DIR", &options->trust, "your trust folder");
  return [options](Context& context) { return cat(*options, context); };
}

}  // namespace dossier
