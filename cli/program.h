// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dossier {

// Runs the command line and returns the exit status (FORMAT.md, "Exit status"). Throws nothing.
// Takes over SIGINT, SIGTERM and SIGHUP (the first of them asks the work to stop, a second one
// kills as usual) and ignores SIGPIPE.
int run_program(int argc, char** argv) noexcept;

}  // namespace dossier
