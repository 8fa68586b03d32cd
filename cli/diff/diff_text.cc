// SPDX-License-Identifier: Apache-2.0
#include "cli/diff/diff_text.h"

#include <algorithm>
#include <utility>

#include "cli/diff/diff_words.h"
#include "cli/escape.h"
#include "cli/layout.h"
#include "cli/record_rows.h"
#include "cli/report_text.h"

namespace dossier {
namespace {

constexpr std::size_t kLeastColumns = 80;
constexpr std::size_t kLabelColumns = 20;
constexpr std::size_t kIndent = 6;
constexpr std::size_t kMostColumnsOfAPiece = 600;
constexpr std::size_t kMostColumnsOfWords = 220;
constexpr std::size_t kMostHunksShown = 40;
constexpr std::size_t kMostRecordsNamed = 6;

// A text of the bundle in one line of the terminal; where its lines end, a sign.
std::string one_line(std::string_view untrusted) {
  std::string line;
  for (std::size_t at = 0; at <= untrusted.size();) {
    const std::size_t end = std::min(untrusted.find('\n', at), untrusted.size());
    if (at != 0) line += " ¶ ";
    line += escape_line(untrusted.substr(at, end - at));
    at = end + 1;
  }
  return line;
}

// With line feeds between the characters of words that are wider, such as sentences of scripts
// without spaces.
std::string with_broken_words(const std::string& escaped, std::size_t columns) {
  constexpr std::string_view kEllipsis = "…";  // what shorten() puts behind
  std::string out;
  for (std::size_t at = 0; at <= escaped.size();) {
    const std::size_t end = std::min(escaped.find(' ', at), escaped.size());
    if (at != 0) out += ' ';
    std::string rest = escaped.substr(at, end - at);
    while (columns_of(rest) > columns) {
      const std::size_t kept = shorten(rest, columns).size() - kEllipsis.size();
      out += rest.substr(0, kept) + '\n';
      rest.erase(0, kept);
    }
    out += rest;
    at = end + 1;
  }
  return out;
}

class DiffText {
 public:
  DiffText(const DiffModel& model, const Terminal& terminal)
      : model_(model), terminal_(terminal), columns_(std::max(terminal.columns, kLeastColumns)) {}

  std::string write() {
    out_ = wrap(escape_line(diff_sentence(model_)), columns_, 0);
    write_bundles();
    if (!model_.compared()) return std::move(out_);
    write_loosened();
    write_statuses();
    write_matches();
    write_records(Change::kChanged, "Records changed");
    write_records(Change::kAdded, "Records added");
    write_records(Change::kRemoved, "Records removed");
    write_texts();
    write_files();
    write_signers();
    return std::move(out_);
  }

 private:
  void heading(std::string_view name, std::size_t count) {
    out_ += '\n' +
            coloured(std::string(name) + " (" + std::to_string(count) + ")", Colour::kStrong,
                     terminal_) +
            '\n';
  }
  // Indented by `indent`, the lines that follow by two more.
  void paragraph(std::size_t indent, const std::string& text) {
    const std::size_t hanging = indent + 2;
    out_ += std::string(indent, ' ') +
            wrap(with_broken_words(text, columns_ - hanging), columns_, hanging);
  }

  void write_bundles() {
    out_ += '\n';
    for (const auto& [label, bundle] :
         {std::pair("  old  ", &model_.before()), std::pair("  new  ", &model_.after())}) {
      const VerifyReport& report = bundle->report();
      std::string line = escape_line(report.bundle);
      if (report.info) {
        line += ", revision " + std::to_string(report.info->revision) + " of " +
                report.info->bagging_date;
      }
      out_ += label + wrap(line, columns_, 7);
      if (bundle->has_contents()) {
        out_ += std::string(7, ' ') + wrap(escape_line(report.title), columns_, 7);
      }
      out_ += std::string(7, ' ');
      if (report.outcome == Outcome::kNotValid) {
        out_ += wrap(invalid_words(*bundle), columns_, 7);
      } else {
        out_ += outcome_line(report, terminal_);
      }
    }
    if (!model_.verified()) {
      const std::string warning =
          model_.compared() ? "Not both verify: what is told of one that does not is the word of "
                              "somebody you do not know, or breaks the rules of its profile."
                            : "What a bundle holds that is broken is not shown.";
      out_ += '\n' + wrap(warning, columns_, 0);
    }
  }

  void write_loosened() {
    if (model_.loosened().empty()) return;
    out_ +=
        '\n' +
        coloured("! LESS RESTRICTED THAN BEFORE (" + std::to_string(model_.loosened().size()) + ")",
                 Colour::kBad, terminal_) +
        '\n';
    for (const Loosening& loosening : model_.loosened()) {
      paragraph(2,
                "! " + escape_line(loosening_words(loosening)) + " " + loosening_extent(loosening));
      if (loosening.records.empty() || loosening.everything) continue;
      std::string ids;
      for (std::size_t i = 0; i < loosening.records.size() && i < kMostRecordsNamed; ++i) {
        ids += (i == 0 ? "" : ", ") + loosening.records[i].text();
      }
      if (loosening.records.size() > kMostRecordsNamed) ids += ", …";
      paragraph(4, escape_line(ids));
    }
  }

  void write_statuses() {
    if (model_.statuses().empty()) return;
    heading("Claims with another status", model_.statuses().size());
    for (const ClaimStatusChange& change : model_.statuses()) {
      out_ +=
          row_text(change.after->id.text(), change.after->status, change.after->text, terminal_) +
          '\n';
      paragraph(4, "was " + escape_line(change.before->status) + ", now " +
                       escape_line(change.after->status));
    }
  }

  void write_matches() {
    if (model_.matches().empty()) return;
    heading("Quotes that match their text differently", model_.matches().size());
    for (const QuoteMatchChange& change : model_.matches()) {
      paragraph(2, pad(escape_line(change.quote.text()), 26) + " " +
                       std::string(match_words(change.before)) + " -> " +
                       std::string(match_words(change.after)));
      const Quote* quote = model_.after().model().dossier().find<Quote>(change.quote);
      if (quote != nullptr) paragraph(4, shorten(one_line(quote->exact), kMostColumnsOfWords));
    }
  }

  void write_records(Change change, std::string_view name) {
    const auto is_wanted = [&](const RecordChange& record) { return record.change == change; };
    const auto count = static_cast<std::size_t>(
        std::count_if(model_.records().begin(), model_.records().end(), is_wanted));
    if (count == 0) return;
    heading(name, count);
    for (const RecordChange& record : model_.records()) {
      if (!is_wanted(record)) continue;
      const RecordFile& file = record.after != nullptr ? *record.after : *record.before;
      const RecordRow row = record_row(file);
      const std::string id = record.kind == RecordKind::kHead ? file.path
                             : record.id.empty()              ? file.path
                                                              : record.id.text();
      out_ += row_text(id, row.label, row.text, terminal_) + '\n';
      if (change == Change::kChanged) write_fields(record);
    }
  }

  void write_fields(const RecordChange& record) {
    if (!record.readable) {
      paragraph(4, "is another file; one of the two cannot be read, see: dossier verify");
    } else if (record.fields.empty()) {
      paragraph(4, "says the same, and is written in another way");
    }
    for (const FieldChange& field : record.fields) write_field(field);
  }

  void write_field(const FieldChange& field) {
    const std::string label = pad(escape_line(pointer_words(field.pointer)), kLabelColumns) + " ";
    const std::string before = field.before ? one_line(value_words(*field.before)) : "(none)";
    const std::string after = field.after ? one_line(value_words(*field.after)) : "(none)";
    const std::string both = "    " + label + before + " -> " + after;
    if (columns_of(both) <= columns_) {
      out_ += both + '\n';
      return;
    }
    paragraph(4, escape_line(pointer_words(field.pointer)));
    if (const std::optional<TextComparison> prose = prose_change(field)) {
      write_hunks(*prose, {});
      return;
    }
    if (field.before) paragraph(kIndent, "- " + clipped_line(before));
    if (field.after) paragraph(kIndent, "+ " + clipped_line(after));
  }

  static std::string clipped_line(const std::string& escaped) {
    return shorten(escaped, 4 * kMostColumnsOfAPiece);
  }

  void write_hunks(const TextComparison& comparison, const std::vector<std::string_view>& regions) {
    for (std::size_t i = 0; i < comparison.hunks.size() && i < kMostHunksShown; ++i) {
      const TextHunk& hunk = comparison.hunks[i];
      std::vector<WordChange> words;
      for (const TextPiece& piece : hunk.pieces) {
        words.push_back(
            {piece.op, shorten(one_line(piece.text), kMostColumnsOfAPiece), piece.meaning});
      }
      std::string line =
          (hunk.cut_before ? "… " : "") + render_word_diff(words) + (hunk.cut_after ? " …" : "");
      if (i < regions.size() && regions[i] != region_name(Region::kBody)) {
        line = "(" + std::string(regions[i]) + ") " + line;
      }
      paragraph(kIndent, line);
    }
    const std::size_t more = comparison.hunks_left_out + comparison.hunks.size() -
                             std::min(comparison.hunks.size(), kMostHunksShown);
    if (more != 0) paragraph(kIndent, "… and " + counted(more, "more place", "more places"));
  }

  void write_texts() {
    if (model_.texts().empty()) return;
    heading("Texts of captures", model_.texts().size());
    for (const CaptureTextChange& change : model_.texts()) {
      const RecordId& before = change.pair.before->id;
      const RecordId& after = change.pair.after->id;
      const std::string which = before == after ? after.text() + ", its text is another"
                                                : before.text() + " -> " + after.text();
      paragraph(2, escape_line(which));
      paragraph(4, escape_line(model_.after().model().name_of(change.pair.after->article)));
      const std::string note = text_change_note(change);
      paragraph(4, note.empty() ? text_change_amount(change.comparison) : note);
      write_hunks(change.comparison, change.regions);
    }
  }

  void file_line(std::string_view sign, const PayloadFile& file) {
    out_ +=
        "  " + std::string(sign) + " " + file.sha256.hex() + "  " + size_text(file.bytes) + "\n";
  }

  void write_files() {
    std::size_t shown = 0;
    for (const FileChange& file : model_.files()) {
      if (!is_record_path(file.path())) ++shown;
    }
    const std::size_t records = model_.files().size() - shown;
    if (model_.files().empty()) return;
    heading("Files", model_.files().size());
    for (const FileChange& file : model_.files()) {
      if (is_record_path(file.path())) continue;
      paragraph(2, escape_line(file.path()));
      if (file.before) file_line("-", *file.before);
      if (file.after) file_line("+", *file.after);
    }
    if (records != 0) {
      paragraph(2, (shown == 0 ? "" : "and ") +
                       counted(records, "file of a record", "files of records") +
                       "; --json lists them with their digests");
    }
  }

  void write_signers() {
    if (model_.signers().empty()) return;
    heading("Signers", model_.signers().size());
    for (const SignerChange& signer : model_.signers()) {
      for (const auto& [sign, signature] :
           {std::pair("- ", signer.before), std::pair("+ ", signer.after)}) {
        if (signature == nullptr) continue;
        paragraph(2, sign + std::string(signature_status_name(signature->status)) + ": " +
                         signer_text(*signature));
      }
    }
  }

  const DiffModel& model_;
  const Terminal& terminal_;
  std::size_t columns_;
  std::string out_;
};

}  // namespace

std::string diff_text(const DiffModel& model, const Terminal& terminal) {
  return DiffText(model, terminal).write();
}

}  // namespace dossier
