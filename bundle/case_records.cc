// SPDX-License-Identifier: Apache-2.0
#include "bundle/case_records.h"

#include <algorithm>
#include <string>
#include <utility>

#include "bundle/case_check.h"
#include "manifests/json/reader.h"

namespace dossier {
namespace {

// "records/quotes/quo-a.json" gives the id, if it is one and lies in its kind's folder.
RecordId id_of_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  if (slash == std::string_view::npos || dot == std::string_view::npos || dot < slash) return {};
  const auto id = RecordId::parse(path.substr(slash + 1, dot - slash - 1));
  return id && id->path() == path ? *id : RecordId();
}

}  // namespace

CaseRecords read_case_records(const CaseFolder& folder, KindSet kinds, Profile profile) {
  const FolderListing listing = folder.list();
  std::vector<std::string> wanted;
  std::vector<RecordId> ids;
  for (std::size_t i = 0; i < listing.count(); ++i) {
    const std::string path(listing.path(i));
    if (!is_record_path(path)) continue;
    const RecordId id = id_of_path(path);
    if (id) ids.push_back(id);
    // What has no place of its own may be anything, and is read to say so.
    if (path == kHeadPath || !id || kinds.has(id.kind())) wanted.push_back(path);
  }
  std::sort(ids.begin(), ids.end());

  std::vector<RecordBytes> records;
  for (const std::string& path : wanted) {
    const Bytes bytes = folder.read(path, json::kMaxFileBytes);
    records.push_back({path, std::string(as_text(bytes))});
  }
  return {read_records(std::move(records), profile), std::move(ids)};
}

}  // namespace dossier
