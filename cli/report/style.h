// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/report/html.h"

namespace dossier {

// The colours of everything, for light and dark, as custom properties. Every ink is readable on
// every ground (WCAG 2.1, 1.4.3: 4.5 to 1).
extern const Style kColours;
// The page, on screens of all widths and on paper.
extern const Style kPageStyle;

}  // namespace dossier
