// SPDX-License-Identifier: Apache-2.0
#include "bundle/decompressed.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <unistd.h>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "bundle/descriptor.h"
#include "bundle/interrupt.h"
#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using ArchiveReader = Handle<archive, archive_read_free>;

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;

}  // namespace

Pieces pieces_of_file(int file, std::string shown) {
  auto buffer = std::make_shared<Bytes>(kPieceBytes);
  auto offset = std::make_shared<std::uint64_t>(0);
  return [file, shown = std::move(shown), buffer, offset](ByteView& piece) {
    throw_if_interrupted();
    if (*offset == 0 && ::lseek(file, 0, SEEK_SET) != 0) throw system_error(errno, "read", shown);
    const std::size_t count = read_up_to(file, *buffer, shown);
    *offset += count;
    piece = ByteView(*buffer).first(count);
    return count != 0;
  };
}

Pieces pieces_of_bytes(ByteView bytes, std::size_t most) {
  return [bytes, most](ByteView& piece) mutable {
    piece = bytes.first(std::min(most, bytes.size()));
    bytes = bytes.subspan(piece.size());
    return !piece.empty();
  };
}

struct Decompressed::State {
  explicit State(Pieces pieces) : source(std::move(pieces)), reader(archive_read_new()) {}

  // No exception may pass through libarchive.
  static la_ssize_t read(archive*, void* data, const void** buffer) {
    State& state = *static_cast<State*>(data);
    ByteView piece;
    try {
      if (state.pending || !state.source(piece)) return 0;
    } catch (...) {
      state.pending = std::current_exception();
      return -1;
    }
    state.taken += piece.size();
    *buffer = piece.data();
    return static_cast<la_ssize_t>(piece.size());
  }

  // Opens the stream; false when there is nothing in it, or nothing that can be read.
  bool open() {
    if (!reader) throw Error(ErrorKind::kUnavailable, "out of memory");
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_raw(reader.get());
    archive_entry* entry = nullptr;
    if (archive_read_open(reader.get(), this, nullptr, read, nullptr) != ARCHIVE_OK ||
        archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) {
      const bool is_empty = taken == 0 && !pending;
      return fail(is_empty ? "is empty" : reason());
    }
    return true;
  }

  bool next(ByteView& piece) {
    const void* bytes = nullptr;
    std::size_t count = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(reader.get(), &bytes, &count, &offset);
    if (result == ARCHIVE_EOF) return end();
    if (result != ARCHIVE_OK) return fail(reason());
    given += count;
    if (given > kFreeExpandedBytes && given / kMostExpansion > taken) {
      return fail("holds more than " + std::to_string(kMostExpansion) +
                  " times the bytes that it was compressed to, which no archive of pages does");
    }
    piece = ByteView(static_cast<const std::uint8_t*>(bytes), count);
    return true;
  }

  // libarchive takes bytes behind the last member for the end.
  bool end() {
    const auto used = static_cast<std::uint64_t>(archive_filter_bytes(reader.get(), -1));
    ByteView rest;
    const bool is_all = used >= taken && !source(rest);
    return is_all ? false : fail("holds bytes behind the last compressed member that are none");
  }

  bool fail(const std::string& sentence) {
    if (pending) std::rethrow_exception(std::exchange(pending, nullptr));
    damage = sentence;
    return false;
  }

  std::string reason() const {
    const char* const text = archive_error_string(reader.get());
    return text == nullptr ? "is damaged or cut off"
                           : std::string("is damaged or cut off: ") + text;
  }

  Pieces source;
  ArchiveReader reader;
  std::uint64_t taken = 0;  // bytes from the source
  std::uint64_t given = 0;
  bool is_open = false;
  bool is_done = false;
  std::string damage;
  std::exception_ptr pending;
};

Decompressed::Decompressed(Pieces source) : state_(std::make_unique<State>(std::move(source))) {}
Decompressed::~Decompressed() = default;

bool Decompressed::next(ByteView& piece) {
  if (state_->is_done) return false;
  const bool more = (std::exchange(state_->is_open, true) || state_->open()) && state_->next(piece);
  state_->is_done = !more;
  return more;
}

const std::string& Decompressed::damage() const {
  return state_->damage;
}

}  // namespace dossier
