// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "crypto/secret.h"

namespace dossier {

// Questions to the person, on /dev/tty, so that redirected input and output are left alone. All
// throw an Error: kInterrupted on Ctrl-C, kUnavailable when there is no terminal or it was closed.

// Whether a person can be asked: there is a controlling terminal, and standard input and standard
// error are terminals too (a script that redirects them wants no questions).
bool can_ask();
// The answer without spaces around it; `fallback` (shown in brackets) for an empty one. Asks again
// while both are empty.
std::string ask(std::string_view question, std::string_view fallback);
bool ask_yes_or_no(std::string_view question, bool fallback);
// Needs only the controlling terminal. What is typed is not shown.
Secret ask_passphrase(std::string_view question);

}  // namespace dossier
