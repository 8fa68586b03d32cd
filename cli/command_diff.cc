// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include "bundle/output_file.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/diff/diff_json.h"
#include "cli/diff/diff_page.h"
#include "cli/diff/diff_text.h"
#include "cli/diff/diff_words.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/outcome_status.h"
#include "cli/report_text.h"
#include "cli/verify_options.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct Options {
  std::string before;
  std::string after;
  std::optional<std::string> trust;
  std::optional<std::string> profile;
  std::optional<std::string> output;
  bool json = false;
  bool force = false;
};

// Only what is sealed can be compared: nothing else says what it was.
void require_no_case_folder(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::exists(std::filesystem::path(path) / kHeadPath, none)) return;
  throw Error(ErrorKind::kRefused, "is a case folder, and no bundle", path,
              "pack it first: dossier pack");
}

ExitStatus diff(const Options& options, Context& context) {
  if (options.before == "-" && options.after == "-") {
    throw Error(ErrorKind::kUsage, "OLD and NEW cannot both be standard input");
  }
  require_no_case_folder(options.before);
  require_no_case_folder(options.after);
  if (options.output) require_writable_output(*options.output, options.force);
  const VerifyOptions verifying = verify_options(options.trust, options.profile);
  const ReadBundle before(options.before, verifying, context.terminal);
  const ReadBundle after(options.after, verifying, context.terminal);
  const DiffModel model(before, after);
  if (options.output) {
    write_output_file(*options.output, options.force, as_bytes(diff_page(model)));
  }
  if (options.json) {
    context.out.write(diff_json(model));
  } else if (options.output) {
    context.out.write(wrap(diff_sentence(model), context.terminal.columns, 0));
    context.out.line("wrote " + escape_line(*options.output));
  } else {
    context.out.write(diff_text(model, context.terminal));
  }
  for (const ReadBundle* bundle : {&before, &after}) {
    if (!bundle->has_contents()) tell(verify_text(bundle->report(), context.terminal));
  }
  return gravest(exit_status_of(before.report().outcome), exit_status_of(after.report().outcome));
}

}  // namespace

Action set_up_diff(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Verifies both bundles and says what changed: first in a sentence, and whether NEW is the "
      "revision that was made from OLD; then what is less restricted than before, statuses of "
      "claims, quotes that match their text differently, records by field, word by word what "
      "became of an article between two captures, files, and signers. Differences are no error. "
      "Exit status: 0 both verify; else that of verify, and nothing is compared when one of them "
      "is broken.");
  line.argument("OLD", &options->before, "a file, a folder, or - for standard input");
  line.argument("NEW", &options->after, "likewise");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.option("--profile P", &options->profile, "check at least as strictly as this")
      .one_of({"open", "newsroom", "legal"});
  line.option("-o,--output FILE", &options->output,
              "write all of it as one page of HTML, and only the sentence to standard output");
  line.flag("--json", options->json, "for programs");
  line.flag("--force", options->force, "replace an existing file");
  return [options](Context& context) { return diff(*options, context); };
}

}  // namespace dossier
