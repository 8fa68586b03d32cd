// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace dossier {

struct Recovery {
  bool was_whole = false;             // there was nothing to mend in the bundle itself
  bool removed_leftover = false;      // a file beside it that an interrupted run had left
  std::vector<std::string> appendix;  // signatures/**, as the bundle has them now
};

// Finishes or undoes an interrupted addition to the appendix (FORMAT.md, "Adding to the
// appendix"): keeps the whole entries with true CRC-32, the sealed ones and those of the appendix
// up to the first that is not whole or out of number, and writes the directory anew. What was
// sealed is read and never touched; the bundle becomes the old or the new one. Works again when it
// was itself interrupted. An Error (kRefused) if what was sealed is not whole.
Recovery recover_bundle(const std::string& path);

}  // namespace dossier
