// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace dossier {

// What a path holds, by its first bytes; the ending of a name counts for nothing.
enum class ImportKind {
  kTable,  // CSV, which has no mark of its own: text that is nothing else
  kWarc,   // compressed or not
  kZip,
  kTar,
  kPage,  // HTML
  kFolder,
  kOther,
};
struct ImportFormat {
  ImportKind kind = ImportKind::kTable;
  std::string name;  // of what is kOther: "a PDF"
};
// A file that cannot be opened is taken for a table: reading it tells what is wrong.
ImportFormat import_format(const std::string& path);

}  // namespace dossier
