// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dossier {

// The candidate that was probably meant: it begins with the word (three letters at least), or is at
// most a third of its letters away in insertions, removals, replacements and swaps of neighbours.
// Empty when nothing is near. The first of several equally near ones.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace dossier
