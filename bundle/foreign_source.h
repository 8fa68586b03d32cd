// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/time.h"
#include "manifests/bagit/foreign_bag.h"

namespace dossier {

// Files that another tool packed, in a folder or an archive. Paths are as they are called there.
class ForeignSource {
 public:
  // Gives the next piece of a file; false at its end.
  using Pieces = std::function<bool(ByteView& piece)>;

  virtual ~ForeignSource() = default;
  // Calls `visit` for every regular file; the bytes need not be taken. In a folder from any thread.
  virtual void each(unsigned threads,
                    const std::function<void(const std::string& path, std::uint64_t bytes,
                                             const Pieces& pieces)>& visit) = 0;
  virtual bool is_zip() const { return false; }
  // What is neither file nor folder, and why: "a symbolic link". After each().
  struct Other {
    std::string path;
    std::string what;
  };
  const std::vector<Other>& others() const { return others_; }
  // When the file that `visit` is given was last changed, as the archive tells it; in a folder
  // nothing is told.
  std::optional<Timestamp> modified() const { return modified_; }
  // Why the archive could not be read to its end; empty when it could. After each().
  const std::string& damage() const { return damage_; }

 protected:
  std::vector<Other> others_;
  std::string damage_;
  std::optional<Timestamp> modified_;
};

// Null when the path is neither a folder nor an archive that libarchive knows as zip, tar or
// tar.gz.
std::unique_ptr<ForeignSource> open_foreign_source(const std::string& path);

}  // namespace dossier
