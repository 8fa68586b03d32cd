// SPDX-License-Identifier: Apache-2.0
#include "manifests/records/article.h"

#include "manifests/records/record_reader.h"
#include "manifests/records/record_writer.h"
#include "manifests/records/schema_maker.h"

namespace dossier {
template <class V, Is<BasedOn> R>
void describe(V& v, R& based_on) {
  v.field("ref", based_on.ref, Need::kRequired, KindSet(RecordKind::kArticle, RecordKind::kSource));
  v.field("how", based_on.how, Need::kRequired, one_of(kBasedOnWays));
}

template <class V, Is<Article> R>
void describe(V& v, R& article) {
  describe_begin(v, article, RecordKind::kArticle);
  v.field("kind", article.kind, Need::kRequired, one_of(kArticleKinds));
  v.field("title", article.title, Need::kRequired, kText);
  v.field("publisher", article.publisher, Need::kShould, KindSet(RecordKind::kSource));
  v.field("bylines", article.bylines, Need::kShould, kText);
  v.field("credit", article.credit, Need::kOptional, kText);
  v.field("url", article.url, Need::kShould, kUri);
  v.field("published", article.published, Need::kElsewhere);
  v.field("modified", article.modified, Need::kOptional);
  v.field("language", article.language, Need::kShould, kLanguage);
  v.field("section", article.section, Need::kOptional, kText);
  v.field("place", article.place, Need::kOptional, kText);
  v.field("based_on", article.based_on, Need::kOptional);
  describe_end(v, article);
}

void read_record(RecordReader& reader, const json::Value& value, Article& out) {
  reader.object(value, out);
}
json::Value to_json(const Article& article) {
  return RecordWriter::object(article);
}
void make_schema(SchemaMaker& maker, const Article& article) {
  maker.object(article);
}

}  // namespace dossier
