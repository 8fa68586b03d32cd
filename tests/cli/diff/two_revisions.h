// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/letters_folder.h"

namespace dossier::test {

// The sample's case, sealed by a key that the trust folder "trust" knows.
class TwoRevisions : public LettersFolder {
 public:
  TwoRevisions() {
    REQUIRE(outside({"keygen", "key"}).status == 0);
    const std::string key = read_all(top() + "/key.pub");
    write_all(top() + "/trust/allowed_signers",
              "alice@newsroom.example namespaces=\"dossier-seal,dossier-review\" " +
                  key.substr(0, key.find(' ', key.find(' ') + 1)) + "\n");
  }

  std::string top() const { return std::filesystem::path(path()).parent_path().string(); }
  Ran outside(const std::vector<std::string>& words) const {
    return run_dossier(words, {top(), {{"SOURCE_DATE_EPOCH", "1772391600"}}, {}});
  }
  void pack(const std::string& name, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"pack", "--key", "key", "-o", name});
    const Ran ran = run(more);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
  }
  // Packs the case as it is as "1.zip", and what `change` makes of it as its revision, "2.zip".
  template <class Make>
  void revise(const Make& change, std::vector<std::string> more = {}) const {
    pack("1.zip", more);
    change();
    more.insert(more.end(), {"--revise", "--former", "1.zip"});
    pack("2.zip", more);
  }
  void must(const std::vector<std::string>& words) const {
    const Ran ran = run(words);
    INFO(ran.err);
    REQUIRE(ran.status == 0);
  }
  Ran diff(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"diff", "1.zip", "2.zip", "--trust", "trust"});
    return outside(more);
  }
  std::string page() const { return read_all(top() + "/d.html"); }
};

}  // namespace dossier::test
