// SPDX-License-Identifier: Apache-2.0
#include "cli/import_pages.h"

#include <utility>

#include "cli/authoring_work.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "crypto/error.h"
#include "manifests/text/extract_text.h"

namespace dossier {
namespace {

constexpr std::size_t kMostKinds = 40;
constexpr const char* kNoPublisher = "missing: the archive does not tell who published it";
constexpr const char* kNoAddress = "missing: the saved page does not tell it";
constexpr const char* kNoDate = "missing: the archive does not tell it";
constexpr const char* kHttpMessage = "message/http";

std::string base_name(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.empty() ? path : name;
}

// "record 12 at byte 3456 (<urn:uuid:…>)"
std::string place_text(const WarcPlace& place, const std::string& id) {
  return "record " + std::to_string(place.number) + " at byte " + std::to_string(place.offset) +
         (id.empty() ? "" : " " + id);
}

CaptureWish archive_wish(const std::string& path) {
  CaptureWish wish;
  wish.title = base_name(path);
  wish.kind = "other";
  wish.publisher = "missing: a file of captures, which nobody published as a work";
  wish.published = "missing: a file of captures, which nobody published as a work";
  wish.url = "missing: received as a file";
  wish.method = "received-file";
  wish.completeness = "complete";
  wish.reason = "kept whole, because pages are taken out of it";
  return wish;
}

std::string completeness_of(const WebPage& page) {
  if (!page.is_alone) return "complete";
  std::string text = "partial:the page alone; what it draws in is in the archive, if anywhere";
  if (!page.truncated.empty()) text += "; the archive says that it was cut off: " + page.truncated;
  return text;
}

}  // namespace

void LeftOut::add(const std::string& what, std::size_t count) {
  const bool is_known = counts_.size() < kMostKinds || counts_.count(what) > 0;
  counts_[is_known ? what : "of other kinds"] += count;
}

std::string LeftOut::text() const {
  std::string text;
  for (const auto& [what, count] : counts_) {
    text += (text.empty() ? "" : ", ") + escape_line(what) + " " + std::to_string(count);
  }
  return text;
}

PageImport::PageImport(Context& context, const ImportOptions& options)
    : context_(context), options_(options), work_(context, kAllRecords), import_(work_, "") {
  if (!options.captured_by.empty()) {
    captured_by_ = import_.planner().agent_named(options.captured_by, "--captured-by").text();
  }
  const auto publisher = RecordId::parse(options.publisher);
  if (publisher && publisher->kind() == RecordKind::kSource) {
    (void)work_.require<Source>(options.publisher, "--publisher");
  }
}

std::string PageImport::keep_whole() {
  return import_.keep_whole(options_.path, archive_wish(options_.path));
}

void PageImport::take(const std::string& place, WebPage page, std::vector<std::string> remarks,
                      const std::string& method, const std::string& title) {
  CaptureWish wish;
  wish.url = page.url.empty() ? kNoAddress : page.asked_url.empty() ? page.url : page.asked_url;
  if (!page.asked_url.empty()) wish.final_url = page.url;
  wish.title = title;
  const FileType& type = file_type_of_media(page.media_type);
  if (type.text) {
    wish.extracted = extract_text(page.body, *type.text, page.media_type);
    const auto* const text = std::get_if<ExtractedText>(&*wish.extracted);
    if (text != nullptr && wish.title.empty()) wish.title = text->title;
  }
  if (wish.title.empty()) wish.title = page.url.empty() ? page.original_name : page.url;
  wish.publisher = options_.publisher.empty() ? kNoPublisher : options_.publisher;
  wish.published = kNoDate;
  wish.kind = type.text ? "web-page" : std::string(type.article_kind);
  wish.captured_at = page.captured_at->to_string();
  wish.captured_by = captured_by_;
  wish.method = method;
  wish.clock = page.is_time_of_file ? "unknown" : "stated-by-supplier";
  wish.completeness = completeness_of(page);
  wish.alterations = std::move(page.alterations);
  for (auto& [key, text] : page.told) wish.extra.push_back({key, std::move(text)});
  wish.taken.push_back({"primary", page.media_type, page.original_name, std::move(page.body)});
  if (page.status) {
    wish.http = Http{*page.status, "", page.ip, {}};
    const ByteView header = as_bytes(page.http_header);
    if (!header.empty()) {
      wish.taken.push_back({"headers", kHttpMessage, "", Bytes(header.begin(), header.end())});
    }
  }
  import_.take(place, std::move(wish), std::move(remarks));
}

void PageImport::note(const std::string& place, const std::string& text) {
  notes_.emplace_back(place, text);
}

void PageImport::take_warc(Pieces source, const std::string& place, const std::string& method,
                           PageChoice& choice) {
  Decompressed stream(std::move(source));
  WarcPages pages([&](ByteView& piece) { return stream.next(piece); });
  WarcItem item;
  while (pages.next(item)) {
    counters_.files_done.fetch_add(1, std::memory_order_relaxed);
    const std::string where = place + place_text(item.place, item.id);
    switch (item.fate) {
      case WarcItem::Fate::kPage: {
        std::string title;
        if (choice.choose(item.page, title)) {
          take(where, std::move(item.page), std::move(item.remarks), method, title);
        } else {
          left_out_.add("answer that is no listed page");
        }
        break;
      }
      case WarcItem::Fate::kLeftOut:
        if (!item.location.empty()) choice.redirect(item.url, item.location);
        left_out_.add(item.what);
        break;
      case WarcItem::Fate::kRefused:
        import_.refuse(where, item.message + (item.url.empty() ? "" : " (" + item.url + ")"));
        break;
    }
  }
  std::string damage = stream.damage();
  if (damage.empty() && !pages.damage().empty()) {
    damage = pages.damage() + "; nothing behind it can be read";
  }
  if (damage.empty()) return;
  import_.refuse(place + place_text(pages.place(), ""), damage,
                 "What stands before it was read. A whole copy of the file may hold the rest.");
}

ExitStatus PageImport::finish() {
  const bool wrote = import_.finish(options_.reason);
  if (wrote) work_.commit();
  for (const auto& [place, text] : notes_) {
    tell(escape_line(options_.path + place) + ": note: " + escape_line(text) + '\n');
  }
  for (const ImportOutcome& outcome : import_.outcomes()) tell_outcome(options_.path, outcome);
  return report(wrote);
}

ExitStatus PageImport::report(bool wrote) {
  const std::size_t taken = import_.count(ImportOutcome::Status::kTaken);
  const std::size_t present = import_.count(ImportOutcome::Status::kPresent);
  const std::size_t refused = import_.count(ImportOutcome::Status::kRefused);
  context_.out.line("import: " + counted(taken, "page", "pages") + " taken, " +
                    std::to_string(present) + " in the case already, " + std::to_string(refused) +
                    " refused");
  if (!left_out_.empty()) context_.out.line("left out: " + left_out_.text());
  if (wrote) {
    tell("Next: dossier check\n");
  } else if (present == 0) {
    tell(
        "There is no page in it that can be taken, so the case is as it was. 'dossier add' takes "
        "a file as it is.\n");
  }
  return refused > 0 || taken + present == 0 ? ExitStatus::kRefused : ExitStatus::kDone;
}

void tell_outcome(const std::string& path, const ImportOutcome& outcome) {
  const std::string place = escape_line(path) + escape_line(outcome.place) + ": ";
  for (const std::string& remark : outcome.remarks) {
    tell(place + "note: " + escape_line(remark) + '\n');
  }
  if (outcome.status != ImportOutcome::Status::kRefused) return;
  tell(place + escape_block(outcome.message) + '\n' +
       (outcome.mend.empty() ? "" : "  " + escape_block(outcome.mend) + '\n'));
}

}  // namespace dossier
