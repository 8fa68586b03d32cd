// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "manifests/finding.h"
#include "manifests/records/dossier.h"

namespace dossier {

// A finding's sentence without its line and column, which lead nowhere while the record is not
// written yet.
std::string without_position(const std::string& sentence);

// What the rules would find wrong with new or changed records if they were written: errors only,
// and only those of these records. `now` holds all records of the case; a file that is planned
// takes the place of one of its path. References to the ids of `expected`, which cannot be written
// yet for other reasons, count as resolved. Linear in the case.
//
// What needs the bytes of captured files (that they are there, that the words stand in the text)
// and the event that takes a capture in are not looked at; nor is a line told in a file that is not
// written yet.
std::vector<Finding> foresee(const Dossier& now, const std::vector<AnyRecord>& planned,
                             Profile profile, const std::vector<RecordId>& expected = {});

// The errors anywhere in the case that there would be afterwards and are not there now, when the
// records of `removed` went and those of `planned` came. What needs the bytes of captured files is
// not looked at.
std::vector<Finding> foresee_new_errors(const Dossier& now, const std::vector<AnyRecord>& planned,
                                        const std::vector<RecordId>& removed, Profile profile);

}  // namespace dossier
