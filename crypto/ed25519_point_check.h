// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "crypto/bytes.h"

namespace dossier {

// Why 32 bytes must not serve as an Ed25519 public key (RFC 8032 section 5.1.3), or nullopt:
//   not canonical  the y coordinate is not reduced modulo 2^255 - 19, so one key has two spellings
//   small order    one of the eight points of the torsion subgroup, under which a signature can be
//                  good for many messages
// A y that belongs to no point of the curve is let through: no signature is ever good under it.
// Not in constant time; public keys are no secret.
std::optional<std::string_view> ed25519_public_key_fault(ByteView key);

}  // namespace dossier
