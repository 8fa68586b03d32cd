// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/command.h"

namespace dossier {

// What `import` is told.
struct ImportOptions {
  std::string path;
  std::string files;
  std::string result;
  bool force = false;
  std::string captured_by;
  std::string publisher;
  std::string reason;
};

// Pages of a WARC, compressed or not, as captures. The file itself becomes a capture of its own.
ExitStatus import_warc(const ImportOptions& options, Context& context);
// The pages that a WACZ lists, out of the WARCs in it.
ExitStatus import_wacz(const ImportOptions& options, Context& context);
// Pages in a zip or tar, in a folder, or one page: HTML as SingleFile or a browser saved it, and
// PDF. An archive becomes a capture of its own; files of a folder are themselves what is captured.
ExitStatus import_saved_archive(const ImportOptions& options, Context& context);
ExitStatus import_saved_folder(const ImportOptions& options, Context& context);
ExitStatus import_saved_page(const ImportOptions& options, Context& context);

// Whether a zip is a WACZ: it has a datapackage.json or an archive/ at its root.
bool is_wacz(const std::string& path);

}  // namespace dossier
