// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "manifests/json/value.h"

namespace dossier {

inline json::Value json_object(
    std::initializer_list<std::pair<std::string_view, json::Value>> members) {
  json::Object result;
  for (const auto& [key, value] : members) result.push_back({std::string(key), value, 0});
  return result;
}

// {"@id": id}, as JSON-LD refers to a node.
inline json::Value node(std::string_view id) {
  return json_object({{"@id", id}});
}

}  // namespace dossier
