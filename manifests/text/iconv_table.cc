// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/iconv_table.h"

#include <array>
#include <cstdint>
#include <iconv.h>
#include <utility>

namespace dossier {

struct IconvTable::Converter {
  iconv_t handle;

  explicit Converter(iconv_t opened) : handle(opened) {}
  ~Converter() { iconv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
};

std::optional<IconvTable> IconvTable::open(const char* name) {
  const iconv_t handle = iconv_open("UTF-32BE", name);
  if (reinterpret_cast<std::intptr_t>(handle) == -1) {
    return std::nullopt;
  }
  return IconvTable(std::make_unique<Converter>(handle));
}

IconvTable::IconvTable(std::unique_ptr<Converter> converter) : converter_(std::move(converter)) {}
IconvTable::IconvTable(IconvTable&&) noexcept = default;
IconvTable& IconvTable::operator=(IconvTable&&) noexcept = default;
IconvTable::~IconvTable() = default;

std::u32string IconvTable::look_up(std::string_view sequence) const {
  std::string in(sequence);
  std::array<char, 32> out;
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  iconv(converter_->handle, nullptr, nullptr, nullptr, nullptr);
  const std::size_t result = iconv(converter_->handle, &from, &from_left, &to, &to_left);
  // A converter may hold back a character that could be joined with the next.
  iconv(converter_->handle, nullptr, nullptr, &to, &to_left);
  std::u32string characters;
  if (result != 0 || from_left != 0) {
    return characters;
  }
  const std::size_t length = out.size() - to_left;
  for (std::size_t i = 0; i + 3 < length; i += 4) {
    char32_t c = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      c = (c << 8) | static_cast<unsigned char>(out[i + j]);
    }
    characters.push_back(c);
  }
  return characters;
}

}  // namespace dossier
