// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dossier {

// One of the system's converters, asked for one character at a time, so that what is an error and
// how far it reaches is decided by the caller.
class IconvTable {
 public:
  // `name` as iconv knows it. nullopt when it does not.
  static std::optional<IconvTable> open(const char* name);
  IconvTable(IconvTable&&) noexcept;
  IconvTable& operator=(IconvTable&&) noexcept;
  ~IconvTable();

  // The character or characters of a complete byte sequence; empty when it stands for none.
  std::u32string look_up(std::string_view sequence) const;

 private:
  struct Converter;
  explicit IconvTable(std::unique_ptr<Converter> converter);
  std::unique_ptr<Converter> converter_;
};

}  // namespace dossier
