// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/time.h"

namespace dossier {

// What a saved page tells of itself in a comment near its start: that of SingleFile ("Page saved
// with SingleFile", url, saved date) or of browsers ("saved from url=(0023)https://…").
struct SavedPage {
  std::string program;  // "SingleFile" or "a browser"; empty when there is no such comment
  std::string url;
  std::optional<Timestamp> saved_at;
};

// Where the comment must begin, in bytes from the start of the page.
inline constexpr std::size_t kMaxSavedCommentOffset = 64 * 1024;
SavedPage read_saved_page(std::string_view html);

// A date as JavaScript prints it, with its zone: "Thu Feb 26 2026 10:12:40 GMT+0100 (CET)".
std::optional<Timestamp> parse_script_date(std::string_view text);

// Whether text is the start of an HTML page: a doctype, html, head or a comment before them.
bool looks_like_html(std::string_view text);

}  // namespace dossier
