// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "manifests/json/writer.h"
#include "manifests/records/record.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
namespace {

// With DOSSIER_WRITE_SCHEMAS set in the environment the files are written instead of compared.
TEST_CASE("schemas: the published ones are what the descriptions of the kinds give") {
  const std::filesystem::path folder =
      std::filesystem::path(DOSSIER_SOURCE_DIR) / "manifests/schema";
  for (std::size_t i = 0; i < kRecordKinds; ++i) {
    const auto kind = static_cast<RecordKind>(i);
    const std::filesystem::path path = folder / (std::string(kind_name(kind)) + ".schema.json");
    const std::string expected = json::write(json_schema(kind));
    if (std::getenv("DOSSIER_WRITE_SCHEMAS") != nullptr)
      std::ofstream(path, std::ios::binary) << expected;
    std::ifstream file(path, std::ios::binary);
    const std::string published{std::istreambuf_iterator<char>(file), {}};
    CHECK_MESSAGE(published == expected, path.string());
  }
}

}  // namespace
}  // namespace dossier
