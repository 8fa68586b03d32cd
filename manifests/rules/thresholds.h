// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "manifests/quotes/quote_anchor.h"
#include "manifests/quotes/quote_match.h"

// Every number that a rule decides by; reports print this table. Rules take the numbers from here
// or from where the matching of quotes has them, so that the table cannot say otherwise.
namespace dossier {

// A day is 24 hours of some time zone, and the first of them begins this long before it does in
// UTC.
inline constexpr std::int64_t kEarliestZoneSeconds = 14 * 60 * 60;
// From this many links on a chain is hearsay.
inline constexpr std::size_t kHearsayDistance = 2;
inline constexpr std::size_t kOriginsWanted = 2;
// Longer chains are not followed to their sources: all of them count as one origin.
inline constexpr std::size_t kMostHopsFollowed = 256;
inline constexpr std::int64_t kBestCredibility = 1;
// Admiralty: 4 is doubtful, and what is verified is not; 3 is possibly true, and what is refuted is
// not.
inline constexpr std::int64_t kWorstCredibilityVerified = 3;
inline constexpr std::int64_t kBestCredibilityRefuted = 4;

struct Threshold {
  std::string_view code;
  std::string_view text;
};

inline constexpr std::array<Threshold, 9> kThresholds = {{
    {"time.impossible-order",
     "a day begins up to 14 hours before it does in UTC; dates marked ?, ~ or % are not compared"},
    {"quote.context-mismatch", "prefix and suffix have 32 code points, or reach to the edge"},
    {"quote.elided",
     "pieces of at least 8 code points; the whole passage, from the first to the last, lies in one "
     "block or has at most 2,000 code points"},
    {"quote.altered",
     "similarity of at least 0.80; below it quote.not-found. Both are errors under every profile"},
    {"quote.fragment-without-context", "fewer than 3 words, or fewer than 12 code points"},
    {"claim.hearsay-marked-verified", "a chain of 2 or more links; 2 independent origins"},
    {"claim.single-source", "2 independent origins; all chains of more than 256 links are one"},
    {"claim.credibility-unfounded",
     "1 asks for 2 independent origins; verified for 1 to 3; refuted for 4 to 6"},
    {"capture.minimum-not-met", "an address, the page as HTML, and an image of the whole page"},
}};

}  // namespace dossier
