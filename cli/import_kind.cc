// SPDX-License-Identifier: Apache-2.0
#include "cli/import_kind.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>

#include "bundle/decompressed.h"
#include "bundle/descriptor.h"
#include "manifests/authoring/saved_page.h"

namespace dossier {
namespace {

struct Mark {
  std::string_view bytes;
  std::size_t at;
  ImportKind kind;
  std::string_view name;
};
constexpr std::array kMarks{
    Mark{"WARC/", 0, ImportKind::kWarc, "a WARC file"},
    Mark{"PK\x03\x04", 0, ImportKind::kZip, "a ZIP or WACZ archive"},
    Mark{"ustar", 257, ImportKind::kTar, "a tar archive"},
    Mark{"%PDF-", 0, ImportKind::kOther, "a PDF"},
    Mark{"\x89PNG", 0, ImportKind::kOther, "a picture (PNG)"},
    Mark{"\x1F\x8B", 0, ImportKind::kOther,
         "a compressed file (gzip) in which no WARC or tar can be read"},
};
constexpr std::size_t kFirstBytes = 512;

// The first bytes of the file, or of what it was compressed from.
Bytes first_bytes(int file, const std::string& path) {
  Decompressed stream(pieces_of_file(file, path));
  Bytes first;
  ByteView piece;
  while (first.size() < kFirstBytes && stream.next(piece)) {
    const std::size_t count = std::min(piece.size(), kFirstBytes - first.size());
    first.insert(first.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
  }
  if (!first.empty()) return first;
  // Nothing comes out of it: it is judged as it lies there.
  first.resize(kFirstBytes);
  if (::lseek(file, 0, SEEK_SET) == 0) first.resize(read_up_to(file, first, path));
  return first;
}

}  // namespace

ImportFormat import_format(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    return {ImportKind::kFolder, "a folder"};
  }
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file || !S_ISREG(info.st_mode)) return {};
  const Bytes first = first_bytes(file.get(), path);
  const std::string_view bytes = as_text(first);
  for (const Mark& mark : kMarks) {
    const bool fits = bytes.size() >= mark.at + mark.bytes.size() &&
                      bytes.substr(mark.at, mark.bytes.size()) == mark.bytes;
    if (fits) return {mark.kind, std::string(mark.name)};
  }
  if (looks_like_html(bytes)) return {ImportKind::kPage, "a page of HTML"};
  if (bytes.find('\0') == std::string_view::npos) return {};
  return {ImportKind::kOther, "a binary file"};
}

}  // namespace dossier
