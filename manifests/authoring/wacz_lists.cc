// SPDX-License-Identifier: Apache-2.0
#include "manifests/authoring/wacz_lists.h"

#include <nlohmann/json.hpp>

namespace dossier {
namespace {

using Json = nlohmann::json;

constexpr int kMostDepth = 16;
constexpr std::size_t kMostObjectBytes = std::size_t{8} << 20;

// Discarded for what is no object. What lies deeper than anything that is read is passed over.
Json read_object(std::string_view text) {
  if (text.size() > kMostObjectBytes) return Json(Json::value_t::discarded);
  Json json = Json::parse(
      text, [](int depth, Json::parse_event_t, Json&) { return depth <= kMostDepth; }, false);
  return json.is_object() ? json : Json(Json::value_t::discarded);
}

std::string string_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::uint64_t> number_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

WaczResource resource_of(const Json& json) {
  WaczResource resource;
  resource.path = string_of(json, "path");
  resource.hash = string_of(json, "hash");
  resource.bytes = number_of(json, "bytes");
  // Before version 1.1.
  const auto stats = json.find("stats");
  if (stats != json.end() && stats->is_object()) {
    const std::string hash = string_of(*stats, "hash");
    const std::string name = string_of(json, "hashing");
    if (!hash.empty()) resource.hash = (name.empty() ? "sha256" : name) + ":" + hash;
    resource.bytes = number_of(*stats, "bytes");
  }
  return resource;
}

WaczPage page_of(std::string_view line, std::size_t number, bool& is_header) {
  WaczPage page;
  page.line = number;
  const Json json = read_object(line);
  is_header = number == 1 && !json.is_discarded() && json.contains("format");
  if (json.is_discarded()) {
    page.fault = "is no JSON object, or a larger one than is read";
    return page;
  }
  page.url = string_of(json, "url");
  page.ts = string_of(json, "ts");
  page.title = string_of(json, "title");
  if (page.url.empty()) page.fault = "tells no url";
  if (page.url.empty() || !page.ts.empty()) return page;
  page.fault = "tells no ts, the time of the page";
  return page;
}

}  // namespace

std::variant<WaczPackage, std::string> read_wacz_package(std::string_view text) {
  const Json json = read_object(text);
  if (json.is_discarded()) return std::string("is no JSON object, or a larger one than is read");
  const auto resources = json.find("resources");
  if (resources == json.end() || !resources->is_array()) {
    return std::string("has no list of resources");
  }
  if (resources->size() > kMaxWaczResources) {
    return "lists more than " + std::to_string(kMaxWaczResources) + " resources";
  }
  WaczPackage package;
  package.version = string_of(json, "wacz_version");
  package.software = string_of(json, "software");
  for (const Json& each : *resources) {
    if (!each.is_object()) return std::string("has a resource that is no object");
    package.resources.push_back(resource_of(each));
    if (package.resources.back().path.empty()) return std::string("has a resource without a path");
  }
  return package;
}

std::string read_wacz_digest(std::string_view text, bool& is_signed) {
  const Json json = read_object(text);
  is_signed = !json.is_discarded() && json.contains("signedData");
  return json.is_discarded() ? std::string() : string_of(json, "hash");
}

std::vector<WaczPage> read_wacz_pages(std::string_view text) {
  std::vector<WaczPage> pages;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (pages.size() == kMaxWaczPages) {
      pages.push_back({number,
                       {},
                       {},
                       {},
                       "is beyond the " + std::to_string(kMaxWaczPages) + " pages that are read"});
      break;
    }
    bool is_header = false;
    WaczPage page = page_of(line, number, is_header);
    if (!is_header) pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace dossier
