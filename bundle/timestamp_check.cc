// SPDX-License-Identifier: Apache-2.0
#include "bundle/timestamp_check.h"

#include <algorithm>
#include <array>
#include <utility>

#include "bundle/layout.h"
#include "manifests/bagit/manifest.h"
#include "manifests/json/utf8.h"

namespace dossier {
namespace {

constexpr std::string_view kTextEnding = "-timestamp.txt";
constexpr std::string_view kTokenEnding = "-timestamp.tsr";

struct StandingRow {
  TimestampStanding standing;
  TimestampStatus status;
  std::string_view code;
};
constexpr std::array<StandingRow, 7> kStandings = {{
    {TimestampStanding::kInvalid, TimestampStatus::kInvalid, "timestamp.invalid"},
    {TimestampStanding::kUnrecognised, TimestampStatus::kUnrecognised, "timestamp.unrecognised"},
    {TimestampStanding::kWrongUsage, TimestampStatus::kWrongUsage, "timestamp.wrong-usage"},
    {TimestampStanding::kWeak, TimestampStatus::kWeak, "timestamp.weak"},
    {TimestampStanding::kNotInForce, TimestampStatus::kNotInForce, "timestamp.not-in-force"},
    {TimestampStanding::kRevoked, TimestampStatus::kRevoked, "timestamp.revoked"},
    {TimestampStanding::kFuture, TimestampStatus::kFuture, "timestamp.future"},
}};

const StandingRow& row_of(TimestampStanding standing) {
  return *std::find_if(kStandings.begin(), kStandings.end(),
                       [&](const StandingRow& row) { return row.standing == standing; });
}

using TextOrFinding = std::variant<std::set<std::string, std::less<>>, Finding>;

// One timestamp on its way through the check.
struct Stamp {
  std::size_t report;  // index of TimeVerdict::timestamps
  std::set<std::string, std::less<>> covers;
  std::optional<TimestampToken> token;  // while nothing stands against it
  bool is_trusted = false;
};

class Checker {
 public:
  Checker(const BundleContent& content, const Certificates& trusted, Timestamp now,
          TimeVerdict& verdict)
      : content_(content), trusted_(trusted), now_(now), verdict_(verdict) {
    files_.emplace(kTagManifest, sha256(content.tag(kTagManifest)));
  }

  // In the order of the bundle.
  void take(std::string_view path, const Sha256& digest) {
    if (path.ends_with(kTextEnding)) {
      text_path_ = std::string(path);
      covers_.reset();
      if (content_.has_tag(path)) {
        covers_ = read_timestamp_text(text_path_, content_.tag(path), files_);
      }
    } else if (path.ends_with(kTokenEnding)) {
      read_stamp(std::string(path));
    }
    files_.emplace(path, digest);
  }

  // Later tokens first, because they tell when the earlier ones are judged.
  void judge() {
    for (std::size_t i = stamps_.size(); i-- > 0;) {
      if (stamps_[i].token) judge_stamp(stamps_[i]);
    }
    for (const Stamp& stamp : stamps_) {
      if (stamp.is_trusted) note_proven(stamp);
    }
  }

 private:
  void read_stamp(const std::string& path) {
    TimestampReport& report = verdict_.timestamps.emplace_back();
    report.path = path;
    if (covers_ && std::holds_alternative<Finding>(*covers_)) {
      verdict_.findings.push_back(std::get<Finding>(*covers_));
    }
    if (!content_.has_tag(path)) return;  // above its limit, as limit.timestamp-size tells
    auto read = read_token(content_.tag(path), report);
    if (auto* finding = std::get_if<Finding>(&read)) {
      verdict_.findings.push_back(std::move(*finding));
      return;
    }
    const TimestampToken& token = std::get<TimestampToken>(read);
    if (!covers_) return;
    if (!token.is_about(content_.tag(text_path_))) {
      verdict_.findings.push_back(make_finding("timestamp.imprint", path,
                                               "is a timestamp of other bytes than " + text_path_));
    } else if (auto* covers = std::get_if<0>(&*covers_)) {
      stamps_.push_back({verdict_.timestamps.size() - 1, std::move(*covers), token, false});
    }
  }

  void judge_stamp(Stamp& stamp) {
    TimestampReport& report = verdict_.timestamps[stamp.report];
    const auto cover = covered_at_.find(report.path);
    TimestampTimes times{now_, std::nullopt};
    if (cover != covered_at_.end()) times.covered_at = cover->second;
    if (auto finding = judge_token(*stamp.token, trusted_, times, report)) {
      verdict_.findings.push_back(std::move(*finding));
      return;
    }
    stamp.is_trusted = true;
    for (const std::string& path : stamp.covers) {
      covered_at_.insert_or_assign(path, stamp.token->time());
    }
    if (!times.covered_at && report.ends && *report.ends < now_) {
      verdict_.findings.push_back(
          make_finding("timestamp.certificate-ended", report.path,
                       "its certificate went out of force at " + report.ends->to_string() +
                           ", and no later timestamp shows that it was made before"));
    }
  }

  void note_proven(const Stamp& stamp) {
    const Timestamp time = stamp.token->time();
    for (const std::string& path : stamp.covers) {
      const auto [at, is_new] = verdict_.proven.emplace(path, time);
      if (!is_new && !(time < at->second)) continue;
      at->second = time;
      if (path == kTagManifest) verdict_.earliest = stamp.report;
    }
  }

  const BundleContent& content_;
  const Certificates& trusted_;
  Timestamp now_;
  TimeVerdict& verdict_;
  CoveredFiles files_;  // up to where the check has come
  std::string text_path_;
  std::optional<TextOrFinding> covers_;  // of the last text; nothing if it is above its limit
  std::vector<Stamp> stamps_;
  // By path: the time of the next trusted token that covers the file.
  std::map<std::string, Timestamp, std::less<>> covered_at_;
};

}  // namespace

std::string_view timestamp_status_name(TimestampStatus status) {
  switch (status) {
    case TimestampStatus::kTrusted:
      return "trusted";
    case TimestampStatus::kUnrecognised:
      return "unrecognised";
    case TimestampStatus::kUnsupported:
      return "unsupported";
    case TimestampStatus::kWrongUsage:
      return "wrong usage";
    case TimestampStatus::kWeak:
      return "weak";
    case TimestampStatus::kNotInForce:
      return "not in force";
    case TimestampStatus::kRevoked:
      return "revoked";
    case TimestampStatus::kFuture:
      return "future";
    case TimestampStatus::kInvalid:
      return "invalid";
    case TimestampStatus::kMalformed:
      break;
  }
  return "malformed";
}

std::string shown_certificate_name(const std::string& name) {
  constexpr std::size_t kMaxBytes = 200;
  const bool is_name = !name.empty() && name.size() <= kMaxBytes &&
                       json::find_invalid_utf8(name) == std::string_view::npos;
  return is_name ? name : "somebody without a name that can be shown";
}

std::variant<TimestampToken, Finding> read_token(ByteView response, TimestampReport& report) {
  ParsedTimestamp parsed = TimestampToken::parse(response);
  if (auto finding = timestamp_finding(report.path, parsed)) {
    if (std::holds_alternative<Unsupported>(parsed)) report.status = TimestampStatus::kUnsupported;
    return std::move(*finding);
  }
  const TimestampToken& token = std::get<TimestampToken>(parsed);
  report.time = token.time();
  report.accuracy_seconds = token.accuracy_seconds();
  report.status = TimestampStatus::kInvalid;
  return token;
}

std::optional<Finding> judge_token(const TimestampToken& token, const Certificates& trusted,
                                   const TimestampTimes& times, TimestampReport& report,
                                   const Certificates& beside) {
  const TimestampJudgement judgement = judge_timestamp(token, trusted, times, beside);
  report.authority = shown_certificate_name(judgement.authority);
  if (auto finding = timestamp_finding(report.path, judgement)) {
    report.status = row_of(judgement.standing).status;
    return finding;
  }
  report.status = TimestampStatus::kTrusted;
  report.ends = judgement.ends;
  report.revocation_known = judgement.revocation_known;
  return std::nullopt;
}

std::string timestamp_text(const CoveredFiles& files) {
  std::string text;
  for (const auto& [path, digest] : files) append_manifest_line(text, digest, path);
  return text;
}

std::variant<std::set<std::string, std::less<>>, Finding> read_timestamp_text(
    const std::string& path, ByteView text, const CoveredFiles& before) {
  const ParsedManifest parsed = parse_manifest(text);
  if (parsed.fault) return make_finding("timestamp.text", path, parsed.fault->sentence);
  const auto stamped =
      std::find_if(parsed.entries.begin(), parsed.entries.end(),
                   [](const ManifestEntry& entry) { return entry.path == kTagManifest; });
  const auto own = before.find(kTagManifest);
  if (stamped != parsed.entries.end() && own != before.end() && stamped->digest != own->second) {
    Finding finding =
        make_finding("timestamp.listed-missing", path,
                     "is about another bundle: it names the tag manifest " + stamped->digest.hex() +
                         ", and this one's is " + own->second.hex());
    finding.mend = "Look for the bundle that it was asked for, or ask for a timestamp of this one.";
    return finding;
  }
  std::set<std::string, std::less<>> covers;
  for (const ManifestEntry& entry : parsed.entries) {
    const auto there = before.find(entry.path);
    if (there == before.end()) {
      return make_finding(
          "timestamp.listed-missing", path,
          "names " + std::string(entry.path) +
              ", which is no file that a timestamp covers and that stands before it");
    }
    if (there->second != entry.digest) {
      return make_finding("timestamp.listed-missing", path,
                          "names " + std::string(entry.path) + " with SHA-256 " +
                              entry.digest.hex() + ", and it has " + there->second.hex());
    }
    covers.insert(there->first);
  }
  if (covers.count(kTagManifest) == 0) {
    return make_finding("timestamp.text", path, "does not name " + std::string(kTagManifest));
  }
  return covers;
}

std::optional<Finding> timestamp_finding(const std::string& path, const ParsedTimestamp& parsed) {
  if (const auto* malformed = std::get_if<Malformed>(&parsed)) {
    return make_finding("timestamp.malformed", path,
                        "is no timestamp response that can be read: " + malformed->reason);
  }
  if (const auto* refused = std::get_if<NotGranted>(&parsed)) {
    return make_finding("timestamp.not-granted", path,
                        "holds no timestamp, because the authority gave none: " + refused->reason);
  }
  if (const auto* unsupported = std::get_if<Unsupported>(&parsed)) {
    return make_finding("timestamp.unsupported", path,
                        "has " + unsupported->algorithm + ", which this program does not check");
  }
  return std::nullopt;
}

std::optional<Finding> timestamp_finding(const std::string& path,
                                         const TimestampJudgement& judgement) {
  if (judgement.standing == TimestampStanding::kTrusted) return std::nullopt;
  const std::string by = judgement.authority.empty()
                             ? ""
                             : "by \"" + shown_certificate_name(judgement.authority) + "\": ";
  return make_finding(row_of(judgement.standing).code, path, by + judgement.reason);
}

TimeVerdict check_timestamps(const EntrySource& source, const BundleContent& content,
                             const Certificates& trusted, Timestamp now) {
  TimeVerdict verdict;
  Checker checker(content, trusted, now, verdict);
  for (std::size_t i = 0; i < source.count(); ++i) {
    if (format_rank(source.path(i)) == 6) checker.take(source.path(i), content.digests[i]);
  }
  checker.judge();
  return verdict;
}

}  // namespace dossier
