// SPDX-License-Identifier: Apache-2.0
#include "bundle/entry_source.h"

#include <utility>

#include "bundle/layout.h"

namespace dossier {
namespace {

// A stamp's .txt comes directly before its .tsr, although s sorts before x.
std::pair<std::string_view, int> appendix_key(std::string_view path) {
  if (path.ends_with(".txt")) return {path.substr(0, path.size() - 4), 0};
  if (path.ends_with(".tsr")) return {path.substr(0, path.size() - 4), 1};
  return {path, 2};
}

}  // namespace

int format_rank(std::string_view path) {
  if (path == kBagitTxt) return 0;
  if (path == kBagInfoTxt) return 1;
  if (path.starts_with(kDataFolder)) return 2;
  if (path.starts_with(kSealFolder)) return 3;
  if (path == kManifest) return 4;
  if (path == kTagManifest) return 5;
  if (path.starts_with(kSignaturesFolder)) return 6;
  return 7;
}

bool in_format_order(std::string_view a, std::string_view b) {
  const int rank_a = format_rank(a);
  const int rank_b = format_rank(b);
  if (rank_a != rank_b) return rank_a < rank_b;
  return rank_a == 6 ? appendix_key(a) < appendix_key(b) : a < b;
}

}  // namespace dossier
