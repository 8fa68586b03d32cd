// SPDX-License-Identifier: Apache-2.0
#include "bundle/gzip_members.h"

#include <algorithm>
#include <utility>

#include <libdeflate.h>

#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using Decompressor = Handle<libdeflate_decompressor, libdeflate_free_decompressor>;

constexpr std::size_t kFirstWindow = std::size_t{256} << 10;
constexpr std::size_t kFirstContent = std::size_t{1} << 20;
constexpr std::size_t kGrowth = 4;

}  // namespace

struct GzipMembers::State {
  Pieces source;
  Decompressor decompressor{libdeflate_alloc_decompressor()};
  Bytes window;  // read, of which `taken` are done with
  std::size_t taken = 0;
  bool is_at_end = false;
  Bytes content;
};

GzipMembers::GzipMembers(Pieces source) : state_(std::make_unique<State>()) {
  state_->source = std::move(source);
  if (!state_->decompressor) throw Error(ErrorKind::kUnavailable, "out of memory");
  state_->content.resize(kFirstContent);
}

GzipMembers::~GzipMembers() = default;

// Has at least that many bytes at hand, or all there are. False when none came.
bool GzipMembers::fill(std::size_t wanted) {
  State& state = *state_;
  const std::size_t before = state.window.size() - state.taken;
  if (before >= wanted || state.is_at_end) return false;
  state.window.erase(state.window.begin(),
                     state.window.begin() + static_cast<std::ptrdiff_t>(state.taken));
  state.taken = 0;
  ByteView piece;
  while (state.window.size() < wanted) {
    if (!state.source(piece)) {
      state.is_at_end = true;
      break;
    }
    state.window.insert(state.window.end(), piece.begin(), piece.end());
  }
  return state.window.size() > before;
}

GzipMembers::Outcome GzipMembers::next(ByteView& piece) {
  State& state = *state_;
  while (true) {
    if (state.window.size() == state.taken) fill(kFirstWindow);
    const ByteView window = ByteView(state.window).subspan(state.taken);
    if (window.empty()) return Outcome::kEnd;
    std::size_t used = 0;
    std::size_t given = 0;
    const libdeflate_result result =
        libdeflate_gzip_decompress_ex(state.decompressor.get(), window.data(), window.size(),
                                      state.content.data(), state.content.size(), &used, &given);
    if (result == LIBDEFLATE_SUCCESS) {
      state.taken += used;
      offset_ += used;
      if (given == 0) continue;
      piece = ByteView(state.content).first(given);
      return Outcome::kMember;
    }
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (state.content.size() >= kMostMemberContent) return Outcome::kTooLarge;
      state.content.resize(std::min(state.content.size() * kGrowth, kMostMemberContent));
      continue;
    }
    const bool is_marked = as_text(window).starts_with("\x1F\x8B");
    if (!is_marked && window.size() >= 2) return Outcome::kNone;
    // Perhaps it is only not all there yet.
    if (window.size() >= kMostMemberBytes) return Outcome::kTooLarge;
    if (fill(std::max(kFirstWindow, std::min(window.size() * kGrowth, kMostMemberBytes)))) continue;
    return is_marked ? Outcome::kBad : Outcome::kNone;
  }
}

Pieces GzipMembers::rest() {
  auto state = std::shared_ptr<State>(std::move(state_));
  return [state](ByteView& piece) {
    if (state->taken < state->window.size()) {
      piece = ByteView(state->window).subspan(state->taken);
      state->taken = state->window.size();
      return true;
    }
    return !state->is_at_end && state->source(piece);
  };
}

}  // namespace dossier
