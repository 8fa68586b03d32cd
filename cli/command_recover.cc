// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "bundle/recover.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"

namespace dossier {
namespace {

ExitStatus recover(const std::string& bundle, Context& context) {
  const Recovery recovery = recover_bundle(bundle);
  if (recovery.removed_leftover) {
    context.out.line("removed " + escape_line(bundle) + ".partial, left from an interrupted run");
  }
  context.out.line(recovery.was_whole ? "is whole: nothing had to be mended"
                                      : "wrote the directory anew; what was sealed is untouched");
  std::string names;
  for (const std::string& name : recovery.appendix) names += (names.empty() ? "" : ", ") + name;
  context.out.line(names.empty() ? "it has no signatures" : "it has " + names);
  context.out.line("next: dossier verify " + escape_line(bundle));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_recover(CommandLine& line) {
  auto bundle = std::make_shared<std::string>();
  line.about(
      "For a bundle of which verify says that adding a signature was interrupted: keeps every "
      "whole "
      "entry and writes the directory anew, so that the bundle is the one before or the one with "
      "the new signature; which of the two, it and verify tell. Also removes BUNDLE.partial, which "
      "an interrupted run can leave. Does nothing to a bundle that is whole.");
  line.argument("BUNDLE", bundle.get(), "the file");
  return [bundle](Context& context) { return recover(*bundle, context); };
}

}  // namespace dossier
