// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "manifests/rules/rule_groups.h"

namespace dossier {
namespace {

// What the records say of a path.
struct Listed {
  const Capture* capture;
  const CaptureFile* file;  // nullptr when only capture.text or the map's name tells it
};
using ListedPaths = std::unordered_map<std::string, Listed>;

bool is_packed(const CaptureFile& file) {
  return file.presence != "not-packed";
}

std::string map_path(const Capture& capture) {
  return std::string(kCapturesFolder) + capture.id.text() + "/text.map.json";
}

class FileRules {
 public:
  FileRules(const CaseIndex& index, const PayloadIndex& payload, RuleFindings& findings)
      : index_(index), payload_(payload), findings_(findings) {
    for (const Capture* capture : index.dossier().all<Capture>()) {
      for (const CaptureFile& file : capture->files)
        listed_.emplace(file.path, Listed{capture, &file});
      if (!capture->text) continue;
      listed_.emplace(capture->text->path, Listed{capture, nullptr});
      listed_.emplace(map_path(*capture), Listed{capture, nullptr});
    }
  }

  void check(const Capture& capture) {
    std::unordered_set<std::string_view> seen;  // a file may be listed under two roles
    for (std::size_t i = 0; i < capture.files.size(); ++i) {
      const CaptureFile& file = capture.files[i];
      if (is_packed(file) && seen.insert(file.path).second)
        check_file(capture, "/files/" + std::to_string(i), file.path, &file.bytes, file.sha256);
    }
    if (capture.text && listed_.at(capture.text->path).file == nullptr)
      check_file(capture, "/text", capture.text->path, nullptr, capture.text->sha256);
    const auto primaries =
        std::count_if(capture.files.begin(), capture.files.end(),
                      [](const CaptureFile& file) { return file.role == "primary"; });
    if (primaries != 1)
      findings_.add("capture.primary-missing", capture.id.text(), "/files",
                    primaries == 0 ? "no file has the role primary"
                                   : std::to_string(primaries) + " files have the role primary");
  }

  void check_unlisted(const PayloadFile& file) {
    const auto found = listed_.find(std::string(file.path));
    if (found != listed_.end()) {
      if (found->second.file != nullptr && !is_packed(*found->second.file))
        findings_.add("capture.file-unlisted", std::string(file.path), "",
                      "lies in the case folder, and " + found->second.capture->id.text() +
                          " says that it is not packed",
                      "Move the file out of the case folder, or write \"packed\".");
      return;
    }
    const RecordId capture = capture_of_path(file.path);
    const bool unreadable = capture && index_.dossier().knows(capture) &&
                            index_.dossier().find<Capture>(capture) == nullptr;
    if (unreadable) return;
    findings_.add("capture.file-unlisted", std::string(file.path), "",
                  capture && index_.dossier().knows(capture)
                      ? "lies in the folder of " + capture.text() + ", which does not list it"
                      : "lies among the captures, and no capture has this folder");
  }

 private:
  void check_file(const Capture& capture, std::string pointer, const std::string& path,
                  const std::int64_t* bytes, const Sha256& sha256) {
    const std::optional<PayloadFile> file = payload_.find(path);
    if (!file) {
      if (index_.is_withheld(path)) return;
      findings_.add("capture.file-missing", capture.id.text(), std::move(pointer),
                    path + " is not there");
    } else if (bytes != nullptr && static_cast<std::uint64_t>(*bytes) != file->bytes) {
      findings_.add("capture.file-changed", capture.id.text(), std::move(pointer),
                    path + " has " + std::to_string(file->bytes) + " bytes, recorded are " +
                        std::to_string(*bytes));
    } else if (sha256 != file->sha256) {
      findings_.add(
          "capture.file-changed", capture.id.text(), std::move(pointer),
          path + " has the SHA-256 " + file->sha256.hex() + ", recorded is " + sha256.hex());
    }
  }

  const CaseIndex& index_;
  const PayloadIndex& payload_;
  RuleFindings& findings_;
  ListedPaths listed_;
};

void check_description(const Capture& capture, RuleFindings& findings) {
  if (capture.requested_url.absent())
    findings.add("capture.url-missing", capture.id.text(), "/requested_url",
                 "the address that was asked for is not told, and no reason either",
                 "Add requested_url, or write {\"missing\": \"the reason\"}.");
  const Completeness& completeness = *capture.completeness;
  if (completeness.value != "complete" && completeness.note.empty())
    findings.add("capture.completeness-unexplained", capture.id.text(), "/completeness/note",
                 "is " + completeness.value + ", and no note says what is not there");
}

// What the captures of one article have together.
void check_minimum(const Article& article, const std::vector<const Capture*>& captures,
                   RuleFindings& findings) {
  const bool on_the_web =
      article.kind == "news-article" || article.kind == "web-page" || article.kind == "social-post";
  if (!on_the_web || captures.empty()) return;
  bool url = false;
  bool html = false;
  bool image = false;
  bool explained = false;
  for (const Capture* capture : captures) {
    url = url || capture->requested_url.value || !capture->final_url.empty();
    explained = explained || !capture->completeness->note.empty();
    for (const CaptureFile& file : capture->files) {
      html = html || file.role == "html" || file.role == "warc" || file.role == "wacz" ||
             (file.role == "primary" && (file.media_type.starts_with("text/html") ||
                                         file.media_type.starts_with("application/xhtml+xml")));
      image = image || file.role == "screenshot" ||
              (file.role == "primary" && capture->method == "screenshot");
    }
  }
  if (url && html && image) return;
  std::string lacks;
  for (const auto& [there, what] :
       {std::pair{url, "its address"}, std::pair{html, "the page as HTML"},
        std::pair{image, "an image of the whole page"}})
    if (!there) lacks += (lacks.empty() ? "" : " and ") + std::string(what);
  findings.add("capture.minimum-not-met", article.id.text(), "",
               "its captures do not have " + lacks);
  if (explained && findings.profile() == Profile::kLegal) findings.lower(Severity::kWarning);
}

void check_clock(const Capture& capture, std::size_t captures_of_article, RuleFindings& findings) {
  const bool stamped = std::any_of(capture.files.begin(), capture.files.end(),
                                   [](const CaptureFile& f) { return f.role == "timestamp"; });
  if (capture.clock == "ntp" || captures_of_article > 1 || stamped) return;
  findings.add("capture.clock-unproven", capture.id.text(), "/clock",
               "only a clock that nobody compared says when it was captured");
}

void check_versions(const Article& article, const std::vector<const Capture*>& captures,
                    RuleFindings& findings) {
  std::unordered_map<std::string_view, const Capture*> first;  // by algorithm
  for (const Capture* capture : captures) {
    if (!capture->text || capture->text->algorithm.empty()) continue;
    const auto [known, added] = first.emplace(capture->text->algorithm, capture);
    if (added || known->second->text->sha256 == capture->text->sha256) continue;
    findings.add(
        "capture.versions-differ", article.id.text(), "",
        known->second->id.text() + " and " + capture->id.text() + " captured different texts");
    return;
  }
}

}  // namespace

void check_captures(const CaseIndex& index, const PayloadIndex& files, RuleFindings& findings) {
  FileRules rules(index, files, findings);
  for (const Capture* capture : index.dossier().all<Capture>()) {
    rules.check(*capture);
    check_description(*capture, findings);
    if (!index.is_unreadable(RecordKind::kCapture))
      check_clock(*capture, index.captures_of(capture->article).size(), findings);
  }
  files.each_below(kCapturesFolder, [&](const PayloadFile& file) { rules.check_unlisted(file); });
  for (const Article* article : index.dossier().all<Article>()) {
    const std::vector<const Capture*>& captures = index.captures_of(article->id);
    if (!index.is_unreadable(RecordKind::kCapture)) check_minimum(*article, captures, findings);
    check_versions(*article, captures, findings);
    if (article->published.absent())
      findings.add("article.published-missing", article->id.text(), "/published",
                   "the date of publication is not told, and no reason either",
                   "Add published, or write {\"missing\": \"the reason\"}.");
  }
}

}  // namespace dossier
