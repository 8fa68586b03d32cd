// SPDX-License-Identifier: Apache-2.0
#include "cli/report_text.h"

#include <algorithm>

#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/shell_word.h"

namespace dossier {
namespace {

constexpr std::size_t kLabelColumns = 13;
constexpr std::size_t kStatusColumns = 15;
constexpr std::size_t kFindingIndent = 11;

Colour colour_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Colour::kBad;
    case Severity::kWarning:
      return Colour::kDoubtful;
    case Severity::kInfo:
      break;
  }
  return Colour::kQuiet;
}

Colour colour_of(SignatureStatus status) {
  switch (status) {
    case SignatureStatus::kTrusted:
      return Colour::kGood;
    case SignatureStatus::kInvalid:
    case SignatureStatus::kMalformed:
      return Colour::kBad;
    default:
      return Colour::kDoubtful;
  }
}

std::string spaces(std::size_t count) {
  return std::string(count, ' ');
}

// One line of the verdicts: label, status, what there is to say.
std::string verdict_line(std::string_view label, std::string_view status, Colour colour,
                         std::string_view text, const Terminal& terminal) {
  std::string line = "  " + pad(label, kLabelColumns);
  const std::string shown = pad(status, kStatusColumns);
  line += coloured(shown, colour, terminal);
  const std::size_t indent = 2 + kLabelColumns + kStatusColumns;
  const std::size_t columns = std::max<std::size_t>(terminal.columns, indent + 30);
  std::string wrapped = wrap(text, columns - indent, 0);
  std::string out;
  bool first = true;
  for (std::size_t at = 0; at < wrapped.size();) {
    const std::size_t end = wrapped.find('\n', at);
    out += first ? line : spaces(indent);
    out += wrapped.substr(at, end - at) + "\n";
    first = false;
    at = end + 1;
  }
  return out.empty() ? line + "\n" : out;
}

// One in a bag of another tool.
std::string certified_text(const SignatureReport& signature) {
  const std::string who = "\"" + escape_line(signature.certificate) + "\"";
  if (signature.status == SignatureStatus::kTrusted) {
    return who + " signed it; an authority in ca/ of your trust folder certifies the name";
  }
  return escape_line(signature.path) + " by " + who;
}

std::string integrity_lines(const VerifyReport& report, const Terminal& terminal) {
  const bool intact = report.integrity == VerifyReport::Integrity::kIntact;
  const std::string amount =
      counted(report.files, "file", "files") + ", " + size_text(report.bytes);
  return verdict_line("Integrity", intact ? "intact" : "broken",
                      intact ? Colour::kGood : Colour::kBad,
                      intact ? amount + ", every digest agrees" : amount + "; see below", terminal);
}

std::string authorship_lines(const VerifyReport& report, const Terminal& terminal) {
  if (!report.authorship) {
    return verdict_line("Authorship", "not checked", Colour::kQuiet, "the bundle cannot be read",
                        terminal);
  }
  std::string out;
  for (const SignatureReport& signature : report.authorship->signatures) {
    out += verdict_line(out.empty() ? "Authorship" : "", signature_status_name(signature.status),
                        colour_of(signature.status), signer_text(signature), terminal);
  }
  if (!out.empty()) return out;
  return verdict_line("Authorship", "none", Colour::kDoubtful, "nobody has signed it", terminal);
}

// "existed on 2026-03-02 10:04:11Z (Example TSA)"
std::string existed_text(const TimestampReport& timestamp) {
  std::string time = timestamp.time->to_string();
  time[time.find('T')] = ' ';
  return "existed on " + time + " (" + escape_line(timestamp.authority) +
         (timestamp.revocation_known ? ")" : "; no list of its revocations is at hand)");
}

// One of the timestamps that do not prove the time of the whole.
std::string timestamp_line(const TimestampReport& timestamp, const Terminal& terminal) {
  const bool is_trusted = timestamp.status == TimestampStatus::kTrusted;
  const bool is_wrong = timestamp.status == TimestampStatus::kInvalid ||
                        timestamp.status == TimestampStatus::kMalformed;
  std::string text = is_trusted ? existed_text(timestamp) : escape_line(timestamp.path);
  if (!is_trusted && timestamp.time) text += " says " + timestamp.time->to_string();
  if (!is_trusted && !timestamp.authority.empty()) {
    text += " by \"" + escape_line(timestamp.authority) + "\"";
  }
  return verdict_line("", is_trusted ? "proven" : timestamp_status_name(timestamp.status),
                      is_trusted ? Colour::kGood
                      : is_wrong ? Colour::kBad
                                 : Colour::kDoubtful,
                      text, terminal);
}

std::string time_lines(const VerifyReport& report, const Terminal& terminal) {
  const bool has_timestamps = report.time && !report.time->timestamps.empty();
  if (!report.authorship || (report.authorship->signatures.empty() && !has_timestamps)) {
    return verdict_line("Time", "not checked", Colour::kQuiet, "there is no signature", terminal);
  }
  std::string out;
  if (report.time && report.time->earliest) {
    const TimestampReport& first = report.time->timestamps[*report.time->earliest];
    out = verdict_line("Time", "proven", Colour::kGood, existed_text(first), terminal);
  } else {
    std::string when = "no timestamp proves when it was signed";
    if (report.info) {
      when = "packed on " + report.info->bagging_date + " by its own account; " + when;
    }
    out = verdict_line("Time", "claimed", Colour::kDoubtful, when, terminal);
  }
  if (!report.time) return out;
  for (std::size_t i = 0; i < report.time->timestamps.size(); ++i) {
    if (report.time->earliest == i) continue;
    out += timestamp_line(report.time->timestamps[i], terminal);
  }
  return out;
}

std::string structure_lines(const VerifyReport& report, const Terminal& terminal) {
  if (report.records) return records_text(*report.records, *report.profile, terminal);
  return verdict_line("Structure", "not checked", Colour::kQuiet, report.not_checked, terminal) +
         verdict_line("Substance", "not checked", Colour::kQuiet, report.not_checked, terminal);
}

std::string_view not_vouched_text(const VerifyReport& report) {
  if (!report.authorship) return "Intact, but nobody you trust vouches for it.";
  if (report.authorship->sealed) {
    return "Intact and sealed by somebody you trust, but more is asked for.";
  }
  const auto& signatures = report.authorship->signatures;
  const bool is_certified =
      std::any_of(signatures.begin(), signatures.end(), [](const SignatureReport& signature) {
        return !signature.certificate.empty() && signature.status == SignatureStatus::kTrusted;
      });
  return is_certified
             ? "Intact and signed under a certified name, but by no key of your trust folder."
             : "Intact, but nobody you trust vouches for it.";
}

// The very command that would trust each unknown key, once its owner has confirmed it. NAME and HOW
// are left to the person: the program would refuse HOW as it stands.
std::string unknown_keys_text(const VerifyReport& report, const std::optional<std::string>& trust) {
  std::string out;
  if (!report.authorship) return out;
  for (const SignatureReport& signature : report.authorship->signatures) {
    if (signature.status != SignatureStatus::kUnrecognised || signature.key_line.empty()) continue;
    out += "  Unknown key: " + signature.key_type + " " + signature.fingerprint +
           "\n"
           "  Warning: anybody can make a key and sign with it. Have its owner tell you this\n"
           "  fingerprint by another way than the bundle came. Only if they agree:\n"
           "    dossier trust add NAME " +
           shell_word(signature.key_line) + " --roles " + signature.role +
           (trust ? " --trust " + shell_word(*trust) : "") + " --checked HOW\n\n";
  }
  return out;
}

// The gravest first; otherwise in the order of the checks.
std::vector<const Finding*> by_severity(const std::vector<Finding>& findings) {
  std::vector<const Finding*> sorted;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kInfo}) {
    for (const Finding& finding : findings) {
      if (finding.severity == severity) sorted.push_back(&finding);
    }
  }
  return sorted;
}

// Told once for neighbours that share it.
std::string advice_of(const Finding& finding) {
  const FindingCode& code = finding_code(finding.code);
  const std::string mend =
      finding.mend.empty() ? std::string(code.mend) : escape_line(finding.mend);
  return "Asks: " + std::string(code.question) + (mend.empty() ? "" : "   Mend: " + mend);
}

}  // namespace

std::string signer_text(const SignatureReport& signature) {
  if (!signature.certificate.empty()) return certified_text(signature);
  std::string key = signature.key_type;
  if (!signature.fingerprint.empty()) key += " " + signature.fingerprint;
  const std::string who =
      signature.principal.empty() ? "a key that you do not know" : signature.principal;
  std::string what = "as " + signature.role;
  if (signature.role == "seal") what = "sealed it";
  if (signature.role == "review") what = "reviewed it";
  if (signature.role == "receipt") what = "received it";
  if (signature.role == "witness") what = "witnesses it";
  switch (signature.status) {
    case SignatureStatus::kInvalid:
    case SignatureStatus::kMalformed:
    case SignatureStatus::kUnsupported:
      what = escape_line(signature.path);
      break;
    default:
      what = escape_line(who) + " " + what;
  }
  return key.empty() ? what : what + " (" + key + ")";
}

std::string outcome_line(const VerifyReport& report, const Terminal& terminal) {
  switch (report.outcome) {
    case Outcome::kVerified:
      return coloured("Verified.", Colour::kGood, terminal) +
             " This says nothing about whether the claims are true.\n";
    case Outcome::kNotVouched: {
      return coloured(not_vouched_text(report), Colour::kDoubtful, terminal) + "\n";
    }
    case Outcome::kNotValid:
      break;
  }
  return coloured("Not valid.", Colour::kBad, terminal) +
         (report.integrity == VerifyReport::Integrity::kIntact
              ? " Its bytes are intact, but see the errors above.\n"
              : " Do not rely on it.\n");
}

std::string findings_text(const std::vector<Finding>& findings, const Terminal& terminal) {
  std::string out;
  const std::size_t columns = std::max<std::size_t>(terminal.columns, kFindingIndent + 30);
  const auto add = [&](std::string_view text) {
    std::string wrapped = wrap(text, columns - kFindingIndent, 0);
    for (std::size_t at = 0; at < wrapped.size();) {
      const std::size_t end = wrapped.find('\n', at);
      out += spaces(kFindingIndent) + wrapped.substr(at, end - at) + "\n";
      at = end + 1;
    }
  };
  const std::vector<const Finding*> sorted = by_severity(findings);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Finding& finding = *sorted[i];
    out += "  " +
           coloured(pad(severity_name(finding.severity), kFindingIndent - 2),
                    colour_of(finding.severity), terminal) +
           std::string(finding.code);
    std::string place = escape_line(finding.where);
    if (!finding.pointer.empty()) place += " " + escape_line(finding.pointer);
    if (kFindingIndent + finding.code.size() + 2 + columns_of(place) <= columns) {
      out += "  " + place + "\n";
    } else {
      out += "\n";
      add(place);
    }
    add(escape_line(finding.sentence));
    const std::string advice = advice_of(finding);
    if (i + 1 == sorted.size() || sorted[i + 1]->code != finding.code ||
        advice_of(*sorted[i + 1]) != advice) {
      add(advice);
    }
  }
  return out;
}

std::string records_text(const CaseVerdict& records, Profile profile, const Terminal& terminal) {
  std::string status = "no findings";
  Colour colour = Colour::kGood;
  if (records.errors != 0) {
    status = counted(records.errors, "error", "errors");
    colour = Colour::kBad;
  } else if (records.warnings != 0) {
    status = counted(records.warnings, "warning", "warnings");
    colour = Colour::kDoubtful;
  } else if (records.infos != 0) {
    status = counted(records.infos, "note", "notes");
  }
  std::string text = "profile " + std::string(profile_name(profile));
  if (records.unchecked.total() != 0) {
    text += "; " + counted(records.unchecked.total(), "item", "items") +
            " could not be checked because of what is listed below";
  }
  return verdict_line("Structure", status, colour, text, terminal) +
         verdict_line("Substance", "reported", Colour::kQuiet, substance_text(records.substance),
                      terminal);
}

std::string verify_text(const VerifyReport& report, const Terminal& terminal,
                        const std::optional<std::string>& trust) {
  std::string out = coloured(escape_line(report.bundle), Colour::kStrong, terminal) + "\n";
  if (!report.foreign.empty()) out += "  a " + report.foreign + " bag that another tool made\n";
  if (!report.title.empty()) out += "  " + wrap(escape_line(report.title), terminal.columns, 2);
  out += integrity_lines(report, terminal);
  out += authorship_lines(report, terminal);
  out += time_lines(report, terminal);
  out += structure_lines(report, terminal);
  out += "\n";
  if (!report.findings.empty()) out += findings_text(report.findings, terminal) + "\n";
  out += unknown_keys_text(report, trust);
  out += outcome_line(report, terminal);
  return out;
}

std::string verify_line(const VerifyReport& report, const Terminal& terminal) {
  return escape_line(report.bundle) + ": " + outcome_line(report, terminal);
}

std::string substance_text(const Substance& substance) {
  std::string out = counted(substance.all_claims, "claim", "claims");
  std::string separator = ": ";
  for (std::size_t i = 0; i < substance.claims.size(); ++i) {
    if (substance.claims[i] == 0) continue;
    std::string name(kClaimStatuses[i]);
    std::replace(name.begin(), name.end(), '-', ' ');
    out += separator + std::to_string(substance.claims[i]) + " " + name;
    separator = ", ";
  }
  const std::size_t exact = substance.quotes[static_cast<std::size_t>(QuoteStatus::kExact)];
  return out + "; " + std::to_string(exact) + " of " +
         counted(substance.all_quotes, "quote", "quotes") + " exact";
}

}  // namespace dossier
