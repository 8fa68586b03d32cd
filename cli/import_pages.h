// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "bundle/progress.h"
#include "bundle/warc_pages.h"
#include "cli/import_archive.h"
#include "cli/import_work.h"

namespace dossier {

// What an archive holds and does not become a capture, counted by what it is.
class LeftOut {
 public:
  void add(const std::string& what, std::size_t count = 1);
  bool empty() const { return counts_.empty(); }
  // "image/png 3, request 12"
  std::string text() const;

 private:
  std::map<std::string, std::size_t> counts_;
};

// Which pages of an archive are wanted. The default: all.
class PageChoice {
 public:
  virtual ~PageChoice() = default;
  // Told of redirects as they pass.
  virtual void redirect(const std::string&, const std::string&) {}
  // May fill in what is known of the page beside, and its title.
  virtual bool choose(WebPage&, std::string& /*title*/) { return true; }
};

// Pages of an archive on their way into a case.
class PageImport {
 public:
  PageImport(Context& context, const ImportOptions& options);

  CaseWork& work() { return work_; }
  ImportWork& import() { return import_; }
  LeftOut& left_out() { return left_out_; }
  ProgressCounters& counters() { return counters_; }

  // The file itself goes into the case; returns the path of the copy to read from.
  std::string keep_whole();
  // `method` is that of the record; a title that is empty is the page's own, or else its address or
  // the name of its file.
  void take(const std::string& place, WebPage page, std::vector<std::string> remarks,
            const std::string& method, const std::string& title = {});
  // All records of a WARC. `place` stands before theirs in messages: ": ", ": archive/data.warc ".
  void take_warc(Pieces source, const std::string& place, const std::string& method,
                 PageChoice& choice);
  // Something about the archive that does not keep anything from being taken.
  void note(const std::string& place, const std::string& text);

  // Writes everything, or nothing when there is no page that can be taken, and tells what became of
  // it.
  ExitStatus finish();

 private:
  ExitStatus report(bool wrote);

  Context& context_;
  const ImportOptions& options_;
  CaseWork work_;
  ImportWork import_;
  LeftOut left_out_;
  ProgressCounters counters_;
  std::string captured_by_;
  std::vector<std::pair<std::string, std::string>> notes_;
};

// Tells what became of one row or page, and what should be known of it.
void tell_outcome(const std::string& path, const ImportOutcome& outcome);

}  // namespace dossier
