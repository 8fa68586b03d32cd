// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "bundle/output_file.h"
#include "bundle/verify.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/report/page.h"
#include "cli/report_text.h"
#include "cli/supplied_files.h"
#include "cli/trust_option.h"

namespace dossier {
namespace {

struct Options {
  std::string bundle;
  std::string output;
  std::optional<std::string> trust;
  std::optional<std::string> profile;
  std::vector<std::string> with;
  bool force = false;
};

ExitStatus report(const Options& options, Context& context) {
  require_writable_output(options.output, options.force);
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  if (options.profile) {
    Profile profile = Profile::kNewsroom;
    parse_profile(*options.profile, profile);
    verifying.profile = profile;
  }
  verifying.with = read_supplied_files(options.with);
  ProgressCounters counters;
  verifying.progress = &counters;
  VerifiedTexts texts;
  verifying.tap = [&](std::string_view path, ByteView piece) { texts.take(path, piece); };
  std::vector<FileRow> files;
  verifying.listed = [&](std::string_view path, std::uint64_t bytes, const Sha256& digest) {
    files.push_back({std::string(path), bytes, digest});
  };
  VerifyReport verification;
  {
    const Progress progress("reading", counters, context.terminal);
    verification = verify_bundle(options.bundle, verifying);
  }
  const ReportModel model(verification, files, texts, verifying.now);
  const std::string page = report_page(model);
  OutputFile file(options.output, options.force, page.size());
  Output output(file.fd(), options.output);
  output.write(page);
  output.flush();
  file.commit();
  context.out.line("wrote " + escape_line(options.output) + "  " + size_text(page.size()));
  if (!model.has_contents() && !model.is_foreign_bag()) {
    tell("warning: the report tells only what is wrong: " +
         verify_line(verification, context.terminal));
    return ExitStatus::kRefused;
  }
  if (verification.outcome != Outcome::kVerified) {
    tell("warning: " + verify_line(verification, context.terminal));
  }
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_report(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Verifies the bundle and writes what it says as one page for people: verdicts, claims with "
      "what speaks for and against them, quotes in their paragraphs, who said what to whom, and "
      "what was done. The page needs no network and no script. Of a bundle that is broken, it "
      "tells "
      "only what is wrong, and the exit status is 1.");
  line.argument("BUNDLE", &options->bundle, "a file, a folder, or - for standard input");
  line.option("-o,--output FILE", &options->output, "the page to write").required();
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.option("--profile P", &options->profile, "check at least as strictly as this")
      .one_of({"open", "newsroom", "legal"});
  line.list_option("--with FILE", options->with,
                   "a signature that came by itself, or a file that is listed but not packed");
  line.flag("--force", options->force, "replace an existing file");
  return [options](Context& context) { return report(*options, context); };
}

}  // namespace dossier
