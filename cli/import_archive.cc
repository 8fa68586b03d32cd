// SPDX-License-Identifier: Apache-2.0
#include "cli/import_archive.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

#include "bundle/descriptor.h"
#include "cli/import_pages.h"
#include "cli/progress.h"
#include "crypto/error.h"

namespace dossier {
namespace {

// Of an open file, counted as they pass.
Pieces counted_pieces(int file, const std::string& shown, ProgressCounters& counters) {
  struct stat info {};
  if (::fstat(file, &info) == 0) counters.bytes_total = static_cast<std::uint64_t>(info.st_size);
  return [pieces = pieces_of_file(file, shown), &counters](ByteView& piece) {
    if (!pieces(piece)) return false;
    counters.bytes_done.fetch_add(piece.size(), std::memory_order_relaxed);
    return true;
  };
}

}  // namespace

ExitStatus import_warc(const ImportOptions& options, Context& context) {
  PageImport import(context, options);
  const std::string kept = import.keep_whole();
  const Descriptor file(::open(kept.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw system_error(errno, "open", kept);
  {
    const Progress progress("importing", import.counters(), context.terminal);
    PageChoice all;
    import.take_warc(counted_pieces(file.get(), kept, import.counters()), ": ", "warc", all);
  }
  return import.finish();
}

}  // namespace dossier
