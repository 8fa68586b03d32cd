// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/escape_json.h"
#include "cli/trust_entry.h"
#include "cli/trust_option.h"
#include "crypto/key_check.h"

namespace dossier {
namespace {

constexpr std::string_view kListSchema = "dossier/trust/1";

struct Options {
  std::optional<std::string> trust;
  bool json = false;
};

// All lines that revoke the key or another one of its secret.
std::vector<const Revocation*> revocations_of(const RevokedKeys& revoked, const PublicKey& key) {
  std::vector<const Revocation*> found;
  for (const Revocation& each : revoked.entries()) {
    if (as_text(each.key.material()) == as_text(key.material())) found.push_back(&each);
  }
  return found;
}

std::string terms_text(const AllowedSigner& signer) {
  std::string roles;
  for (const std::string& name : signer.namespaces) roles += (roles.empty() ? "" : ", ") + name;
  std::string text = "signs as " + (roles.empty() ? "anything: the line names no roles" : roles);
  if (signer.valid_after) text += "; from " + signer.valid_after->to_string();
  if (signer.valid_before) text += "; until " + signer.valid_before->to_string();
  return text;
}

std::string check_text(const AllowedSigner& signer) {
  if (const auto check = KeyCheck::from_comment(signer.comment)) {
    return "checked: " + check->way + " on " + check->at.date_string() +
           (check->note.empty() ? "" : ", " + escape_line(check->note));
  }
  return signer.comment.empty() ? "how it was checked is not written down"
                                : "note: " + escape_line(signer.comment);
}

void show(const TrustFolder& trust, Context& context) {
  for (const AllowedSigner& signer : trust.signers().entries()) {
    context.out.line(signer.principal);
    context.out.line("  " + key_text(signer.key));
    context.out.line("  " + terms_text(signer));
    context.out.line("  " + check_text(signer));
    for (const Revocation* each : revocations_of(trust.revoked(), signer.key)) {
      context.out.line("  REVOKED: " + revocation_text(*each));
    }
  }
  for (const Revocation& each : trust.revoked().entries()) {
    if (trust.signers().find(each.key) != nullptr) continue;
    context.out.line("(nobody's name)");
    context.out.line("  " + key_text(each.key));
    context.out.line("  REVOKED: " + revocation_text(each));
  }
}

json::Value revocation_json(const Revocation& revocation) {
  json::Value object;
  object.set("reason", revocation_reason_name(revocation.reason));
  if (revocation.at) object.set("revoked_at", revocation.at->to_string());
  object.set("line", revocation.line);
  return object;
}

json::Value signer_json(const AllowedSigner& signer, const RevokedKeys& revoked) {
  json::Value object;
  object.set("principal", signer.principal);
  object.set("key_type", signer.key.display_name());
  object.set("fingerprint", signer.key.fingerprint());
  object.set("public_key", signer.key.line(""));
  json::Array namespaces(signer.namespaces.begin(), signer.namespaces.end());
  object.set("namespaces", std::move(namespaces));
  if (signer.valid_after) object.set("valid_after", signer.valid_after->to_string());
  if (signer.valid_before) object.set("valid_before", signer.valid_before->to_string());
  if (const auto check = KeyCheck::from_comment(signer.comment)) {
    json::Value how;
    how.set("at", check->at.to_string());
    how.set("way", check->way);
    if (!check->note.empty()) how.set("note", check->note);
    object.set("checked", std::move(how));
  } else if (!signer.comment.empty()) {
    object.set("comment", signer.comment);
  }
  object.set("line", signer.line);
  json::Array against;
  for (const Revocation* each : revocations_of(revoked, signer.key)) {
    against.push_back(revocation_json(*each));
  }
  object.set("revocations", std::move(against));
  return object;
}

std::string list_json(const std::string& folder, const TrustFolder& trust) {
  json::Value object;
  object.set("schema", kListSchema);
  object.set("folder", folder);
  json::Array signers;
  for (const AllowedSigner& each : trust.signers().entries()) {
    signers.push_back(signer_json(each, trust.revoked()));
  }
  object.set("signers", std::move(signers));
  json::Array others;
  for (const Revocation& each : trust.revoked().entries()) {
    if (trust.signers().find(each.key) != nullptr) continue;
    json::Value other = revocation_json(each);
    other.set("key_type", each.key.display_name());
    other.set("fingerprint", each.key.fingerprint());
    other.set("public_key", each.key.line(""));
    others.push_back(std::move(other));
  }
  object.set("other_revoked_keys", std::move(others));
  return printed_json(object);
}

ExitStatus list(const Options& options, Context& context) {
  const std::string folder = require_trust_folder_path(options.trust);
  const TrustFolder trust = open_trust_folder(options.trust);
  if (options.json) {
    context.out.write(list_json(folder, trust));
    return ExitStatus::kDone;
  }
  show(trust, context);
  if (trust.signers().entries().empty()) {
    context.out.line("You know nobody yet (" + escape_line(folder) + ").");
    context.out.line("next: dossier trust add NAME FILE.pub --checked HOW");
  }
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_trust_list(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.about(
      "Shows each key of your trust folder with its whole fingerprint, what it may sign as and "
      "when, how you checked it, and whether you revoked it.");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.flag("--json", options->json, "for programs");
  return [options](Context& context) { return list(*options, context); };
}

}  // namespace dossier
