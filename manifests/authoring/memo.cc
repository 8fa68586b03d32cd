// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/memo.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "manifests/authoring/memo_quote.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 4> kBlockKinds = {"source", "attribution", "claim", "note"};
constexpr std::array<std::string_view, 5> kHeaderKeys = {"dossier", "author", "date", "language",
                                                         "capture"};
// More than any kind has, so that looking for a key stays cheap.
constexpr std::size_t kMostFields = 64;
constexpr std::string_view kFence = "---";

std::vector<MemoLine> split_lines(std::string_view text) {
  std::vector<MemoLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({line, number});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t heading_level(std::string_view line) {
  const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
  const bool is_heading =
      hashes > 0 && hashes <= 6 && (hashes == line.size() || line[hashes] == ' ');
  return is_heading ? hashes : 0;
}

bool is_blank(std::string_view line) {
  return trim_spaces(line).empty();
}
bool is_code_fence(std::string_view line) {
  return line.starts_with("```") || line.starts_with("~~~");
}

// "1. " and the like: the length of the mark, or 0.
std::size_t number_mark(std::string_view line) {
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && digits < 10 && line.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

class MemoParser {
 public:
  MemoParser(std::string_view text, const QuoteNamer& name_quote)
      : lines_(split_lines(text)), name_quote_(name_quote) {}

  Memo run() {
    if (read_header()) read_body();
    find_twins();
    std::stable_sort(memo_.faults.begin(), memo_.faults.end(),
                     [](const FormFault& a, const FormFault& b) { return a.line < b.line; });
    return std::move(memo_);
  }

 private:
  void refuse(std::size_t line, std::string key, std::string sentence, std::string mend = {}) {
    memo_.faults.push_back({line, std::move(key), std::move(sentence), std::move(mend)});
  }

  // False when what follows the header cannot be told.
  bool read_header() {
    if (lines_.empty() || lines_[0].text != kFence) {
      refuse(1, "", "a memo begins with a line ---",
             "The header is ---, then lines such as dossier: memo/1, author: ID and date: "
             "2026-03-01, then ---.");
      return false;
    }
    std::vector<FormField> fields;
    for (at_ = 1; at_ < lines_.size() && lines_[at_].text != kFence; ++at_) {
      read_header_line(lines_[at_], fields);
    }
    if (at_ == lines_.size()) {
      refuse(1, "", "the header has no end", "It ends with a line ---.");
      return false;
    }
    ++at_;
    take_header(fields);
    return true;
  }

  void read_header_line(const MemoLine& line, std::vector<FormField>& fields) {
    const std::size_t colon = line.text.find(": ");
    if (colon == std::string_view::npos) {
      refuse(line.number, "", "a line of the header is \"key: value\"");
      return;
    }
    FormField field{std::string(line.text.substr(0, colon)),
                    std::string(trim_spaces(line.text.substr(colon + 2))), line.number};
    if (std::find(kHeaderKeys.begin(), kHeaderKeys.end(), field.key) == kHeaderKeys.end()) {
      refuse(line.number, field.key, "is no key of the header",
             "The keys are " + list_words(kHeaderKeys) + ".");
    } else if (find_field(fields, field.key) != nullptr) {
      refuse(line.number, field.key, "is given twice");
    } else {
      fields.push_back(std::move(field));
    }
  }

  static const FormField* find_field(const std::vector<FormField>& fields, std::string_view key) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const FormField& field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
  }

  void take_header(const std::vector<FormField>& fields) {
    for (const std::string_view key : {"dossier", "author", "date"}) {
      if (find_field(fields, key) == nullptr) {
        refuse(1, std::string(key), "is missing in the header");
      }
    }
    for (const FormField& field : fields) {
      if (field.key == "dossier" && field.value != "memo/1") {
        refuse(field.line, field.key, "is not memo/1, which is what this program reads");
      } else if (field.key == "author") {
        take_id(field, RecordKind::kAgent, memo_.author);
      } else if (field.key == "capture") {
        take_id(field, RecordKind::kCapture, memo_.capture);
      } else if (field.key == "language") {
        memo_.language = field.value;
        if (!fits(kLanguage, field.value)) {
          refuse(field.line, field.key, "is not " + std::string(kLanguage.expected));
        }
      } else if (field.key == "date") {
        const auto noon = Timestamp::parse(field.value + "T12:00:00Z");
        memo_.noon = noon;
        if (!noon) refuse(field.line, field.key, "is no day such as 2026-03-01");
      }
    }
  }

  void take_id(const FormField& field, RecordKind kind, RecordId& out) {
    const auto id = RecordId::parse(field.value);
    if (id && id->kind() == kind) {
      out = *id;
    } else {
      refuse(field.line, field.key,
             "'" + field.value + "' is no id of a" + (kind == RecordKind::kAgent ? "n " : " ") +
                 std::string(kind_name(kind)),
             "Such an id begins with " + std::string(kind_prefix(kind)) + "-.");
    }
  }

  void read_body() {
    while (at_ < lines_.size()) {
      const MemoLine& line = lines_[at_];
      const std::size_t level = heading_level(line.text);
      if (is_code_fence(line.text)) {
        take_code();
      } else if (line.text.starts_with('>')) {
        take_quote();
      } else if (level > 0) {
        end_block();
        if (level == 2) begin_block(line);
        ++at_;
      } else {
        if (block_) take_block_line(line);
        ++at_;
      }
    }
    end_block();
  }

  // Code is prose: what looks like a heading or a quote in it is none.
  void take_code() {
    const std::size_t first = at_;
    const std::string mark(lines_[at_].text.substr(0, 3));
    do {
      if (block_) add_text(lines_[at_]);
      ++at_;
    } while (at_ < lines_.size() && !lines_[at_].text.starts_with(mark));
    if (at_ == lines_.size()) {
      refuse(lines_[first].number, "", "the code that begins here has no end",
             "It ends with a line " + mark + ".");
      return;
    }
    if (block_) add_text(lines_[at_]);
    ++at_;
  }

  void begin_block(const MemoLine& line) {
    const std::string_view rest = trim_spaces(line.text.substr(2));
    const std::size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, space);
    const std::string_view name = trim_spaces(rest.substr(space));
    block_.emplace();
    block_->form.line = line.number;
    in_list_ = false;
    paragraph_open_ = false;
    if (std::find(kBlockKinds.begin(), kBlockKinds.end(), word) == kBlockKinds.end()) {
      const std::string_view meant = nearest_word(word, kBlockKinds);
      refuse(line.number, "",
             "'" + std::string(word) + "' is no kind of record that a memo may hold" +
                 (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"),
             "A heading of level 2 is ## KIND ID with " + list_words(kBlockKinds) +
                 "; for prose take another level.");
      return;
    }
    const RecordKind kind = *kind_of_name(word);
    const auto id = RecordId::parse(name);
    if (!id || id->kind() != kind) {
      refuse(line.number, "", "'" + std::string(name) + "' is no id of such a record",
             "It begins with " + std::string(kind_prefix(kind)) +
                 "- and has lower-case letters, digits and hyphens.");
      return;
    }
    block_->form.id = *id;
  }

  void end_block() {
    if (block_ && block_->form.id) memo_.blocks.push_back(*std::move(block_));
    block_.reset();
  }

  void take_block_line(const MemoLine& line) {
    if (!block_->form.id) return;
    const bool is_attribution = block_->form.id.kind() == RecordKind::kAttribution;
    if (is_blank(line.text)) {
      paragraph_open_ = false;
    } else if (is_attribution ? number_mark(line.text) > 0 : line.text.starts_with("- ")) {
      in_list_ = true;
      is_attribution ? take_hop(line) : take_field(line);
    } else if (is_attribution && line.text.starts_with("- ")) {
      take_field(line);
    } else if (in_list_ && line.text.starts_with("  ") && !block_->form.fields.empty()) {
      block_->form.fields.back().value += ' ' + std::string(trim_spaces(line.text));
    } else if (in_list_) {
      refuse(line.number, "", "only blockquotes may follow the list of a record",
             "Put the text before the list, or begin a heading of another level.");
    } else {
      add_text(line);
    }
  }

  // Lines stay as they are, paragraphs are parted by an empty line.
  void add_text(const MemoLine& line) {
    std::string& text = block_->form.text;
    if (!text.empty()) text += paragraph_open_ ? "\n" : "\n\n";
    text += trim_spaces(line.text);
    paragraph_open_ = true;
  }

  void take_hop(const MemoLine& line) {
    block_->form.hops.push_back(
        {"hop", std::string(trim_spaces(line.text.substr(number_mark(line.text)))), line.number});
  }

  void take_field(const MemoLine& line) {
    const std::string_view text = line.text.substr(2);
    const std::size_t colon = text.find(": ");
    if (colon == std::string_view::npos) {
      refuse(line.number, "", "an item of the list is \"- key: value\"");
      return;
    }
    FormField field{std::string(trim_spaces(text.substr(0, colon))),
                    std::string(trim_spaces(text.substr(colon + 2))), line.number};
    if (block_->form.fields.size() == kMostFields) {
      refuse(line.number, field.key, "is one key too many");
    } else if (find_field(block_->form.fields, field.key) != nullptr) {
      refuse(line.number, field.key, "is given twice");
    } else if (field.value.empty()) {
      refuse(line.number, field.key, "is empty");
    } else {
      block_->form.fields.push_back(std::move(field));
    }
  }

  void take_quote() {
    std::vector<MemoLine> inside;
    for (; at_ < lines_.size() && lines_[at_].text.starts_with('>'); ++at_) {
      inside.push_back({lines_[at_].text.substr(1), lines_[at_].number});
    }
    auto quote = parse_memo_quote(inside, memo_, name_quote_, memo_.faults);
    if (!quote) {
      if (block_) block_->is_complete = false;
      return;
    }
    if (block_) {
      block_->quotes.push_back(memo_.quotes.size());
      if (!in_list_) {
        paragraph_open_ = false;
        const std::string mark = "[#" + quote->wish.id.text() + "]";
        add_text({mark, 0});
        paragraph_open_ = false;
      }
    }
    memo_.quotes.push_back(*std::move(quote));
  }

  void find_twins() {
    std::unordered_map<std::string, std::size_t> lines;
    const auto note = [&](const RecordId& id, std::size_t line) {
      const auto [first, added] = lines.emplace(id.text(), line);
      if (added) return true;
      refuse(
          line, "",
          "the id " + id.text() + " stands in line " + std::to_string(first->second) + " already",
          "Give one of them another id.");
      return false;
    };
    for (const MemoQuote& quote : memo_.quotes) note(quote.wish.id, quote.credit_line);
    for (const MemoBlock& block : memo_.blocks) note(block.form.id, block.form.line);
  }

  std::vector<MemoLine> lines_;
  const QuoteNamer& name_quote_;
  std::size_t at_ = 0;
  Memo memo_;
  std::optional<MemoBlock> block_;  // without an id: its heading was refused
  bool in_list_ = false;
  bool paragraph_open_ = false;
};

}  // namespace

Memo parse_memo(std::string_view bytes, const QuoteNamer& name_quote) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  Memo memo;
  if (bytes.size() > kMaxMemoBytes) {
    memo.faults.push_back({1, "", "the memo is larger than 8 MiB", {}});
  } else if (!is_valid_utf8(bytes)) {
    memo.faults.push_back({1, "", "the memo is not in UTF-8", "Save it as UTF-8."});
  } else {
    if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
    memo = MemoParser(bytes, name_quote).run();
  }
  return memo;
}

}  // namespace dossier
