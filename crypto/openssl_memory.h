// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dossier {

// OpenSSL tells want of memory as it tells a malformed input, and a verdict must not rest on that.
// From this call on it is noted. To be called before OpenSSL is first used; later it does nothing.
void watch_openssl_memory() noexcept;

// Whether OpenSSL ever wanted memory that there was not.
bool openssl_wanted_memory() noexcept;

}  // namespace dossier
