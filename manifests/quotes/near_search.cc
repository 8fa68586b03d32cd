// SPDX-License-Identifier: Apache-2.0
#include "manifests/quotes/near_search.h"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace dossier {
namespace {

constexpr std::size_t kWordBits = 64;

// One column of the matrix of edit distances between a query and the ends of a text (Myers 1999, in
// blocks as Hyyrö 2003 has them).
class EditColumn {
 public:
  // Anchored: the text must match from its beginning; else a match may begin anywhere.
  EditColumn(std::u32string_view query, bool anchored)
      : blocks_((query.size() + kWordBits - 1) / kWordBits),
        last_bit_(std::uint64_t{1} << ((query.size() - 1) % kWordBits)),
        anchored_(anchored),
        distance_(query.size()),
        positive_(blocks_, ~std::uint64_t{0}),
        negative_(blocks_),
        equal_(blocks_) {
    for (std::size_t i = 0; i < query.size(); ++i) {
      std::size_t& row = query[i] < common_.size() ? common_[query[i]] : rare_[query[i]];
      if (row == 0) {
        row = equal_.size() / blocks_;
        equal_.resize(equal_.size() + blocks_);
      }
      equal_[row * blocks_ + i / kWordBits] |= std::uint64_t{1} << (i % kWordBits);
    }
  }

  // Takes the next character of the text; the distance of the whole query from the best match that
  // ends with it.
  std::size_t advance(char32_t c) {
    const std::uint64_t* equal = &equal_[row_of(c) * blocks_];
    int carry = anchored_ ? 1 : 0;
    for (std::size_t block = 0; block < blocks_; ++block) {
      carry = advance_block(block, equal[block], carry);
    }
    distance_ += static_cast<std::size_t>(carry);  // wraps for -1, as meant
    return distance_;
  }

 private:
  std::size_t row_of(char32_t c) const {
    if (c < common_.size()) {
      return common_[c];
    }
    const auto found = rare_.find(c);
    return found == rare_.end() ? 0 : found->second;
  }

  int advance_block(std::size_t block, std::uint64_t equal, int carry) {
    const std::uint64_t top =
        block + 1 == blocks_ ? last_bit_ : std::uint64_t{1} << (kWordBits - 1);
    const std::uint64_t pv = positive_[block];
    const std::uint64_t mv = negative_[block];
    const std::uint64_t vertical = equal | mv;
    equal |= carry < 0 ? 1u : 0u;
    const std::uint64_t horizontal = (((equal & pv) + pv) ^ pv) | equal;
    std::uint64_t ph = mv | ~(horizontal | pv);
    std::uint64_t mh = pv & horizontal;
    const int out = (ph & top) != 0 ? 1 : (mh & top) != 0 ? -1 : 0;
    ph = (ph << 1) | (carry > 0 ? 1u : 0u);
    mh = (mh << 1) | (carry < 0 ? 1u : 0u);
    positive_[block] = mh | ~(vertical | ph);
    negative_[block] = ph & vertical;
    return out;
  }

  std::size_t blocks_;
  std::uint64_t last_bit_;
  bool anchored_;
  std::size_t distance_;
  std::vector<std::uint64_t> positive_;
  std::vector<std::uint64_t> negative_;
  // A row of bits for each character of the query; row 0 is for all others.
  std::vector<std::uint64_t> equal_;
  std::array<std::size_t, 0x500> common_{};
  std::unordered_map<char32_t, std::size_t> rare_;
};

}  // namespace

NearPassage nearest_passage(std::u32string_view text, std::u32string_view query) {
  NearPassage best{query.size(), 0, 0};
  EditColumn forwards(query, false);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t distance = forwards.advance(text[at]);
    if (distance < best.distance) {
      best.distance = distance;
      best.end = at + 1;
    }
  }
  best.start = best.end;
  EditColumn backwards(std::u32string(query.rbegin(), query.rend()), true);
  const std::size_t reach = query.size() + best.distance;
  for (std::size_t back = 1; back <= reach && back <= best.end; ++back) {
    if (backwards.advance(text[best.end - back]) == best.distance) {
      best.start = best.end - back;
      break;
    }
  }
  return best;
}

std::size_t nearest_passage_steps(std::u32string_view text, std::u32string_view query) {
  return text.size() * ((query.size() + kWordBits - 1) / kWordBits);
}

}  // namespace dossier
