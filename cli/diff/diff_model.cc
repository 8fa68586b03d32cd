// SPDX-License-Identifier: Apache-2.0
#include "cli/diff/diff_model.h"

#include <algorithm>
#include <array>
#include <map>

#include "bundle/layout.h"

namespace dossier {
namespace {

// Texts of pages are compared until that many code points were looked at, both sides counted.
constexpr std::uint64_t kMostCodePointsInAll = 50'000'000;

// What every revision has of its own in the head; its seal is of its own too.
constexpr std::array<std::string_view, 3> kRevisionFields = {"/revision", "/previous", "/sealed"};

bool only_tells_the_revision(const RecordChange& record) {
  const RecordFile& file = record.after != nullptr ? *record.after : *record.before;
  if (record.kind == RecordKind::kEvent && record.change != Change::kChanged && record.readable) {
    return std::get<Event>(file.record).type == "seal";
  }
  return record.kind == RecordKind::kHead && record.change == Change::kChanged && record.readable &&
         record.fields.empty();
}

void leave_out_revision(RecordChange& record) {
  if (record.kind != RecordKind::kHead) return;
  std::erase_if(record.fields, [](const FieldChange& field) {
    return std::find(kRevisionFields.begin(), kRevisionFields.end(), field.pointer) !=
           kRevisionFields.end();
  });
}

std::string_view region_at(const Capture& capture, const std::vector<TextBlock>& blocks,
                           std::int64_t offset) {
  const auto block = std::upper_bound(
      blocks.begin(), blocks.end(), offset,
      [](std::int64_t wanted, const TextBlock& each) { return wanted < each.end; });
  std::string_view name = region_name(Region::kBody);
  if (block != blocks.end()) name = region_name(block->region);
  for (const RegionOverride& region : capture.regions) {
    if (region.start <= offset && offset < region.end) name = region.region;
  }
  return name;
}

std::string signer_key(const SignatureReport& signature) {
  return signature.role + '\n' +
         (!signature.principal.empty()     ? signature.principal
          : !signature.fingerprint.empty() ? signature.fingerprint
                                           : signature.path);
}

}  // namespace

Version version_of(const ReadBundle& bundle) {
  const VerifyReport& report = bundle.report();
  Version version;
  if (report.info) {
    version.id = report.info->external_identifier;
    version.revision = static_cast<std::int64_t>(report.info->revision);
    version.previous = report.info->previous;
  }
  if (report.tag_manifest) version.tag_manifest = *report.tag_manifest;
  return version;
}

std::vector<PayloadFile> payload_of(const ReadBundle& bundle) {
  std::vector<PayloadFile> payload;
  for (const FileRow& file : bundle.files()) {
    std::string_view path = file.path;
    if (!path.starts_with(kDataFolder) || path == kSaltTxt) continue;
    path.remove_prefix(kDataFolder.size());
    payload.push_back({path, file.bytes, file.sha256});
  }
  std::sort(payload.begin(), payload.end(),
            [](const PayloadFile& a, const PayloadFile& b) { return a.path < b.path; });
  return payload;
}

DiffModel::DiffModel(const ReadBundle& before, const ReadBundle& after)
    : before_(before), after_(after) {
  if (!compared()) return;
  const Dossier& old_dossier = before.model().dossier();
  const Dossier& new_dossier = after.model().dossier();
  lineage_ = lineage_of(version_of(before), version_of(after));
  records_ = compare_records(old_dossier, new_dossier);
  for (RecordChange& record : records_) leave_out_revision(record);
  std::erase_if(records_, only_tells_the_revision);
  statuses_ = claim_status_changes(records_);
  matches_ = quote_match_changes(before.report().records->quotes, after.report().records->quotes);
  old_files_ = payload_of(before);
  new_files_ = payload_of(after);
  files_ = compare_files(old_files_, new_files_);
  loosened_ = find_loosened(old_dossier, new_dossier);
  compare_captures();
  compare_signers();
}

bool DiffModel::verified() const {
  return before_.report().outcome == Outcome::kVerified &&
         after_.report().outcome == Outcome::kVerified;
}

void DiffModel::compare_captures() {
  std::uint64_t left = kMostCodePointsInAll;
  for (const CapturePair& pair :
       captures_to_compare(before_.model().dossier(), after_.model().dossier())) {
    CaptureTextChange& change = texts_.emplace_back();
    change.pair = pair;
    const auto size = [](const Capture& capture) {
      return static_cast<std::uint64_t>(std::max<std::int64_t>(capture.text->code_points, 0));
    };
    const std::uint64_t wanted = size(*pair.before) + size(*pair.after);
    if (pair.before->text->sha256 == pair.after->text->sha256) continue;
    if (wanted > left) {
      change.not_compared = "there is too much text in all";
      continue;
    }
    const std::optional<ShownText> old_text = before_.model().text_of(*pair.before);
    const std::optional<ShownText> new_text = after_.model().text_of(*pair.after);
    if (!old_text || !new_text) {
      change.not_compared = "a text is not in the bundle, or not the one that is recorded";
      continue;
    }
    left -= std::min<std::uint64_t>(left, old_text->text.size() + new_text->text.size());
    change.comparison = compare_texts(old_text->text, new_text->text);
    if (!change.comparison.compared) change.not_compared = "a text is too long";
    for (const TextHunk& hunk : change.comparison.hunks) {
      change.regions.push_back(region_at(*pair.after, new_text->blocks, hunk.after_at));
    }
  }
}

void DiffModel::compare_signers() {
  std::map<std::string, SignerChange> signers;
  for (const SignatureReport& signature : before_.report().authorship->signatures) {
    signers[signer_key(signature)].before = &signature;
  }
  for (const SignatureReport& signature : after_.report().authorship->signatures) {
    signers[signer_key(signature)].after = &signature;
  }
  for (auto& [key, signer] : signers) {
    if (signer.before == nullptr) {
      signer.change = Change::kAdded;
    } else if (signer.after == nullptr) {
      signer.change = Change::kRemoved;
    } else if (signer.before->fingerprint == signer.after->fingerprint &&
               signer.before->status == signer.after->status) {
      continue;
    }
    signers_.push_back(signer);
  }
}

}  // namespace dossier
