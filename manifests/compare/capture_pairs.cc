// SPDX-License-Identifier: Apache-2.0
#include "manifests/compare/capture_pairs.h"

#include <string>
#include <unordered_map>

namespace dossier {
namespace {

// The latest captures with a text of each article, also by its address, and of each way in which
// texts were made.
class LatestCaptures {
 public:
  explicit LatestCaptures(const Dossier& dossier) {
    for (const Capture* capture : dossier.all<Capture>()) {
      if (!capture->text) continue;
      for (const std::string& article : names_of(dossier, *capture)) {
        put(article, *capture);
        put(article + way_of(*capture), *capture);
      }
    }
  }

  // Null when there is none of the article.
  const Capture* nearest_to(const Dossier& dossier, const Capture& capture) const {
    for (const std::string& article : names_of(dossier, capture)) {
      for (const std::string& name : {article + way_of(capture), article}) {
        const auto found = latest_.find(name);
        if (found != latest_.end()) return found->second;
      }
    }
    return nullptr;
  }

 private:
  static std::vector<std::string> names_of(const Dossier& dossier, const Capture& capture) {
    std::vector<std::string> names = {capture.article.text()};
    const Article* article = dossier.find<Article>(capture.article);
    if (article != nullptr && article->url.value) names.push_back(*article->url.value);
    return names;
  }
  static std::string way_of(const Capture& capture) {
    return '\n' + capture.text->algorithm + '\n' + capture.text->method;
  }
  void put(const std::string& name, const Capture& capture) {
    const Capture*& latest = latest_[name];
    if (latest == nullptr || latest->captured_at < capture.captured_at) latest = &capture;
  }

  std::unordered_map<std::string, const Capture*> latest_;
};

}  // namespace

std::vector<CapturePair> captures_to_compare(const Dossier& before, const Dossier& after) {
  const LatestCaptures former(before);
  std::vector<CapturePair> pairs;
  for (const Capture* capture : after.all<Capture>()) {
    if (!capture->text) continue;
    if (const Capture* same = before.find<Capture>(capture->id)) {
      if (same->text && same->text->sha256 != capture->text->sha256) {
        pairs.push_back({same, capture});
      }
      continue;
    }
    if (before.knows(capture->id)) continue;
    if (const Capture* nearest = former.nearest_to(after, *capture)) {
      pairs.push_back({nearest, capture});
    }
  }
  return pairs;
}

}  // namespace dossier
