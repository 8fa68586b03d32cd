// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "manifests/json/reader.h"
#include "manifests/quotes/folding.h"
#include "manifests/quotes/pattern_search.h"
#include "manifests/rules/rule_groups.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::string_view kCode = "source.protected-exposed";

// What is not UTF-8 is searched too, U+FFFD for what cannot be read.
std::u32string decode_loosely(std::string_view bytes) {
  std::u32string decoded;
  bool valid = true;
  for (std::size_t at = 0; at < bytes.size();) decoded += next_code_point(bytes, at, valid);
  return decoded;
}

// The words are not told in findings, which are shown to more people than the list; their number
// in it is.
class SecretSearch {
 public:
  explicit SecretSearch(const std::vector<std::u32string>& words) {
    for (const std::u32string& word : words) patterns_.push_back(word);
  }

  // "number 2 of the list", or empty when no word stands in the text.
  std::string find(std::string_view text) const {
    const std::u32string decoded = decode_loosely(text);
    const FoldedText folded(decoded, FoldLevel::kCase);
    const std::vector<PatternHits> hits = count_hits(folded, patterns_);
    for (std::size_t i = 0; i < hits.size(); ++i)
      if (hits[i].count > 0) return "word " + std::to_string(i + 1) + " of the list of secrets";
    return {};
  }

  // The first value below `value` that holds a word, and its place.
  std::string find(const json::Value& value, std::string& pointer) const {
    if (value.is_string()) return find(value.string());
    const std::size_t length = pointer.size();
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.array().size(); ++i) {
        json::append_pointer(pointer, i);
        std::string word = find(value.array()[i], pointer);
        if (!word.empty()) return word;
        pointer.resize(length);
      }
    } else if (value.is_object()) {
      for (const json::Member& member : value.object()) {
        json::append_pointer(pointer, member.key);
        std::string word = find(member.key);
        if (word.empty()) word = find(member.value, pointer);
        if (!word.empty()) return word;
        pointer.resize(length);
      }
    }
    return {};
  }

 private:
  std::vector<std::u32string_view> patterns_;
};

void append_strings(const json::Value& value, std::string& out) {
  if (value.is_string()) {
    out += value.string() + "\n";
  } else if (value.is_array()) {
    for (const json::Value& each : value.array()) append_strings(each, out);
  } else if (value.is_object()) {
    for (const json::Member& member : value.object()) {
      out += member.key + "\n";
      append_strings(member.value, out);
    }
  }
}

}  // namespace

void check_secrets(const CaseIndex& index, const Capture& capture, const CaptureBytes& bytes,
                   RuleFindings& findings) {
  if (index.secrets().empty()) return;
  const SecretSearch search(index.secrets());
  for (const auto& [file, name] :
       {std::pair{&bytes.text, "the text"}, std::pair{&bytes.map, "text.map.json"},
        std::pair{&bytes.source, "what the text was extracted from"}}) {
    if (file->state != FileState::kPacked) continue;
    const std::string word = search.find(as_text(file->bytes));
    if (!word.empty())
      findings.add(kCode, capture.id.text(), "/files", std::string(name) + " holds " + word);
  }
}

void check_secrets(const CaseIndex& index, const PayloadIndex& files, RuleFindings& findings) {
  if (index.secrets().empty()) return;
  const SecretSearch search(index.secrets());
  files.each_below("", [&](const PayloadFile& file) {
    const std::string word = search.find(std::string(file.path));
    if (word.empty()) return;
    findings.add(kCode, std::string(file.path), "", "the name of the file holds " + word,
                 "Choose another id or name.");
  });
  std::string strings;
  for (const RecordFile& file : index.dossier().files()) {
    if (!file.sound) continue;
    const json::Value value = to_json(file.record);
    strings.clear();
    append_strings(value, strings);
    if (search.find(strings).empty()) continue;
    std::string pointer;
    const std::string word = search.find(value, pointer);
    if (!word.empty())
      findings.add(kCode, file.id ? file.id.text() : file.path, pointer, "holds " + word);
  }
}

}  // namespace dossier
