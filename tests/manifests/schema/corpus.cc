// SPDX-License-Identifier: Apache-2.0
// Prints documents, one a line: the kind, "accept" or "refuse" as the reader of records says, and
// the JSON text, separated by tabs. They are the samples of all kinds with one thing changed at
// every place, and the accepted and refused texts of every syntax.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "manifests/json/reader.h"
#include "manifests/json/writer.h"
#include "manifests/records/record.h"
#include "tests/manifests/records/record_samples.h"
#include "tests/manifests/records/syntax_samples.h"

namespace dossier {
namespace {

using json::Array;
using json::Object;
using json::Value;

// A place in the folder does not belong to the document.
bool accepts(const RecordSample& sample, std::string_view text) {
  for (const Finding& finding : read_record_file(sample.path, text, Profile::kNewsroom).findings)
    if (finding.severity == Severity::kError && finding.code != "record.misplaced") return false;
  return true;
}

void print(const RecordSample& sample, const std::string& text) {
  std::printf("%s\t%s\t%s\n", std::string(kind_name(sample.kind)).c_str(),
              accepts(sample, text) ? "accept" : "refuse", text.c_str());
}

const std::vector<Value>& replacements() {
  static const std::string digest(64, 'b');
  static const std::vector<Value> values = {"",
                                            "text",
                                            "a b",
                                            0,
                                            -1,
                                            7,
                                            true,
                                            false,
                                            Array{},
                                            Object{},
                                            Array{1},
                                            Array{"text"},
                                            Array{Object{}},
                                            "2026-02-27T09:12:40Z",
                                            "2026-02",
                                            "quo-a",
                                            "art-a",
                                            "src-a",
                                            "note-b",
                                            "evt-a",
                                            "agt-a",
                                            "unnamed",
                                            "*",
                                            "https://a.example/",
                                            Value(digest),
                                            Object{{"missing", "not known"}},
                                            Object{{"missing", ""}},
                                            Object{{"missing", 1}},
                                            Object{{"missing", "a"}, {"x-more", 1}},
                                            Object{{"value", "2026"}, {"basis", "stated"}},
                                            Object{{"value", "2026"}}};
  return values;
}

// All documents that come from changing `place`, which lies inside `root`, once.
void change(const RecordSample& sample, const Value& root, Value& place) {
  const Value before = place;
  const auto put = [&](Value value) {
    place = std::move(value);
    print(sample, json::write_compact(root));
    place = before;
  };
  for (const Value& value : replacements()) put(value);
  if (before.is_string()) {
    for (const char* more : {"!", " a", "-a", "\u00e4", "/"}) put(before.string() + more);
    put(before.string().substr(0, before.string().size() / 2));
  }
  if (before.is_integer()) put(before.integer() + 1000);
  if (before.is_object()) {
    for (const char* key : {"unknown", "x-mine", "X-mine", ""}) {
      Value more = before;
      more.set(key, Object{{"any", Array{1, true, "a", Object{}}}});
      put(more);
    }
    for (std::size_t i = 0; i < before.object().size(); ++i) {
      Value less = before;
      less.object().erase(less.object().begin() + static_cast<std::ptrdiff_t>(i));
      put(less);
      change(sample, root, place.object()[i].value);
    }
  }
  if (before.is_array()) {
    Value twice = before;
    twice.array().push_back(before.array().front());
    put(twice);
    for (Value& element : place.array()) change(sample, root, element);
  }
}

Value& at(Value& value, std::string_view field) {
  const std::size_t slash = field.find('/');
  const std::string_view step = field.substr(0, slash);
  Value& inner = value.is_array() ? value.array().at(0) : *value.find(step);
  return slash == std::string_view::npos ? inner : at(inner, field.substr(slash + 1));
}

void print_syntax(const SyntaxSample& syntax) {
  const RecordSample& sample = record_sample(syntax.kind);
  Value root = *json::parse(sample.text).value;
  if (syntax.rule == &kPointer) root.set("target", Object{{"record", "quo-a"}, {"pointer", "/a"}});
  Value& place = at(root, syntax.field);
  for (const auto& texts : {syntax.accepted, syntax.refused}) {
    for (const std::string_view text : texts) {
      place = Value(text);
      print(sample, json::write_compact(root));
    }
  }
}

}  // namespace
}  // namespace dossier

int main() {
  using namespace dossier;
  for (const RecordSample& sample : record_samples()) {
    json::Value root = *json::parse(sample.text).value;
    change(sample, root, root);
    print(sample, "{\"x-a\": null}");
    std::string text = json::write_compact(root);
    print(sample, text.insert(text.size() - 1, ",\"x-a\":{\"b\":[null]}"));
  }
  for (const SyntaxSample& syntax : syntax_samples()) print_syntax(syntax);
  return 0;
}
