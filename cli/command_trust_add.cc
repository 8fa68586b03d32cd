// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <utility>

#include "bundle/trust_editor.h"
#include "bundle/verify.h"
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/field_values.h"
#include "cli/layout.h"
#include "cli/question.h"
#include "cli/trust_entry.h"
#include "crypto/key_check.h"
#include "crypto/offered_key.h"
#include "crypto/small_file.h"

namespace dossier {
namespace {

constexpr std::size_t kMaximumKeyFileBytes = 64 * 1024;
constexpr std::string_view kRolePrefix = "dossier-";

struct Options {
  std::string name;
  std::optional<std::string> key;
  std::optional<std::string> from;
  std::optional<std::string> fingerprint;
  std::optional<std::string> checked;
  std::vector<std::string> roles;
  std::optional<std::string> valid_after;
  std::optional<std::string> valid_before;
  std::optional<std::string> trust;
};

// The keys that signed a bundle, and nothing about whose they are.
std::vector<std::string> keys_of_bundle(const std::string& bundle) {
  const VerifyReport report = verify_bundle(bundle, VerifyOptions(current_time()));
  if (!report.is_sound || !report.authorship) {
    throw Error(ErrorKind::kRefused, "is not intact: no key is taken from it", bundle,
                "dossier verify tells what is wrong with it.");
  }
  std::vector<std::string> lines;
  for (const SignatureReport& signature : report.authorship->signatures) {
    if (signature.key_line.empty()) continue;
    if (std::find(lines.begin(), lines.end(), signature.key_line) == lines.end()) {
      lines.push_back(signature.key_line);
    }
  }
  return lines;
}

AllowedSigner offered_by_bundle(const Options& options) {
  const std::string& bundle = *options.from;
  std::vector<AllowedSigner> offered;
  for (const std::string& line : keys_of_bundle(bundle)) {
    AllowedSigner signer = read_offered_key(line, bundle, options.name);
    if (options.fingerprint && signer.key.fingerprint() != *options.fingerprint) continue;
    offered.push_back(std::move(signer));
  }
  if (offered.size() == 1) return offered.front();
  if (offered.empty()) {
    throw Error(ErrorKind::kRefused,
                options.fingerprint ? "no signature in it is by the key " + *options.fingerprint
                                    : "there is no signature in it that can be checked",
                bundle);
  }
  std::string message = "several keys signed it:";
  for (const AllowedSigner& each : offered) message += "\n  " + key_text(each.key);
  throw Error(ErrorKind::kRefused, message, bundle,
              "Tell with --fingerprint which one is that of " + options.name + ".");
}

AllowedSigner offered(const Options& options) {
  if (options.key.has_value() == options.from.has_value()) {
    throw Error(ErrorKind::kUsage, "trust add: give a public key, or a bundle with --from", {},
                "'dossier help trust add' shows what it takes.");
  }
  if (options.from) return offered_by_bundle(options);
  const std::string& key = *options.key;
  AllowedSigner signer =
      looks_like_key_line(key)
          ? read_offered_key(key, "the key given", options.name)
          : read_offered_key(as_text(read_small_file(key, kMaximumKeyFileBytes).content), key,
                             options.name);
  if (options.fingerprint && signer.key.fingerprint() != *options.fingerprint) {
    throw Error(ErrorKind::kRefused,
                "the key has the fingerprint " + signer.key.fingerprint() + ", and not " +
                    *options.fingerprint,
                {}, "Do not trust it before its owner has explained that.");
  }
  return signer;
}

// What the person says goes before what stands in the line.
void set_terms(const Options& options, AllowedSigner& signer) {
  std::vector<std::string> roles = options.roles;
  if (roles.empty() && signer.namespaces.empty()) roles = {"seal", "review", "receipt", "witness"};
  if (!roles.empty()) signer.namespaces.clear();
  for (const std::string& role : roles) {
    const std::string name = std::string(kRolePrefix) + role;
    if (!signer.allows_namespace(name) || signer.namespaces.empty()) {
      signer.namespaces.push_back(name);
    }
  }
  if (options.valid_after) signer.valid_after = parse_time(*options.valid_after, "--valid-after");
  if (options.valid_before) {
    signer.valid_before = parse_time(*options.valid_before, "--valid-before");
  }
}

KeyCheck checked(const Options& options, const AllowedSigner& signer) {
  const Timestamp now = current_time();
  if (options.checked) return parse_key_check(*options.checked, now);
  if (!can_ask()) {
    throw Error(ErrorKind::kUsage,
                "trust add: --checked is missing: how did you check that " + key_text(signer.key) +
                    " is the key of " + signer.principal + "?",
                {}, "'dossier help trust add' shows the ways.");
  }
  std::string ways;
  for (const std::string& way : key_check_ways()) ways += (ways.empty() ? "" : ", ") + way;
  tell(key_text(signer.key) +
       "\n  Compare this fingerprint, all of it, with what its owner tells you by another way\n"
       "  than the key came by. Anybody can make a key and put any name to it.\n");
  return parse_key_check(ask("How did you check it (" + ways + ":NOTE)?", ""), now);
}

void warn_if_revoked(const RevokedKeys& revoked, const PublicKey& key) {
  const Revocation* entry = revoked.forbidding(key, {current_time(), false});
  if (entry == nullptr) return;
  tell("dossier: warning: you have revoked this key, as " + revocation_text(*entry) +
       "; what it signs does not count, but for what was signed before and proven\n");
}

std::string roles_text(const AllowedSigner& signer) {
  std::string text;
  for (const std::string& name : signer.namespaces) {
    const bool is_role = name.starts_with(kRolePrefix);
    text += (text.empty() ? "" : ", ") + (is_role ? name.substr(kRolePrefix.size()) : name);
  }
  return text;
}

ExitStatus add(const Options& options, Context& context) {
  AllowedSigner signer = offered(options);
  set_terms(options, signer);
  const KeyCheck check = checked(options, signer);
  signer.comment = check.comment();

  const std::string folder = require_trust_folder_path(options.trust);
  TrustEditor editor(folder, TrustEditor::Missing::kMake);
  editor.add(signer);
  const auto& entries = editor.signers().entries();
  context.out.line(signer.principal + " is now known by " + key_text(signer.key));
  context.out.line("  signs as " + roles_text(signer) + "; checked: " + check.way +
                   (check.note.empty() ? "" : ", " + escape_line(check.note)));
  context.out.line("  line " + std::to_string(entries.back().line) + " of " + escape_line(folder) +
                   "/allowed_signers");
  const auto keys = std::count_if(entries.begin(), entries.end(), [&](const AllowedSigner& each) {
    return each.principal == signer.principal;
  });
  if (keys > 1) {
    context.out.line("  " + signer.principal + " has " + std::to_string(keys) +
                     " keys there now; revoke those that are no longer used");
  }
  warn_if_revoked(editor.revoked(), signer.key);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_trust_add(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Puts a partner's key into your trust folder: from now on his signatures vouch for bundles. "
      "Compare the fingerprint, all of it, with what he tells you by another way than the key came "
      "by. A name or comment beside a key proves nothing, so only the key, and the terms of an "
      "allowed_signers line, are taken. Nothing that stands there already is changed.");
  line.argument("NAME", &options->name, "what you call the signer, such as his address");
  line.optional_argument("FILE", &options->key,
                         "a .pub file or a file with one allowed_signers line; or such a line "
                         "itself, in quotes");
  line.option("--from BUNDLE", &options->from, "take the key that signed this bundle");
  line.option(
      "--checked HOW", &options->checked,
      "how you compared the fingerprint: in-person, call, letter, website, "
      "earlier-bundle, colleague or other:NOTE; a note may follow each, with a colon; asked "
      "for on a terminal");
  line.option("--fingerprint F", &options->fingerprint,
              "what the owner told you; another key is refused");
  line.list_option("--roles ROLE", options->roles, "what the key may sign as; else all of them")
      .one_of({"seal", "review", "receipt", "witness"});
  line.option("--valid-after T", &options->valid_after, "since when the key is in force, in UTC");
  line.option("--valid-before T", &options->valid_before, "until when, in UTC");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  return [options](Context& context) { return add(*options, context); };
}

}  // namespace dossier
