// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/custody.h"

#include <string>

namespace dossier {
namespace {

constexpr std::size_t kNumberDigits = 4;

}  // namespace

RecordId event_id(std::int64_t seq, std::string_view type) {
  std::string number = std::to_string(seq);
  if (number.size() < kNumberDigits) number.insert(0, kNumberDigits - number.size(), '0');
  return RecordId::parse("evt-" + number + "-" + std::string(type)).value();
}

}  // namespace dossier
