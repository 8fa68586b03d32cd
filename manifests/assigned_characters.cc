// SPDX-License-Identifier: Apache-2.0
#include "manifests/assigned_characters.h"

#include <algorithm>
#include <iterator>

namespace dossier {
namespace {

// Code points at which assigned and not assigned take turns, beginning with assigned.
// clang-format off
constexpr char32_t kTurns[] = {
#include "manifests/assigned_characters.inc"
};
// clang-format on

struct Range {
  char32_t first;
  char32_t last;
};

// In order. Of Default_Ignorable_Code_Point the ranges that hold assigned characters.
constexpr Range kInvisible[] = {
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

}  // namespace

bool is_assigned_character(char32_t code_point) {
  const auto turn = std::upper_bound(std::begin(kTurns), std::end(kTurns), code_point);
  return (turn - std::begin(kTurns)) % 2 == 1;
}

bool is_invisible_character(char32_t code_point) {
  const auto range =
      std::lower_bound(std::begin(kInvisible), std::end(kInvisible), code_point,
                       [](const Range& each, char32_t wanted) { return each.last < wanted; });
  return range != std::end(kInvisible) && range->first <= code_point;
}

}  // namespace dossier
