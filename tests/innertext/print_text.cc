// SPDX-License-Identifier: Apache-2.0
// Prints the text of a page to standard output: print_text FILE.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>

#include "manifests/text/extract_text.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: print_text FILE\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto result =
      dossier::extract_text(dossier::as_bytes(bytes), dossier::TextSource::kHtml, "");
  if (const auto* refusal = std::get_if<dossier::TextRefusal>(&result)) {
    std::cerr << argv[1] << ": " << refusal->sentence << '\n';
    return 1;
  }
  std::cout << std::get<dossier::ExtractedText>(result).text;
  return 0;
}
