// SPDX-License-Identifier: Apache-2.0
#include "manifests/json/value.h"

#include <algorithm>

namespace dossier::json {

std::string_view type_name(Type type) {
  switch (type) {
    case Type::kString:
      return "a string";
    case Type::kInteger:
      return "an integer";
    case Type::kBool:
      return "true or false";
    case Type::kArray:
      return "an array";
    case Type::kObject:
      break;
  }
  return "an object";
}

Value::Value() : data_(Object{}) {}
Value::Value(std::string text) : data_(std::move(text)) {}
Value::Value(std::string_view text) : data_(std::string(text)) {}
Value::Value(const char* text) : data_(std::string(text)) {}
Value::Value(Array array) : data_(std::move(array)) {}
Value::Value(Object object) : data_(std::move(object)) {}
Value::Value(Integer integer) : data_(integer.number) {}
Value::Value(Truth truth) : data_(truth.truth) {}

Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

const Value* Value::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const Member& member : object()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value* Value::find(std::string_view key) {
  if (!is_object()) return nullptr;
  for (Member& member : object()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

void Value::set(std::string_view key, Value value) {
  if (Value* found = find(key)) {
    *found = std::move(value);
  } else {
    object().push_back(Member{std::string(key), std::move(value)});
  }
}

bool Value::erase(std::string_view key) {
  return std::erase_if(object(), [&](const Member& member) { return member.key == key; }) != 0;
}

bool operator==(const Value& a, const Value& b) {
  return a.data_ == b.data_;
}

bool operator==(const Member& a, const Member& b) {
  return a.key == b.key && a.value == b.value;
}

}  // namespace dossier::json
