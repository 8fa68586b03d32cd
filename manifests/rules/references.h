// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "manifests/records/record.h"

namespace dossier {

// Where in a record a reference stands; made into a JSON pointer when somebody asks.
struct ReferencePlace {
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);
  std::string_view field;
  std::size_t index = kNoIndex;
  std::string_view inner = {};

  std::string pointer() const;
};

// Calls visit for every id of another record that the record names, in the order of its fields.
using ReferenceVisitor = std::function<void(const RecordId& id, const ReferencePlace& place)>;
void for_each_reference(const AnyRecord& record, const ReferenceVisitor& visit);

}  // namespace dossier
