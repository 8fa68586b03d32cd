// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <sys/mman.h>

namespace dossier {

// Reserves a vector that holds something of every entry, and asks the system for huge pages: with
// hundreds of thousands of entries the faults of small pages cost as much as what is computed. A
// system that does not know them gives small ones.
template <typename Vector>
void reserve_large(Vector& vector, std::size_t count) {
  constexpr std::uintptr_t kHugePageBytes = std::uintptr_t{2} << 20;
  vector.reserve(count);
#ifdef MADV_HUGEPAGE
  const auto address = reinterpret_cast<std::uintptr_t>(vector.data());
  const std::uintptr_t first = (address + kHugePageBytes - 1) / kHugePageBytes * kHugePageBytes;
  const std::uintptr_t last = address + vector.capacity() * sizeof(typename Vector::value_type);
  if (last < first + kHugePageBytes) return;
  ::madvise(reinterpret_cast<void*>(first), (last - first) / kHugePageBytes * kHugePageBytes,
            MADV_HUGEPAGE);
#endif
}

}  // namespace dossier
