// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/bytes.h"
#include "crypto/public_key.h"

namespace dossier {

// A key that can sign: a key file (private_key.h) or one that an agent holds (ssh_agent.h).
class Signer {
 public:
  virtual ~Signer() = default;

  virtual const PublicKey& public_key() const = 0;
  // An SSH signature blob (key_signature.h) over the message; RSA with rsa-sha2-512. An Error if it
  // cannot be made.
  virtual Bytes sign(ByteView message) = 0;

 protected:
  Signer() = default;
  Signer(const Signer&) = default;
  Signer& operator=(const Signer&) = default;
  Signer(Signer&&) = default;
  Signer& operator=(Signer&&) = default;
};

}  // namespace dossier
