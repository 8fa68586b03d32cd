// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "bundle/appendix.h"
#include "bundle/appendix_names.h"
#include "bundle/descriptor.h"
#include "bundle/layout.h"
#include "bundle/output_file.h"
#include "bundle/timestamp_check.h"
#include "bundle/verify.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/sound_bundle.h"
#include "cli/terminal.h"
#include "cli/trust_option.h"
#include "crypto/error.h"
#include "crypto/small_file.h"
#include "crypto/timestamp_request.h"
#include "crypto/timestamp_standing.h"

namespace dossier {
namespace {

struct RequestOptions {
  std::string bundle;
  std::optional<std::string> output;
  bool force = false;
  std::optional<std::string> trust;
  std::optional<std::uint64_t> threads;
};

struct ImportOptions {
  std::string bundle;
  std::string response;
  std::optional<std::string> request;
  std::vector<std::string> chain;
  std::optional<std::string> trust;
  std::optional<std::uint64_t> threads;
};

constexpr std::string_view kRequestEnding = ".tsq";
constexpr std::string_view kResponseEnding = ".tsr";

template <typename Options>
VerifyReport verified(const Options& options, const Context& context) {
  VerifyOptions verifying(current_time());
  verifying.trust = open_trust_folder(options.trust);
  verifying.threads = static_cast<unsigned>(options.threads.value_or(0));
  return verify_sound_bundle(options.bundle, std::move(verifying), "no timestamp was made for it",
                             context.terminal);
}

CoveredFiles covered_files(const VerifyReport& report) {
  CoveredFiles files{{std::string(kTagManifest), *report.tag_manifest}};
  for (const AppendixEntry& entry : report.appendix) files.emplace(entry.path, entry.digest);
  return files;
}

// The path with another ending, in place of `ending` if it has that.
std::string with_ending(std::string path, std::string_view ending, std::string_view other) {
  if (path.ends_with(ending)) path.resize(path.size() - ending.size());
  return path + std::string(other);
}

std::string request_path(const RequestOptions& options) {
  if (options.output) {
    if (options.output->ends_with(kRequestEnding)) return *options.output;
    throw Error(ErrorKind::kUsage, "must name a file that ends in .tsq", "-o");
  }
  std::string path = options.bundle;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  for (const std::string_view ending : {".zip", ".dossier"}) path = with_ending(path, ending, "");
  return path + std::string(kRequestEnding);
}

ExitStatus request(const RequestOptions& options, Context& context) {
  const std::string path = request_path(options);
  const std::string text_path = with_ending(path, kRequestEnding, ".txt");
  require_writable_output(path, options.force);
  require_writable_output(text_path, options.force);
  const VerifyReport report = verified(options, context);
  const std::string text = timestamp_text(covered_files(report));
  if (text.size() > kMaxSignatureBytes) {
    throw Error(ErrorKind::kRefused,
                "has so many signatures and timestamps that no timestamp covers them all",
                options.bundle);
  }
  write_output_file(text_path, options.force, as_bytes(text));
  write_output_file(path, options.force, TimestampRequest::about(as_bytes(text)).encode());
  if (!report.title.empty()) context.out.line(escape_line(report.title));
  context.out.line("wrote " + escape_line(path) + "  the request; it holds a digest and a number");
  context.out.line("wrote " + escape_line(text_path) + "  what is stamped; keep both");
  context.out.line(
      "next: have an authority answer it, on any machine (RFC 3161; over HTTP it is posted as "
      "application/timestamp-query), then: dossier timestamp import " +
      escape_line(options.bundle) + " " +
      escape_line(with_ending(path, kRequestEnding, kResponseEnding)));
  return ExitStatus::kDone;
}

[[noreturn]] void refuse(const Finding& finding) {
  const FindingCode& code = finding_code(finding.code);
  throw Error(ErrorKind::kRefused, finding.sentence, finding.where,
              finding.mend.empty() ? std::string(code.mend) : finding.mend);
}

[[noreturn]] void refuse(const std::string& path, const std::string& reason,
                         const std::string& hint) {
  throw Error(ErrorKind::kRefused, reason, path, hint);
}

TimestampToken token_of(const std::string& path, ByteView response) {
  ParsedTimestamp parsed = TimestampToken::parse(response);
  if (const auto finding = timestamp_finding(path, parsed)) refuse(*finding);
  return std::get<TimestampToken>(std::move(parsed));
}

// What was asked for, and the text that it was asked for.
struct Asked {
  TimestampRequest request;
  std::string text_path;
  Bytes text;
};

Asked read_request(const ImportOptions& options, const VerifyReport& report) {
  const std::string path =
      options.request.value_or(with_ending(options.response, kResponseEnding, kRequestEnding));
  const std::string again = "ask again: dossier timestamp request " + options.bundle;
  const auto file = find_small_file(path, TimestampRequest::kMaximumFileBytes);
  if (!file) {
    throw Error(ErrorKind::kUnavailable, "the request that was answered is not there", path,
                "name it with --request FILE.tsq");
  }
  const auto parsed = TimestampRequest::parse(file->content);
  if (!parsed) refuse(path, "is no timestamp request of this program", again);
  Asked asked{*parsed, with_ending(path, kRequestEnding, ".txt"), {}};
  if (const auto text = find_small_file(asked.text_path, kMaxSignatureBytes)) {
    asked.text = text->content;
  } else {
    // It can be made again as long as nothing was added to the bundle.
    const std::string made = timestamp_text(covered_files(report));
    asked.text.assign(made.begin(), made.end());
  }
  if (sha256(asked.text) != asked.request.imprint) {
    refuse(asked.text_path, "is not there, or not the text for which " + path + " was made", again);
  }
  return asked;
}

// Everything that makes the answer this one's, before anybody's trust is asked.
TimestampToken read_response(const ImportOptions& options, const Asked& asked, ByteView response) {
  TimestampToken token = token_of(options.response, response);
  const std::string hint = "import the answer to this very request, or name another with --request";
  if (!token.is_about(asked.text)) {
    refuse(options.response, "is a timestamp of something else than " + asked.text_path, hint);
  }
  if (token.nonce() != asked.request.nonce) {
    refuse(options.response, "answers another request: its nonce is not the one of the request",
           hint);
  }
  return token;
}

// The response with all that a later verifier needs beside the root certificate.
Bytes completed(const ImportOptions& options, const TimestampToken& token,
                const Certificates& trusted, TimestampJudgement& judgement) {
  Certificates extra;
  for (const std::string& path : options.chain) {
    const SmallFile file = read_small_file(path, Certificates::kMaximumFileBytes);
    extra.add_pem(as_text(file.content), path);
  }
  const TimestampTimes times{current_time(), std::nullopt};
  judgement = judge_timestamp(token, trusted, times, extra);
  if (const auto finding = timestamp_finding(options.response, judgement)) refuse(*finding);
  Bytes whole = token.with(judgement.evidence);
  if (whole.size() <= TimestampToken::kMaximumFileBytes) return whole;
  tell(
      "warning: its revocation lists do not fit into the bundle and were left out; keep them in "
      "tsa/ of your trust folder\n");
  return token.with(judgement.evidence.without_lists());
}

ExitStatus import(const ImportOptions& options, Context& context) {
  Appendix appendix(options.bundle);
  const VerifyReport report = verified(options, context);
  const Asked asked = read_request(options, report);
  const Bytes response = read_file(options.response, TimestampToken::kMaximumFileBytes);
  const TimestampToken token = read_response(options, asked, response);
  const auto covers = read_timestamp_text(asked.text_path, asked.text, covered_files(report));
  if (const auto* finding = std::get_if<Finding>(&covers)) refuse(*finding);
  TimestampJudgement judgement{};
  const Bytes whole =
      completed(options, token, open_trust_folder(options.trust).authorities(), judgement);
  token_of(options.response, whole);
  std::vector<std::string> before;
  for (const AppendixEntry& entry : report.appendix) {
    before.push_back(entry.path);
    if (entry.digest != sha256(whole)) continue;
    refuse(options.response, "is in the bundle already, as " + entry.path,
           "nothing is left to be done");
  }
  const unsigned number = next_appendix_number(before);
  const std::string path = appendix_path(number, "timestamp", "tsr");
  appendix.add({{appendix_path(number, "timestamp", "txt"), asked.text}, {path, whole}});
  if (!report.title.empty()) context.out.line(escape_line(report.title));
  context.out.line("existed on " + token.time().to_string() + " by " +
                   escape_line(judgement.authority));
  if (judgement.ends) {
    context.out.line("its certificates end on " + judgement.ends->date_string() +
                     "; add another timestamp before that day");
  }
  if (!judgement.revocation_known) {
    context.out.line("no list of the authority's revocations is at hand; --chain takes one");
  }
  context.out.line("added " + path + " to " + escape_line(options.bundle));
  context.out.line("next: dossier verify " + escape_line(options.bundle));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_timestamp_request(CommandLine& line) {
  auto options = std::make_shared<RequestOptions>();
  line.about(
      "Verifies a bundle and writes a request for a timestamp over it and all its signatures: "
      "NAME.tsq, which goes to an authority by any machine that is online, and NAME.txt, the text "
      "that is stamped. The request tells the authority nothing but a digest. An authority's "
      "answer, NAME.tsr, is then added by: dossier timestamp import.");
  line.argument("BUNDLE", &options->bundle, "a file or a folder");
  line.option("-o,--output FILE", &options->output,
              "the request, ending in .tsq; else the bundle's name and .tsq");
  line.flag("--force", options->force, "replace existing files");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.option("--threads N", &options->threads, "work with that many threads; else one a core");
  return [options](Context& context) { return request(*options, context); };
}

Action set_up_timestamp_import(CommandLine& line) {
  auto options = std::make_shared<ImportOptions>();
  line.about(
      "Adds an authority's answer to a bundle, once it is known to be right: granted, made for "
      "this request and this bundle, and by an authority whose certificate leads to one in tsa/ of "
      "your trust folder (NAME.pem, which may hold revocation lists too). The certificates and "
      "revocation lists that this rests on are kept with it, so that it can be judged in later "
      "years. A new timestamp renews those before it: add one before their certificates end.");
  line.argument("BUNDLE", &options->bundle, "a file or a folder");
  line.argument("FILE", &options->response, "the answer, usually NAME.tsr");
  line.option("--request FILE", &options->request,
              "the request that was answered; else NAME.tsq beside the answer");
  line.list_option("--chain FILE", options->chain,
                   "certificates and revocation lists of the authority, in PEM form");
  line.option("--trust DIR", &options->trust,
              "your trust folder; else DOSSIER_TRUST, else the one of your configuration");
  line.option("--threads N", &options->threads, "work with that many threads; else one a core");
  return [options](Context& context) { return import(*options, context); };
}

}  // namespace dossier
