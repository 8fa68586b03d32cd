// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <libdeflate.h>

#include "bundle/http_message.h"
#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using Decompressor = Handle<libdeflate_decompressor, libdeflate_free_decompressor>;

constexpr std::size_t kFirstExpansion = 6;
constexpr std::size_t kLeastBuffer = 4096;
constexpr int kMostMembers = 16;  // each takes a buffer of its own

using Inflate = libdeflate_result (*)(libdeflate_decompressor*, const void*, std::size_t, void*,
                                      std::size_t, std::size_t*, std::size_t*);

// One stream at the start of `bytes`, which is taken off, behind what `out` holds. The size is not
// known before, so there is a larger try until it fits.
libdeflate_result inflate(Inflate function, libdeflate_decompressor* decompressor, ByteView& bytes,
                          Bytes& out, std::size_t limit) {
  const std::size_t start = out.size();
  std::size_t room = std::max(kLeastBuffer, bytes.size() * kFirstExpansion);
  while (true) {
    room = std::min(room, limit - start);
    out.resize(start + room);
    std::size_t used = 0;
    std::size_t given = 0;
    const libdeflate_result result =
        function(decompressor, bytes.data(), bytes.size(), out.data() + start, room, &used, &given);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE && start + room < limit) {
      room *= 4;
      continue;
    }
    out.resize(start + (result == LIBDEFLATE_SUCCESS ? given : 0));
    if (result == LIBDEFLATE_SUCCESS) bytes = bytes.subspan(used);
    return result;
  }
}

}  // namespace

std::variant<Bytes, std::string> decode_content(ByteView bytes, const std::string& coding,
                                                std::size_t limit) {
  const bool is_gzip = coding == "gzip";
  if (!is_gzip && coding != "deflate") {
    return "its content coding is " + coding + ", and only gzip and deflate are read";
  }
  const Decompressor decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw Error(ErrorKind::kUnavailable, "out of memory");
  Bytes out;
  libdeflate_result result = LIBDEFLATE_BAD_DATA;
  if (is_gzip) {
    int members = 0;
    do {
      result = ++members > kMostMembers
                   ? LIBDEFLATE_BAD_DATA
                   : inflate(libdeflate_gzip_decompress_ex, decompressor.get(), bytes, out, limit);
    } while (result == LIBDEFLATE_SUCCESS && !bytes.empty());
  } else {
    result = inflate(libdeflate_zlib_decompress_ex, decompressor.get(), bytes, out, limit);
    // Servers have always sent it without the frame of zlib as well.
    if (result == LIBDEFLATE_BAD_DATA) {
      result = inflate(libdeflate_deflate_decompress_ex, decompressor.get(), bytes, out, limit);
    }
  }
  if (result == LIBDEFLATE_SUCCESS) return out;
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
    return "it has more than " + std::to_string(limit) + " bytes";
  }
  return "its content coding " + coding + " is damaged or cut off";
}

}  // namespace dossier
