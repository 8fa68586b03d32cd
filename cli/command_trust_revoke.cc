// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "bundle/trust_editor.h"
#include "cli/commands.h"
#include "cli/field_values.h"
#include "cli/trust_entry.h"

namespace dossier {
namespace {

struct RevokeOptions {
  std::string key;
  std::string reason;
  std::optional<std::string> at;
  std::optional<std::string> trust;
};

struct RemoveOptions {
  std::string key;
  std::optional<std::string> trust;
};

std::string owner_text(const NamedKey& named) {
  return named.signer == nullptr ? "" : ", the key of " + named.signer->principal + ",";
}

ExitStatus revoke(const RevokeOptions& options, Context& context) {
  const RevocationReason reason = *parse_revocation_reason(options.reason);
  if (!options.at && reason != RevocationReason::kCompromised) {
    throw Error(ErrorKind::kUsage,
                "trust revoke: --at is missing: since when is the key " + options.reason + "?", {},
                "Only a key that was compromised can be revoked from the beginning.");
  }
  std::optional<Timestamp> at;
  if (options.at) at = parse_time(*options.at, "--at");
  TrustEditor editor(require_trust_folder_path(options.trust), TrustEditor::Missing::kRefuse);
  const NamedKey named = require_named_key(editor.signers(), options.key);
  const Revocation revocation{named.key, reason, at, 0};
  const std::string owner = owner_text(named);
  editor.revoke(revocation);
  context.out.line(key_text(revocation.key) + owner +
                   " is revoked: " + revocation_text(revocation));
  if (!at) {
    context.out.line("  nothing that it ever signed counts any more");
  } else if (reason == RevocationReason::kCompromised) {
    context.out.line("  only what a trusted timestamp shows to be older than that still counts");
  } else {
    context.out.line("  what it signed before still counts, with a timestamp from then");
  }
  return ExitStatus::kDone;
}

ExitStatus remove(const RemoveOptions& options, Context& context) {
  TrustEditor editor(require_trust_folder_path(options.trust), TrustEditor::Missing::kRefuse);
  const NamedKey named = require_named_key(editor.signers(), options.key);
  if (named.signer == nullptr) {
    throw Error(ErrorKind::kRefused, "your trust folder has no " + key_text(named.key), {},
                "'dossier trust list' shows whom it knows.");
  }
  const AllowedSigner signer = *named.signer;
  const std::string line = editor.remove(signer);
  context.out.line(signer.principal + " is no longer known by " + key_text(signer.key));
  context.out.line("  this line was taken out of allowed_signers:");
  context.out.line("  " + line);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_trust_revoke(CommandLine& line) {
  auto options = std::make_shared<RevokeOptions>();
  line.about(
      "A retired or superseded key counts for what was signed before; a compromised one only where "
      "a timestamp proves it, because a thief can write any date. Without a timestamp a signature "
      "is taken to be of today. A revocation can be made stricter, and is never taken back. The "
      "key's line stays in allowed_signers, for what it signed earlier.");
  line.argument("KEY", &options->key,
                "a whole fingerprint, a principal with one key, a .pub file, or a public key");
  line.option("--reason R", &options->reason, "why")
      .required()
      .one_of({"retired", "superseded", "compromised"});
  line.option("--at TIME", &options->at,
              "since when, in UTC: 2026-03-02T10:04:11Z; a compromised key without it is revoked "
              "from the beginning");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  return [options](Context& context) { return revoke(*options, context); };
}

Action set_up_trust_remove(CommandLine& line) {
  auto options = std::make_shared<RemoveOptions>();
  line.about(
      "For a line that was a mistake. Everything that the key signed becomes unrecognised, earlier "
      "bundles too; for a key that is no longer used, there is 'dossier trust revoke'. The line is "
      "shown, so that it can be put back.");
  line.argument("KEY", &options->key,
                "a whole fingerprint, a principal with one key, a .pub file, or a public key");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  return [options](Context& context) { return remove(*options, context); };
}

}  // namespace dossier
