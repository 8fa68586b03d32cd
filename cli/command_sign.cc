// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "bundle/appendix.h"
#include "bundle/appendix_names.h"
#include "bundle/descriptor.h"
#include "bundle/output_file.h"
#include "bundle/verify.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/report_text.h"
#include "cli/signing_key.h"
#include "cli/sound_bundle.h"
#include "cli/terminal.h"
#include "cli/trust_option.h"
#include "crypto/error.h"
#include "crypto/ssh_signature.h"
#include "manifests/policy.h"

namespace dossier {
namespace {

struct Options {
  std::string bundle;
  std::optional<std::string> role;
  SigningKeyOptions key;
  std::optional<std::string> attach;
  bool detached = false;
  std::optional<std::string> output;
  bool force = false;
  std::optional<std::string> trust;
  std::optional<std::uint64_t> threads;
};

// A signature that is right for the bundle.
struct Signed {
  std::string role;
  std::string text;  // of the signature file
  std::string key_type;
  std::string fingerprint;
};

[[noreturn]] void refuse_usage(const std::string& message, const std::string& hint = {}) {
  throw Error(ErrorKind::kUsage, message, {}, hint);
}

void require_sense(const Options& options) {
  if (options.attach) {
    if (options.key.any()) refuse_usage("--attach brings a signature, and needs no key");
    if (options.detached) refuse_usage("--attach puts a signature in, and --detached keeps it out");
  } else if (!options.role) {
    refuse_usage(
        "needs --role: review, receipt or witness",
        "review: a second person checked it; receipt: it was received; witness: it existed");
  }
  if (options.output && !options.detached) refuse_usage("-o names the file of --detached");
  if (options.bundle == "-" && !(options.detached && options.output)) {
    refuse_usage("a bundle from standard input can only be signed --detached, with -o FILE");
  }
}

// Verifies, and refuses what a signature must not be put on.
VerifyReport verified(const Options& options, const Context& context) {
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  verifying.threads = static_cast<unsigned>(options.threads.value_or(0));
  VerifyReport report =
      verify_sound_bundle(options.bundle, verifying, "nothing was signed", context.terminal);
  if (!report.authorship->sealed) {
    tell(
        "warning: nobody whom you trust has sealed this bundle; your signature says what you did, "
        "and not whose it is\n");
  }
  return report;
}

std::unique_ptr<Signer> signer_for(const Options& options) {
  SigningKeyOptions key = options.key;
  if (!key.any()) {
    key.key = load_config().key;
    if (key.key->empty()) {
      throw Error(ErrorKind::kUsage, "needs a key to sign with", "sign",
                  "give --key FILE, --agent or --agent-key KEY, or --attach FILE for a signature "
                  "that was made elsewhere");
    }
  }
  return open_signing_key(key);
}

// A signature that `ssh-keygen -Y sign` made elsewhere over the bundle's tag manifest.
Signed attached(const Options& options, const VerifyReport& report) {
  const std::string& path = *options.attach;
  const Bytes file = read_file(path, SshSignature::kMaximumFileBytes);
  const ParsedSshSignature parsed = SshSignature::parse(file);
  const auto refuse = [&path](const std::string& reason, const std::string& hint) {
    throw Error(ErrorKind::kRefused, reason, path, hint);
  };
  const std::string how =
      "dossier cat BUNDLE tagmanifest-sha256.txt gives the bytes to sign; then: ssh-keygen -Y sign "
      "-f KEY -n dossier-" +
      options.role.value_or("review") + " FILE";
  if (const auto* fault = std::get_if<Malformed>(&parsed)) {
    refuse("is no signature as ssh-keygen -Y sign writes it: " + fault->reason, how);
  }
  if (const auto* unknown = std::get_if<Unsupported>(&parsed)) {
    refuse("uses " + unknown->algorithm + ", which this program cannot check", how);
  }
  const SshSignature& signature = std::get<SshSignature>(parsed);
  const std::string& name = signature.signed_namespace();
  const std::string role =
      name.starts_with(kNamespacePrefix) ? name.substr(kNamespacePrefix.size()) : std::string();
  if (!is_role(role)) refuse("was made for \"" + name + "\", which is no role of a bundle", how);
  if (options.role && *options.role != role) {
    refuse("was made for " + name + ", and --role says " + *options.role, how);
  }
  if (signature.key().is_weak()) refuse("was made by an RSA key of less than 2,048 bits", how);
  if (signature.verify(report.signed_bytes) != SignatureVerdict::kValid) {
    refuse("is not right for this bundle: it was made over other bytes, or is damaged", how);
  }
  return {role, std::string(as_text(file)), std::string(signature.key().display_name()),
          signature.key().fingerprint()};
}

Signed made(const Options& options, const VerifyReport& report) {
  const std::unique_ptr<Signer> signer = signer_for(options);
  const PublicKey& key = signer->public_key();
  return {*options.role,
          make_ssh_signature(*signer, std::string(kNamespacePrefix) + *options.role,
                             report.signed_bytes),
          std::string(key.display_name()), key.fingerprint()};
}

void require_new(const Signed& signature, const VerifyReport& report) {
  for (const SignatureReport& there : report.authorship->signatures) {
    if (there.role != signature.role || there.fingerprint != signature.fingerprint) continue;
    throw Error(ErrorKind::kRefused,
                "holds a signature as " + there.role + " by this key already: " + there.path,
                report.bundle, "nothing is left to be done");
  }
}

std::string detached_path(const Options& options) {
  if (options.output) return *options.output;
  std::string path = options.bundle;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  for (const std::string_view ending : {".dossier.zip", ".zip"}) {
    if (!path.ends_with(ending)) continue;
    path.resize(path.size() - ending.size());
    break;
  }
  return path + "." + *options.role + ".sig";
}

void print(const Signed& signature, const VerifyReport& report, Context& context) {
  if (!report.title.empty()) context.out.line(escape_line(report.title));
  context.out.line("tag manifest sha256:" + report.tag_manifest->hex());
  context.out.line("signed as " + std::string(kNamespacePrefix) + signature.role + " with " +
                   signature.key_type + " " + signature.fingerprint);
}

ExitStatus sign_detached(const Options& options, Context& context) {
  const std::string path = detached_path(options);
  require_writable_output(path, options.force);
  const VerifyReport report = verified(options, context);
  const Signed signature = made(options, report);
  write_output_file(path, options.force, as_bytes(signature.text));
  print(signature, report, context);
  context.out.line("wrote " + escape_line(path));
  context.out.line("next: dossier verify " + escape_line(options.bundle) + " --with " +
                   escape_line(path) + ", or put it in: dossier sign " +
                   escape_line(options.bundle) + " --attach " + escape_line(path));
  return ExitStatus::kDone;
}

ExitStatus sign(const Options& options, Context& context) {
  require_sense(options);
  if (options.detached) return sign_detached(options, context);
  Appendix appendix(options.bundle);
  const VerifyReport report = verified(options, context);
  const Signed signature = options.attach ? attached(options, report) : made(options, report);
  require_new(signature, report);
  std::vector<std::string> before;
  for (const AppendixEntry& entry : report.appendix) before.push_back(entry.path);
  const std::string path = appendix_path(next_appendix_number(before), signature.role, "sig");
  appendix.add({{path, Bytes(signature.text.begin(), signature.text.end())}});
  print(signature, report, context);
  context.out.line("added " + path + " to " + escape_line(options.bundle));
  context.out.line("next: dossier verify " + escape_line(options.bundle));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_sign(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Verifies a bundle and adds your signature to it, or writes it to a file of its own. What "
      "was "
      "sealed is not touched. Roles: review, a second person checked it; receipt, it was received; "
      "witness, it existed. A bundle that is not intact is not signed. For a key that is on "
      "another "
      "machine or device: dossier cat BUNDLE tagmanifest-sha256.txt > signed; there ssh-keygen -Y "
      "sign -f KEY -n dossier-review signed; here dossier sign BUNDLE --attach signed.sig. That "
      "way "
      "a seal (-n dossier-seal) can be added to a bundle that was packed --unsigned, too.");
  line.argument("BUNDLE", &options->bundle, "a file or a folder; - for standard input, detached");
  line.option("--role R", &options->role, "what you vouch for; --attach reads it in the signature")
      .one_of({"review", "receipt", "witness"});
  options->key.declare(line);
  line.option("--attach FILE", &options->attach,
              "add this signature, made elsewhere, once it has been checked");
  line.flag("--detached", options->detached,
            "leave the bundle alone and write the signature to a file, for verify --with");
  line.option("-o,--output FILE", &options->output,
              "the file of --detached; else the bundle's name, the role and .sig");
  line.flag("--force", options->force, "replace an existing file of --detached");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.option("--threads N", &options->threads, "work with that many threads; else one a core");
  return [options](Context& context) { return sign(*options, context); };
}

}  // namespace dossier
