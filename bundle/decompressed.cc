// SPDX-License-Identifier: Apache-2.0
#include "bundle/decompressed.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <optional>
#include <unistd.h>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "bundle/descriptor.h"
#include "bundle/gzip_members.h"
#include "bundle/interrupt.h"
#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using ArchiveReader = Handle<archive, archive_read_free>;

constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
constexpr const char* kBytesBehind = "holds bytes behind the last compressed member that are none";

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

namespace {

// What no checksum can be compared of while it passes: a stream as it is, and large members.
class ArchiveStream {
 public:
  explicit ArchiveStream(Pieces source) : source_(std::move(source)), reader_(archive_read_new()) {
    if (!reader_) throw Error(ErrorKind::kUnavailable, "out of memory");
    archive_read_support_filter_gzip(reader_.get());
    archive_read_support_format_raw(reader_.get());
  }

  bool next(ByteView& piece, std::string& damage) {
    if (!std::exchange(is_open_, true) && !open()) return fail(damage);
    const void* bytes = nullptr;
    std::size_t count = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(reader_.get(), &bytes, &count, &offset);
    if (result == ARCHIVE_EOF) return end(damage);
    if (result != ARCHIVE_OK) return fail(damage);
    piece = ByteView(static_cast<const std::uint8_t*>(bytes), count);
    return true;
  }

 private:
  // No exception may pass through libarchive.
  static la_ssize_t read(archive*, void* data, const void** buffer) {
    ArchiveStream& stream = *static_cast<ArchiveStream*>(data);
    ByteView piece;
    try {
      if (stream.pending_ || !stream.source_(piece)) return 0;
    } catch (...) {
      stream.pending_ = std::current_exception();
      return -1;
    }
    stream.taken_ += piece.size();
    *buffer = piece.data();
    return static_cast<la_ssize_t>(piece.size());
  }

  bool open() {
    archive_entry* entry = nullptr;
    return archive_read_open(reader_.get(), this, nullptr, read, nullptr) == ARCHIVE_OK &&
           archive_read_next_header(reader_.get(), &entry) == ARCHIVE_OK;
  }

  // libarchive takes bytes behind the last member for the end.
  bool end(std::string& damage) {
    const auto used = static_cast<std::uint64_t>(archive_filter_bytes(reader_.get(), -1));
    ByteView rest;
    if (used < taken_ || source_(rest)) damage = kBytesBehind;
    return false;
  }

  bool fail(std::string& damage) {
    if (pending_) std::rethrow_exception(std::exchange(pending_, nullptr));
    const char* const text = archive_error_string(reader_.get());
    damage = taken_ == 0 ? "is empty" : "is damaged or cut off";
    if (taken_ > 0 && text != nullptr) damage += std::string(": ") + text;
    return false;
  }

  Pieces source_;
  ArchiveReader reader_;
  std::uint64_t taken_ = 0;
  bool is_open_ = false;
  std::exception_ptr pending_;
};

}  // namespace

struct Decompressed::State {
  explicit State(Pieces pieces)
      : members([this, source = std::move(pieces)](ByteView& piece) {
          if (!source(piece)) return false;
          taken += piece.size();
          return true;
        }) {}

  bool next(ByteView& piece) {
    if (!stream && !next_member(piece) && !stream) return false;
    if (stream && !stream->next(piece, damage)) {
      if (damage.empty() && is_first_bad) damage = "has a wrong checksum";
      return false;
    }
    given += piece.size();
    if (given <= kFreeExpandedBytes || given / kMostExpansion <= taken) return true;
    damage = "holds more than " + std::to_string(kMostExpansion) +
             " times the bytes that it was compressed to, which no archive of pages does";
    return false;
  }

  // False at the end, and when the rest is for the stream.
  bool next_member(ByteView& piece) {
    const std::uint64_t offset = members.member_offset();
    const GzipMembers::Outcome outcome = members.next(piece);
    switch (outcome) {
      case GzipMembers::Outcome::kMember:
        return true;
      case GzipMembers::Outcome::kEnd:
        if (taken == 0) damage = "is empty";
        return false;
      case GzipMembers::Outcome::kNone:
        if (offset > 0) {
          damage = kBytesBehind;
          return false;
        }
        break;
      case GzipMembers::Outcome::kBad:
        if (offset > 0) {
          damage = "is damaged or cut off in the gzip member at byte " +
                   std::to_string(members.member_offset()) + " of the file";
          return false;
        }
        is_first_bad = true;  // all that can be had of a file that is one member
        break;
      case GzipMembers::Outcome::kTooLarge:
        break;
    }
    stream.emplace(members.rest());
    return false;
  }

  std::uint64_t taken = 0;  // bytes from the source
  std::uint64_t given = 0;
  bool is_done = false;
  bool is_first_bad = false;
  std::string damage;
  GzipMembers members;
  std::optional<ArchiveStream> stream;
};

Decompressed::Decompressed(Pieces source) : state_(std::make_unique<State>(std::move(source))) {}
Decompressed::~Decompressed() = default;

bool Decompressed::next(ByteView& piece) {
  if (state_->is_done) return false;
  const bool more = state_->next(piece);
  state_->is_done = !more;
  return more;
}

const std::string& Decompressed::damage() const {
  return state_->damage;
}

}  // namespace dossier
