// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <utility>

#include "bundle/archive_walk.h"
#include "bundle/descriptor.h"
#include "cli/import_archive.h"
#include "cli/import_pages.h"
#include "cli/progress.h"
#include "crypto/error.h"
#include "manifests/authoring/saved_page.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::string_view kHtml = "text/html";
constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kPdfMark = "%PDF-";

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

// Browsers put what a page draws in into "NAME_files/" beside "NAME.html".
bool is_part_of_page(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view folders = path.substr(0, slash + 1);
  return folders.find("_files/") != std::string_view::npos ||
         folders.find("__MACOSX/") != std::string_view::npos;
}

// What the ending promises; the bytes must keep it.
std::string_view page_type(std::string_view path) {
  const std::string_view type = file_type_of(path).media_type;
  if (is_part_of_page(path)) return {};
  return type == kHtml || type == kPdf ? type : std::string_view();
}

std::string kind_text(std::string_view path) {
  if (is_part_of_page(path)) return "part of a saved page";
  const std::string_view type = file_type_of(path).media_type;
  return std::string(type == "application/octet-stream" ? "file of another kind" : type);
}

// Saved pages on their way into the case, one by one.
class SavedPages {
 public:
  explicit SavedPages(PageImport& import) : import_(import) {}

  void take(const std::string& place, const std::string& path, Bytes bytes,
            std::optional<Timestamp> modified) {
    const std::string_view type = page_type(path);
    const bool keeps_promise =
        type == kPdf ? as_text(bytes).starts_with(kPdfMark) : looks_like_html(as_text(bytes));
    if (bytes.size() > kMaxPageBytes) {
      import_.import().refuse(place, "has more than " + std::to_string(kMaxPageBytes) + " bytes");
    } else if (bytes.empty()) {
      import_.left_out().add("empty file");
    } else if (!keeps_promise) {
      import_.import().refuse(
          place, "does not begin as " + std::string(type == kPdf ? "a PDF" : "a page of HTML"));
    } else {
      take_page(place, path, std::move(bytes), modified, type);
    }
  }

 private:
  void take_page(const std::string& place, const std::string& path, Bytes bytes,
                 std::optional<Timestamp> modified, std::string_view type) {
    std::vector<std::string> remarks;
    const SavedPage saved = type == kHtml ? read_saved_page(as_text(bytes)) : SavedPage{};
    WebPage page;
    page.media_type = type;
    page.original_name = base_name(path);
    if (!is_valid_utf8(page.original_name)) page.original_name = "page";
    page.url = stored_address(saved.url);
    page.captured_at = saved.saved_at;
    page.is_alone = saved.program != "SingleFile" && type == kHtml;
    if (!page.captured_at) {
      page.captured_at = modified;
      page.is_time_of_file = true;
      remarks.emplace_back(
          "it does not tell when it was saved; the time of the file stands for it");
    }
    if (page.url.empty()) remarks.emplace_back("it does not tell its address");
    if (!page.captured_at) {
      import_.import().refuse(place, "tells no time, and neither does the archive",
                              "'dossier add' takes it with the time that you know.");
      return;
    }
    page.body = std::move(bytes);
    const std::string method = type == kPdf                    ? "pdf-print"
                               : saved.program == "SingleFile" ? "single-file"
                                                               : "browser-save";
    import_.take(place, std::move(page), std::move(remarks), method);
  }

  PageImport& import_;
};

void take_all(PageImport& import, const std::string& path) {
  SavedPages pages(import);
  const std::string damage = walk_archive(
      path, &import.counters(),
      [&](const WalkedFile& file, const Pieces& pieces) {
        import.counters().files_done.fetch_add(1, std::memory_order_relaxed);
        if (page_type(file.path).empty()) {
          import.left_out().add(kind_text(file.path));
          return;
        }
        pages.take(": " + file.path, file.path, read_pieces(pieces, kMaxPageBytes), file.modified);
      },
      [&](const std::string&, const std::string& what) { import.left_out().add(what); });
  if (damage.empty()) return;
  import.import().refuse("", damage + "; what stands before it was read",
                         "A whole copy of the archive may hold the rest.");
}

}  // namespace

ExitStatus import_saved_archive(const ImportOptions& options, Context& context) {
  PageImport import(context, options);
  const std::string kept = import.keep_whole();
  {
    const Progress progress("importing", import.counters(), context.terminal);
    take_all(import, kept);
  }
  return import.finish();
}

ExitStatus import_saved_folder(const ImportOptions& options, Context& context) {
  PageImport import(context, options);
  {
    const Progress progress("importing", import.counters(), context.terminal);
    take_all(import, options.path);
  }
  return import.finish();
}

ExitStatus import_saved_page(const ImportOptions& options, Context& context) {
  PageImport import(context, options);
  const Descriptor file(::open(options.path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!file || ::fstat(file.get(), &info) != 0) throw system_error(errno, "open", options.path);
  Bytes bytes = read_pieces(pieces_of_file(file.get(), options.path), kMaxPageBytes);
  const std::string name = options.path.substr(options.path.rfind('/') + 1);
  SavedPages(import).take("", page_type(name) == kHtml ? name : name + ".html", std::move(bytes),
                          Timestamp::from_unix(info.st_mtime));
  return import.finish();
}

}  // namespace dossier
