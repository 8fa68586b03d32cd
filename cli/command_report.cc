// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "bundle/output_file.h"
#include "bundle/verify.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/report/page.h"
#include "cli/report/read_bundle.h"
#include "cli/report_text.h"
#include "cli/supplied_files.h"
#include "cli/verify_options.h"

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
  VerifyOptions verifying = verify_options(options.trust, options.profile);
  verifying.with = read_supplied_files(options.with);
  const ReadBundle bundle(options.bundle, std::move(verifying), context.terminal);
  const ReportModel& model = bundle.model();
  const std::string page = report_page(model);
  write_output_file(options.output, options.force, as_bytes(page));
  context.out.line("wrote " + escape_line(options.output) + "  " + size_text(page.size()));
  if (!model.has_contents() && !model.is_foreign_bag()) {
    tell("warning: the report tells only what is wrong: " +
         verify_line(bundle.report(), context.terminal));
    return ExitStatus::kRefused;
  }
  if (bundle.report().outcome != Outcome::kVerified) {
    tell("warning: " + verify_line(bundle.report(), context.terminal));
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
