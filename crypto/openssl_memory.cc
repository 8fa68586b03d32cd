// SPDX-License-Identifier: Apache-2.0
#include "crypto/openssl_memory.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include <openssl/crypto.h>

namespace dossier {
namespace {

std::atomic<bool> wanted{false};

void* noted(void* block, std::size_t size) {
  if (block == nullptr && size != 0) wanted.store(true, std::memory_order_relaxed);
  return block;
}

void* allocate(std::size_t size, const char*, int) {
  return noted(std::malloc(size), size);
}

void* reallocate(void* block, std::size_t size, const char*, int) {
  return noted(std::realloc(block, size), size);
}

void release(void* block, const char*, int) {
  std::free(block);
}

}  // namespace

void watch_openssl_memory() {
  CRYPTO_set_mem_functions(allocate, reallocate, release);
  if (OSSL_LIB_CTX_get0_global_default() == nullptr) throw std::bad_alloc();
}

bool openssl_wanted_memory() noexcept {
  return wanted.load(std::memory_order_relaxed);
}

}  // namespace dossier
