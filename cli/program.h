// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dossier {

// Runs the command line and returns the exit status (FORMAT.md, "Exit status"). Throws nothing.
int run_program(int argc, char** argv);

}  // namespace dossier
