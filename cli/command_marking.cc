// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "cli/authoring_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "crypto/error.h"

namespace dossier {
namespace {

struct MarkingOptions {
  std::string scheme;
  std::string value;
  std::vector<std::string> applies_to;
  std::vector<std::string> audience;
  std::string until;
  std::string holder;
  std::string licence;
  std::string basis;
  std::string payload;
  std::string id;
};

// What the scheme needs, so that it is told in the words of the options.
void refuse_incomplete(const MarkingOptions& options) {
  const auto refuse = [](const std::string& message, const std::string& hint) {
    throw Error(ErrorKind::kUsage, "marking: " + message, {}, hint);
  };
  if (options.scheme == "tlp-2.0") {
    const bool known =
        std::find(kTlpValues.begin(), kTlpValues.end(), options.value) != kTlpValues.end();
    if (!known) {
      refuse("'" + options.value + "' is no value of tlp-2.0",
             "It is " + list_words(kTlpValues) + ".");
    }
    const bool closed = options.value == "amber+strict" || options.value == "red";
    if (closed && options.audience.empty()) {
      refuse(options.value + " needs --audience", "Name who may see it; may be repeated.");
    }
  }
  if (options.scheme == "rights" && options.payload.empty()) {
    refuse("rights need --payload", "It is " + list_words(kPayloads) + ".");
  }
}

std::vector<RefOr> targets(const MarkingOptions& options, const CaseWork& work) {
  if (options.applies_to.empty()) return {RefOr{{}, std::string(kEverything[0])}};
  std::vector<RefOr> found;
  for (const std::string& text : options.applies_to) {
    const auto id = RecordId::parse(text);
    if (text == kEverything[0]) {
      found.push_back({{}, text});
    } else if (id && work.dossier().knows(*id)) {
      found.push_back({*id, {}});
    } else {
      throw Error(ErrorKind::kRefused,
                  "--applies-to: there is no record '" + text + "' in this case", {},
                  "Give ids, or leave it out to mark everything.");
    }
  }
  return found;
}

Marking marking_of(const MarkingOptions& options, CaseWork& work) {
  Marking marking;
  marking.scheme = options.scheme;
  marking.value = options.value;
  marking.applies_to = targets(options, work);
  marking.audience = options.audience;
  marking.until = options.until;
  marking.holder = options.holder;
  marking.licence = options.licence;
  marking.basis = options.basis;
  marking.payload = options.payload;
  const std::string wish = slug(options.scheme + " " + options.value, kIdWords);
  marking.id = options.id.empty() ? work.ids().make(RecordKind::kMarking, wish)
                                  : work.ids().choose(RecordKind::kMarking, options.id);
  return marking;
}

ExitStatus mark(const MarkingOptions& options, Context& context) {
  refuse_incomplete(options);
  CaseWork work(context, kAllRecords);
  const Marking marking = marking_of(options, work);
  Head head = *work.dossier().head();
  const bool becomes_default = options.applies_to.empty() && !head.default_marking;
  refuse_what_rules_refuse(work, {marking});
  work.add(marking);
  if (becomes_default) {
    head.default_marking = marking.id;
    work.replace(head);
  }
  work.commit();
  context.out.line("marking " + marking.id.text() + ": " + marking.scheme + " " +
                   escape_line(marking.value) +
                   (options.applies_to.empty() ? ", for everything" : "") +
                   (becomes_default ? ", and where nothing else is said" : ""));
  return ExitStatus::kDone;
}

}  // namespace

Action set_up_marking(CommandLine& line) {
  auto options = std::make_shared<MarkingOptions>();
  line.about(
      "Without --applies-to it holds for everything; the first such marking also becomes the "
      "dossier's default.");
  line.argument("SCHEME", &options->scheme, "what it is about").one_of(word_list(kMarkingSchemes));
  line.argument("VALUE", &options->value,
                "for tlp-2.0: clear, green, amber, amber+strict, red; else a text");
  line.list_option("--applies-to ID", options->applies_to, "the records that are marked");
  line.option("--payload P", &options->payload, "of rights: what may be packed")
      .one_of(word_list(kPayloads));
  line.option("--basis B", &options->basis, "of rights: why it may")
      .one_of(word_list(kRightsBases));
  line.option("--audience WHO", &options->audience, "who may see it; may be repeated");
  line.option("--until D", &options->until, "until when it holds");
  line.option("--holder WHO", &options->holder, "who holds the rights");
  line.option("--licence L", &options->licence, "a name of SPDX, or an address");
  line.option("--id ID", &options->id, "an id of your choice; without it, one is made");
  line.uses_case_folder();
  return [options](Context& context) { return mark(*options, context); };
}

}  // namespace dossier
