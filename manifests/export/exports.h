// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "manifests/records/dossier.h"

namespace dossier {

// What a dossier says in the forms of others, one way: the signed records stay the only authority.
// Left out are protected sources, whatever would name them, and the words of captures whose
// markings allow no more than their digests. Ratings in the sense of ClaimReview are never written:
// to publish one is an editor's decision.

// RO-Crate 1.2, the text of ro-crate-metadata.json. Its files are named as they lie below the
// bundle's top folder, so it belongs beside bagit.txt.
std::string export_ro_crate(const Dossier& dossier);

// PROV-JSON (W3C member submission of 24 April 2013): agents, entities, activities and their
// relations, under the dossier's id as namespace.
std::string export_prov_json(const Dossier& dossier);

// An AnnotationCollection of the Web Annotation Data Model (W3C, 2017): one annotation for each
// quote and one for each note about quotes or claims.
std::string export_web_annotation(const Dossier& dossier);

// Tables in CSV (RFC 4180, UTF-8, a heading line): articles, captures, files, quotes, claims,
// notes, events. Name of the file, and its text. A value that a spreadsheet would take for a
// formula has an apostrophe before it.
std::vector<std::pair<std::string, std::string>> export_csv(const Dossier& dossier);

}  // namespace dossier
