// SPDX-License-Identifier: Apache-2.0
// How fast a case is checked: captures of 60 KB pages with ten quotes each, in memory, on all
// cores. Usage: bench_rules [captures...]; prints one line a size, and what bounds it.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "bundle/case_check.h"
#include "bundle/workers.h"
#include "manifests/json/writer.h"
#include "manifests/quotes/quote_anchor.h"
#include "manifests/text/extract_text.h"
#include "manifests/text/text_map.h"

namespace dossier {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kPageBytes = 60'000;
constexpr std::size_t kPages = 32;
constexpr std::size_t kQuotes = 10;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// A page, its text, and ten quotes of it; the captures take turns with them.
struct Page {
  std::string html;
  std::string text;
  std::string map;
  std::int64_t code_points;
  std::vector<QuoteAnchor> quotes;
};

std::string make_html(std::size_t seed) {
  static const char* const kWords[] = {"letter", "border",  "harbour", "office", "winter",
                                       "report", "evening", "council", "bridge", "archive"};
  std::string html = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page " +
                     std::to_string(seed) + "</title></head><body><article>";
  std::size_t n = seed * 7919 + 1;
  while (html.size() < kPageBytes) {
    html += "<p>“The ";
    for (int i = 0; i < 30; ++i) {
      n = n * 1103515245 + 12345;
      html +=
          std::string(kWords[n / 65536 % 10]) + std::to_string(n / 1024 % 1000) + " <b>and</b> ";
    }
    html += "rest,” she said.</p>\n";
  }
  return html + "</article></body></html>";
}

Page make_page(std::size_t seed) {
  Page page;
  page.html = make_html(seed);
  const auto extracted =
      std::get<ExtractedText>(extract_text(as_bytes(page.html), TextSource::kHtml, "text/html"));
  page.text = extracted.text;
  page.code_points = extracted.code_points;
  page.map =
      json::write(text_map_value(make_text_map(extracted, "PATH", sha256(as_bytes(page.html)))));
  QuoteText text(extracted);
  for (std::size_t i = 0; i < kQuotes; ++i) {
    const TextBlock& block = extracted.blocks[i * extracted.blocks.size() / kQuotes];
    page.quotes.push_back(anchor_range(text, {block.start + 1, block.start + 120}));
  }
  return page;
}

std::string map_of(const Page& page, const std::string& source) {
  std::string map = page.map;
  return map.replace(map.find("PATH"), 4, source);
}

RecordId id(const std::string& text) {
  return RecordId::parse(text).value();
}

std::string folder_of(std::size_t i) {
  return "captures/cap-" + std::to_string(i) + "/";
}

void add_file(Capture& capture, const std::string& path, const char* role, const char* type,
              const std::string& bytes) {
  CaptureFile& file = capture.files.emplace_back();
  file.path = path;
  file.role = role;
  file.media_type = type;
  file.bytes = static_cast<std::int64_t>(bytes.size());
  file.sha256 = sha256(as_bytes(bytes));
}

void add_record(std::vector<RecordBytes>& out, const AnyRecord& record) {
  out.push_back({path_of(record), write_record(record)});
}

// The records of one capture: an article, the capture, its quotes, and the event in the chain.
void add_capture(std::vector<RecordBytes>& out, std::size_t i, const Page& page,
                 std::string& former) {
  const std::string number = std::to_string(i);
  const Timestamp now = *Timestamp::parse("2026-02-27T09:12:40Z");
  Article article;
  article.id = id("art-" + number);
  article.kind = "letter";
  article.title = "A page";
  add_record(out, article);
  Capture capture;
  capture.id = id("cap-" + number);
  capture.article = article.id;
  capture.captured_by = id("agt-bench");
  capture.captured_at = now;
  capture.method = "single-file";
  capture.completeness = Completeness{"complete", "", {}};
  const std::string folder = folder_of(i);
  const std::string map = map_of(page, folder + "primary.html");
  add_file(capture, folder + "primary.html", "primary", "text/html", page.html);
  add_file(capture, folder + "text.txt", "text", "text/plain", page.text);
  add_file(capture, folder + "text.map.json", "text-map", "application/json", map);
  CaptureText text;
  text.path = folder + "text.txt";
  text.sha256 = sha256(as_bytes(page.text));
  text.algorithm = "dossier-text-1";
  text.code_points = page.code_points;
  text.method = "extracted";
  capture.text = text;
  add_record(out, capture);
  for (std::size_t j = 0; j < page.quotes.size(); ++j) {
    const QuoteAnchor& anchor = page.quotes[j];
    Quote quote;
    quote.id = id("quo-" + number + "-" + std::to_string(j));
    quote.capture = capture.id;
    quote.kind = "document-text";
    quote.exact = anchor.exact;
    quote.prefix = anchor.prefix;
    quote.suffix = anchor.suffix;
    quote.start = anchor.start;
    quote.end = anchor.end;
    quote.text_sha256 = text.sha256;
    quote.occurrence = Occurrence{anchor.occurrence.n, anchor.occurrence.of, {}};
    add_record(out, quote);
  }
  Event event;
  event.id = id("evt-" + number);
  event.recorded_at = now;
  event.type = "capture";
  event.seq = static_cast<std::int64_t>(i) + 1;
  if (i > 0)
    event.prev = EventLink{id("evt-" + std::to_string(i - 1)), sha256(as_bytes(former)), {}};
  event.started = now;
  event.agents = {{id("agt-bench"), "collector", {}}};
  for (const CaptureFile& file : capture.files)
    event.generated.push_back({file.path, file.sha256, {}, {}});
  event.nonce = std::string(32, '0');
  event.status = "completed";
  former = write_record(event);
  out.push_back({path_of(event), former});
}

void run(std::size_t captures, const std::vector<Page>& pages) {
  std::vector<RecordBytes> records;
  Head head;
  head.schema = "dossier/1";
  head.id = "urn:uuid:5d1f0a52-6f2e-4c55-9f0b-0d0551e40001";
  head.title = "A benchmark";
  head.profile = "open";
  head.created = *Timestamp::parse("2026-02-27T09:00:00Z");
  head.created_by = id("agt-bench");
  head.revision = 1;
  add_record(records, head);
  Agent agent;
  agent.id = id("agt-bench");
  agent.kind = "software";
  agent.name = "bench_rules";
  agent.version = "1";
  add_record(records, agent);
  std::string former;
  for (std::size_t i = 0; i < captures; ++i)
    add_capture(records, i, pages[i % pages.size()], former);

  Clock::time_point start = Clock::now();
  std::vector<std::pair<std::string, std::pair<std::size_t, Sha256>>> taken;
  for (const RecordBytes& record : records) {
    taken.push_back({record.path, {record.bytes.size(), sha256(as_bytes(record.bytes))}});
  }
  const Dossier dossier = read_records(std::move(records), Profile::kOpen);
  const double reading = seconds_since(start);

  start = Clock::now();
  CaseCheck check(dossier, {Profile::kOpen, true, nullptr});
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  run_workers(worker_count(0), [&](unsigned, const StopFlag&) {
    for (std::size_t i = next++; i < captures; i = next++) {
      const Page& page = pages[i % pages.size()];
      const std::string folder = folder_of(i);
      const std::string map = map_of(page, folder + "primary.html");
      for (const auto& [name, bytes] :
           {std::pair<const char*, const std::string&>{"primary.html", page.html},
            {"text.map.json", map},
            {"text.txt", page.text}}) {
        const Sha256 digest = sha256(as_bytes(bytes));
        check.take(folder + name, bytes.size(), digest, as_bytes(bytes));
        const std::lock_guard lock(mutex);
        taken.push_back({folder + name, {bytes.size(), digest}});
      }
    }
  });
  const double checking = seconds_since(start);
  start = Clock::now();
  std::sort(taken.begin(), taken.end());
  std::vector<PayloadFile> files;
  for (const auto& [path, file] : taken) files.push_back({path, file.first, file.second});
  const CaseVerdict verdict = check.finish(files);
  const double finishing = seconds_since(start);
  const double all = reading + checking + finishing;
  std::printf(
      "%6zu captures: records %5.2f s, captures %6.2f s, dossier %5.2f s: %6.0f captures/s, "
      "%7.0f quotes/s; %zu errors, %zu of %zu quotes exact\n",
      captures, reading, checking, finishing, static_cast<double>(captures) / all,
      static_cast<double>(captures * kQuotes) / all, verdict.errors, verdict.substance.quotes[0],
      verdict.substance.all_quotes);
}

}  // namespace
}  // namespace dossier

int main(int argc, char** argv) {
  using namespace dossier;
  std::vector<Page> pages;
  for (std::size_t i = 0; i < kPages; ++i) pages.push_back(make_page(i));
  const Clock::time_point start = Clock::now();
  for (const Page& page : pages)
    static_cast<void>(extract_text(as_bytes(page.html), TextSource::kHtml, "text/html"));
  std::printf("extraction alone: %.0f pages of %zu bytes a second and core, on %u cores\n",
              static_cast<double>(pages.size()) / seconds_since(start), pages[0].html.size(),
              worker_count(0));
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {500, 1000, 2000};
  for (const std::size_t captures : sizes) run(captures, pages);
}
