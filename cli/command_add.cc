// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/capture_work.h"
#include "cli/commands.h"
#include "cli/escape.h"
#include "cli/layout.h"

namespace dossier {
namespace {

void tell_twins(const Capture& capture, const CaseWork& work) {
  for (const Capture* other : work.dossier().all<Capture>()) {
    if (!other->files.empty() && other->files.front().sha256 == capture.files.front().sha256) {
      tell("dossier: note: " + other->id.text() + " holds the same bytes already\n");
    }
  }
}

void report(const CaptureWish& wish, const PlannedCapture& planned, Context& context) {
  const Capture& capture = planned.capture;
  const std::vector<CaptureFile>& listed = capture.files;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const CaptureFile& file = listed[i];
    if (file.role == "text" || file.role == "text-map") continue;
    if (i > 0 && file.path == listed[i - 1].path) continue;  // the primary file under its own role
    context.out.line("file  " + file.path + "  " + file.media_type + ", " +
                     size_text(static_cast<std::uint64_t>(file.bytes)));
  }
  if (capture.text) {
    context.out.line("text  " + capture.text->path + "  " +
                     std::to_string(capture.text->code_points) + " code points, " +
                     escape_line(capture.text->algorithm));
  } else {
    context.out.line("no text: " + escape_line(planned.why_no_text));
  }
  context.out.line("article " + capture.article.text() + ", capture " + capture.id.text() +
                   ", method " + capture.method + ", captured at " +
                   capture.captured_at->to_string());
  if (wish.captured_at.empty()) {
    tell("Captured at: that is the file's own time; --captured-at tells a better one.\n");
  }
  if (capture.text && capture.text->method == "pdf-text") {
    tell(
        "The text is what another program read: compare it with the PDF, then say so:\n"
        "  dossier note \"Compared with the PDF.\" --kind finding --about " +
        capture.id.text() + "\n");
  }
  if (find_command("quote") != nullptr && capture.text) {
    tell("Next: dossier quote " + capture.id.text() + " \"THE WORDS\" --kind KIND --speaker ID\n");
  }
}

ExitStatus add(const CaptureWish& wish, Context& context) {
  CaseWork work(context, KindSet(RecordKind::kSource, RecordKind::kArticle, RecordKind::kCapture));
  const PlannedCapture planned = CapturePlanner(work).plan(wish);
  tell_twins(planned.capture, work);
  write_capture(work, planned);
  work.commit();
  report(wish, planned, context);
  return ExitStatus::kDone;
}

template <std::size_t N>
std::vector<std::string> words(const std::array<std::string_view, N>& list) {
  return {list.begin(), list.end()};
}

void declare_article(CommandLine& line, CaptureWish& wish) {
  line.option("--article ART", &wish.article, "a known article, of which this is one more capture");
  line.option("--title T", &wish.title, "the article's title");
  line.option("--publisher P", &wish.publisher,
              "who published it: a name, or the id of a known source; or \"missing: REASON\"");
  line.option("--publisher-kind K", &wish.publisher_kind, "if the publisher is new")
      .one_of(words(kSourceKinds));
  line.option("--url U", &wish.url, "its address, or \"missing: REASON\"");
  line.option("--byline B", &wish.bylines, "who wrote it; may be repeated");
  line.option("--published D", &wish.published,
              "when: 2026-02-26, 2026-02, a UTC time; or \"missing: REASON\"");
  line.option("--kind K", &wish.kind, "what it is").one_of(words(kArticleKinds));
  line.option("--language TAG", &wish.language, "its language, as in BCP 47");
}

void declare_capture(CommandLine& line, CaptureWish& wish) {
  line.option("--screenshot FILE", &wish.screenshots, "a picture of the page; may be repeated");
  line.option("--captured-at TIME", &wish.captured_at,
              "2026-02-27T09:12:40Z; without it, the time of the file");
  line.option("--captured-by A", &wish.captured_by, "name or id of an agent; without it, you");
  line.option("--tool A", &wish.tool, "name or id of the software; without it, this program");
  line.option("--method M", &wish.method, "how; without it, what the file's ending suggests")
      .one_of(words(kCaptureMethods));
  line.option("--clock C", &wish.clock, "whose clock told the time").one_of(words(kClocks));
  line.option("--vantage CC,NETWORK", &wish.vantage,
              "from where: a country's code and direct, vpn, tor or unknown");
  line.option("--completeness V:NOTE", &wish.completeness,
              "complete, partial, excerpt, reconstructed or unknown, and why");
  line.option("--alteration T", &wish.alterations,
              "what capturing or converting changed; may be repeated");
  line.option("--region START:END=REGION", &wish.regions,
              "another region for a range of the text; may be repeated");
  line.option("--reason T", &wish.reason, "why, for the record of what was done");
  line.option("--id ID", &wish.ids,
              "an id of your choice for the article, capture or publisher; may be repeated");
}

}  // namespace

Action set_up_add(CommandLine& line) {
  auto wish = std::make_shared<CaptureWish>();
  line.about(
      "The first file is the capture itself; others belong to it. They are copied, hashed, and "
      "never changed. Text is extracted from HTML and plain text, and from PDF if pdftotext is "
      "installed.");
  line.argument("FILE", &wish->files, "what was captured");
  declare_article(line, *wish);
  declare_capture(line, *wish);
  line.uses_case_folder();
  return [wish](Context& context) { return add(*wish, context); };
}

}  // namespace dossier
