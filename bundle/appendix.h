// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/descriptor.h"
#include "crypto/bytes.h"

namespace dossier {

struct AppendixFile {
  std::string path;  // signatures/NNNN-…
  Bytes bytes;
};

// A bundle that gets more signatures or timestamps (FORMAT.md, "Adding to the appendix"). Open it
// before the bundle is verified: from then on it is locked against other runs of this program, and
// add() refuses a bundle that is no longer the one that was opened.
class Appendix {
 public:
  // Up to here a bundle is written anew and takes the place of the old one; larger ones are changed
  // in place, behind all that was sealed.
  static constexpr std::uint64_t kRewriteBytes = std::uint64_t{64} << 20;

  // A file or a folder. An Error if it cannot be written to, if another run writes to it, or if one
  // that was interrupted left something beside it.
  explicit Appendix(const std::string& path, std::uint64_t rewrite_up_to = kRewriteBytes);

  // Adds the files behind all there is; the bundle must have been verified since it was opened, and
  // the numbers must be the next ones (next_appendix_number()). After an Error the bundle is as it
  // was, unless the error says that this could not be done. If the process is killed meanwhile, the
  // bundle is the old or the new one, if need be after recover_bundle().
  void add(const std::vector<AppendixFile>& files);

 private:
  struct Tail;
  // What tells whether the name still stands for the same, unchanged file.
  struct State {
    std::uint64_t device = 0, inode = 0, bytes = 0;
    std::int64_t changed_seconds = 0, changed_nanoseconds = 0;
    friend bool operator==(const State&, const State&) = default;
  };

  static State state_of(int fd, const std::string& path);
  void require_unchanged() const;
  void add_to_folder(const std::vector<AppendixFile>& files) const;
  void write_anew(const Tail& tail, const std::vector<AppendixFile>& files) const;
  void write_in_place(const Tail& tail, const std::vector<AppendixFile>& files) const;

  std::string path_;  // with symbolic links followed
  std::uint64_t rewrite_up_to_;
  bool is_folder_ = false;
  Descriptor file_;
  State state_;
};

// Opens a bundle for writing, or a folder, and locks it. An Error if another run holds it.
Descriptor open_locked_bundle(const std::string& path, bool& is_folder);
// What a killed run may leave beside a bundle that it was writing anew.
std::string leftover_of(const std::string& path);

}  // namespace dossier
