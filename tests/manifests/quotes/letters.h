// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "manifests/quotes/quote_text.h"
#include "manifests/text/unicode.h"

namespace dossier {

// A text of blocks, as extraction makes it.
inline ExtractedText text_of(const std::vector<std::pair<Region, std::string>>& blocks) {
  ExtractedText text;
  for (const auto& [region, words] : blocks) {
    const auto length = static_cast<std::int64_t>(count_code_points(words));
    text.blocks.push_back({text.code_points, text.code_points + length, region});
    text.text += words + "\n";
    text.code_points += length + 1;
  }
  return text;
}

inline ExtractedText body_of(const std::string& words) {
  return text_of({{Region::kBody, words}});
}

// The text of the sample's article.txt, "T" in the worked examples.
inline ExtractedText letters_plain() {
  constexpr Region body = Region::kBody;
  return text_of(
      {{body, "Memoir says ex-premier tells friends he still writes to rival leader"},
       {body,
        "Former Tarsk premier Ilan Corve has told friends that he has stayed in contact with Dama "
        "Reth, leader of neighbouring Ostmark, since he left office, according to a report on "
        "Thursday, as new border drills unsettle the region."},
       {body,
        "“As everyone knows, he was taken with this friendship,” Northern Post reporter Mira "
        "Sandoval told Channel Nine. The account comes from her forthcoming book on Corve, “The "
        "Borderer.”"},
       {body, "Get the day’s headlines in our app."},
       {body,
        "Corve declared two years ago that he and Reth had “become brothers” after trading "
        "letters, but two summits meant to reopen the border ended without a deal."},
       {body, "Corve’s claims could not be confirmed and may not be true, Sandoval said."},
       {body,
        "“What he says and what’s really going on don’t always line up, but he has been telling "
        "people that he has kept up some sort of correspondence or conversation with Dama Reth,” "
        "she said."},
       {body,
        "Reth is the only foreign leader Corve has said he remains in contact with, she added."},
       {body,
        "Letters from Reth were among papers in 12 crates that the State Records Office said it "
        "recovered last month from Corve’s lake house, The Harbour Gazette reported."},
       {body, "Ostmark said on Tuesday that its drills were “showing the world” its readiness."},
       {body, "A spokesperson for Corve did not immediately answer a request for comment."},
       {body, "Read more: Ostmark's Reth at a turning point"}});
}

// The text of the sample's article.html, "H" in the worked examples.
inline ExtractedText letters_html() {
  constexpr Region body = Region::kBody;
  return text_of(
      {{Region::kHeader, "Meridian Dispatch"},
       {Region::kNav, "World"},
       {Region::kNav, "Border"},
       {Region::kNav, "Books"},
       {Region::kBoilerplate, "We use cookies. “Accept” means yes."},
       {Region::kBoilerplate, "Accept all"},
       {Region::kBoilerplate, "Refuse"},
       {Region::kHeadline, "Memoir says ex-premier tells friends he still writes to rival leader"},
       {body, "By Jon Halvard, Books World desk, 26 February 2026"},
       {Region::kCaption,
        "The crossing at Lower Tarsk, closed since the second summit. Photo: Meridian Dispatch"},
       {body,
        "Former Tarsk premier Ilan Corve has told friends that he has stayed in contact with Dama "
        "Reth, leader of neigh\u00ADbouring Ostmark, since he left office, according to a report "
        "on Thursday, as new border drills unsettle the region."},
       {body,
        "“As everyone knows, he was taken with this friendship,” Northern Post reporter Mira "
        "Sandoval told Channel Nine. The account comes from her forthcoming book on Corve, “The "
        "Borderer.”"},
       {body, "Get the day’s headlines in our app."},
       {body,
        "Corve declared two years ago that he and Reth had “become brothers” after trading "
        "letters, but two summits meant to reopen the border ended without a deal."},
       {body, "Corve’s claims could not be confirmed and may not be true, Sandoval said."},
       {Region::kBlockquote,
        "“What he says and what’s really going on don’t always line up, but he has been telling "
        "people that he has kept up some sort of correspondence or conversation with Dama Reth,” "
        "she said."},
       {body,
        "Reth is the only foreign leader Corve has said he remains in contact with, she added."},
       {body,
        "Letters from Reth were among papers in 12\u00A0crates that the State Records Office said "
        "it recovered last month from Corve’s lake house, The Harbour Gazette reported."},
       {body, "Ostmark said on Tuesday that its drills were “showing the world” its readiness."},
       {body, "A spokesperson for Corve did not immediately answer a request\nfor comment."},
       {Region::kAside, "Read more:"},
       {Region::kAside, "Ostmark's Reth at a turning point"},
       {Region::kAside, "“We are ready,” say border towns & farms"},
       {Region::kFooter, "© 2026 Meridian Dispatch. A fictional newspaper."}});
}

}  // namespace dossier
