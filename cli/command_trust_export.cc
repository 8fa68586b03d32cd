// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "bundle/trust_editor.h"
#include "bundle/trust_folder.h"
#include "cli/commands.h"
#include "cli/field_values.h"
#include "cli/layout.h"
#include "cli/shell_word.h"
#include "cli/trust_entry.h"

namespace dossier {
namespace {

struct Options {
  std::vector<std::string> names;
  std::string output;
  std::optional<std::string> at;
  std::optional<std::string> trust;
};

bool is_wanted(const Options& options, const std::string& principal) {
  return options.names.empty() ||
         std::find(options.names.begin(), options.names.end(), principal) != options.names.end();
}

void require_all_known(const Options& options, const AllowedSigners& signers) {
  for (const std::string& name : options.names) {
    const bool known =
        std::any_of(signers.entries().begin(), signers.entries().end(),
                    [&](const AllowedSigner& each) { return each.principal == name; });
    if (known) continue;
    throw Error(ErrorKind::kRefused, "'" + name + "' is no principal of your trust folder", {},
                "'dossier trust list' shows whom it knows.");
  }
}

ExitStatus write_export(const Options& options, Context& context) {
  const TrustFolder trust = TrustFolder::load(require_trust_folder_path(options.trust));
  require_all_known(options, trust.signers());
  std::optional<Timestamp> at;
  if (options.at) at = parse_time(*options.at, "--at");

  std::string signers;
  std::size_t signer_count = 0;
  for (AllowedSigner each : trust.signers().entries()) {
    if (!is_wanted(options, each.principal)) continue;
    each.comment.clear();
    signers += each.to_line() + '\n';
    ++signer_count;
  }
  std::string revoked;
  std::size_t revoked_count = 0;
  for (const Revocation& each : trust.revoked().entries()) {
    if (at && each.at && *each.at > *at) continue;
    revoked += each.to_line() + '\n';
    ++revoked_count;
  }
  write_trust_folder(options.output, signers, revoked);
  const std::string folder = shell_word(options.output);
  context.out.line("wrote " + folder + "/allowed_signers  " + counted(signer_count, "key", "keys"));
  context.out.line("wrote " + folder + "/revoked_keys     " +
                   counted(revoked_count, "revoked key", "revoked keys"));
  context.out.line("for ssh-keygen -Y verify: -f " + folder + "/allowed_signers -r " + folder +
                   "/revoked_keys" + (at ? " -O verify-time=" + at->openssh_string() : ""));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_trust_export(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Writes a new folder with allowed_signers and revoked_keys, for a partner or for a check "
      "with "
      "stock ssh-keygen. Your notes on how you checked the keys stay with you: whoever takes the "
      "folder over has to check them again.");
  line.optional_argument("NAME", &options->names, "whom to write out; else everybody");
  line.option("-o,--output DIR", &options->output, "the new folder").required();
  line.option("--at TIME", &options->at,
              "leave out revocations that are later: for signatures that a timestamp proves to be "
              "of that time; ssh-keygen does not know since when a key is revoked");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  return [options](Context& context) { return write_export(*options, context); };
}

}  // namespace dossier
