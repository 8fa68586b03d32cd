// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <utility>
#include <variant>

#include "bundle/descriptor.h"
#include "bundle/layout.h"
#include "bundle/output_file.h"
#include "bundle/pack.h"
#include "bundle/verify.h"
#include "cli/chance.h"
#include "cli/clock.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_text.h"
#include "cli/signing_key.h"
#include "cli/terminal.h"
#include "crypto/error.h"
#include "manifests/entry_path.h"
#include "manifests/seal.h"

namespace dossier {
namespace {

constexpr std::string_view kBundleEnding = ".dossier.zip";

struct Options {
  std::string case_folder;
  std::optional<std::string> output;
  SigningKeyOptions key;
  bool is_unsigned = false;
  bool revise = false;
  std::optional<std::string> former;
  bool force = false;
  bool force_invalid = false;
  std::optional<std::string> salt;
  std::optional<std::uint64_t> threads;
};

// NAME from the output's file name, or from the case folder's.
std::string bundle_name(const std::string& output) {
  std::string name = std::filesystem::path(output).filename().string();
  if (name.ends_with(kBundleEnding)) {
    name.resize(name.size() - kBundleEnding.size());
  } else if (name.ends_with(".zip")) {
    name.resize(name.size() - 4);
  }
  const auto parsed = parse_bundle_name(name);
  if (const auto* fault = std::get_if<PathFault>(&parsed)) {
    throw Error(ErrorKind::kUsage, "cannot be the name of a bundle: " + fault->sentence, name,
                "choose the name with -o NAME.dossier.zip");
  }
  return name;
}

// The key that the options or the configuration name; asks a person who has none yet.
std::unique_ptr<Signer> signer_for(const Options& options) {
  if (options.is_unsigned) {
    if (options.key.any()) {
      throw Error(ErrorKind::kUsage, "--unsigned does not go with a key");
    }
    return nullptr;
  }
  SigningKeyOptions key = options.key;
  if (!key.any()) {
    Config config = load_config();
    if (config.key.empty() && can_ask()) {
      config.key = ask("Which key file do you sign with?", "~/.ssh/id_ed25519");
      if (ask_yes_or_no("Remember it for the next time?", true)) save_config(config);
    }
    if (config.key.empty()) {
      throw Error(ErrorKind::kUsage, "needs a key to sign with", "pack",
                  "give --key FILE or --agent; without a key: dossier keygen FILE; --unsigned "
                  "packs without anybody vouching for it");
    }
    key.key = config.key;
  }
  return open_signing_key(key);
}

std::optional<SealSecret::Array> salt_from(const std::optional<std::string>& path) {
  if (!path) return std::nullopt;
  const Bytes bytes = read_file(*path, kMaxTagFileBytes);
  const auto salt = parse_salt(bytes);
  if (const auto* finding = std::get_if<Finding>(&salt)) {
    throw Error(ErrorKind::kRefused, finding->sentence, *path);
  }
  SealSecret::Array array{};
  const ByteView secret = std::get<SealSecret>(salt).bytes();
  std::copy(secret.begin(), secret.end(), array.begin());
  return array;
}

// The tag manifest of the former revision; its bundle must be intact.
Sha256 former_revision(const std::string& path) {
  const VerifyReport report = verify_bundle(path, VerifyOptions(current_time()));
  if (report.outcome == Outcome::kNotValid || !report.tag_manifest) {
    throw Error(ErrorKind::kRefused, "is not intact, and cannot be the former revision", path,
                "see: dossier verify " + path);
  }
  return *report.tag_manifest;
}

ExitStatus pack(const Options& options, Context& context) {
  const std::string root = find_case_folder(context.case_folder);
  CaseFolder folder(root, CaseAccess::kWrite);
  for (const std::string& notice : folder.notices()) tell(escape_line(notice) + "\n");

  PackOptions packing(current_time());
  const std::filesystem::path absolute = std::filesystem::absolute(root).lexically_normal();
  const std::filesystem::path own = absolute.has_filename() ? absolute : absolute.parent_path();
  packing.output = options.output.value_or((own.string()) + std::string(kBundleEnding));
  require_writable_output(packing.output, options.force);
  packing.name = bundle_name(packing.output);
  packing.replace = options.force;
  packing.allow_errors = options.force_invalid;
  packing.salt = salt_from(options.salt);
  packing.threads = static_cast<unsigned>(options.threads.value_or(0));
  if (options.revise) {
    const std::string former = options.former.value_or(own.string() + std::string(kBundleEnding));
    std::error_code none;
    if (!options.former &&
        std::filesystem::status(former, none).type() == std::filesystem::file_type::not_found) {
      throw Error(ErrorKind::kUnavailable, "is not there, and no other former revision was named",
                  former, "give --former BUNDLE, the bundle that was packed last");
    }
    packing.revise = former_revision(former);
  }
  const Chance chance = Chance::from_environment();
  packing.nonce = [&](std::string_view id, std::uint64_t seq) { return chance.nonce(id, seq); };
  const std::unique_ptr<Signer> signer = signer_for(options);
  packing.signer = signer.get();

  ProgressCounters counters;
  packing.progress = &counters;
  PackedBundle packed;
  {
    const Progress progress("packing", counters, context.terminal);
    packed = pack_case(folder, packing, [&](const std::vector<Finding>& findings) {
      tell(findings_text(findings, context.terminal));
    });
  }
  const std::string output = escape_line(packed.output);
  context.out.line("wrote " + output + "  " + counted(packed.files, "file", "files") + ", " +
                   size_text(packed.bytes) + ", revision " + std::to_string(packed.revision));
  context.out.line("tag manifest sha256:" + packed.tag_manifest.hex());
  if (signer) {
    context.out.line("sealed and signed as dossier-seal with " +
                     std::string(signer->public_key().display_name()) + " " +
                     signer->public_key().fingerprint());
  } else {
    context.out.line("sealed, not signed: nobody vouches for it");
  }
  context.out.line("next: dossier verify " + output);
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_pack(CommandLine& line) {
  auto options = std::make_shared<Options>();
  line.uses_case_folder();
  line.about(
      "Checks the case folder, seals it, packs it into one file and signs that. An unchanged case "
      "folder gives the same bytes each time; one that was changed since it was sealed is refused "
      "until --revise asks for the next revision.");
  line.option("-o,--output FILE", &options->output,
              "the bundle; else the case folder's name and .dossier.zip, beside it");
  options->key.declare(line);
  line.flag("--unsigned", options->is_unsigned, "pack without a signature");
  line.flag("--revise", options->revise, "seal a changed case as its next revision");
  line.option("--former BUNDLE", &options->former,
              "the former revision, if it is not beside the case folder");
  line.flag("--force", options->force, "replace an existing file");
  line.flag("--force-invalid", options->force_invalid, "pack although checks find errors");
  line.option("--salt FILE", &options->salt, "the secret of the seal, for tests");
  line.option("--threads N", &options->threads, "work with that many threads; else one a core");
  return [options](Context& context) { return pack(*options, context); };
}

}  // namespace dossier
