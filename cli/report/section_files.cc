// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "bundle/layout.h"
#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"

namespace dossier {
namespace {

constexpr std::size_t kMostFilesInGroups = 1'000;  // of hex digits
constexpr std::size_t kMostFilesListed = 12'000;

void write_capture_files(Html& html, const Capture& capture, bool in_groups) {
  std::map<std::string_view, std::string> roles;  // one file may have several
  for (const CaptureFile& file : capture.files) {
    std::string& of_file = roles[file.path];
    of_file += (of_file.empty() ? "" : ", ") + spaced(file.role);
  }
  for (const CaptureFile& file : capture.files) {
    const auto held = roles.find(file.path);
    if (held == roles.end()) continue;
    html.raw("<tr><td class=\"full\"><code>").text(file.path).raw("</code>");
    if (!file.original_name.empty()) {
      html.raw("<br/><span class=\"note\">came as ").isolated(file.original_name).raw("</span>");
    }
    html.raw("</td><td>").text(held->second);
    roles.erase(held);
    if (file.presence == "not-packed") html.raw(" <em>(not packed)</em>");
    html.raw("</td><td>").text(file.media_type).raw("</td><td class=\"amount\">");
    html.text(size_text(static_cast<std::uint64_t>(std::max<std::int64_t>(file.bytes, 0))));
    html.raw("</td><td class=\"full\">");
    if (in_groups) {
      digest(html, file.sha256.hex());
    } else {
      html.raw("<code>").text(file.sha256.hex()).raw("</code>");
    }
    html.raw("</td></tr>\n");
  }
}

bool is_record_file(const FileRow& file) {
  return file.path.starts_with("data/records/");
}

// The signed manifest's own form, which sha256sum -c reads.
void write_manifest_lines(Html& html, const ReportModel& model) {
  const std::vector<FileRow>& files = model.files();
  const bool too_many = files.size() > kMostFilesListed;
  begin_fold(html, files.size() <= kMostOpenRows,
             counted(files.size(), "file", "files") + " with digests, as sha256sum writes them");
  if (too_many) {
    html.raw(
        "<p class=\"note\">Files of records are left out here: there are too many. Their digests "
        "stand in manifest-sha256.txt.</p>");
  }
  html.raw("<pre class=\"list\" tabindex=\"0\" aria-label=\"Files and digests\"><code>");
  for (const FileRow& file : files) {
    if (too_many && is_record_file(file)) continue;
    html.text(file.sha256.hex()).raw("  ").text(file.path).raw("\n");
  }
  html.raw("</code></pre>");
  end_fold(html);
}

void write_grep(Html& html, const ReportModel& model) {
  for (const Quote* quote : model.dossier().all<Quote>()) {
    const Capture* capture = model.dossier().find<Capture>(quote->capture);
    const QuoteCheck* check = model.check_of(quote->id);
    const bool fits = check != nullptr && check->status == QuoteStatus::kExact &&
                      capture != nullptr && capture->text &&
                      quote->exact.find('\n') == std::string::npos && quote->exact.size() < 200;
    if (!fits) continue;
    html.raw(
        "<p class=\"introduces\">A quote stands in its text letter for letter when "
        "<code>grep</code> finds it:</p><pre class=\"commands\" tabindex=\"0\" "
        "aria-label=\"Command\"><code>");
    html.text("grep -nF -e " + shell_quoted(quote->exact) + " " +
              shell_quoted(std::string(kDataFolder) + capture->text->path));
    html.raw("</code></pre>");
    return;
  }
}

}  // namespace

void write_files(Html& html, const ReportModel& model) {
  html.raw("<section id=\"files\"><h2>Files</h2>\n");
  std::size_t count = 0;
  for (const Capture* capture : model.dossier().all<Capture>()) count += capture->files.size();
  if (count != 0) {
    begin_fold(html, count <= kMostOpenRows, counted(count, "captured file", "captured files"));
    html.raw(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Captured files\">"
        "<table class=\"stack\">"
        "<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Role</th>"
        "<th scope=\"col\">Type</th><th scope=\"col\">Size</th><th scope=\"col\">SHA-256</th>"
        "</tr></thead><tbody>\n");
    for (const Capture* capture : model.dossier().all<Capture>()) {
      write_capture_files(html, *capture, count <= kMostFilesInGroups);
    }
    html.raw("</tbody></table></div>");
    end_fold(html);
  }
  write_manifest_lines(html, model);
  html.raw("</section>\n");
}

void write_by_hand(Html& html, const ReportModel& model) {
  html.raw(
      "<section id=\"by-hand\"><h2>How to repeat this by hand</h2>\n<ol>"
      "<li>Check signature and digests with the commands under "
      "<a href=\"#identity\">Check it yourself</a>.</li>"
      "<li>Open <code>data/</code>: one record a file, in JSON that people can read; the "
      "captured files lie beside their texts in <code>data/captures/</code>.</li>"
      "<li>Offsets of quotes count characters (Unicode code points) of "
      "<code>text.txt</code> from 0.</li></ol>\n");
  write_grep(html, model);
  html.raw(
      "<p class=\"introduces\">With the program, on any machine and without a network:</p>"
      "<pre class=\"commands\" tabindex=\"0\" aria-label=\"Command\"><code>");
  html.text("dossier verify " + shell_quoted(model.verification().bundle));
  html.raw("</code></pre></section>\n");
}

}  // namespace dossier
