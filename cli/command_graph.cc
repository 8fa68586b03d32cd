// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "bundle/output_file.h"
#include "bundle/verify.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/graph/graph_svg.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/report_text.h"
#include "cli/trust_option.h"

namespace dossier {
namespace {

struct Options {
  std::string bundle;
  std::string format = "svg";
  std::optional<std::string> output;
  std::optional<std::string> trust;
  bool force = false;
};

ExitStatus graph(const Options& options, Context& context) {
  if (options.output) require_writable_output(*options.output, options.force);
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  ProgressCounters counters;
  verifying.progress = &counters;
  VerifyReport report;
  {
    const Progress progress("reading", counters, context.terminal);
    report = verify_bundle(options.bundle, verifying);
  }
  if (!report.is_sound || !report.dossier) {
    tell(verify_text(report, context.terminal));
    return ExitStatus::kRefused;
  }
  const ProvenanceGraph drawn = provenance_graph(*report.dossier);
  const std::string text = options.format == "dot" ? graph_dot(drawn) : graph_svg_file(drawn);
  if (options.output) {
    write_output_file(*options.output, options.force, as_bytes(text));
    context.out.line("wrote " + escape_line(*options.output) + "  " + size_text(text.size()));
  } else {
    context.out.write(text);
  }
  if (report.outcome != Outcome::kVerified) {
    tell("warning: " + verify_line(report, context.terminal));
  }
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_graph(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Verifies the bundle and draws how its claims come from sources: sources, articles, "
      "captures, "
      "quotes, claims. More than sixty boxes are drawn in groups.");
  line.argument("BUNDLE", &options->bundle, "a file, a folder, or - for standard input");
  line.option("--format F", &options->format, "svg, or dot for Graphviz; svg when not given")
      .one_of({"svg", "dot"});
  line.option("-o,--output FILE", &options->output, "the file to write; else standard output");
  line.option("--trust DIR", &options->trust, "your trust folder");
  line.flag("--force", options->force, "replace an existing file");
  return [options](Context& context) { return graph(*options, context); };
}

}  // namespace dossier
