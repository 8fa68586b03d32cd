// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_check.h"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "bundle/workers.h"
#include "manifests/json/reader.h"
#include "tests/bundle/temporary_folder.h"
#include "tests/manifests/rules/letters_case.h"

namespace dossier {
namespace {

using Payload = std::vector<std::pair<std::string, std::string>>;

Payload payload_of(const CaseBuilder& builder) {
  const auto files = builder.payload();
  return {files.begin(), files.end()};
}

Dossier dossier_of(const Payload& files) {
  std::vector<RecordBytes> records;
  for (const auto& [path, bytes] : files)
    if (is_record_path(path)) records.push_back({path, bytes});
  return read_records(std::move(records), Profile::kNewsroom);
}

void take(CaseCheck& check, const std::string& path, const std::string& bytes) {
  const bool wanted = check.wants(path, bytes.size());
  check.take(path, bytes.size(), sha256(as_bytes(bytes)), as_bytes(wanted ? bytes : std::string()));
}

// All files, sorted by path.
std::vector<PayloadFile> listed(const Payload& files) {
  std::vector<PayloadFile> all;
  for (const auto& [path, bytes] : files) {
    all.push_back({path, bytes.size(), sha256(as_bytes(bytes))});
  }
  return all;
}

CaseVerdict verdict_of(const Payload& files) {
  const Dossier dossier = dossier_of(files);
  CaseCheck check(dossier, {Profile::kNewsroom, true, nullptr});
  for (const auto& [path, bytes] : files) take(check, path, bytes);
  return check.finish(listed(files));
}

FolderListing list(const TemporaryFolder& folder) {
  return FolderListing(folder.path(), "",
                       [](std::string_view path) { return path == ".dossier/"; });
}

}  // namespace

TEST_CASE("a case checked while it is read has the findings of its records") {
  const CaseVerdict verdict = verdict_of(payload_of(LettersCase()));
  CHECK(codes_of(verdict) == letters_codes());
  CHECK(verdict.unchecked == Unchecked{});
}

TEST_CASE("the order of the files and the number of threads change nothing") {
  const Payload files = payload_of(LettersCase());
  const CaseVerdict expected = verdict_of(files);
  std::minstd_rand random(1);
  for (int round = 0; round < 5; ++round) {
    Payload shuffled = files;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const Dossier dossier = dossier_of(files);
    CaseCheck check(dossier, {Profile::kNewsroom, true, nullptr});
    std::atomic<std::size_t> next{0};
    run_workers(3, [&](unsigned, const StopFlag&) {
      for (std::size_t i = next++; i < shuffled.size(); i = next++)
        take(check, shuffled[i].first, shuffled[i].second);
    });
    CHECK(check.finish(listed(files), 2).findings == expected.findings);
  }
}

TEST_CASE("only pages and texts of the recorded size are wanted whole") {
  const Payload files = payload_of(LettersCase());
  const Dossier dossier = dossier_of(files);
  const CaseCheck check(dossier, {});
  const std::string folder = "captures/cap-dispatch/";
  CHECK(check.wants(folder + "primary.html", 3840));
  CHECK(!check.wants(folder + "primary.html", 3841));
  CHECK(!check.wants(folder + "screenshot.png", 3840));
  CHECK(!check.wants("dossier.json", 100));
  CHECK(!check.wants("records/quotes/quo-crates.json", 100));
}

TEST_CASE("a file that never comes is missing, and the rest is checked all the same") {
  LettersCase twin;
  twin.files.erase(twin.text_path("cap-dispatch-text"));
  const CaseVerdict verdict = verdict_of(payload_of(twin));
  CHECK(codes_of(verdict, Severity::kError) == Codes{{"capture.file-missing", 1}});
  CHECK(verdict.substance.quotes[0] == 6);
  CHECK(verdict.unchecked == Unchecked{0, 1, 0});
}

TEST_CASE("a file of the right size and other content is changed, and is not read as text") {
  LettersCase twin;
  std::string& text = twin.files[twin.text_path("cap-dispatch")];
  text[0] = 'm';
  const CaseVerdict verdict = verdict_of(payload_of(twin));
  CHECK(codes_of(verdict, Severity::kError) == Codes{{"capture.file-changed", 1}});
  CHECK(verdict.unchecked.quotes == 6);
}

TEST_CASE("bytes from outside stand for files that are not packed") {
  LettersCase twin;
  std::vector<std::string> outside;
  Capture& capture = twin.get<Capture>("cap-dispatch");
  for (CaptureFile& file : capture.files) file.presence = "not-packed";
  twin.settle();
  for (const CaptureFile& file : capture.files) {
    outside.push_back(twin.files.at(file.path));
    twin.files.erase(file.path);
  }
  const Payload files = payload_of(twin);
  const Dossier dossier = dossier_of(files);
  CaseCheck check(dossier, {});
  SUBCASE("with them the quotes are exact") {
    for (const std::string& bytes : outside) CHECK(check.supply(as_bytes(bytes)));
    CHECK(!check.supply(as_bytes("of no use")));
    for (const auto& [path, bytes] : files) take(check, path, bytes);
    const CaseVerdict verdict = check.finish(listed(files));
    CHECK(verdict.substance.quotes[0] == 6);
    CHECK(verdict.unchecked == Unchecked{});
  }
  SUBCASE("without them they are not checkable") {
    for (const auto& [path, bytes] : files) take(check, path, bytes);
    CHECK(codes_of(check.finish(listed(files)))["quote.not-checkable"] == 6);
  }
}

TEST_CASE("the stricter profile counts") {
  const Payload files = payload_of(LettersCase());
  std::vector<RecordBytes> records;
  for (const auto& [path, bytes] : files) records.push_back({path, bytes});
  CHECK(strictest_profile(records, Profile::kOpen) == Profile::kNewsroom);
  CHECK(strictest_profile(records, Profile::kLegal) == Profile::kLegal);
  CHECK(strictest_profile({}, Profile::kOpen) == Profile::kOpen);
  CHECK(strictest_profile({{"dossier.json", "{"}}, Profile::kOpen) == Profile::kOpen);
}

TEST_CASE("a case folder is checked as it stands, without what systems leave behind") {
  const TemporaryFolder folder;
  for (const auto& [path, bytes] : payload_of(LettersCase())) folder.write(path, bytes);
  folder.write(".dossier/lock", "x");
  folder.write("captures/cap-dispatch/.DS_Store", "x");
  folder.write("records/notes/.note-book.json.swp", "x");
  const CaseFolderCheck check = check_case_folder(list(folder), Profile::kOpen);
  CHECK(codes_of(check.verdict) == letters_codes());
  CHECK(check.droppings == std::vector<std::string>{"captures/cap-dispatch/.DS_Store",
                                                    "records/notes/.note-book.json.swp"});
  CHECK(check.dossier->all<Quote>().size() == 6);
}

TEST_CASE("a case folder that is not packed yet needs no seal") {
  LettersCase twin;
  twin.records.erase("evt-seal");
  twin.head.sealed = {};
  const TemporaryFolder folder;
  for (const auto& [path, bytes] : payload_of(twin)) folder.write(path, bytes);
  CHECK(codes_of(check_case_folder(list(folder), Profile::kOpen).verdict) == letters_codes());
}

TEST_CASE("a record above the limit is told and not read") {
  const TemporaryFolder folder;
  for (const auto& [path, bytes] : payload_of(LettersCase())) folder.write(path, bytes);
  folder.write("records/notes/note-large.json", std::string(json::kMaxFileBytes + 1, ' '));
  const CaseVerdict verdict = check_case_folder(list(folder), Profile::kOpen).verdict;
  CHECK(codes_of(verdict, Severity::kError) == Codes{{"record.limit-exceeded", 1}});
}

TEST_CASE("what systems, editors and sync programs leave behind is known by its name") {
  for (const std::string_view name :
       {".DS_Store", "a/b/Thumbs.db", "desktop.ini", "records/notes/.note-a.json.swp", "memo.md~",
        "._page.html", "~$memo.docx", ".~lock.memo.odt#", "#memo#",
        "note (conflicted copy 2026-02-27).json", "note.sync-conflict-20260227-091240.json"})
    CHECK_MESSAGE(is_dropping(name), name);
  for (const std::string_view name : {"dossier.json", "captures/cap-a/primary.html", "a~/b.html",
                                      "records/notes/note-a.json", ".swp"})
    CHECK_MESSAGE(!is_dropping(name), name);
}

}  // namespace dossier
