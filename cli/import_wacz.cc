// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <utility>

#include "bundle/archive_walk.h"
#include "bundle/told_digest.h"
#include "cli/import_archive.h"
#include "cli/listed_pages.h"
#include "cli/progress.h"
#include "crypto/error.h"
#include "manifests/authoring/wacz_lists.h"

namespace dossier {
namespace {

constexpr std::string_view kPackage = "datapackage.json";
constexpr std::string_view kPackageDigest = "datapackage-digest.json";
constexpr std::string_view kPages = "pages/";
constexpr std::string_view kArchive = "archive/";

bool is_list(std::string_view path) {
  return path == kPackage || path == kPackageDigest ||
         (path.starts_with(kPages) && path.ends_with(".jsonl"));
}

bool is_warc(std::string_view path) {
  return path.starts_with(kArchive) && (path.ends_with(".warc") || path.ends_with(".warc.gz"));
}

// One WACZ. It is read twice: first the lists and the digests of all files, then the WARCs that are
// as they are listed.
class WaczImport {
 public:
  WaczImport(PageImport& import, std::string path, std::string shown)
      : import_(import), path_(std::move(path)), shown_(std::move(shown)) {}

  void run() {
    read_lists();
    check_package();
    compare_files();
    read_pages();
    take_warcs();
    for (const ListedPages::Page& page : pages_.pages()) {
      if (page.is_found) continue;
      import_.import().refuse(page.place, "no WARC in it holds an answer for " + page.url +
                                              " that a page can be made of");
    }
  }

 private:
  struct File {
    std::string sha256;  // as lists tell it
    std::uint64_t bytes = 0;
    bool is_listed = false;
    bool is_bad = false;
  };

  [[noreturn]] void refuse(const std::string& message) const {
    throw Error(ErrorKind::kRefused, message, shown_, "'dossier add' takes the file as it is.");
  }

  void read_lists() {
    ProgressCounters& counters = import_.counters();
    damage_ = walk_archive(
        path_, &counters,
        [&](const WalkedFile& file, const Pieces& pieces) {
          Sha256Hasher hasher;
          File& seen = files_[file.path];
          seen.is_bad = true;  // until all of it was read
          Bytes* const kept = is_list(file.path) ? &lists_[file.path] : nullptr;
          ByteView piece;
          while (pieces(piece)) {
            hasher.update(piece);
            seen.bytes += piece.size();
            if (kept == nullptr) continue;
            kept_bytes_ += piece.size();
            if (kept_bytes_ > kMaxWaczListBytes) {
              refuse("has lists of more than " + std::to_string(kMaxWaczListBytes) + " bytes");
            }
            kept->insert(kept->end(), piece.begin(), piece.end());
          }
          seen.sha256 = "sha256:" + hasher.finish().hex();
          seen.is_bad = false;
        },
        [&](const std::string& other, const std::string& what) {
          import_.import().refuse(": " + other, "is " + what + ", which no WACZ has");
        });
    // What was cut off has lost the list that all rests on, or is told by its digest.
    if (!damage_.empty()) import_.import().refuse("", damage_);
  }

  void check_package() {
    const auto text = lists_.find(std::string(kPackage));
    if (text == lists_.end() || files_.at(std::string(kPackage)).is_bad) {
      refuse("has no datapackage.json, so nothing tells what belongs to it" +
             (damage_.empty() ? "" : "; it " + damage_));
    }
    auto read = read_wacz_package(as_text(text->second));
    if (const auto* const fault = std::get_if<std::string>(&read)) {
      refuse("its datapackage.json " + *fault);
    }
    package_ = std::get<WaczPackage>(std::move(read));
    const auto digest = lists_.find(std::string(kPackageDigest));
    if (digest == lists_.end()) {
      import_.note("",
                   "it has no datapackage-digest.json: nothing vouches for its list of digests");
      return;
    }
    bool is_signed = false;
    const std::string told = read_wacz_digest(as_text(digest->second), is_signed);
    if (!agrees(told, files_.at(std::string(kPackage)))) {
      refuse("its datapackage.json is not what datapackage-digest.json tells, " + told +
             ": its list of digests cannot be relied on");
    }
    if (is_signed) import_.note("", "the signature in its datapackage-digest.json is not checked");
  }

  // Whether the digest told is that of the file; true for one that cannot be compared.
  static bool agrees(const std::string& told, const File& file) {
    const auto digest = ToldDigest::parse(told);
    const auto found = ToldDigest::parse(file.sha256);
    return !digest || digest->algorithm != DigestAlgorithm::kSha256 ||
           (found && found->value == digest->value);
  }

  void compare_files() {
    for (const WaczResource& resource : package_.resources) {
      const auto found = files_.find(resource.path);
      const std::string place = ": " + resource.path;
      if (found == files_.end()) {
        import_.import().refuse(place, "is listed in datapackage.json, and is not there");
        continue;
      }
      File& file = found->second;
      file.is_listed = true;
      const auto digest = ToldDigest::parse(resource.hash);
      if (!digest || digest->algorithm != DigestAlgorithm::kSha256) {
        import_.note(place, "its digest in datapackage.json cannot be compared: it is no SHA-256");
      }
      file.is_bad = file.is_bad || !agrees(resource.hash, file) ||
                    resource.bytes.value_or(file.bytes) != file.bytes;
      if (!file.is_bad) continue;
      import_.import().refuse(place, "is not what datapackage.json tells, " + resource.hash +
                                         "; nothing is taken from it");
    }
    for (const auto& [path, file] : files_) {
      const bool counts = is_warc(path) || (is_list(path) && path.starts_with(kPages));
      if (counts && !file.is_listed) {
        import_.note(": " + path, "datapackage.json does not list it");
      }
      if (!counts) import_.left_out().add("other file of the WACZ");
    }
  }

  void read_pages() {
    for (const auto& [path, text] : lists_) {
      if (!path.starts_with(kPages) || files_.at(path).is_bad) continue;
      for (const WaczPage& page : read_wacz_pages(as_text(text))) {
        const std::string place = ": " + path + " line " + std::to_string(page.line);
        std::string fault;
        if (!pages_.add(place, page, fault)) import_.import().refuse(place, fault);
      }
    }
    lists_.clear();
    if (pages_.empty()) {
      import_.note("", "it lists no pages; all that its WARCs hold are taken");
    }
  }

  void take_warcs() {
    PageChoice all;
    PageChoice& choice = pages_.empty() ? all : pages_;
    (void)walk_archive(
        path_, &import_.counters(),
        [&](const WalkedFile& file, const Pieces& pieces) {
          if (!is_warc(file.path) || files_.at(file.path).is_bad) return;
          import_.take_warc(pieces, ": " + file.path + " ", "wacz", choice);
        },
        [](const std::string&, const std::string&) {});
  }

  PageImport& import_;
  std::string path_;
  std::string shown_;
  std::string damage_;
  std::map<std::string, File> files_;
  std::map<std::string, Bytes> lists_;
  std::size_t kept_bytes_ = 0;
  WaczPackage package_;
  ListedPages pages_;
};

}  // namespace

bool is_wacz(const std::string& path) {
  bool has_package = false;
  bool has_archive = false;
  (void)walk_archive(
      path, nullptr,
      [&](const WalkedFile& file, const Pieces&) {
        has_package = has_package || file.path == kPackage;
        has_archive = has_archive || file.path.starts_with(kArchive);
      },
      [](const std::string&, const std::string&) {});
  return has_package || has_archive;
}

ExitStatus import_wacz(const ImportOptions& options, Context& context) {
  PageImport import(context, options);
  const std::string kept = import.keep_whole();
  {
    const Progress progress("importing", import.counters(), context.terminal);
    WaczImport(import, kept, options.path).run();
  }
  return import.finish();
}

}  // namespace dossier
