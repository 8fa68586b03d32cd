// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/value_diff.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "manifests/json/reader.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

// The members that tell what an element of an array is about, by the tables of RECORDS in
// FORMAT.md.
constexpr std::array<std::string_view, 10> kAbout = {
    "ref", "path", "claim", "agent", "id", "scheme", "language", "fingerprint", "url", "start"};

// What an element is recognised by.
std::string mark_of(const json::Value& element) {
  for (const std::string_view name : kAbout) {
    const json::Value* member = element.find(name);
    if (member == nullptr) continue;
    return std::string(name) + json::write_compact(*member);
  }
  return json::write_compact(element);
}

using Pair = std::pair<std::size_t, std::size_t>;  // places in the old array and in the new one

struct Matched {
  std::vector<Pair> pairs;               // by their place in the new array
  std::vector<std::size_t> only_before;  // ascending
  std::vector<std::size_t> only_after;
};

Matched match_elements(const json::Array& before, const json::Array& after) {
  std::unordered_map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = before.size(); i-- > 0;) places[mark_of(before[i])].push_back(i);
  std::vector<bool> stayed(before.size());
  Matched matched;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto found = places.find(mark_of(after[i]));
    if (found == places.end() || found->second.empty()) {
      matched.only_after.push_back(i);
      continue;
    }
    stayed[found->second.back()] = true;
    matched.pairs.emplace_back(found->second.back(), i);
    found->second.pop_back();
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!stayed[i]) matched.only_before.push_back(i);
  }
  return matched;
}

class Comparison {
 public:
  std::vector<FieldChange> take() { return std::move(changes_); }

  void compare(const std::string& pointer, const json::Value& before, const json::Value& after) {
    if (before.is_object() && after.is_object()) {
      compare_objects(pointer, before, after);
    } else if (before.is_array() && after.is_array()) {
      compare_arrays(pointer, before, after);
    } else if (!(before == after)) {
      changes_.push_back({pointer, before, after});
    }
  }

 private:
  static std::string below(std::string pointer, std::string_view key) {
    json::append_pointer(pointer, key);
    return pointer;
  }
  static std::string below(std::string pointer, std::size_t index) {
    json::append_pointer(pointer, index);
    return pointer;
  }

  void compare_objects(const std::string& pointer, const json::Value& before,
                       const json::Value& after) {
    std::unordered_map<std::string_view, const json::Value*> old_members;
    for (const json::Member& member : before.object()) {
      old_members.emplace(member.key, &member.value);
    }
    std::unordered_map<std::string_view, bool> kept;
    for (const json::Member& member : after.object()) kept.emplace(member.key, true);
    for (const json::Member& member : before.object()) {
      if (!kept.contains(member.key)) {
        changes_.push_back({below(pointer, member.key), member.value, std::nullopt});
      }
    }
    for (const json::Member& member : after.object()) {
      const auto found = old_members.find(member.key);
      if (found == old_members.end()) {
        changes_.push_back({below(pointer, member.key), std::nullopt, member.value});
      } else {
        compare(below(pointer, member.key), *found->second, member.value);
      }
    }
  }

  void compare_arrays(const std::string& pointer, const json::Value& before,
                      const json::Value& after) {
    Matched matched = match_elements(before.array(), after.array());
    if (!std::is_sorted(matched.pairs.begin(), matched.pairs.end())) {
      changes_.push_back({pointer, before, after});
      return;
    }
    if (matched.only_before.size() == matched.only_after.size()) {
      for (std::size_t i = 0; i < matched.only_before.size(); ++i) {
        matched.pairs.emplace_back(matched.only_before[i], matched.only_after[i]);
      }
      matched.only_before.clear();
      matched.only_after.clear();
    }
    for (const std::size_t place : matched.only_before) {
      changes_.push_back({below(pointer, place), before.array()[place], std::nullopt});
    }
    for (const std::size_t place : matched.only_after) {
      matched.pairs.emplace_back(before.array().size(), place);
    }
    std::sort(matched.pairs.begin(), matched.pairs.end(),
              [](const Pair& a, const Pair& b) { return a.second < b.second; });
    for (const auto& [old_place, place] : matched.pairs) {
      const json::Value& element = after.array()[place];
      if (old_place == before.array().size()) {
        changes_.push_back({below(pointer, place), std::nullopt, element});
      } else {
        compare(below(pointer, place), before.array()[old_place], element);
      }
    }
  }

  std::vector<FieldChange> changes_;
};

}  // namespace

std::vector<FieldChange> compare_values(const json::Value& before, const json::Value& after) {
  Comparison comparison;
  comparison.compare({}, before, after);
  return comparison.take();
}

std::string pointer_words(std::string_view pointer) {
  std::string words;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    const bool is_place =
        !step.empty() && step.size() < 10 && !words.empty() &&
        std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_place) {
      words += ' ' + std::to_string(std::stoul(std::string(step)) + 1);
      continue;
    }
    if (!words.empty()) words += ", ";
    for (std::size_t i = 0; i < step.size(); ++i) {
      const bool escaped = step[i] == '~' && i + 1 < step.size();
      words += !escaped ? step[i] : step[++i] == '1' ? '/' : '~';
    }
  }
  return words;
}

}  // namespace dossier
