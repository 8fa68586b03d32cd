// SPDX-License-Identifier: Apache-2.0
#include "cli/listed_pages.h"

#include <iterator>

#include "manifests/authoring/import_table.h"

namespace dossier {
namespace {

// Archives have no part of an address behind '#': it is never sent.
std::string sent_part(const std::string& url) {
  return url.substr(0, url.find('#'));
}

}  // namespace

bool ListedPages::add(const std::string& place, const WaczPage& page, std::string& fault) {
  fault = page.fault;
  if (!fault.empty()) return false;
  const std::string url = stored_address(page.url);
  const auto at = parse_zoned_time(page.ts);
  if (url.empty()) fault = "its url is no address";
  if (!at) fault = "its ts, " + page.ts + ", does not tell a second in time";
  if (url.empty() || !at) return false;
  by_url_[sent_part(url)].emplace(at->unix_seconds(), pages_.size());
  pages_.push_back({place, url, *at, page.title});
  return true;
}

void ListedPages::redirect(const std::string& from, const std::string& to) {
  const auto before = led_from_.find(from);
  const std::string first = before == led_from_.end() ? from : before->second;
  if (by_url_.contains(first) && first != to) led_from_.emplace(to, first);
}

ListedPages::Page* ListedPages::take_nearest(const std::string& url, Timestamp at) {
  const auto found = by_url_.find(url);
  if (found == by_url_.end() || found->second.empty()) return nullptr;
  ByTime& pages = found->second;
  const std::int64_t wanted = at.unix_seconds();
  auto nearest = pages.lower_bound(wanted);
  if (nearest == pages.end()) {
    --nearest;
  } else if (nearest != pages.begin()) {
    const auto before = std::prev(nearest);
    if (wanted - before->first < nearest->first - wanted) nearest = before;
  }
  Page& page = pages_[nearest->second];
  pages.erase(nearest);
  return &page;
}

bool ListedPages::choose(WebPage& page, std::string& title) {
  Page* listed = take_nearest(page.url, *page.captured_at);
  if (listed == nullptr) {
    const auto from = led_from_.find(page.url);
    if (from != led_from_.end()) listed = take_nearest(from->second, *page.captured_at);
  }
  if (listed == nullptr) return false;
  listed->is_found = true;
  title = listed->title;
  if (listed->url != page.url) page.asked_url = listed->url;
  if (listed->at != *page.captured_at) {
    page.told.emplace_back("x-wacz-page-time", listed->at.to_string());
  }
  return true;
}

}  // namespace dossier
