// SPDX-License-Identifier: Apache-2.0
#include "cli/shell_word.h"

#include <doctest/doctest.h>

using dossier::shell_word;

TEST_CASE("a word that means nothing else to a shell stays as it is") {
  CHECK(shell_word("/home/a/trust-1.d") == "/home/a/trust-1.d");
  CHECK(shell_word("SHA256:aB+/9") == "SHA256:aB+/9");
}

TEST_CASE("everything else is one quoted word") {
  CHECK(shell_word("") == "''");
  CHECK(shell_word("ssh-ed25519 AAAA") == "'ssh-ed25519 AAAA'");
  CHECK(shell_word("$(x) `y` ~ *;&") == "'$(x) `y` ~ *;&'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("~/trust") == "'~/trust'");
}
