// SPDX-License-Identifier: Apache-2.0
#include "cli/escape_json.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace dossier;

TEST_CASE("a JSON text keeps what it says when what a terminal must not see is escaped") {
  const std::string text =
      "\x7f \u009b \u202e \u2066 \u200b \U000E0041 \uE000 \u2028 ünï 他 \u200d \"\\ \n";
  const std::string json = nlohmann::json({{"a", text}}).dump(2);
  const std::string escaped = escape_json(json);
  CHECK(nlohmann::json::parse(escaped)["a"] == text);
  CHECK(escaped.find(
            "\\u007f \\u009b \\u202e \\u2066 \\u200b \\udb40\\udc41 \\ue000 \\u2028 ünï 他 ") !=
        std::string::npos);
  CHECK(escaped.find("\n  \"a\"") != std::string::npos);  // its own line feeds stay
}

TEST_CASE("a JSON text without such characters stays as it is") {
  CHECK(escape_json("{\n  \"a\": \"\\u202e\"\n}\n") == "{\n  \"a\": \"\\u202e\"\n}\n");
  CHECK(escape_json("") == "");
}
