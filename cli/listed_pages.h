// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/import_pages.h"
#include "manifests/authoring/wacz_lists.h"

namespace dossier {

// The pages that a WACZ lists, each matched with one answer of that address in its WARCs: the
// nearest in time of those that are listed and have none yet. An answer of an address that a listed
// page was redirected to counts as that page's.
class ListedPages : public PageChoice {
 public:
  struct Page {
    std::string place;  // ": pages/pages.jsonl line 2"
    std::string url;
    Timestamp at;
    std::string title;
    bool is_found = false;
  };

  // False when the page's address or time cannot be read; `fault` then tells.
  bool add(const std::string& place, const WaczPage& page, std::string& fault);
  bool empty() const { return pages_.empty(); }

  void redirect(const std::string& from, const std::string& to) override;
  bool choose(WebPage& page, std::string& title) override;

  const std::vector<Page>& pages() const { return pages_; }

 private:
  using ByTime = std::multimap<std::int64_t, std::size_t>;  // numbers of pages not found yet

  Page* take_nearest(const std::string& url, Timestamp at);

  std::vector<Page> pages_;
  std::unordered_map<std::string, ByTime> by_url_;
  std::unordered_map<std::string, std::string> led_from_;  // the first address of a redirect
};

}  // namespace dossier
