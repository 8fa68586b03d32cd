// SPDX-License-Identifier: Apache-2.0
#include "cli/import_wish.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <optional>

#include "bundle/descriptor.h"
#include "bundle/interrupt.h"
#include "cli/field_values.h"
#include "crypto/error.h"
#include "crypto/handle.h"
#include "manifests/records/reported_date.h"

namespace dossier {
namespace {

using ResolvedPath = Handle<char, std::free>;

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;
constexpr std::size_t kHexDigits = 64;
constexpr std::string_view kDigestName = "sha-256:";

[[noreturn]] void refuse(const std::string& message, const std::string& hint = {}) {
  throw Error(ErrorKind::kRefused, message, {}, hint);
}

std::string resolve(const std::string& path) {
  const ResolvedPath resolved(::realpath(path.c_str(), nullptr));
  if (!resolved) throw system_error(errno, "open", path);
  return resolved.get();
}

// A table may come from somebody else: it must not draw other files of this machine into the case.
std::string path_below(const std::string& folder, const std::string& cell,
                       const std::string& column) {
  const std::string path = cell.front() == '/' ? cell : folder + "/" + cell;
  const std::string resolved = resolve(path);
  const std::string inside = folder == "/" ? folder : folder + "/";
  if (resolved.rfind(inside, 0) == 0) return path;
  refuse(column + ": '" + cell + "' does not lie below " + folder,
         "Copy it there, or name the folder that holds the files: --files DIR.");
}

// The local file of a cell; an address is noted instead.
std::string local_file(const std::string& cell, const std::string& column,
                       const std::string& folder, CaptureWish& wish) {
  if (cell.empty()) return {};
  if (!is_address(cell)) return path_below(folder, cell, column);
  wish.archived_copies.push_back({cell, {}, {}, {}});
  return {};
}

std::string read_time(const std::string& cell, const std::string& column) {
  if (cell.empty()) return {};
  if (const auto time = parse_zoned_time(cell)) return time->to_string();
  refuse(column + ": '" + cell + "' is no time that can be read without guessing",
         "Write it as 2026-02-27T09:12:40Z, or with its zone: 2026-02-27T10:12:40+01:00.");
}

std::string read_published(const std::string& cell) {
  if (cell.empty() || !missing_reason(cell).empty() || parse_edtf(cell)) return cell;
  if (const auto time = parse_zoned_time(cell)) return time->to_string();
  refuse("published: '" + cell + "' is no date that can be read without guessing",
         "Write it as 2026-02-26, 2026-02, or 2026-02-26T18:30:00+01:00.");
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// The digest that a cell tells; nullopt for one of another algorithm.
std::optional<std::string> told_sha256(const std::string& cell) {
  std::string digits = lower(cell);
  const bool is_named = digits.rfind(kDigestName, 0) == 0;
  if (is_named) digits.erase(0, kDigestName.size());
  const bool is_digest = digits.size() == kHexDigits &&
                         digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (is_digest) return digits;
  if (is_named || cell.find(':') == std::string::npos) {
    refuse("sha256: '" + cell + "' is no SHA-256", "It has 64 hexadecimal digits.");
  }
  return std::nullopt;
}

void take_files(const ImportRow& row, const std::string& folder, CaptureWish& wish) {
  for (const auto& [cell, column] : {std::pair{&row.file, "file"}, std::pair{&row.wacz, "wacz"}}) {
    const std::string path = local_file(*cell, column, folder, wish);
    const bool is_new =
        !path.empty() && std::find(wish.files.begin(), wish.files.end(), path) == wish.files.end();
    if (is_new) wish.files.push_back(path);
  }
  const std::string picture = local_file(row.screenshot, "screenshot", folder, wish);
  if (!picture.empty()) wish.screenshots.push_back(picture);
  if (is_address(row.replay)) wish.archived_copies.push_back({row.replay, {}, {}, {}});
  wish.transcript = row.text;
  if (!wish.files.empty() || !row.text.empty()) return;
  refuse("has neither a file on this machine nor text",
         "Nothing is fetched from the network: save the file, and name it in the table.");
}

}  // namespace

std::string real_folder(const std::string& folder) {
  const std::string resolved = resolve(folder.empty() ? "." : folder);
  const Descriptor opened(::open(resolved.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) throw system_error(errno, "open the folder", folder);
  return resolved;
}

CaptureWish make_capture_wish(const ImportRow& row, const std::string& folder,
                              std::vector<std::string>& remarks) {
  CaptureWish wish;
  take_files(row, folder, wish);
  wish.url = row.url;
  wish.title = row.title;
  wish.publisher = row.publisher;
  wish.method = row.method;
  wish.captured_by = row.captured_by;
  wish.published = read_published(row.published);
  wish.captured_at = read_time(row.captured_at, "captured_at");
  if (!row.captured_at.empty()) wish.clock = "stated-by-supplier";
  if (!row.byline.empty()) wish.bylines.push_back(row.byline);
  if (wish.publisher.empty()) wish.publisher = "missing: the imported table does not tell it";
  if (wish.title.empty()) {
    const std::string& other = !row.url.empty()     ? row.url
                               : wish.files.empty() ? std::string()
                                                    : row.file;
    if (other.empty()) refuse("has no title, and no address or file name that could stand for it");
    wish.title = other;
    remarks.push_back("no title is told; " + other + " stands for it");
  }
  if (wish.files.empty()) {
    wish.alterations.emplace_back("only the words were taken over; the page was not captured");
    wish.completeness = "excerpt:the words of the imported table";
  }
  for (const auto& [key, value] : row.extra) wish.extra.push_back({key, value});
  if (!row.sha256.empty() && !told_sha256(row.sha256)) {
    wish.extra.push_back({"x-hash", row.sha256});
  }
  wish.reason = "taken over from a table";
  return wish;
}

void reuse_article(CaptureWish& wish, const RecordId& article) {
  wish.article = article.text();
  wish.title.clear();
  wish.publisher.clear();
  wish.bylines.clear();
  wish.published.clear();
  wish.kind.clear();
  wish.language.clear();
}

void require_digest(const ImportRow& row, const Capture& capture) {
  if (row.sha256.empty()) return;
  const auto told = told_sha256(row.sha256);
  const std::string found = capture.files.front().sha256.hex();
  if (!told || *told == found) return;
  refuse("sha256: the file has " + found + ", and the table tells " + *told,
         "It is not the file that was hashed then: look for the original.");
}

Sha256 digest_of_primary(const CaptureWish& wish) {
  if (!wish.files.empty()) return digest_of_file(wish.files[0]);
  return sha256(wish.taken.empty() ? as_bytes(wish.transcript) : ByteView(wish.taken[0].bytes));
}

Sha256 digest_of_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) throw system_error(errno, "open", path);
  Bytes buffer(kPieceBytes);
  Sha256Hasher hasher;
  while (const std::size_t count = read_up_to(file.get(), buffer, path)) {
    throw_if_interrupted();
    hasher.update(ByteView(buffer).first(count));
  }
  return hasher.finish();
}

}  // namespace dossier
