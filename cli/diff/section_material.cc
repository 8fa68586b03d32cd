// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/diff/diff_sections.h"
#include "cli/diff/diff_words.h"
#include "cli/layout.h"
#include "cli/report/sections.h"
#include "cli/report/words.h"
#include "cli/report_text.h"

namespace dossier {
namespace {

constexpr std::size_t kMostHunksShown = 300;
constexpr std::size_t kMostCodePointsOfAPiece = 3'000;

void write_hunk(Html& html, const TextHunk& hunk, std::string_view region) {
  html.raw("<p class=\"hunk\" dir=\"auto\">");
  if (region != region_name(Region::kBody)) {
    html.raw("<span class=\"note\">(").text(region).raw(")</span> ");
  }
  if (hunk.cut_before) html.raw("… ");
  bool is_first = true;
  for (const TextPiece& piece : hunk.pieces) {
    if (!is_first) html.raw(" ");
    is_first = false;
    const std::string text = clipped(piece.text, kMostCodePointsOfAPiece);
    if (piece.op == WordOp::kSame) {
      html.text(text);
    } else if (piece.op == WordOp::kOnlyInSource) {
      html.element("del", text);
    } else {
      html.element("ins", text);
    }
    if (piece.meaning) html.raw("<span class=\"meaning\"> turns the meaning</span>");
  }
  if (hunk.cut_after) html.raw(" …");
  html.raw("</p>");
}

void write_capture_time(Html& html, const Capture& capture) {
  html.raw("<code>").text(capture.id.text()).raw("</code>, captured ");
  html.text(time_text(capture.captured_at));
}

void write_file_row(Html& html, const FileChange& file) {
  const auto write = [&](Status status, const PayloadFile& state) {
    html.raw("<tr><td>");
    badge(html, status);
    html.raw("</td><td><code>").text(file.path()).raw("</code><br/>");
    digest(html, state.sha256.hex());
    html.raw("</td><td class=\"amount\">").text(size_text(state.bytes)).raw("</td></tr>\n");
  };
  const bool changed = file.before && file.after;
  if (file.before) {
    write({"−", changed ? "before" : "removed", changed ? Tone::kDoubtful : Tone::kBad},
          *file.before);
  }
  if (file.after) {
    write({"+", changed ? "now" : "added", changed ? Tone::kDoubtful : Tone::kGood}, *file.after);
  }
}

}  // namespace

void write_hunks(Html& html, const TextComparison& comparison,
                 const std::vector<std::string_view>& regions) {
  const std::size_t shown = std::min(comparison.hunks.size(), kMostHunksShown);
  for (std::size_t i = 0; i < shown; ++i) {
    write_hunk(html, comparison.hunks[i],
               i < regions.size() ? regions[i] : region_name(Region::kBody));
  }
  const std::size_t more = comparison.hunks_left_out + comparison.hunks.size() - shown;
  if (more != 0) {
    html.raw("<p class=\"note\">And ").text(counted(more, "more place", "more places"));
    html.raw("; <code>--json</code> tells more.</p>");
  }
}

void write_text_changes(Html& html, const DiffModel& model) {
  if (model.texts().empty()) return;
  html.raw("<section id=\"texts\"><h2>What became of the articles</h2>\n");
  for (const CaptureTextChange& change : model.texts()) {
    html.raw("<div class=\"change\"><h3 dir=\"auto\">");
    html.text(model.after().model().name_of(change.pair.after->article));
    html.raw("</h3><p class=\"note\">");
    write_capture_time(html, *change.pair.before);
    html.raw("<br/>");
    write_capture_time(html, *change.pair.after);
    html.raw("</p><p>");
    const std::string note = text_change_note(change);
    html.text(note.empty() ? text_change_amount(change.comparison) : note).raw("</p>");
    if (note.empty()) {
      begin_fold(html, change.comparison.hunks.size() <= kMostOpenRows,
                 counted(change.comparison.hunks.size(), "place", "places"));
      write_hunks(html, change.comparison, change.regions);
      end_fold(html);
    }
    html.raw("</div>\n");
  }
  html.raw("</section>\n");
}

void write_file_changes(Html& html, const DiffModel& model) {
  if (model.files().empty()) return;
  html.raw("<section id=\"files\"><h2>Files</h2>\n");
  for (const bool records : {false, true}) {
    const auto is_wanted = [&](const FileChange& file) {
      return is_record_path(file.path()) == records;
    };
    const auto count = static_cast<std::size_t>(
        std::count_if(model.files().begin(), model.files().end(), is_wanted));
    if (count == 0) continue;
    begin_fold(html, !records && count <= kMostOpenRows,
               records ? counted(count, "file of a record", "files of records")
                       : counted(count, "captured file", "captured files"));
    html.raw(
        "<div class=\"scroll\"><table><thead><tr><th>Change</th><th>File and SHA-256</th>"
        "<th>Size</th></tr></thead><tbody>\n");
    for (const FileChange& file : model.files()) {
      if (is_wanted(file)) write_file_row(html, file);
    }
    html.raw("</tbody></table></div>");
    end_fold(html);
  }
  html.raw("</section>\n");
}

void write_signer_changes(Html& html, const DiffModel& model) {
  if (model.signers().empty()) return;
  html.raw("<section id=\"signers\"><h2>Signers</h2><ul class=\"plain\">\n");
  const auto write = [&](Status sign, const SignatureReport* signature) {
    if (signature == nullptr) return;
    html.raw("<li><p>");
    badge(html, sign);
    html.raw(" ");
    badge(html, signature_status(signature->status));
    html.raw(" ").isolated(signer_text(*signature)).raw("</p></li>\n");
  };
  for (const SignerChange& signer : model.signers()) {
    const bool changed = signer.change == Change::kChanged;
    write({"−", changed ? "before" : "removed", Tone::kDoubtful}, signer.before);
    write({"+", changed ? "now" : "added", Tone::kDoubtful}, signer.after);
  }
  html.raw("</ul></section>\n");
}

void write_diff_by_hand(Html& html) {
  html.raw(
      "<section id=\"by-hand\"><h2>By hand</h2><p>That NEW was made from OLD, and what differs, "
      "can be seen with tools that every system has:</p><pre class=\"commands\" "
      "tabindex=\"0\" aria-label=\"Commands\"><code>"
      "unzip -q -d old OLD.dossier.zip; unzip -q -d new NEW.dossier.zip\n"
      "sha256sum old/*/tagmanifest-sha256.txt\n"
      "grep Dossier-Previous new/*/bag-info.txt       # the same digest\n"
      "diff -r old/*/data new/*/data</code></pre></section>\n");
}

}  // namespace dossier
