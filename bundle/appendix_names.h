// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/entry_source.h"
#include "manifests/finding.h"

namespace dossier {

// "signatures/NNNN-<role>.sig", "signatures/NNNN-timestamp.txt" or "….tsr" (FORMAT.md, "Signatures
// and trust"), in its parts. The views are into the path.
struct AppendixName {
  unsigned number = 0;  // from 1 in a bundle that is in order
  std::string_view role;
  std::string_view ending;  // "sig", "txt", "tsr"

  bool is_signature() const { return ending == "sig"; }
};

// Nothing for any other path.
std::optional<AppendixName> parse_appendix_name(std::string_view path);
// The path of an appendix file; the number is at most 9999.
std::string appendix_path(unsigned number, std::string_view role, std::string_view ending);

// Whether a file of that name may follow: numbers run from 0001 without gaps, and a timestamp's
// .txt comes directly before its .tsr. `former` is none for the first file.
bool may_follow(const std::optional<AppendixName>& former, const AppendixName& next);

// The number that the next file of an appendix gets, whose paths are given in order. An Error
// (kRefused) if there is none left.
unsigned next_appendix_number(const std::vector<std::string>& appendix);

// Names and numbers of the appendix: signature.name.
std::vector<Finding> check_appendix_names(const EntrySource& source);

}  // namespace dossier
