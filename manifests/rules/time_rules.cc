// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>

#include "manifests/rules/rule_groups.h"
#include "manifests/rules/thresholds.h"

namespace dossier {
namespace {

// The earliest moment that a reported date allows; nullopt when it is not exact.
std::optional<Timestamp> earliest(const ReportedDate& date) {
  const DateSpan span = date.span();
  if (date.basis != "stated" || span.uncertain || !span.earliest) return std::nullopt;
  const bool has_time = date.value.find('T') != std::string::npos;
  return has_time ? span.earliest
                  : Timestamp::from_unix(span.earliest->unix_seconds() - kEarliestZoneSeconds);
}

// The first moment of a day, or a time.
std::optional<Timestamp> first_moment(const std::string& moment) {
  const auto span = parse_edtf(moment);
  return span ? span->earliest : std::nullopt;
}
std::optional<Timestamp> last_moment(const std::string& moment) {
  const auto span = parse_edtf(moment);
  return span ? span->latest : std::nullopt;
}

class OrderRules {
 public:
  OrderRules(const CaseIndex& index, RuleFindings& findings)
      : index_(index), dossier_(index.dossier()), findings_(findings) {
    const Event* seal = index.closing_seal();
    if (seal != nullptr) sealed_ = seal->started;
  }

  void check(const Capture& capture) {
    const Article* article = dossier_.find<Article>(capture.article);
    if (article != nullptr && article->published.value) {
      require(earliest(*article->published.value), "the stated publication", capture.captured_at,
              "the capture", capture.id, "/captured_at");
    }
    require(capture.captured_at, "the capture", sealed_, "the seal", capture.id, "/captured_at");
  }

  void check(const Quote& quote) {
    const Capture* capture = dossier_.find<Capture>(quote.capture);
    if (capture == nullptr) return;
    require(capture->captured_at, "the capture", quote.recorded_at, "the record of the quote",
            quote.id, "/recorded_at");
    if (quote.said_at) {
      require(earliest(*quote.said_at), "the time at which it was said", capture->captured_at,
              "the capture", quote.id, "/said_at");
    }
  }

  void check(const Claim& claim) {
    if (!claim.reviewed_at) return;
    for (const Support& support : claim.support) {
      const Quote* quote = dossier_.find<Quote>(support.ref);
      const Capture* capture =
          dossier_.find<Capture>(quote != nullptr ? quote->capture : support.ref);
      if (capture != nullptr && !require(capture->captured_at, "the capture " + capture->id.text(),
                                         claim.reviewed_at, "the review", claim.id, "/reviewed_at"))
        break;
    }
    require(claim.reviewed_at, "the review", sealed_, "the seal", claim.id, "/reviewed_at");
  }

  void check(const Note& note) {
    require(note.at, "the note", sealed_, "the seal", note.id, "/at");
    if (!note.contact) return;
    const auto sent = first_moment(note.contact->sent);
    require(sent, "the sending", last_moment(note.contact->deadline), "the deadline", note.id,
            "/contact/deadline");
    require(sent, "the sending", last_moment(note.contact->replied), "the reply", note.id,
            "/contact/replied");
  }

  void check(const Event& event) {
    require(event.started, "the start", event.ended, "the end", event.id, "/ended");
  }

  void check(const Agent& agent) {
    for (std::size_t i = 0; i < agent.keys.size(); ++i)
      require(agent.keys[i].valid_from, "valid_from", agent.keys[i].valid_to, "valid_to", agent.id,
              "/keys/" + std::to_string(i) + "/valid_to");
  }

  // Times that only the clock of the machine tells.
  void check_after_seal() {
    if (!sealed_) return;
    for (const RecordFile& file : dossier_.files()) {
      if (!file.sound || file.kind == RecordKind::kHead) continue;
      const Record& record = std::visit(
          [](const auto& each) -> const Record& {
            if constexpr (std::is_base_of_v<Record, std::remove_cvref_t<decltype(each)>>)
              return each;
            else
              return kNoRecord;
          },
          file.record);
      const bool seal = record.id == index_.closing_seal()->id;
      if (!seal && record.recorded_at)
        require_before_seal(record.id, "/recorded_at", *record.recorded_at);
    }
    for (const Event* event : index_.events()) {
      require_before_seal(event->id, "/started", *event->started);
      if (event->ended && event->type != "seal")
        require_before_seal(event->id, "/ended", *event->ended);
    }
    if (dossier_.head()->created) require_before_seal({}, "/created", *dossier_.head()->created);
  }

 private:
  inline static const Record kNoRecord{};

  // True when the order holds, or one of the times is not known.
  bool require(const std::optional<Timestamp>& first, const std::string& first_name,
               const std::optional<Timestamp>& second, const std::string& second_name,
               const RecordId& id, std::string pointer) {
    if (!first || !second || *first <= *second) return true;
    findings_.add("time.impossible-order", id.text(), std::move(pointer),
                  second_name + " (" + second->to_string() + ") comes before " + first_name + " (" +
                      first->to_string() + ")");
    return false;
  }

  void require_before_seal(const RecordId& id, std::string pointer, const Timestamp& time) {
    if (time <= *sealed_) return;
    findings_.add("time.after-seal", id ? id.text() : std::string(kHeadPath), std::move(pointer),
                  time.to_string() + " is later than the seal of " + sealed_->to_string());
  }

  const CaseIndex& index_;
  const Dossier& dossier_;
  RuleFindings& findings_;
  std::optional<Timestamp> sealed_;
};

}  // namespace

void check_times(const CaseIndex& index, RuleFindings& findings) {
  OrderRules rules(index, findings);
  const auto check_all = [&]<class T>(std::type_identity<T>) {
    for (const T* record : index.dossier().all<T>()) rules.check(*record);
  };
  check_all(std::type_identity<Agent>{});
  check_all(std::type_identity<Capture>{});
  check_all(std::type_identity<Quote>{});
  check_all(std::type_identity<Claim>{});
  check_all(std::type_identity<Note>{});
  check_all(std::type_identity<Event>{});
  rules.check_after_seal();
}

}  // namespace dossier
