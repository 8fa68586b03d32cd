// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/sha256.h"
#include "manifests/finding.h"
#include "manifests/json/reader.h"
#include "manifests/records/fields.h"

namespace dossier {

// A text or value as it may stand in a sentence: short, in one line, texts in JSON's quotation
// marks.
std::string show_text(std::string_view text);
std::string show_value(const json::Value& value);

// The visitor that fills a record from JSON and collects what is wrong with it. A field that does
// not fit is left empty. Of one fault one finding is made: a key that looks like a slip of a
// required one that is absent is told as unknown, and not as missing too.
class RecordReader {
 public:
  static constexpr std::size_t kMaxFindings = 100;  // in one record; then reading goes on unheard

  // `path` names the file in findings; `text` is what the value was parsed from.
  RecordReader(std::string path, std::string_view text, Profile profile);

  template <class T>
  void object(const json::Value& value, T& out) {
    if (!open(value)) return;
    describe(*this, out);
    close(out.extra);
  }

  // Warns of characters that do not show or that deceive, in all strings and keys below `value`,
  // except in members of the outermost object that stand in `verbatim`.
  void check_text(const json::Value& value, Names verbatim);
  void report(std::string_view code, std::size_t offset, std::string sentence, std::string mend);

  std::vector<Finding> take() { return std::move(findings_); }

  // What describe() calls.
  void own_id(RecordId& id, RecordKind kind);
  template <class T, class R = NoRule>
  void field(std::string_view name, T& member, Need need, const R& rule = {}) {
    const json::Value* value = find(name, need, is_list(&member));
    if (value == nullptr) return;
    const std::size_t length = pointer_.size();
    json::append_pointer(pointer_, name);
    read(*value, member, rule);
    pointer_.resize(length);
  }
  void require_if(const When& when, Names fields, Need need = Need::kRequired);
  void narrow_if(const When& when, std::string_view field, std::span<const std::string_view> words);
  void require_any(Names fields);
  // Exactly one of the groups is there, and all of it.
  void alternatives(std::initializer_list<Names> groups);

 private:
  struct Absent {
    std::string_view name;
    Need need;
    std::string why;  // "because kind is person"
  };
  struct Level {
    const json::Value* object;
    std::vector<std::string_view> known;
    std::vector<std::string_view> lists;  // those of the known that are arrays
    std::vector<Absent> absent;
  };

  static constexpr bool is_list(const void*) { return false; }
  template <class T>
  static constexpr bool is_list(const std::vector<T>*) {
    return !std::is_same_v<std::vector<T>, Parameters>;
  }

  // As it may stand in a sentence: short, in one line, texts in JSON's quotation marks.
  static std::string show_text(std::string_view text);
  static std::string show_value(const json::Value& value);

  bool open(const json::Value& value);
  void close(json::Object& extra);
  const json::Value* find(std::string_view name, Need need, bool list);
  // An array without elements says nothing and counts as absent.
  bool is_absent(std::string_view name) const;
  void report_unknown(const json::Member& member);
  void report_absent(const Absent& absent);
  void refuse(const json::Value& value, std::string_view code, std::string_view expected,
              std::string mend = {});
  void check_string(std::string_view text, std::size_t offset);

  void read(const json::Value& value, std::string& out, const TextRule& rule);
  void read(const json::Value& value, RecordId& out, const KindSet& kinds);
  void read(const json::Value& value, RefOr& out, const RefOrRule& rule);
  void read(const json::Value& value, std::int64_t& out, const IntegerRule& rule);
  void read(const json::Value& value, bool& out, NoRule);
  void read(const json::Value& value, std::optional<Timestamp>& out, NoRule);
  void read(const json::Value& value, Sha256& out, NoRule);
  void read(const json::Value& value, Parameters& out, NoRule);
  template <Described T>
  void read(const json::Value& value, T& out, NoRule) {
    object(value, out);
  }
  template <class T, class R>
  void read(const json::Value& value, std::optional<T>& out, const R& rule) {
    T inner{};
    const std::size_t before = count_;
    read(value, inner, rule);
    if (count_ == before || std::is_class_v<T>) out = std::move(inner);
  }
  template <class T, class R>
  void read(const json::Value& value, std::vector<T>& out, const R& rule) {
    if (!is_array(value)) return;
    for (std::size_t i = 0; i < value.array().size(); ++i) {
      const std::size_t length = pointer_.size();
      json::append_pointer(pointer_, i);
      read(value.array()[i], out.emplace_back(), rule);
      pointer_.resize(length);
    }
  }
  template <class T, class R>
  void read(const json::Value& value, OrMissing<T>& out, const R& rule) {
    if (value.find("missing") != nullptr) {
      read_reason(value, out.missing, out.missing_extra);
    } else {
      read(value, out.value, rule);
    }
  }
  bool is_array(const json::Value& value);
  void read_reason(const json::Value& value, std::string& out, json::Object& extra);

  std::string path_;
  json::LineCounter lines_;
  Profile profile_;
  std::string pointer_;
  std::vector<Level> levels_;
  std::vector<Finding> findings_;
  std::size_t count_ = 0;  // of all findings, those unheard too
};

}  // namespace dossier
