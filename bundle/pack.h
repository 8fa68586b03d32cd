// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bundle/case_folder.h"
#include "bundle/progress.h"
#include "crypto/salted_tree.h"
#include "crypto/signer.h"
#include "crypto/time.h"
#include "manifests/finding.h"

namespace dossier {

struct PackOptions {
  std::string output;         // the bundle's file
  std::string name;           // NAME, its top folder; obeys parse_bundle_name()
  bool replace = false;       // an existing output
  Signer* signer = nullptr;   // signs as dossier-seal; null: unsigned
  bool allow_errors = false;  // pack although rules find errors
  // Make the next revision of a case that was sealed before; the former bundle's tag manifest.
  std::optional<Sha256> revise;
  std::optional<SealSecret::Array> salt;  // instead of a random one, for tests
  Timestamp now;                          // of the seal event
  // The nonce of an event: 32 hexadecimal digits, by dossier and number.
  std::function<std::string(std::string_view dossier_id, std::uint64_t seq)> nonce;
  unsigned threads = 0;
  ProgressCounters* progress = nullptr;

  explicit PackOptions(Timestamp time) : now(time) {}
};

struct PackedBundle {
  std::string output;
  Sha256 tag_manifest;
  std::uint64_t files = 0;  // of the payload
  std::uint64_t bytes = 0;
  std::uint64_t revision = 1;
  bool sealed_now = false;  // false: the case folder was sealed and unchanged, and so are the bytes
};

// Packs a case folder into one bundle (FORMAT.md, "Packing", "Same input, same bytes"): checks the
// rules, seals if the case is not sealed yet, signs, and gives the file its name.
//
// Throws an Error (kRefused) if the output exists, if names or rules forbid it, or if a sealed case
// changed since; kUnavailable for the disk and for files that change meanwhile. After an Error
// there is no output and the case folder is as it was, unless the message says otherwise. The seal
// is written into the case folder just before the output gets its name: if the process is killed
// between the two, packing again gives the same bytes. `report` gets all findings before anything
// is refused for them.
PackedBundle pack_case(CaseFolder& folder, const PackOptions& options,
                       const std::function<void(const std::vector<Finding>&)>& report);

}  // namespace dossier
