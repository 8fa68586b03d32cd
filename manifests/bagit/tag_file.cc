// SPDX-License-Identifier: Apache-2.0
#include "manifests/bagit/tag_file.h"

#include <algorithm>
#include <charconv>

#include "crypto/time.h"

namespace dossier {
namespace {

constexpr std::string_view kFile = "bag-info.txt";
constexpr std::string_view kFormatLabel = "Dossier-Format: ";
constexpr std::string_view kFormat = "1";
constexpr std::string_view kDigestPrefix = "sha256:";

// Decimal without sign and leading zeros, from 1.
std::optional<std::uint64_t> parse_count(std::string_view text) {
  if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Sha256> parse_digest(std::string_view text) {
  if (!text.starts_with(kDigestPrefix)) return std::nullopt;
  return Sha256::parse(text.substr(kDigestPrefix.size()));
}

bool is_day(std::string_view text) {
  return Timestamp::parse(std::string(text) + "T00:00:00Z").has_value();
}

// A later format may have other lines: its number is looked for before anything else is judged.
std::optional<std::string_view> find_other_format(std::string_view text) {
  const std::string label = "\n" + std::string(kFormatLabel);
  const std::size_t found = text.find(label);
  if (found == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(found + label.size());
  const std::string_view number = rest.substr(0, rest.find('\n'));
  if (number == kFormat || !parse_count(number)) return std::nullopt;
  return number;
}

// Takes line after line off a text; the first line that is not as it must be ends the reading.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::size_t line() const { return line_; }
  // The value of the next line when it has that label, and a line feed.
  std::optional<std::string_view> value(std::string_view label) {
    ++line_;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos || !rest_.starts_with(label)) return std::nullopt;
    if (end < label.size()) return std::nullopt;
    const std::string_view found = rest_.substr(label.size(), end - label.size());
    rest_.remove_prefix(end + 1);
    return found;
  }

 private:
  std::string_view rest_;
  std::size_t line_ = 0;
};

Finding bad_line(const LineReader& lines, const std::string& expected) {
  Finding finding =
      make_finding("bag.info", std::string(kFile),
                   "line " + std::to_string(lines.line()) + " is not \"" + expected + "\"");
  finding.pointer = "line " + std::to_string(lines.line());
  return finding;
}

// Reads one line into `info`; the finding when it is not the line expected.
template <typename Take>
std::optional<Finding> read_line(LineReader& lines, std::string_view label, const char* expected,
                                 Take take) {
  const std::optional<std::string_view> value = lines.value(label);
  if (value && take(*value)) return std::nullopt;
  return bad_line(lines, std::string(label) + expected);
}

std::optional<Finding> read_bag_info(LineReader& lines, BagInfo& info) {
  auto fault = read_line(lines, "External-Identifier: ", "urn:uuid:…", [&](std::string_view value) {
    info.external_identifier = value;
    return is_dossier_id(value);
  });
  if (fault) return fault;
  fault = read_line(lines, "Bagging-Date: ", "YYYY-MM-DD", [&](std::string_view value) {
    info.bagging_date = value;
    return is_day(value);
  });
  if (fault) return fault;
  fault =
      read_line(lines, kFormatLabel, "1", [&](std::string_view value) { return value == kFormat; });
  if (fault) return fault;
  fault = read_line(lines, "Dossier-Revision: ", "N", [&](std::string_view value) {
    info.revision = parse_count(value).value_or(0);
    return info.revision >= 1 && info.revision <= kMaxRevision;
  });
  if (fault) return fault;
  fault = read_line(lines, "Dossier-Profile: ", "open, newsroom or legal",
                    [&](std::string_view value) { return parse_profile(value, info.profile); });
  if (fault || info.revision == 1) return fault;
  return read_line(lines, "Dossier-Previous: ", "sha256:…", [&](std::string_view value) {
    info.previous = parse_digest(value);
    return info.previous.has_value();
  });
}

}  // namespace

std::optional<Finding> check_bag_declaration(ByteView file) {
  if (as_text(file) == kBagDeclaration) return std::nullopt;
  return make_finding("bag.declaration", "bagit.txt",
                      "the file is not the two lines \"BagIt-Version: 1.0\" and "
                      "\"Tag-File-Character-Encoding: UTF-8\"");
}

std::string write_bag_info(const BagInfo& info) {
  std::string out = "External-Identifier: " + info.external_identifier + "\n";
  out += "Bagging-Date: " + info.bagging_date + "\n";
  out += std::string(kFormatLabel) + std::string(kFormat) + "\n";
  out += "Dossier-Revision: " + std::to_string(info.revision) + "\n";
  out += "Dossier-Profile: " + std::string(profile_name(info.profile)) + "\n";
  if (info.previous) {
    out += "Dossier-Previous: " + std::string(kDigestPrefix) + info.previous->hex() + "\n";
  }
  return out;
}

std::variant<BagInfo, Finding> parse_bag_info(ByteView file) {
  const std::string_view text = as_text(file);
  if (const auto format = find_other_format(text)) {
    return make_finding("bag.format-unknown", std::string(kFile),
                        "the bundle has format " + std::string(*format) +
                            ", this program knows format " + std::string(kFormat));
  }
  BagInfo info;
  LineReader lines(text);
  if (auto fault = read_bag_info(lines, info)) return *std::move(fault);
  if (!lines.at_end()) {
    const std::string after = "line " + std::to_string(lines.line());
    return make_finding("bag.info", std::string(kFile), "something follows " + after);
  }
  return info;
}

bool is_dossier_id(std::string_view text) {
  constexpr std::string_view kShape = "urn:uuid:00000000-0000-0000-0000-000000000000";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == '0' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == shape;
         });
}

}  // namespace dossier
