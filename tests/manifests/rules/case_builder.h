// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "manifests/json/writer.h"
#include "manifests/quotes/quote_anchor.h"
#include "manifests/rules/check_dossier.h"
#include "manifests/text/extract_text.h"
#include "manifests/text/text_map.h"

namespace dossier {

inline RecordId id_of(std::string_view text) {
  return RecordId::parse(text).value();
}
inline Timestamp time_of(std::string_view text) {
  return Timestamp::parse(text).value();
}

// A case folder in memory: typed records and captured files. What is derived (digests, texts, the
// chain of events) is made by settle_…(), so that a test changes one thing and says what follows.
class CaseBuilder {
 public:
  Head head;
  std::map<std::string, AnyRecord> records;      // by id
  std::map<std::string, std::string> files;      // captured ones, by path
  std::map<std::string, std::string> overrides;  // bytes of record files, by path
  std::set<std::string> supplied;                // captured files that only --with gives

  template <class T>
  T& add(std::string_view id, std::string_view recorded_at = "2026-02-27T10:00:00Z") {
    T record;
    record.id = id_of(id);
    record.recorded_at = time_of(recorded_at);
    record.recorded_by = id_of("agt-berg");
    records[std::string(id)] = std::move(record);
    return get<T>(id);
  }
  template <class T>
  T& get(std::string_view id) {
    return std::get<T>(records.at(std::string(id)));
  }
  template <class T>
  void for_all(const std::function<void(T&)>& use) {
    for (auto& [id, record] : records)
      if (T* typed = std::get_if<T>(&record)) use(*typed);
  }

  std::string text_path(std::string_view capture) const {
    return "captures/" + std::string(capture) + "/text.txt";
  }
  std::string map_path(std::string_view capture) const {
    return "captures/" + std::string(capture) + "/text.map.json";
  }

  // Extracts the text of the capture's primary file, and lists text and map with it.
  void extract(std::string_view capture_id) {
    Capture& capture = get<Capture>(capture_id);
    const CaptureFile& primary = capture.files.front();
    const std::string& bytes = files.at(primary.path);
    const bool html = primary.media_type == "text/html";
    ExtractedText text = std::get<ExtractedText>(extract_text(
        as_bytes(bytes), html ? TextSource::kHtml : TextSource::kPlain, primary.media_type));
    files[text_path(capture_id)] = text.text;
    files[map_path(capture_id)] =
        json::write(text_map_value(make_text_map(text, primary.path, sha256(as_bytes(bytes)))));
    CaptureText told;
    told.path = text_path(capture_id);
    told.algorithm = text.algorithm;
    told.code_points = text.code_points;
    told.method = html ? "extracted" : "plain";
    capture.text = told;
    std::erase_if(capture.files,
                  [](const CaptureFile& f) { return f.role == "text" || f.role == "text-map"; });
    list_file(capture, text_path(capture_id), "text", "text/plain");
    list_file(capture, map_path(capture_id), "text-map", "application/json");
  }

  void list_file(Capture& capture, const std::string& path, std::string_view role,
                 std::string_view media_type) {
    CaptureFile& file = capture.files.emplace_back();
    file.path = path;
    file.role = role;
    file.media_type = media_type;
  }

  ExtractedText text_of_capture(std::string_view capture) const {
    auto map = std::get<TextMap>(read_text_map(files.at(map_path(capture))));
    map.about.text = files.at(text_path(capture));
    return std::move(map.about);
  }

  // Finds the typed words and fills in the quote's anchor.
  void anchor(Quote& quote, std::string_view typed, std::optional<std::int64_t> at = {}) {
    QuoteText text(text_of_capture(quote.capture.text()));
    const QuoteSearch search = find_quote(text, {std::string(typed), at, {}});
    const QuoteAnchor& anchor = search.anchor.value();
    quote.exact = anchor.exact;
    quote.prefix = anchor.prefix;
    quote.suffix = anchor.suffix;
    quote.start = anchor.start;
    quote.end = anchor.end;
    quote.occurrence = Occurrence{anchor.occurrence.n, anchor.occurrence.of, {}};
    quote.as_written = anchor.as_written;
    quote.scope = scope_name(anchor.scope);
  }

  // Digests and sizes in captures, maps and quotes, from the files as they are.
  void settle_digests() {
    for_all<Capture>([this](Capture& capture) {
      if (capture.text) settle_map(capture);
      for (CaptureFile& file : capture.files) {
        const auto found = files.find(file.path);
        if (found == files.end()) continue;
        file.bytes = static_cast<std::int64_t>(found->second.size());
        file.sha256 = sha256(as_bytes(found->second));
      }
    });
    for_all<Quote>([this](Quote& quote) {
      const auto capture = records.find(quote.capture.text());
      if (capture == records.end()) return;
      const auto& text = std::get<Capture>(capture->second).text;
      if (text) quote.text_sha256 = text->sha256;
    });
  }

  // What the capture events name, and the chain.
  void settle_events() {
    for_all<Event>([this](Event& event) {
      for (EventItem& item : event.generated) {
        for_all<Capture>([&](Capture& capture) {
          for (const CaptureFile& file : capture.files)
            if (file.path == item.path) item.sha256 = file.sha256;
        });
      }
    });
    std::vector<Event*> events;
    for_all<Event>([&](Event& event) { events.push_back(&event); });
    std::sort(events.begin(), events.end(),
              [](const Event* a, const Event* b) { return a->seq < b->seq; });
    for (std::size_t i = 0; i < events.size(); ++i) {
      events[i]->seq = static_cast<std::int64_t>(i) + 1;
      events[i]->prev.reset();
      if (i > 0)
        events[i]->prev =
            EventLink{events[i - 1]->id, sha256(as_bytes(write_record(*events[i - 1]))), {}};
    }
  }

  void settle() {
    settle_digests();
    settle_events();
  }

  // Adds an event behind all others, with the files of the captures that are named.
  Event& add_event(std::string_view id, std::string_view type, std::string_view at,
                   const std::vector<std::string>& refs) {
    std::int64_t last = 0;
    for_all<Event>([&](Event& event) { last = std::max(last, event.seq); });
    Event& event = add<Event>(id, at);
    event.type = type;
    event.seq = last + 1;
    event.started = time_of(at);
    event.agents = {{id_of("agt-berg"), "collector", {}}};
    event.reason = "To show the article as it was.";
    event.nonce = std::string(32, '0');
    event.status = "completed";
    for (const std::string& ref : refs) {
      EventItem item;
      item.ref = id_of(ref);
      event.generated.push_back(item);
      if (item.ref.kind() != RecordKind::kCapture) continue;
      for (const CaptureFile& file : get<Capture>(ref).files)
        event.generated.push_back({file.path, file.sha256, {}, {}});
    }
    return event;
  }

  // The bytes of every file of the case folder.
  std::map<std::string, std::string> payload() const {
    std::map<std::string, std::string> all;
    for (const auto& [path, bytes] : files)
      if (!supplied.contains(path)) all[path] = bytes;
    all[std::string(kHeadPath)] = write_record(head);
    for (const auto& [id, record] : records) all[path_of(record)] = write_record(record);
    for (const auto& [path, bytes] : overrides) all[path] = bytes;
    return all;
  }

  CaseVerdict check(Profile profile = Profile::kNewsroom, bool packed = true,
                    const std::vector<std::string>* secrets = nullptr) const {
    const std::map<std::string, std::string> all = payload();
    std::vector<RecordFile> read;
    std::vector<PayloadFile> listed;
    for (const auto& [path, bytes] : all) {
      listed.push_back({path, bytes.size(), sha256(as_bytes(bytes))});
      if (is_record_path(path)) read.push_back(read_record_file(path, bytes, profile));
    }
    const Dossier dossier(std::move(read), profile);
    const CaseIndex index(dossier, {profile, packed, secrets});
    std::vector<CaptureCheck> captures;
    for (const Capture* capture : dossier.all<Capture>()) {
      const NeededFiles needed = needed_files(index, *capture);
      captures.push_back(
          check_capture(index, *capture,
                        {give(needed.source, all), give(needed.text, all), give(needed.map, all)}));
    }
    return check_dossier(index, listed, std::move(captures));
  }

 private:
  void settle_map(Capture& capture) {
    const auto text = files.find(capture.text->path);
    const auto map = files.find(map_path(capture.id.text()));
    if (text == files.end()) return;
    capture.text->sha256 = sha256(as_bytes(text->second));
    if (map == files.end()) return;
    auto read = read_text_map(map->second);
    if (auto* known = std::get_if<TextMap>(&read)) {
      known->text_sha256 = capture.text->sha256;
      map->second = json::write(text_map_value(*known));
    }
  }

  GivenFile give(const NeededFile& needed, const std::map<std::string, std::string>& all) const {
    if (needed.path.empty()) return {};
    const bool outside = !needed.packed;
    if (outside && !supplied.contains(needed.path)) return {FileState::kNotPacked, {}};
    const auto& from = outside ? files : all;
    const auto found = from.find(needed.path);
    if (found == from.end()) return {needed.sha256 ? FileState::kUnusable : FileState::kAbsent, {}};
    const ByteView bytes = as_bytes(found->second);
    const bool usable = needed.bytes.value_or(bytes.size()) == bytes.size() &&
                        needed.sha256.value_or(sha256(bytes)) == sha256(bytes);
    if (!usable) return {FileState::kUnusable, {}};
    return {outside ? FileState::kSupplied : FileState::kPacked, bytes};
  }
};

// Codes with how often each was found, informations left out.
using Codes = std::map<std::string, int>;
inline Codes codes_of(const CaseVerdict& verdict, Severity least = Severity::kWarning) {
  Codes codes;
  for (const Finding& finding : verdict.findings)
    if (finding.severity >= least) ++codes[std::string(finding.code)];
  return codes;
}

}  // namespace dossier
