// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dossier {

// Whether Unicode 15.0 gives the code point a character. False for unassigned code points,
// noncharacters, surrogates and private use. A table of this program's own: the answer never
// depends on the Unicode version of a library (FORMAT.md §3.6).
bool is_assigned_character(char32_t code_point);

// Whether the character has no width or steers the direction of text: Default_Ignorable_Code_Point
// of Unicode 15.0 (all bidi controls, joiners, variation selectors, fillers, tags), line and
// paragraph separator, interlinear annotation.
bool is_invisible_character(char32_t code_point);

}  // namespace dossier
