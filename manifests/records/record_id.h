// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dossier {

// The kinds of records ("Record kinds" in RECORDS of FORMAT.md). The head has no id of this form.
enum class RecordKind {
  kAgent,
  kSource,
  kArticle,
  kCapture,
  kQuote,
  kAttribution,
  kClaim,
  kNote,
  kEvent,
  kMarking,
  kRedaction,
  kHead,
};
inline constexpr std::size_t kRecordKinds = 12;  // the head counted

std::string_view kind_name(RecordKind kind);    // "quote"; "head"
std::string_view kind_folder(RecordKind kind);  // "quotes", below records/; empty for the head
std::string_view kind_prefix(RecordKind kind);  // "quo"; empty for the head
std::optional<RecordKind> kind_of_name(std::string_view name);
std::optional<RecordKind> kind_of_folder(std::string_view folder);

inline constexpr std::size_t kMaxIdBytes = 64;

// A record's id: prefix of its kind, then lower-case words behind hyphens, at most kMaxIdBytes.
class RecordId {
 public:
  RecordId() = default;  // of no record; empty() is true
  static std::optional<RecordId> parse(std::string_view text);

  bool empty() const { return text_.empty(); }
  explicit operator bool() const { return !text_.empty(); }
  RecordKind kind() const { return kind_; }  // of an id that is not empty
  const std::string& text() const { return text_; }
  // records/<folder>/<id>.json, from the root of the case folder.
  std::string path() const;

  friend bool operator==(const RecordId& a, const RecordId& b) { return a.text_ == b.text_; }
  friend auto operator<=>(const RecordId& a, const RecordId& b) { return a.text_ <=> b.text_; }

 private:
  std::string text_;
  RecordKind kind_ = RecordKind::kHead;
};

// Why a text is no id, for a sentence: "has an upper-case letter"; empty when it is one.
std::string explain_id(std::string_view text);

// A set of kinds, for fields that refer to records.
class KindSet {
 public:
  template <class... K>
  constexpr KindSet(RecordKind first, K... more) : bits_((bit(first) | ... | bit(more))) {}
  friend constexpr KindSet operator|(KindSet a, KindSet b) {
    return KindSet(Bits{a.bits_ | b.bits_});
  }
  static constexpr KindSet any() { return KindSet(Bits{(1U << (kRecordKinds - 1)) - 1U}); }

  constexpr bool has(RecordKind kind) const { return (bits_ & bit(kind)) != 0; }
  std::string names() const;    // "a quote, capture or source"
  std::string pattern() const;  // a regular expression (ECMA 262) for ids of these kinds

 private:
  struct Bits {
    unsigned bits;
  };
  constexpr explicit KindSet(Bits bits) : bits_(bits.bits) {}
  static constexpr unsigned bit(RecordKind kind) { return 1U << static_cast<unsigned>(kind); }
  unsigned bits_;
};

}  // namespace dossier

template <>
struct std::hash<dossier::RecordId> {
  std::size_t operator()(const dossier::RecordId& id) const {
    return std::hash<std::string>{}(id.text());
  }
};
