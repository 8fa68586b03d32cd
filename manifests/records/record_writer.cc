// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/record_writer.h"

namespace dossier {

void RecordWriter::append_extra(const json::Object& extra) {
  const auto first = static_cast<std::ptrdiff_t>(object_.size());
  object_.insert(object_.end(), extra.begin(), extra.end());
  // The order of UTF-8 bytes is that of code points.
  std::sort(object_.begin() + first, object_.end(),
            [](const json::Member& a, const json::Member& b) { return a.key < b.key; });
}

std::optional<json::Value> RecordWriter::to_value(const Parameters& parameters, NoRule) {
  if (parameters.empty()) return {};
  json::Object object;
  for (const auto& [name, text] : parameters) object.push_back({name, json::Value(text)});
  return json::Value(std::move(object));
}

}  // namespace dossier
