// SPDX-License-Identifier: Apache-2.0
#include "bundle/verify.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <memory>
#include <mutex>
#include <new>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <variant>

#include "bundle/appendix_names.h"
#include "bundle/bundle_content.h"
#include "bundle/foreign_check.h"
#include "bundle/large_memory.h"
#include "bundle/layout.h"
#include "bundle/payload_digests.h"
#include "bundle/seal_check.h"
#include "crypto/error.h"
#include "crypto/openssl_memory.h"
#include "crypto/ssh_signature.h"
#include "manifests/json/reader.h"
#include "manifests/records/dossier.h"
#include "manifests/seal.h"

namespace dossier {
namespace {

OpenedSource open_source(const std::string& path) {
  if (path == "-") return open_zip_source_from_pipe(STDIN_FILENO);
  struct stat info {};
  const bool is_folder = ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  return is_folder ? open_folder_source(path) : open_zip_source(path);
}

// In the order of the format, so that what only dossiers have is easily found.
bool is_dossier(const OpenedSource& opened) {
  if (!opened.source || !opened.findings.empty()) return false;
  for (const std::string_view mark : {kHeadRecord, kSealJson, kSaltTxt}) {
    if (find_entry(*opened.source, mark)) return true;
  }
  return false;
}

std::string_view below_data(std::string_view path) {
  return path.substr(kDataFolder.size());
}

bool is_record_entry(std::string_view path) {
  return path.starts_with(kDataFolder) && is_record_path(below_data(path));
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::kError; });
}

// One verification, stage by stage; each stage adds its findings to the report.
class Verification {
 public:
  Verification(const VerifyOptions& options, VerifyReport& report)
      : options_(options), report_(report) {}

  void run(const std::string& path) {
    OpenedSource opened = open_source(path);
    if (path != "-" && !is_dossier(opened) && judge_foreign(path)) return;
    report_.files = opened.source ? opened.source->count() : 0;
    report_.bytes = opened.bytes;
    add(std::move(opened.findings));
    if (!opened.source) {
      report_.not_checked = "the container cannot be read";
      return;
    }
    source_ = opened.source.get();
    // Names and places need no bytes, so they are looked at while these are read.
    std::future<std::vector<Finding>> places = std::async(std::launch::async, [this] {
      std::vector<Finding> found = check_places(*source_);
      for (Finding& finding : check_appendix_names(*source_)) found.push_back(std::move(finding));
      return found;
    });
    parts_ = BundleParts::of(*source_);
    reserve_large(content_.digests, source_->count());
    content_.digests.resize(source_->count());
    if (options_.progress != nullptr) {
      options_.progress->bytes_total = opened.bytes;
      options_.progress->files_total = source_->count();
    }
    read(0, parts_.payload_first, read_findings_);
    read(parts_.records_first, parts_.manifest, read_findings_);
    if (parts_.manifest < source_->count()) {
      read(parts_.manifest + 1, source_->count(), read_findings_);
    }
    read_records();
    read_secret();
    // One large file, so it takes one thread only; but a tap sees one file after the other.
    std::vector<Finding> manifest_findings;
    const auto when = options_.tap ? std::launch::deferred : std::launch::async;
    std::future<void> manifest = std::async(when, [&] {
      const std::size_t last = std::min(parts_.manifest + 1, source_->count());
      read(parts_.manifest, last, manifest_findings);
    });
    read(parts_.payload_first, parts_.records_first, read_findings_);
    manifest.get();
    source_->require_unchanged();
    add(places.get());
    add(std::move(read_findings_));
    add(std::move(manifest_findings));
    if (options_.listed) {
      for (std::size_t i = 0; i < source_->count(); ++i) {
        options_.listed(source_->path(i), source_->size(i), content_.digests[i]);
      }
    }
    finish_content();
  }

 private:
  void add(std::vector<Finding> findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(report_.findings));
  }

  // Nothing where first is not below last: the parts of an archive out of order may lie anyhow.
  void read(std::size_t first, std::size_t last, std::vector<Finding>& findings) {
    if (first >= last) return;
    ReadOptions reading;
    reading.threads = options_.threads;
    reading.progress = options_.progress;
    reading.wanted = [this](std::size_t i) { return wants(source_->path(i), source_->size(i)); };
    if (options_.tap) {
      reading.tap = [this](std::size_t i, ByteView piece) {
        options_.tap(source_->path(i), piece);
      };
    }
    source_->read(
        first, last, reading, [this](const EntryContent& content) { take(content); }, findings);
  }

  bool wants(std::string_view path, std::uint64_t size) const {
    if (is_kept_tag(path, size)) return true;
    if (is_record_entry(path)) return size <= json::kMaxFileBytes;
    return case_check_ && path.starts_with(kDataFolder) &&
           case_check_->wants(below_data(path), size);
  }

  // Called from any thread.
  void take(const EntryContent& entry) {
    content_.digests[entry.index] = entry.digest;
    if (content_.secret) add_leaf(entry.index);
    const std::string_view path = source_->path(entry.index);
    const std::uint64_t size = source_->size(entry.index);
    if (case_check_ && path.starts_with(kDataFolder)) {
      case_check_->take(below_data(path), size, entry.digest, entry.bytes);
    }
    const bool keeps_tag = is_kept_tag(path, size);
    const bool keeps_record = is_record_entry(path);
    if (!keeps_tag && !keeps_record && entry.crc_agrees) return;
    const std::lock_guard lock(mutex_);
    if (!entry.crc_agrees) content_.crc_differs.push_back(entry.index);
    if (keeps_tag) content_.tags.emplace(path, Bytes(entry.bytes.begin(), entry.bytes.end()));
    if (keeps_record) {
      if (size <= json::kMaxFileBytes) {
        record_bytes_.push_back({std::string(below_data(path)), std::string(as_text(entry.bytes))});
      }
    }
  }

  void add_leaf(std::size_t index) {
    if (index < parts_.payload_first || index >= parts_.payload_last) return;
    content_.leaves[index - parts_.payload_first] =
        content_.secret->leaf(source_->path(index), source_->size(index), content_.digests[index]);
  }

  bool judge_foreign(const std::string& path);
  void read_records();
  void read_secret();
  void finish_content();
  void check_info();
  void check_authorship();
  const Event* seal_event() const;

  const VerifyOptions& options_;
  VerifyReport& report_;
  const EntrySource* source_ = nullptr;
  BundleParts parts_;
  BundleContent content_;
  std::mutex mutex_;
  std::vector<RecordBytes> record_bytes_;
  std::vector<Finding> read_findings_;
  std::shared_ptr<const Dossier> dossier_;
  std::unique_ptr<CaseCheck> case_check_;
};

// A bag that another tool made has bytes and perhaps signatures to be checked, and neither seal nor
// records.
bool Verification::judge_foreign(const std::string& path) {
  std::optional<ForeignVerdict> verdict =
      check_foreign_bag(path, options_.threads, options_.progress, {options_.trust, options_.now});
  if (!verdict) return false;
  report_.foreign = verdict->version.empty() ? "BagIt" : "BagIt " + verdict->version;
  report_.files = verdict->files;
  report_.bytes = verdict->bytes;
  report_.findings = std::move(verdict->findings);
  report_.not_checked = "a bag that another tool made has no records";
  report_.is_sound = !has_errors(report_.findings);
  if (report_.is_sound) report_.integrity = VerifyReport::Integrity::kIntact;
  report_.authorship = std::move(verdict->signatures.authorship);
  report_.time = std::move(verdict->signatures.time);
  return true;
}

void Verification::read_records() {
  const Profile asked = std::max(options_.profile.value_or(Profile::kOpen),
                                 options_.trust.policy().least_profile.value_or(Profile::kOpen));
  const Profile profile = strictest_profile(record_bytes_, asked);
  report_.profile = profile;
  dossier_ = std::make_shared<const Dossier>(
      ::dossier::read_records(std::move(record_bytes_), profile, options_.threads));
  case_check_ = std::make_unique<CaseCheck>(*dossier_, RuleContext{profile, true, nullptr});
  for (const SuppliedFile& file : options_.with) {
    if (SshSignature::looks_like(file.bytes)) continue;
    if (case_check_->supply(file.bytes)) continue;
    throw Error(ErrorKind::kUnavailable, "is neither a signature nor a file of this bundle",
                file.path, "give the very file that was captured, unchanged");
  }
}

// From here on leaves are computed as files are read; those of the files read already follow here.
void Verification::read_secret() {
  auto parsed = parse_salt(content_.tag(kSaltTxt));
  if (!std::holds_alternative<SealSecret>(parsed)) return;  // check_seal tells why
  content_.secret = std::get<SealSecret>(std::move(parsed));
  reserve_large(content_.leaves, parts_.payload_last - parts_.payload_first);
  content_.leaves.resize(parts_.payload_last - parts_.payload_first);
  for (std::size_t i = parts_.records_first; i < parts_.payload_last; ++i) add_leaf(i);
}

// bag-info.txt against the head record and the seal event.
void Verification::check_info() {
  if (!content_.has_tag(kBagInfoTxt)) return;
  const auto parsed = parse_bag_info(content_.tag(kBagInfoTxt));
  if (const auto* finding = std::get_if<Finding>(&parsed)) {
    report_.findings.push_back(*finding);
    return;
  }
  report_.info = std::get<BagInfo>(parsed);
  const Head* head = dossier_->head();
  if (head == nullptr) return;
  const BagInfo& info = *report_.info;
  const auto differs = [&](std::string_view what, const std::string& here,
                           const std::string& there) {
    if (here == there) return;
    report_.findings.push_back(
        make_finding("bag.info-disagrees", std::string(kBagInfoTxt),
                     "tells the " + std::string(what) + " " + here + ", and the records " + there));
  };
  differs("identifier", info.external_identifier, head->id);
  differs("revision", std::to_string(info.revision), std::to_string(head->revision));
  differs("profile", std::string(profile_name(info.profile)), head->profile);
  differs("former revision", info.previous ? info.previous->hex() : "none",
          head->previous ? head->previous->hex() : "none");
  const Event* seal = seal_event();
  if (seal != nullptr && seal->recorded_at) {
    differs("date", info.bagging_date, seal->recorded_at->date_string());
  }
}

const Event* Verification::seal_event() const {
  const Head* head = dossier_->head();
  return head == nullptr ? nullptr : dossier_->find<Event>(head->sealed);
}

void Verification::finish_content() {
  std::sort(content_.crc_differs.begin(), content_.crc_differs.end());
  const bool places_are_right = !has_errors(report_.findings);
  check_info();
  if (places_are_right) {
    const Event* seal = seal_event();
    const PayloadDigests payload =
        digest_payload(*source_, parts_, content_,
                       seal == nullptr ? "" : std::string(kDataFolder) + seal->id.path());
    add(check_bag(*source_, parts_, content_, payload));
    if (!has_errors(report_.findings)) {
      add(check_seal(parts_, content_, payload, dossier_->head(), seal));
    }
  }
  const Head* head = dossier_->head();
  if (head != nullptr) report_.title = head->title;
  const bool is_intact = !has_errors(report_.findings);
  if (is_intact) report_.integrity = VerifyReport::Integrity::kIntact;
  check_authorship();
  report_.is_sound = !has_errors(report_.findings);
  if (!is_intact) {
    report_.not_checked = "the bundle is broken, see below";
    return;
  }
  report_.dossier = dossier_;
  const PayloadIndex files(parts_.payload_last - parts_.payload_first, [this](std::size_t number) {
    const std::size_t i = parts_.payload_first + number;
    return PayloadFile{below_data(source_->path(i)), source_->size(i), content_.digests[i]};
  });
  report_.records = case_check_->finish(files, options_.threads);
  add(report_.records->findings);
}

void Verification::check_authorship() {
  if (!content_.has_tag(kTagManifest)) return;
  const ByteView signed_bytes = content_.tag(kTagManifest);
  report_.tag_manifest = sha256(signed_bytes);
  report_.signed_bytes.assign(signed_bytes.begin(), signed_bytes.end());
  for (std::size_t i = parts_.payload_last; i < source_->count(); ++i) {
    if (format_rank(source_->path(i)) != 6) continue;
    report_.appendix.push_back({std::string(source_->path(i)), content_.digests[i]});
  }
  std::vector<DetachedSignature> detached;
  for (const SuppliedFile& file : options_.with) {
    if (SshSignature::looks_like(file.bytes)) detached.push_back({file.path, file.bytes});
  }
  report_.time = check_timestamps(*source_, content_, options_.trust.authorities(), options_.now);
  report_.authorship = check_signatures(
      content_, detached, {options_.trust, options_.now, report_.time->proven, *report_.profile});
  add(report_.authorship->findings);
  add(report_.time->findings);
}

}  // namespace

VerifyReport verify_bundle(const std::string& path, const VerifyOptions& options) {
  VerifyReport report;
  report.bundle = path == "-" ? "standard input" : path;
  Verification(options, report).run(path);
  if (openssl_wanted_memory()) throw std::bad_alloc();  // then nothing was found out
  if (has_errors(report.findings)) {
    report.outcome = Outcome::kNotValid;
  } else {
    report.outcome =
        report.authorship && report.authorship->vouched ? Outcome::kVerified : Outcome::kNotVouched;
  }
  return report;
}

}  // namespace dossier
