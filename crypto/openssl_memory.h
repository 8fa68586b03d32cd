// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dossier {

// OpenSSL tells want of memory as it tells a malformed input, and a verdict must not rest on that.
// From this call on it is noted. To be called before OpenSSL is first used, which it begins: where
// there is no memory for that, std::bad_alloc, because OpenSSL would go on without and crash.
void watch_openssl_memory();

// Whether OpenSSL ever wanted memory that there was not.
bool openssl_wanted_memory() noexcept;

}  // namespace dossier
