// SPDX-License-Identifier: Apache-2.0
#include "manifests/text/html_parse.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace dossier {
namespace {

// Gumbo allocates pointers, integers and characters only.
constexpr std::size_t kAlignmentBytes = 8;
// Small blocks that are given back are used again, by size; but never nodes, so that a pointer to
// one stays good.
constexpr std::size_t kLargestReusedBytes = 256;
constexpr std::size_t kFirstChunkBytes = 64u << 10;
constexpr std::size_t kLargestChunkBytes = 4u << 20;

struct Chunk {
  Chunk* next;
};

// Stands before every block that is handed out; `next` is used while it is free.
struct Block {
  std::size_t size;
  Block* next() const {
    Block* block;
    std::memcpy(&block, this + 1, sizeof(void*));
    return block;
  }
  void set_next(Block* block) { std::memcpy(this + 1, &block, sizeof(void*)); }
};
static_assert(sizeof(Chunk) % kAlignmentBytes == 0 && sizeof(Block) % kAlignmentBytes == 0);

// A growing list of the parser: gumbo_vector_add takes twice the room, copies, and gives the old
// room back, so that the block taken last before the old one is given back is the list's new one.
struct WatchedList {
  void* data = nullptr;
  std::size_t capacity = 0;
};

// What the parser allocates first for its state: a buffer of 5 bytes, the stack of open elements
// (10 pointers), the list of active formatting elements (5), the stack of template modes (5).
constexpr std::size_t kTextBufferBytes = 5;
constexpr std::size_t kOpenElementsBytes = 10 * sizeof(void*);
constexpr std::size_t kFormattingBytes = 5 * sizeof(void*);
// A tag begins with such a buffer and a list of attributes with room for one; an element, which may
// be a copy with attributes of its own, is a node and a list of children with room for one.
constexpr std::size_t kListOfOneBytes = sizeof(void*);

}  // namespace

class ParsedHtml::Arena {
 public:
  explicit Arena(std::size_t limit_bytes) : bytes_left_(limit_bytes) {}
  ~Arena() {
    while (chunks_ != nullptr) {
      std::free(std::exchange(chunks_, chunks_->next));
    }
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Null when a limit was reached; limit() tells which. No frame of C++ with anything to destroy
  // lies between setjmp and longjmp.
  const GumboNode* parse(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* arena, std::size_t size) {
      return static_cast<Arena*>(arena)->allocate(size);
    };
    options.deallocator = [](void* arena, void* block) {
      static_cast<Arena*>(arena)->deallocate(block);
    };
    options.userdata = this;
    options.max_errors = 0;
    if (setjmp(leave_) != 0) {
      return nullptr;
    }
    return gumbo_parse_with_options(&options, html.data(), html.size())->root;
  }
  std::string_view limit() const { return limit_; }

 private:
  void* allocate(std::size_t size) noexcept {
    watch(size);
    last_size_ = size;
    last_block_ = take(std::max<std::size_t>(size + kAlignmentBytes - 1, kAlignmentBytes) /
                       kAlignmentBytes * kAlignmentBytes);
    if (state_allocations_ == 2) {
      open_elements_ = {last_block_, size / sizeof(void*)};
    } else if (state_allocations_ == 3) {
      formatting_ = {last_block_, size / sizeof(void*)};
    }
    return last_block_;
  }

  void deallocate(void* block) noexcept {
    if (block == open_elements_.data) {
      grow(open_elements_, kMaxOpenElements, "open-elements");
    } else if (block == formatting_.data) {
      grow(formatting_, kMaxFormattingElements, "formatting-elements");
    } else if (block != nullptr) {
      give_back(static_cast<Block*>(block) - 1);
    }
  }

  void grow(WatchedList& list, std::size_t limit, const char* name) noexcept {
    list = {last_block_, last_size_ / sizeof(void*)};
    if (list.capacity > limit) {
      leave(name);
    }
  }

  void watch(std::size_t size) noexcept {
    if (state_allocations_ < 4) {
      follow_state(size);
      return;
    }
    std::uint64_t work = open_elements_.capacity + formatting_.capacity;
    if (size == kListOfOneBytes &&
        (last_size_ == kTextBufferBytes || last_size_ == sizeof(GumboNode))) {
      attributes_ = 0;
    } else if (size == sizeof(GumboAttribute)) {
      check_attributes();
      // Formatting elements are compared attribute by attribute, each with each.
      work += 4 * attributes_ * formatting_.capacity;
    }
    work_ += work;
    if (work_ > kMaxParseWork) {
      leave("work");
    }
  }

  void follow_state(std::size_t size) noexcept {
    constexpr std::size_t kExpected[] = {kTextBufferBytes, kOpenElementsBytes, kFormattingBytes,
                                         kFormattingBytes};
    const bool fits = size == kExpected[state_allocations_];
    state_allocations_ = fits ? state_allocations_ + 1 : size == kTextBufferBytes ? 1u : 0u;
  }

  void check_attributes() noexcept {
    bool too_many = ++attributes_ > kMaxAttributes;
    // The first two open elements, html and body, take over the attributes of later tags.
    const auto* open = static_cast<GumboNode* const*>(open_elements_.data);
    for (std::size_t i = 0; i < 2; ++i) {
      too_many =
          too_many || (open[i] != nullptr && open[i]->v.element.attributes.length > kMaxAttributes);
    }
    if (too_many) {
      leave("attributes");
    }
  }

  // `size` is a multiple of the alignment.
  void* take(std::size_t size) noexcept {
    if (size <= kLargestReusedBytes && free_[size / kAlignmentBytes] != nullptr) {
      Block*& first = free_[size / kAlignmentBytes];
      return std::exchange(first, first->next()) + 1;
    }
    if (sizeof(Block) + size > chunk_left_) {
      add_chunk(sizeof(Block) + size);
    }
    chunk_left_ -= sizeof(Block) + size;
    auto* block = new (next_) Block{size};
    next_ += sizeof(Block) + size;
    return block + 1;
  }

  void give_back(Block* block) noexcept {
    constexpr std::size_t kNodeBytes =
        (sizeof(GumboNode) + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
    if (block->size <= kLargestReusedBytes && block->size != kNodeBytes) {
      Block*& first = free_[block->size / kAlignmentBytes];
      block->set_next(std::exchange(first, block));
    }
  }

  // Zeroed, because the watched lists are looked at before the parser has filled them.
  void add_chunk(std::size_t size) noexcept {
    const std::size_t wanted = std::max(size, std::min(chunk_size_, bytes_left_));
    auto* chunk = wanted > bytes_left_
                      ? nullptr
                      : static_cast<Chunk*>(std::calloc(1, sizeof(Chunk) + wanted));
    if (chunk == nullptr) {
      leave("memory");
    }
    bytes_left_ -= wanted;
    chunk_size_ = std::min(chunk_size_ * 2, kLargestChunkBytes);
    chunk->next = std::exchange(chunks_, chunk);
    next_ = reinterpret_cast<std::byte*>(chunk + 1);
    chunk_left_ = wanted;
  }

  [[noreturn]] void leave(const char* limit) noexcept {
    limit_ = limit;
    std::longjmp(leave_, 1);
  }

  std::jmp_buf leave_;
  std::string_view limit_;
  Chunk* chunks_ = nullptr;
  std::byte* next_ = nullptr;
  std::size_t chunk_left_ = 0;
  std::size_t chunk_size_ = kFirstChunkBytes;
  std::size_t bytes_left_;
  std::array<Block*, kLargestReusedBytes / kAlignmentBytes + 1> free_{};

  void* last_block_ = nullptr;
  std::size_t last_size_ = 0;
  std::size_t state_allocations_ = 0;  // how many of the state's four were seen
  WatchedList open_elements_;
  WatchedList formatting_;
  std::size_t attributes_ = 0;  // of the tag being read
  std::uint64_t work_ = 0;
};

ParsedHtml::ParsedHtml(std::string_view html)
    : arena_(
          std::make_unique<Arena>(std::max(kLeastTreeBytes, html.size() * kTreeBytesPerInputByte))),
      root_(arena_->parse(html)),
      limit_(arena_->limit()) {}

ParsedHtml::~ParsedHtml() = default;

}  // namespace dossier
