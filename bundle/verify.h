// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/case_check.h"
#include "bundle/entry_source.h"
#include "bundle/signature_check.h"
#include "bundle/timestamp_check.h"
#include "bundle/trust_folder.h"
#include "crypto/time.h"
#include "manifests/bagit/tag_file.h"
#include "manifests/finding.h"

namespace dossier {

// What comes beside the bundle and is judged with it.
struct SuppliedFile {
  std::string path;
  Bytes bytes;
};

struct VerifyOptions {
  TrustFolder trust;
  // The strictest of this, the bundle's own and the policy's holds.
  std::optional<Profile> profile;
  Timestamp now;                   // the time of signing where no timestamp proves another
  std::vector<SuppliedFile> with;  // detached signatures, and files that are listed but not packed
  unsigned threads = 0;
  ProgressCounters* progress = nullptr;
  // Sees the bytes of all entries as ReadOptions::tap does: from any thread, and entry by entry
  // only with threads = 1.
  std::function<void(std::string_view path, ByteView piece)> tap;
  // Called for every entry in order, once all were read, with its path, size and digest as found.
  std::function<void(std::string_view path, std::uint64_t bytes, const Sha256& digest)> listed;

  explicit VerifyOptions(Timestamp time) : now(time) {}
};

// A file of the appendix as it was read.
struct AppendixEntry {
  std::string path;
  Sha256 digest;
};

// Exit status 1, 4 and 0 of FORMAT.md ("Exit status").
enum class Outcome { kNotValid, kNotVouched, kVerified };

// The four verdicts of FORMAT.md ("Verification"), each by itself, and all findings.
struct VerifyReport {
  std::string bundle;  // as it was named
  enum class Integrity { kIntact, kBroken } integrity = Integrity::kBroken;
  // "BagIt 0.97" when it is a bag that another tool made, whose records nobody knows; else empty.
  std::string foreign;
  std::uint64_t files = 0;  // read, tag files and signatures too
  std::uint64_t bytes = 0;
  std::optional<Sha256> tag_manifest;   // what pins this very bundle
  Bytes signed_bytes;                   // of the tag manifest: what signatures are made over
  std::vector<AppendixEntry> appendix;  // signatures/**, in the order of the bundle
  // Empty when the signatures were not checked, because the bundle could not be read that far.
  std::optional<Authorship> authorship;
  // Empty when authorship is.
  std::optional<TimeVerdict> time;
  // What the signed head record says; empty where it could not be read.
  std::optional<BagInfo> info;
  std::string title;
  std::optional<Profile> profile;  // under which the structure was checked
  // Empty when the records were not checked.
  std::optional<CaseVerdict> records;
  std::shared_ptr<const Dossier> dossier;
  std::string not_checked;        // why structure and substance were not
  std::vector<Finding> findings;  // in the order of the checks
  // What could be wrong with the bundle itself is not: its bytes are those that were sealed, and no
  // signature contradicts them. Errors in the records do not count here.
  bool is_sound = false;
  Outcome outcome = Outcome::kNotValid;
};

// Verifies a file, a folder, or standard input ("-"), in the order of FORMAT.md ("Verification").
// Reads everything once and writes nothing. Throws an Error where it could not be checked (exit
// status 3): the file is not there, cannot be read, or changes meanwhile.
VerifyReport verify_bundle(const std::string& path, const VerifyOptions& options);

}  // namespace dossier
