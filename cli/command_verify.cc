// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

#include "bundle/trust_folder.h"
#include "bundle/verify.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/escape.h"
#include "cli/outcome_status.h"
#include "cli/progress.h"
#include "cli/report_json.h"
#include "cli/report_text.h"
#include "cli/supplied_files.h"
#include "cli/terminal.h"
#include "cli/verify_options.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct Options {
  std::vector<std::string> bundles;
  std::optional<std::string> trust;
  std::optional<std::string> profile;
  std::vector<std::string> with;
  std::optional<std::uint64_t> threads;
  bool json = false;
  bool quiet = false;
};

ExitStatus verify(const Options& options, Context& context) {
  VerifyOptions verifying = verify_options(options.trust, options.profile);
  verifying.threads = static_cast<unsigned>(options.threads.value_or(0));
  verifying.with = read_supplied_files(options.with);
  ExitStatus status = ExitStatus::kDone;
  JsonReport json;
  for (const std::string& bundle : options.bundles) {
    ProgressCounters counters;
    verifying.progress = &counters;
    try {
      VerifyReport report;
      {
        const Progress progress("verifying", counters, context.terminal);
        report = verify_bundle(bundle, verifying);
      }
      status = gravest(status, exit_status_of(report.outcome));
      if (options.json) {
        json.add(report);
      } else if (options.quiet) {
        if (report.outcome != Outcome::kVerified) {
          context.out.write(verify_line(report, context.terminal));
        }
      } else {
        context.out.write(verify_text(report, context.terminal, options.trust));
        if (&bundle != &options.bundles.back()) context.out.line("");
      }
    } catch (const Error& error) {
      // The other bundles are still worth an answer; what stops the program as a whole is not.
      if (error.kind() != ErrorKind::kUnavailable || options.bundles.size() == 1) throw;
      status = gravest(status, exit_status_of(error.kind()));
      if (options.json) json.add_unchecked(bundle, error);
      tell("dossier: " + escape_line(error.what()) + "\n");
    }
  }
  if (options.json) context.out.write(json.text());
  return status;
}

}  // namespace

Action set_up_verify(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Says four things about a bundle, never mixed: whether its bytes are intact, who vouches for "
      "it and since when, whether its records hold together, and what people concluded. Exit "
      "status: 0 verified, 1 not valid, 3 could not be checked, 4 intact but nobody you trust "
      "vouches for it, or fewer than policy.json in your trust folder asks for.");
  line.argument("BUNDLE", &options->bundles, "a file, a folder, or - for standard input");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.option("--profile P", &options->profile, "check at least as strictly as this")
      .one_of({"open", "newsroom", "legal"});
  line.list_option("--with FILE", options->with,
                   "a signature that came by itself, or a file that is listed but not packed");
  line.option("--threads N", &options->threads, "work with that many threads; else one a core");
  line.flag("--json", options->json, "for programs");
  line.flag("--quiet", options->quiet, "one line for each bundle that is not verified");
  return [options](Context& context) { return verify(*options, context); };
}

}  // namespace dossier
