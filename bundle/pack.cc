// SPDX-License-Identifier: Apache-2.0
#include "bundle/pack.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <variant>

#include "bundle/bundle_writer.h"
#include "bundle/case_check.h"
#include "bundle/case_transaction.h"
#include "bundle/interrupt.h"
#include "bundle/layout.h"
#include "bundle/output_file.h"
#include "bundle/workers.h"
#include "crypto/error.h"
#include "crypto/ssh_signature.h"
#include "manifests/json/reader.h"
#include "manifests/records/custody.h"
#include "manifests/records/dossier.h"
#include "manifests/seal.h"

namespace dossier {
namespace {

constexpr std::string_view kSealNamespace = "dossier-seal";
constexpr std::string_view kCommitmentPrefix = "hmac-sha256:";
constexpr std::string_view kSaltFile = "seal/salt.txt";  // from the root of the case folder

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::kError; });
}

std::string payload_path(std::string_view case_path) {
  return std::string(kDataFolder) + std::string(case_path);
}

Bytes bytes_of(const AnyRecord& record) {
  const std::string text = write_record(record);
  return {text.begin(), text.end()};
}

// One packing, step by step.
class Packing {
 public:
  Packing(CaseFolder& folder, const PackOptions& options,
          const std::function<void(const std::vector<Finding>&)>& report)
      : folder_(folder),
        options_(options),
        report_(report),
        files_(folder.root(), kDataFolder,
               [](std::string_view path) { return path == ".dossier/" || is_dropping(path); }),
        plan_(options.salt ? SealSecret(*options.salt) : SealSecret::random()) {}

  PackedBundle run() {
    require_writable_output(options_.output, options_.replace);
    require_outside(options_.output, folder_.root());
    refuse_for(check_case_names(files_), false);
    read_records();
    plan_seal();
    return write();
  }

 private:
  // Reports the findings and throws if there are errors among them.
  void refuse_for(const std::vector<Finding>& findings, bool may_be_forced) const {
    if (!findings.empty()) report_(findings);
    if (!has_errors(findings) || (may_be_forced && options_.allow_errors)) return;
    throw Error(ErrorKind::kRefused, "is not fit to be packed", folder_.root(),
                may_be_forced ? "mend what is listed, or give --force-invalid to pack it as it is"
                              : "rename or remove what is listed");
  }
  void read_records();
  void read_record_at(std::size_t index, RecordFile& file, Bytes& bytes) const;
  const Head& head() const;
  const Event* last_event() const;
  void plan_seal();
  void plan_new_seal();
  void plan_old_seal(const Event& seal);
  void put_record(const AnyRecord& record);
  PackedBundle write();
  void check_rules(BundleWriter& writer, OutputFile& output);
  void commit_seal();
  bool take_back_seal() noexcept;

  CaseFolder& folder_;
  const PackOptions& options_;
  const std::function<void(const std::vector<Finding>&)>& report_;
  FolderListing files_;
  Profile profile_ = Profile::kNewsroom;
  std::vector<RecordFile> records_;
  BundlePlan plan_;
  bool seals_now_ = false;
  Event seal_;  // as it is packed; its commitment is known last
  Bytes head_before_;
  std::optional<Bytes> salt_before_;
};

void Packing::read_record_at(std::size_t index, RecordFile& file, Bytes& bytes) const {
  const Descriptor opened = files_.open(index);
  // One byte more than is allowed, so that reading says by itself that it is too much.
  bytes.resize(static_cast<std::size_t>(
      std::min<std::uint64_t>(files_.size(index), json::kMaxFileBytes + 1)));
  read_exactly(opened.get(), bytes, 0, files_.full_path(index));
  files_.require_unchanged(opened.get(), index);
  file = read_record_file(files_.path(index).substr(kDataFolder.size()), as_text(bytes), profile_);
}

void Packing::read_records() {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < files_.count(); ++i) {
    if (is_record_path(files_.path(i).substr(kDataFolder.size()))) indexes.push_back(i);
  }
  for (const std::size_t i : indexes) {
    if (files_.path(i) != kHeadRecord) continue;
    RecordFile file;
    Bytes bytes;
    read_record_at(i, file, bytes);
    if (file.sound) parse_profile(std::get<Head>(file.record).profile, profile_);
  }
  records_.resize(indexes.size());
  std::vector<Bytes> contents(indexes.size());
  parallel_for(indexes.size(), options_.threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t k = first; k < last; ++k) {
      read_record_at(indexes[k], records_[k], contents[k]);
    }
  });
  for (std::size_t k = 0; k < indexes.size(); ++k) {
    if (contents[k].size() > json::kMaxFileBytes) continue;  // packed from the disk, if at all
    plan_.held.emplace(files_.path(indexes[k]), std::move(contents[k]));
  }
}

const Head& Packing::head() const {
  const auto found = std::find_if(records_.begin(), records_.end(), [](const RecordFile& file) {
    return file.path == kHeadPath && file.sound;
  });
  if (found != records_.end()) return std::get<Head>(found->record);
  for (const RecordFile& file : records_) {
    if (file.path == kHeadPath) report_(file.findings);
  }
  throw Error(ErrorKind::kRefused, "has no head record that can be read", folder_.root(),
              "mend dossier.json; without it nothing can be sealed");
}

const Event* Packing::last_event() const {
  const Event* last = nullptr;
  for (const RecordFile& file : records_) {
    if (!file.sound || !std::holds_alternative<Event>(file.record)) continue;
    const Event& event = std::get<Event>(file.record);
    if (last == nullptr || event.seq > last->seq) last = &event;
  }
  return last;
}

void Packing::plan_seal() {
  const Head& now = head();
  plan_.name = options_.name;
  plan_.files = &files_;
  const Event* last = last_event();
  const bool was_sealed = !now.sealed.empty();
  if (options_.revise && !was_sealed) {
    throw Error(ErrorKind::kRefused, "was never sealed, so there is nothing to revise",
                folder_.root(), "pack without --revise");
  }
  if (!was_sealed || options_.revise) {
    plan_new_seal();
  } else if (last != nullptr && last->id == now.sealed) {
    plan_old_seal(*last);
  } else {
    throw Error(ErrorKind::kRefused, "was changed since it was sealed", folder_.root(),
                "pack --revise makes the next revision");
  }
  plan_.dossier_id = head().id;
  plan_.revision = static_cast<std::uint64_t>(head().revision);
  plan_.info = {head().id, seal_.recorded_at->date_string(), plan_.revision, profile_,
                head().previous};
}

// Replaces a record in memory, or adds it.
void Packing::put_record(const AnyRecord& record) {
  RecordFile file = read_record_file(path_of(record), write_record(record), profile_);
  plan_.held[payload_path(file.path)] = bytes_of(record);
  const auto found = std::find_if(records_.begin(), records_.end(),
                                  [&](const RecordFile& each) { return each.path == file.path; });
  if (found != records_.end()) {
    *found = std::move(file);
  } else {
    records_.push_back(std::move(file));
  }
}

void Packing::plan_new_seal() {
  seals_now_ = true;
  Head next = head();
  if (options_.revise) {
    next.revision += 1;
    next.previous = options_.revise;
  }
  const Event* last = last_event();
  seal_.seq = last == nullptr ? 1 : last->seq + 1;
  seal_.id = event_id(seal_.seq, "seal");
  seal_.type = "seal";
  if (last != nullptr) {
    const Bytes& bytes = plan_.held.at(payload_path(last->id.path()));
    seal_.prev = EventLink{last->id, sha256(bytes), {}};
  }
  seal_.recorded_at = options_.now;
  // The chain never runs backwards, even if the clock was set back.
  if (last != nullptr && last->recorded_at && *last->recorded_at > options_.now) {
    throw Error(ErrorKind::kRefused,
                "has an event recorded at " + last->recorded_at->to_string() +
                    ", which is later than now, " + options_.now.to_string(),
                folder_.root(), "set the clock right");
  }
  seal_.started = options_.now;
  seal_.agents.push_back({next.created_by, "custodian", {}});
  seal_.nonce = options_.nonce(next.id, static_cast<std::uint64_t>(seal_.seq));
  seal_.content = std::string(kCommitmentPrefix) + Sha256().hex();
  seal_.recorded_by = next.created_by;
  next.sealed = seal_.id;
  put_record(next);
  seal_.used.push_back(
      {std::string(kHeadPath), sha256(plan_.held.at(std::string(kHeadRecord))), {}, {}});
  seal_.reason = "Sealed as revision " + std::to_string(next.revision) + ".";
  seal_.status = "completed";
  put_record(seal_);
  plan_.late_path = payload_path(seal_.id.path());
  plan_.late_bytes = plan_.held.at(plan_.late_path).size();
  plan_.seal_event_path = plan_.late_path;
  plan_.held.erase(plan_.late_path);
  const std::string salt = write_salt(plan_.secret);
  plan_.held[std::string(kSaltTxt)] = Bytes(salt.begin(), salt.end());
}

void Packing::plan_old_seal(const Event& seal) {
  seal_ = seal;
  plan_.seal_event_path = payload_path(seal.id.path());
  const Bytes bytes = folder_.read(std::string(kSaltFile), kMaxTagFileBytes);
  auto salt = parse_salt(bytes);
  if (const auto* finding = std::get_if<Finding>(&salt)) {
    throw Error(ErrorKind::kRefused, finding->sentence, folder_.full_path(std::string(kSaltFile)),
                "pack --revise seals anew");
  }
  plan_.secret = std::move(std::get<SealSecret>(salt));
}

void Packing::check_rules(BundleWriter& writer, OutputFile& output) {
  ReadOptions reading;
  reading.threads = options_.threads;
  reading.progress = options_.progress;
  if (options_.progress != nullptr) {
    options_.progress->files_total = writer.payload_count();
    options_.progress->bytes_total = writer.payload_bytes();
  }
  const Dossier dossier(std::move(records_), profile_);
  CaseCheck check(dossier, {profile_, true, nullptr});
  const auto case_path = [&](std::size_t item) {
    return writer.payload_path(item).substr(kDataFolder.size());
  };
  reading.wanted = [&](std::size_t item) {
    return check.wants(case_path(item), writer.payload_size(item));
  };
  // The digest of the seal event stays zero: nothing can refer to it yet.
  std::vector<PayloadFile> files(writer.payload_count());
  for (std::size_t item = 0; item < files.size(); ++item) {
    files[item] = {case_path(item), writer.payload_size(item), Sha256()};
  }
  writer.put_payload(output, reading, [&](const EntryContent& content) {
    PayloadFile& file = files[content.index];
    file.sha256 = content.digest;
    check.take(file.path, file.bytes, file.sha256, content.bytes);
  });
  refuse_for(check.finish(files, options_.threads).findings, true);
}

// Head, event and salt, all or none.
void Packing::commit_seal() {
  CaseTransaction transaction(folder_);
  const std::string salt_file(kSaltFile);
  head_before_ = folder_.read(std::string(kHeadPath), json::kMaxFileBytes);
  transaction.replace(std::string(kHeadPath), plan_.held.at(std::string(kHeadRecord)));
  transaction.create(seal_.id.path(), bytes_of(seal_));
  if (folder_.has(salt_file)) {
    salt_before_ = folder_.read(salt_file, kMaxTagFileBytes);
    transaction.replace(salt_file, plan_.held.at(std::string(kSaltTxt)));
  } else {
    transaction.create(salt_file, plan_.held.at(std::string(kSaltTxt)));
  }
  transaction.commit();
}

// The output could not get its name: the case folder becomes what it was, or stays sealed. Then
// packing it again gives the very bundle that failed to appear.
bool Packing::take_back_seal() noexcept {
  try {
    CaseTransaction transaction(folder_);
    transaction.replace(std::string(kHeadPath), head_before_);
    transaction.remove(seal_.id.path());
    if (salt_before_) {
      transaction.replace(std::string(kSaltFile), *salt_before_);
    } else {
      transaction.remove(std::string(kSaltFile));
    }
    transaction.commit();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

PackedBundle Packing::write() {
  BundleWriter writer(plan_);
  const std::uint64_t signature_bytes = options_.signer == nullptr ? 0 : kMaxSignatureBytes;
  OutputFile output(options_.output, options_.replace, writer.total_bytes() + signature_bytes);
  check_rules(writer, output);
  const std::string commitment = std::string(kCommitmentPrefix) + writer.sealed_content().hex();
  if (seals_now_) {
    seal_.content = commitment;
    writer.put_late(bytes_of(seal_));
  } else if (seal_.content != commitment) {
    throw Error(ErrorKind::kRefused, "was changed since it was sealed", folder_.root(),
                "pack --revise makes the next revision");
  }
  std::vector<BundleWriter::Signature> signatures;
  if (options_.signer != nullptr) {
    signatures.push_back({"seal", [this](ByteView tag_manifest) {
                            return make_ssh_signature(*options_.signer, kSealNamespace,
                                                      tag_manifest);
                          }});
  }
  PackedBundle packed{options_.output,        writer.finish(signatures, options_.threads),
                      writer.payload_count(), writer.payload_bytes(),
                      plan_.revision,         seals_now_};
  throw_if_interrupted();
  if (seals_now_) commit_seal();
  try {
    output.commit();
  } catch (const std::exception& failure) {
    if (!seals_now_ || output.has_replaced() || take_back_seal()) throw;
    throw Error(ErrorKind::kUnavailable,
                std::string(failure.what()) +
                    "; the case folder stays sealed, and packing it again gives the same bundle");
  }
  return packed;
}

}  // namespace

PackedBundle pack_case(CaseFolder& folder, const PackOptions& options,
                       const std::function<void(const std::vector<Finding>&)>& report) {
  return Packing(folder, options, report).run();
}

}  // namespace dossier
