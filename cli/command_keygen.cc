// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/escape.h"
#include "crypto/keygen.h"

namespace dossier {
namespace {

struct Options {
  std::string file;
  std::string comment;
};

ExitStatus make_pair(const Options& options, Context& context) {
  std::string comment = options.comment;
  if (comment.empty()) comment = load_config().author_principal;
  if (comment.empty()) comment = "dossier";
  const PublicKey key = write_ed25519_pair(options.file, comment);
  const std::string file = escape_line(options.file);
  context.out.line("wrote " + file + "      the private key: keep it, and never send it");
  context.out.line("wrote " + file + ".pub  the public key: give it to your partners");
  context.out.line(std::string(key.display_name()) + " " + key.fingerprint());
  context.out.line("next: dossier pack --key " + file);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_keygen(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "For those who have no key yet. Writes an Ed25519 key without passphrase in OpenSSH's form, "
      "readable by you only. Who already signs with OpenSSH uses that key, or ssh-agent.");
  line.argument("FILE", &options->file, "the private key; FILE.pub is written beside it");
  line.option("--comment TEXT", &options->comment, "stands in FILE.pub; usually your principal");
  return [options](Context& context) { return make_pair(*options, context); };
}

}  // namespace dossier
