// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "tests/manifests/rules/case_builder.h"

namespace dossier {

inline std::string read_sample(const std::string& name) {
  std::ifstream file(DOSSIER_SOURCE_DIR "/samples/letters-claim/source/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The sample letters-claim (RECORDS of FORMAT.md, "The sample"), made in memory.
class LettersCase : public CaseBuilder {
 public:
  LettersCase() {
    add_head();
    add_agents();
    add_sources();
    add_article();
    add_captures();
    add_attributions();
    add_quotes();
    add_claims();
    add_notes();
    add_events();
    settle();
  }

 private:
  static constexpr std::string_view kImported = "2026-03-01T17:00:00Z";

  void add_head() {
    head.schema = "dossier/1";
    head.id = "urn:uuid:5d1f0a52-6f2e-4c55-9f0b-0d0551e41234";
    head.title = "Does Corve still write to Reth?";
    head.description = "A report of a claim from a book that is not out yet.";
    head.purpose = "To keep apart what was said and whether it is so.";
    head.profile = "newsroom";
    head.created = time_of("2026-02-27T09:00:00Z");
    head.created_by = id_of("agt-berg");
    head.revision = 1;
    head.language = "en";
    head.default_marking = id_of("mrk-clear");
    head.limitations = "It does not show that there was contact.";
    head.sealed = id_of("evt-seal");
    Marking& clear = add<Marking>("mrk-clear");
    clear.scheme = "tlp-2.0";
    clear.value = "clear";
    clear.applies_to = {{{}, "*"}};
    Marking& rights = add<Marking>("mrk-rights");
    rights.scheme = "rights";
    rights.value = "ours";
    rights.applies_to = {{{}, "*"}};
    rights.basis = "own-work";
    rights.payload = "full";
  }

  void add_agents() {
    Agent& berg = add<Agent>("agt-berg");
    berg.kind = "person";
    berg.name = "A. Berg";
    berg.pseudonymous = true;
    berg.roles = {"collector", "investigator"};
    Agent& program = add<Agent>("agt-dossier");
    program.kind = "software";
    program.name = "dossier";
    program.version = "1";
    program.roles = {"collector"};
  }

  Source& add_source(std::string_view id, std::string_view kind, std::string_view name,
                     std::string_view group, std::string_view relation) {
    Source& source = add<Source>(id, kImported);
    source.kind = kind;
    source.name = name;
    source.independence_group = group;
    source.relation = relation;
    if (kind == "person") source.protection = Protection{};
    return source;
  }

  void add_sources() {
    add_source("src-dispatch", "publication", "Meridian Dispatch", "dispatch", "tertiary").url =
        "https://meridian-dispatch.example/";
    add_source("src-channel-nine", "broadcaster", "Channel Nine", "channel-nine", "secondary");
    Source& sandoval =
        add_source("src-sandoval", "person", "Mira Sandoval", "sandoval", "secondary");
    sandoval.interests = "She promotes her own book, which carries the claim.";
    sandoval.reliability = Reliability{"admiralty", "B", "Named reporter.", {}, {}, {}};
    add_source("src-corve", "person", "Ilan Corve", "corve", "primary");
    add_source("src-corve-office", "organization", "Office of Ilan Corve", "corve", "primary");
    add_source("src-gazette", "publication", "The Harbour Gazette", "gazette", "secondary");
    add_source("src-records-office", "public-body", "State Records Office", "records-office",
               "primary");
  }

  void add_article() {
    Article& article = add<Article>("art-letters");
    article.kind = "news-article";
    article.title = "Memoir says ex-premier tells friends he still writes to rival leader";
    article.publisher.value = id_of("src-dispatch");
    article.bylines = {"Jon Halvard"};
    article.url.value = "https://meridian-dispatch.example/world/corve-reth-letters";
    article.published.value = ReportedDate{"2026-02-26", "stated", "", {}};
    article.language = "en";
  }

  Capture& add_capture(std::string_view id, std::string_view method, std::string_view at,
                       const std::string& sample, const std::string& media_type) {
    Capture& capture = add<Capture>(id, at);
    capture.article = id_of("art-letters");
    capture.captured_by = id_of("agt-berg");
    capture.tool = id_of("agt-dossier");
    capture.captured_at = time_of(at);
    capture.clock = "system";
    capture.method = method;
    capture.requested_url.value = "https://meridian-dispatch.example/world/corve-reth-letters";
    capture.vantage = Vantage{"NL", "direct", false, "", {}};
    capture.completeness = Completeness{"complete", "", {}};
    capture.copy = "evidentiary";
    const std::string extension = media_type == "text/html" ? "html" : "txt";
    const std::string path = "captures/" + std::string(id) + "/primary." + extension;
    files[path] = read_sample(sample);
    list_file(capture, path, "primary", media_type);
    extract(id);
    return get<Capture>(id);
  }

  void add_captures() {
    add_capture("cap-dispatch", "single-file", "2026-02-27T09:12:40Z", "article.html", "text/html")
        .regions = {{706, 741, "boilerplate", {}}};
    Capture& text = add_capture("cap-dispatch-text", "text-only", "2026-02-27T09:20:00Z",
                                "article.txt", "text/plain");
    text.regions = {{477, 512, "boilerplate", {}}, {1332, 1376, "related", {}}};
    settle_digests();
  }

  static RefOr end(std::string_view name) {
    return name == "unnamed" ? RefOr{{}, std::string(name)} : RefOr{id_of(name), ""};
  }
  static Hop hop(std::string_view from, std::string_view to, std::string_view act,
                 std::string_view directness, std::string_view evidence) {
    Hop hop;
    hop.from = end(from);
    hop.to = end(to);
    hop.act = act;
    hop.directness = directness;
    if (evidence.starts_with("quo-")) {
      hop.evidence.value = id_of(evidence);
    } else {
      hop.evidence.missing = evidence;
    }
    return hop;
  }

  void add_attributions() {
    const std::string recording = "no recording or transcript of the interview is in this dossier";
    add<Attribution>("att-interview", kImported).hops = {
        hop("src-sandoval", "src-channel-nine", "said", "direct", recording),
        hop("src-channel-nine", "src-dispatch", "reported", "direct", "quo-telling-people")};
    add<Attribution>("att-friends", kImported).hops = {
        hop("src-corve", "unnamed", "told", "unknown", "the friends are not named"),
        hop("unnamed", "src-sandoval", "told", "paraphrase", "the book is not published"),
        hop("src-sandoval", "src-channel-nine", "said", "direct", recording),
        hop("src-channel-nine", "src-dispatch", "reported", "paraphrase", "quo-told-friends")};
    add<Attribution>("att-crates", kImported).hops = {
        hop("src-records-office", "src-gazette", "said", "unknown",
            "no statement of the office is in this dossier"),
        hop("src-gazette", "src-dispatch", "reported", "paraphrase", "quo-crates")};
  }

  void add_quote(std::string_view id, std::string_view kind, std::string_view speaker,
                 std::string_view attribution, std::string_view typed) {
    Quote& quote = add<Quote>(id, kImported);
    quote.capture = id_of("cap-dispatch");
    quote.kind = kind;
    if (!speaker.empty()) quote.speaker.value = id_of(speaker);
    if (!attribution.empty()) quote.attribution = id_of(attribution);
    anchor(quote, typed);
  }

  void add_quotes() {
    add_quote("quo-friendship", "direct-speech", "src-sandoval", "att-interview",
              "\"As everyone knows, he was taken with this friendship,\"");
    add_quote("quo-telling-people", "direct-speech", "src-sandoval", "att-interview",
              "What he says and what's really going on don't always line up, but he has been "
              "telling people that he has kept up some sort of correspondence or conversation "
              "with Dama Reth,");
    add_quote("quo-not-confirmed", "indirect-speech", "src-sandoval", "att-interview",
              "Corve's claims could not be confirmed and may not be true");
    add_quote("quo-told-friends", "article-voice", "", "att-friends",
              "Ilan Corve has told friends that he has stayed in contact with Dama Reth");
    add_quote("quo-crates", "article-voice", "", "att-crates",
              "Letters from Reth were among papers in 12 crates that the State Records Office "
              "said it recovered last month from Corve's lake house");
    add_quote("quo-no-answer", "article-voice", "", "",
              "A spokesperson for Corve did not immediately answer a request for comment");
  }

  Claim& add_claim(std::string_view id, std::string_view kind, std::string_view asserted_by,
                   std::string_view attribution, std::string_view status,
                   std::string_view reviewed_at, const std::vector<std::string>& basis) {
    Claim& claim = add<Claim>(id, kImported);
    claim.kind = kind;
    claim.asserted_by = id_of(asserted_by);
    claim.attribution = id_of(attribution);
    claim.status = status;
    claim.reviewed_by = id_of("agt-berg");
    claim.reviewed_at = time_of(reviewed_at);
    for (const std::string& note : basis) claim.basis.push_back(id_of(note));
    return claim;
  }

  void add_claims() {
    Claim& said = add_claim("clm-sandoval-said", "attribution", "src-sandoval", "att-interview",
                            "partly-verified", "2026-03-01T16:20:00Z", {"note-interview"});
    said.text = "Mira Sandoval told Channel Nine that Corve kept up some sort of correspondence.";
    said.support = {{id_of("quo-telling-people"), "supports", "", {}},
                    {id_of("quo-friendship"), "supports", "", {}}};
    said.relations = {{"attributes", id_of("clm-told-friends"), {}}};
    Claim& told = add_claim("clm-told-friends", "attribution", "src-corve", "att-friends",
                            "unverified", "2026-03-01T16:20:00Z", {"note-book"});
    told.text = "Corve told friends that he has stayed in contact with Reth since he left office.";
    told.support = {{id_of("quo-told-friends"), "supports", "", {}}};
    told.relations = {{"attributes", id_of("clm-contact"), {}}};
    Claim& contact = add_claim("clm-contact", "content", "src-corve", "att-friends", "unverified",
                               "2026-03-01T16:25:00Z", {"note-book", "note-office"});
    contact.text = "Corve and Reth were in contact after Corve left office.";
    contact.support = {{id_of("quo-told-friends"), "supports", "", {}},
                       {id_of("quo-not-confirmed"), "contradicts", "", {}}};
    contact.credibility = 6;
    Claim& crates = add_claim("clm-crates", "content", "src-gazette", "att-crates", "unverified",
                              "2026-03-01T16:30:00Z", {"note-crates"});
    crates.text = "The State Records Office recovered 12 crates of papers from Corve's lake house.";
    crates.support = {{id_of("quo-crates"), "supports", "", {}}};
  }

  Note& add_note(std::string_view id, const std::vector<std::string>& about,
                 std::string_view method, std::string_view at, std::string_view evidence) {
    Note& note = add<Note>(id, kImported);
    note.kind = "check";
    for (const std::string& target : about) note.about.push_back(id_of(target));
    note.text = "See the memo.";
    note.author = id_of("agt-berg");
    note.at = time_of(at);
    note.method = method;
    note.result = "inconclusive";
    note.evidence = {{id_of(evidence), ""}};
    return note;
  }

  void add_notes() {
    add_note("note-interview", {"clm-sandoval-said"}, "source-contact", "2026-03-01T11:05:00Z",
             "quo-telling-people");
    add_note("note-book", {"clm-told-friends", "clm-contact"}, "primary-document",
             "2026-03-01T11:40:00Z", "quo-not-confirmed");
    add_note("note-crates", {"clm-crates", "clm-contact"}, "cross-source", "2026-03-01T12:15:00Z",
             "quo-crates");
    Note& office =
        add_note("note-office", {"clm-contact"}, "", "2026-03-01T16:00:00Z", "quo-no-answer");
    office.kind = "contact-attempt";
    office.result = "no-response";
    office.contact = Contact{id_of("src-corve-office"), "e-mail", "2026-02-27T10:00:00Z",
                             "2026-03-01T10:00:00Z",    "",       {}};
  }

  void add_events() {
    add_event("evt-capture-1", "capture", "2026-02-27T09:12:40Z", {"cap-dispatch"});
    add_event("evt-capture-2", "capture", "2026-02-27T09:20:00Z", {"cap-dispatch-text"});
    add_event("evt-quote", "quote", kImported,
              {"quo-friendship", "quo-telling-people", "quo-not-confirmed", "quo-told-friends",
               "quo-crates", "quo-no-answer"});
    add_event("evt-review", "review", kImported,
              {"clm-sandoval-said", "clm-told-friends", "clm-contact", "clm-crates",
               "note-interview", "note-book", "note-crates", "note-office"});
    Event& seal = add_event("evt-seal", "seal", "2026-03-01T18:00:00Z", {});
    seal.used = {{std::string(kHeadPath), sha256(as_bytes(write_record(head))), {}, {}}};
    seal.content = "hmac-sha256:" + std::string(64, '0');
  }
};

// What the sample has without any fault, under newsroom.
inline Codes letters_codes() {
  return {{"capture.minimum-not-met", 1}, {"attribution.evidence-missing", 5}};
}

}  // namespace dossier
