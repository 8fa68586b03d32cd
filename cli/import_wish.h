// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/capture_work.h"
#include "manifests/authoring/import_table.h"

namespace dossier {

// The folder without links and dots; an Error (kUnavailable) if there is none.
std::string real_folder(const std::string& folder);

// The capture that a row asks for. Files are looked for below `folder` (as real_folder() gives it),
// wherever links lead; addresses in their place are noted as archived copies. What the row does not
// tell and a record needs is filled in with what is certain, and said in `remarks`. An Error for
// what cannot be read without guessing, and for a row with neither file nor text.
CaptureWish make_capture_wish(const ImportRow& row, const std::string& folder,
                              std::vector<std::string>& remarks);

// Leaves out what would describe a new article.
void reuse_article(CaptureWish& wish, const RecordId& article);

// An Error if the row tells another SHA-256 than that of the primary file. One of another algorithm
// is noted in the capture when the wish is made.
void require_digest(const ImportRow& row, const Capture& capture);

// Of what would be the primary file of the wish.
Sha256 digest_of_primary(const CaptureWish& wish);
Sha256 digest_of_file(const std::string& path);

}  // namespace dossier
