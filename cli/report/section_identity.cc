// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "bundle/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

constexpr std::string_view kUrnPrefix = "urn:uuid:";

void write_id(Html& html, const ReportModel& model) {
  const VerifyReport& report = model.verification();
  html.raw("<dl class=\"facts\">");
  if (report.info) {
    std::string_view id = report.info->external_identifier;
    html.raw("<dt>Identifier</dt><dd><code class=\"digest\">");
    if (id.starts_with(kUrnPrefix)) {
      html.element("span", kUrnPrefix);
      id.remove_prefix(kUrnPrefix.size());
    }
    html.text(id).raw("</code></dd>");
    html.raw("<dt>Revision</dt><dd>").number(report.info->revision);
    html.raw(", packed on ").text(report.info->bagging_date).raw(" by its own account</dd>");
    if (report.info->previous) {
      html.raw("<dt>Former revision</dt><dd>");
      digest(html, report.info->previous->hex());
      html.raw("</dd>");
    }
  }
  if (report.tag_manifest) {
    html.raw("<dt>Digest of this bundle</dt><dd>");
    digest(html, report.tag_manifest->hex());
    html.raw(
        "<br/><span class=\"note\">SHA-256 of tagmanifest-sha256.txt, which pins every byte. "
        "Two bundles with this digest hold the same.</span></dd>");
  }
  entry(html, "Read from", report.bundle);
  entry(html, "Report made", time_text(model.made()));
  html.raw("</dl>\n");
}

// What agents' records say of the key: a hint where to ask, and no proof.
const Agent* agent_of_key(const ReportModel& model, const std::string& fingerprint,
                          const AgentKey*& key) {
  if (!model.has_contents() || fingerprint.empty()) return nullptr;
  for (const Agent* agent : model.dossier().all<Agent>()) {
    for (const AgentKey& candidate : agent->keys) {
      if (candidate.fingerprint != fingerprint) continue;
      key = &candidate;
      return agent;
    }
  }
  return nullptr;
}

std::string_view role_words(std::string_view role) {
  if (role == "seal") return "sealed it";
  if (role == "review") return "reviewed it";
  if (role == "receipt") return "received it";
  if (role == "witness") return "witnesses it";
  return "signed it";
}

void write_signature(Html& html, const ReportModel& model, const SignatureReport& signature) {
  html.raw("<div class=\"card\"><p>");
  badge(html, signature_status(signature.status));
  html.raw(" <strong>");
  if (signature.principal.empty()) {
    html.raw("A key that this reader does not know");
  } else {
    html.isolated(signature.principal);
  }
  html.raw("</strong> ").text(role_words(signature.role)).raw("</p><dl class=\"facts\">");
  if (!signature.fingerprint.empty()) {
    html.raw("<dt>Fingerprint</dt><dd><code>").text(signature.key_type).raw(" ");
    html.text(signature.fingerprint).raw("</code></dd>");
  }
  const AgentKey* key = nullptr;
  if (const Agent* agent = agent_of_key(model, signature.fingerprint, key)) {
    html.raw("<dt>The dossier says</dt><dd>it is the key of ").isolated(agent->name);
    if (!key->how_verified.empty() && key->how_verified != "none") {
      html.raw(", checked: ").text(spaced(key->how_verified));
    }
    html.raw(". What a dossier says of its own key proves nothing.</dd>");
  }
  html.raw("<dt>File</dt><dd><code>").text(signature.path).raw("</code></dd></dl></div>\n");
}

std::string principal_of(const SignatureReport& signature) {
  return signature.principal.empty() ? "NAME" : signature.principal;
}

// For any bag: the manifests that it has, whatever their digests.
void write_bag_commands(Html& html, const ReportModel& model) {
  const std::string path = model.verification().bundle;
  const std::string name = shell_quoted(std::filesystem::path(path).filename().string());
  std::error_code ignored;
  std::string text;
  if (std::filesystem::is_directory(path, ignored)) {
    text = "cd " + name + "\n";
  } else if (path.ends_with(".zip")) {
    text = "unzip -q " + name + " -d bag-check && cd bag-check/*/\n";
  } else {
    text = "mkdir bag-check && tar -xf " + name + " -C bag-check && cd bag-check/*/\n";
  }
  text +=
      "for list in *manifest-*.txt; do\n"
      "  kind=${list#*manifest-} && \"${kind%.txt}sum\" -c --quiet \"$list\"\ndone\n";
  html.raw("<pre class=\"commands\" tabindex=\"0\" aria-label=\"Commands\"><code>").text(text);
  html.raw("</code></pre>\n");
}

// The commands of FORMAT.md for this bundle, names filled in and quoted for a shell.
void write_commands(Html& html, const ReportModel& model) {
  const VerifyReport& report = model.verification();
  const std::string name = std::filesystem::path(report.bundle).filename().string();
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(report.bundle, ignored);
  std::string text;
  const SignatureReport* seal = nullptr;
  for (const SignatureReport& signature : report.authorship->signatures) {
    if (signature.role == "seal" && !signature.key_line.empty()) {
      seal = &signature;
      break;
    }
  }
  if (is_folder) {
    text = "cd " + shell_quoted(name) + "\n";
  } else {
    text = "unzip -q " + shell_quoted(name) + " -d dossier-check && cd dossier-check/*/\n";
  }
  if (seal != nullptr) {
    text += "# the key; its fingerprint must be " + seal->fingerprint + "\n";
    text += "printf '%s\\n' " + shell_quoted(seal->key_line) + " | ssh-keygen -lf -\n";
    text += "# the signature\n";
    text += "printf '%s\\n' " +
            shell_quoted(principal_of(*seal) + " namespaces=\"dossier-seal\" " + seal->key_line) +
            " > ../allowed_signers\n";
    text += "ssh-keygen -Y verify -f ../allowed_signers -I " + shell_quoted(principal_of(*seal)) +
            " \\\n  -n dossier-seal -s " + shell_quoted(seal->path) + " < tagmanifest-sha256.txt\n";
  }
  if (report.tag_manifest) {
    text += "# the digest; it must be " + report.tag_manifest->hex() + "\n";
    text += "sha256sum tagmanifest-sha256.txt\n";
  }
  text += "# every file\n";
  text +=
      "sha256sum -c --quiet tagmanifest-sha256.txt && sha256sum -c --quiet manifest-sha256.txt\n";
  text += "# nothing else slipped in\n";
  text += "find data ! -type d | LC_ALL=C sort | diff - <(cut -c67- manifest-sha256.txt)\n";
  html.raw("<pre class=\"commands\" tabindex=\"0\" aria-label=\"Commands\"><code>")
      .text(text)
      .raw("</code></pre>\n");
}

}  // namespace

void write_identity(Html& html, const ReportModel& model) {
  const VerifyReport& report = model.verification();
  html.raw("<section id=\"identity\"><h2>Which dossier, whose key</h2>\n");
  write_id(html, model);
  if (!report.authorship) {
    html.raw("<p>Signatures were not checked: the bundle cannot be read that far.</p></section>\n");
    return;
  }
  html.raw("<h3>Who vouches for it</h3>\n");
  if (report.authorship->signatures.empty()) {
    html.raw(
        "<p>Nobody has signed it. Its bytes agree with each other, and anyone could have made "
        "them.</p>\n");
  }
  for (const SignatureReport& signature : report.authorship->signatures) {
    write_signature(html, model, signature);
  }
  if (!report.is_sound) {
    html.raw("</section>\n");
    return;
  }
  html.raw("<h3>Check it yourself</h3>\n");
  if (!report.authorship->signatures.empty()) {
    html.raw(
        "<p>First compare the fingerprint with its owner by another way than the one this came "
        "by: by telephone, in person, from the owner&#8217;s own site. Every character counts. "
        "A name that this report shows comes from the list of keys of whoever made the report "
        "(the trust folder), never from the dossier.</p>\n");
  }
  html.raw(
      "<p class=\"introduces\">Then these commands check this very bundle without the program that "
      "made this "
      "report (in bash; <code>unzip</code>, OpenSSH and coreutils suffice):</p>\n");
  if (model.is_foreign_bag()) {
    write_bag_commands(html, model);
  } else {
    write_commands(html, model);
  }
  html.raw("</section>\n");
}

}  // namespace dossier
