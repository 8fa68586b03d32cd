// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dossier::json {

class Value;
struct Member;
using Array = std::vector<Value>;
using Object = std::vector<Member>;  // in the order in which they are written; keys are unique

// The order is that of the alternatives in Value.
enum class Type { kString, kInteger, kBool, kArray, kObject };

// "a string", "an integer", "true or false", "an array", "an object": for sentences.
std::string_view type_name(Type type);

// A value of the JSON that dossiers use: no null and no fractions. Strings are valid UTF-8 when
// they come from parse(). The typed accessors may be called only when the type is right.
class Value {
 public:
  Value();  // {}
  Value(std::string text);
  Value(std::string_view text);
  Value(const char* text);
  template <std::integral I>
  requires(!std::same_as<I, bool>) Value(I number)
      : Value(Integer{static_cast<std::int64_t>(number)}) {}
  template <std::same_as<bool> B>
  Value(B truth) : Value(Truth{truth}) {}
  Value(Array array);
  Value(Object object);
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();

  Type type() const { return static_cast<Type>(data_.index()); }
  bool is_string() const { return type() == Type::kString; }
  bool is_integer() const { return type() == Type::kInteger; }
  bool is_bool() const { return type() == Type::kBool; }
  bool is_array() const { return type() == Type::kArray; }
  bool is_object() const { return type() == Type::kObject; }

  const std::string& string() const { return std::get<std::string>(data_); }
  std::int64_t integer() const { return std::get<std::int64_t>(data_); }
  bool boolean() const { return std::get<bool>(data_); }
  const Array& array() const { return std::get<Array>(data_); }
  Array& array() { return std::get<Array>(data_); }
  const Object& object() const { return std::get<Object>(data_); }
  Object& object() { return std::get<Object>(data_); }

  // The member's value; nullptr when there is none or this is no object.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  // Replaces the member's value in its place, or appends the member. Objects only.
  void set(std::string_view key, Value value);
  // False when there was no such member. Objects only.
  bool erase(std::string_view key);

  // Where the value begins in the text that was parsed, in bytes; 0 in values made otherwise.
  std::size_t offset() const { return offset_; }
  void set_offset(std::size_t offset) { offset_ = offset; }

  // Types, contents and order; offsets do not count.
  friend bool operator==(const Value& a, const Value& b);

 private:
  struct Integer {
    std::int64_t number;
  };
  struct Truth {
    bool truth;
  };
  explicit Value(Integer integer);
  explicit Value(Truth truth);

  std::variant<std::string, std::int64_t, bool, Array, Object> data_;
  std::size_t offset_ = 0;
};

struct Member {
  std::string key;
  Value value;
  std::size_t key_offset = 0;  // of the key's opening quotation mark

  friend bool operator==(const Member& a, const Member& b);
};

}  // namespace dossier::json
