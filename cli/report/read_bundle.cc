// SPDX-License-Identifier: Apache-2.0
#include "cli/report/read_bundle.h"

#include <utility>

#include "cli/progress.h"

namespace dossier {

ReadBundle::ReadBundle(const std::string& path, VerifyOptions options, const Terminal& terminal) {
  ProgressCounters counters;
  options.progress = &counters;
  options.tap = [this](std::string_view file, ByteView piece) { texts_.take(file, piece); };
  options.listed = [this](std::string_view file, std::uint64_t bytes, const Sha256& digest) {
    files_.push_back({std::string(file), bytes, digest});
  };
  {
    const Progress progress("reading", counters, terminal);
    report_ = verify_bundle(path, options);
  }
  model_.emplace(report_, files_, texts_, options.now);
}

}  // namespace dossier
