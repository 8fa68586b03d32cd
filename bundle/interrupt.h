// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dossier {

// Asks all long work of this process to stop. Safe to call in a signal handler.
void request_interrupt() noexcept;
bool interrupt_requested() noexcept;
// Throws an Error of kind kInterrupted once an interrupt was asked for. Long work calls it at least
// once a mebibyte or a file.
void throw_if_interrupted();

}  // namespace dossier
