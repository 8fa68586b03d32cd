// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bundle/folder_listing.h"
#include "bundle/progress.h"
#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "manifests/finding.h"
#include "manifests/rules/check_dossier.h"

namespace dossier {

// The workers that parse pages at the same time share this much memory, each reckoned at
// kMemoryPerPageByte times the size of its page (FORMAT.md, "Limits").
inline constexpr std::uint64_t kParseBudgetBytes = std::uint64_t{2} << 30;
inline constexpr std::uint64_t kMemoryPerPageByte = 60;

// A record file, its path from the root of the case folder.
struct RecordBytes {
  std::string path;
  std::string bytes;
};
// The stricter of the head record's own profile, if that can be read, and the other.
Profile strictest_profile(const std::vector<RecordBytes>& records, Profile other);
// Reads record files on several threads; the contents are dropped as soon as they are read. Records
// above json::kMaxFileBytes are to be left out: finish() tells of them.
Dossier read_records(std::vector<RecordBytes> records, Profile profile, unsigned threads = 0);

// Runs the rules of a case while its files are read: it is fed by the workers that pack or verify,
// from any thread and in any order, and checks a capture as soon as the last file that this needs
// has come. What it holds meanwhile are the files of captures that are not complete yet.
class CaseCheck {
 public:
  // The dossier must outlive it.
  CaseCheck(const Dossier& dossier, const RuleContext& context);
  ~CaseCheck();
  CaseCheck(const CaseCheck&) = delete;
  CaseCheck& operator=(const CaseCheck&) = delete;

  // Bytes from outside, for files that the records list as not packed. False when they are of none.
  // Before the first take().
  bool supply(ByteView bytes);

  // Whether take() wants the whole bytes of the file. Paths are from the root of the case folder.
  bool wants(std::string_view path, std::uint64_t size) const;
  // Each file of the case that is no record, once; `bytes` as wanted, else empty. Files that no
  // capture waits for cost next to nothing and may be left out. The bytes may be gone after the
  // call. May check a capture before it returns, and waits for memory to do so.
  void take(std::string_view path, std::uint64_t size, const Sha256& digest, ByteView bytes);

  // When all files have been taken: what is left to check, on several threads. `files` are all
  // files of the case, the records too, sorted by path.
  CaseVerdict finish(const PayloadIndex& files, unsigned threads = 0);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Files that operating systems, editors and sync programs leave behind (.DS_Store, Thumbs.db, swap
// files, conflicted copies); no part of any case. By the last component of the path.
bool is_dropping(std::string_view path);

// What no bundle may hold, whatever it says: names that FORMAT.md §3.6 forbids, names that cannot
// stand beside each other, and what is neither file nor folder.
std::vector<Finding> check_case_names(const FolderListing& files);

struct CaseFolderCheck {
  std::shared_ptr<const Dossier> dossier;
  Profile profile = Profile::kNewsroom;  // that was applied
  CaseVerdict verdict;                   // findings about names come first
  std::vector<std::string> droppings;    // left out
};

// The rules of a case folder as it stands (`dossier check`). The listing has no prefix and leaves
// out .dossier/. The profile is the head's unless `stricter` is stricter. An Error if a file cannot
// be read or changes meanwhile.
CaseFolderCheck check_case_folder(const FolderListing& listing, Profile stricter,
                                  const std::vector<std::string>* secrets = nullptr,
                                  ProgressCounters* progress = nullptr, unsigned threads = 0);

}  // namespace dossier
