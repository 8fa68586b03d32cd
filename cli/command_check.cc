// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "bundle/case_check.h"
#include "cli/case_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/escape_json.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/report_json.h"
#include "cli/report_text.h"
#include "crypto/error.h"
#include "crypto/small_file.h"
#include "manifests/records/head.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::size_t kMaxSecretsBytes = std::size_t{1} << 20;

struct CheckOptions {
  std::optional<std::string> profile;
  std::optional<std::string> secrets;
  bool json = false;
};

// One word or phrase a line; spaces around it and empty lines do not count.
std::vector<std::string> read_secrets(const std::string& path) {
  const SmallFile file = read_small_file(path, kMaxSecretsBytes);
  std::string_view text = as_text(file.content);
  if (!is_valid_utf8(text)) throw Error(ErrorKind::kRefused, "is not in UTF-8", path);
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t first = line.find_first_not_of(kBlank);
    if (first == std::string_view::npos) continue;
    words.emplace_back(line.substr(first, line.find_last_not_of(kBlank) - first + 1));
  }
  if (!words.empty()) return words;
  throw Error(ErrorKind::kRefused, "holds no word", path, "Write one word or phrase a line.");
}

std::string last_line(const CaseVerdict& verdict, const Terminal& terminal) {
  if (verdict.errors > 0) {
    return coloured("Not fit to be packed.", Colour::kBad, terminal) + " See the errors above.\n";
  }
  return coloured("Fit to be packed.", Colour::kGood, terminal) +
         " This says nothing about whether the claims are true.\n";
}

std::string check_text(const std::string& root, const CaseFolderCheck& check,
                       const Terminal& terminal) {
  std::string text = coloured(escape_line(root), Colour::kStrong, terminal) + "\n";
  if (const Head* head = check.dossier->head()) {
    text += "  " + wrap(escape_line(head->title), terminal.columns, 2);
  }
  text += records_text(check.verdict, check.profile, terminal) + "\n";
  if (!check.verdict.findings.empty()) {
    text += findings_text(check.verdict.findings, terminal) + "\n";
  }
  for (const std::string& path : check.droppings) {
    text += "  left out  " + escape_line(path) + "\n";
  }
  if (!check.droppings.empty()) {
    text += "  " +
            wrap("These are files that systems and editors leave behind; they are never packed.",
                 terminal.columns, 2) +
            "\n";
  }
  return text + last_line(check.verdict, terminal);
}

std::string check_json(const std::string& root, const CaseFolderCheck& check) {
  json::Value object;
  object.set("schema", "dossier/check/1");
  object.set("case", root);
  object.set("outcome", check.verdict.errors == 0 ? "fit" : "not-fit");
  if (const Head* head = check.dossier->head()) {
    object.set("id", head->id);
    object.set("title", head->title);
  }
  json::Value structure = case_verdict_json(check.verdict);
  structure.set("profile", profile_name(check.profile));
  object.set("structure", std::move(structure));
  json::Array left_out;
  for (const std::string& path : check.droppings) left_out.emplace_back(path);
  object.set("left_out", std::move(left_out));
  object.set("findings", findings_json(check.verdict.findings));
  return printed_json(object);
}

ExitStatus check(const CheckOptions& options, Context& context) {
  std::vector<std::string> secrets;
  if (options.secrets) secrets = read_secrets(*options.secrets);
  Profile profile = Profile::kOpen;  // the head's own is at least as strict
  if (options.profile) parse_profile(*options.profile, profile);
  const auto folder = open_case_folder(context, CaseAccess::kRead);
  ProgressCounters counters;
  CaseFolderCheck found;
  {
    const Progress progress("checking", counters, context.terminal);
    found =
        check_case_folder(folder->list(), profile, options.secrets ? &secrets : nullptr, &counters);
  }
  context.out.write(options.json ? check_json(folder->root(), found)
                                 : check_text(folder->root(), found, context.terminal));
  return found.verdict.errors == 0 ? ExitStatus::kDone : ExitStatus::kRefused;
}

}  // namespace

Action set_up_check(CommandLine& line) {
  auto options = std::make_shared<CheckOptions>();
  line.about(
      "Runs all rules over the case folder as it stands, texts and quotes too, and changes "
      "nothing. Exit status: 0 no errors, 1 errors, 3 it could not be checked.");
  line.option("--profile P", &options->profile, "check at least as strictly as this")
      .one_of({"open", "newsroom", "legal"});
  line.option("--secrets FILE", &options->secrets,
              "words that must appear nowhere, one a line; they are not shown");
  line.flag("--json", options->json, "for programs");
  line.uses_case_folder();
  return [options](Context& context) { return check(*options, context); };
}

}  // namespace dossier
