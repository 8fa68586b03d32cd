// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "crypto/certificates.h"
#include "crypto/error.h"
#include "crypto/timestamp_request.h"
#include "crypto/timestamp_standing.h"
#include "crypto/timestamp_token.h"
#include "tests/crypto/test_authority.h"

using namespace dossier;

namespace {

constexpr const char* kText = "one line\n";

Timestamp moment(const char* text) {
  const auto time = Timestamp::parse(text);
  REQUIRE(time);
  return *time;
}

Timestamp just_now() {
  const auto time = Timestamp::from_unix(std::time(nullptr));
  REQUIRE(time);
  return *time;
}

TimestampToken token_of(const Bytes& response) {
  ParsedTimestamp parsed = TimestampToken::parse(response);
  REQUIRE(std::holds_alternative<TimestampToken>(parsed));
  return std::get<TimestampToken>(parsed);
}

Certificates trusting(const std::string& pem) {
  Certificates certificates;
  certificates.add_pem(pem, "test.pem");
  return certificates;
}

TimestampStanding standing(const TimestampToken& token, const std::string& trusted,
                           std::optional<Timestamp> covered_at = std::nullopt) {
  return judge_timestamp(token, trusting(trusted), {just_now(), covered_at}).standing;
}

// An authority of January 2020, whose certificate ends with that month.
struct OldAuthority : TestAuthority {
  OldAuthority() : TestAuthority("2020-01-01 00:00:00", 30) {}
  TimestampToken token = token_of(stamp(kText, "2020-01-10 12:00:00"));
};

}  // namespace

TEST_CASE("a token of a trusted authority is trusted, as openssl trusts it") {
  const TestAuthority authority;
  const TimestampToken token = token_of(authority.stamp(kText));
  const auto judgement = judge_timestamp(token, trusting(authority.pem()), {just_now(), {}});
  CHECK(judgement.standing == TimestampStanding::kTrusted);
  CHECK(judgement.reason.empty());
  CHECK(judgement.authority == "Example TSA");
  CHECK_FALSE(judgement.revocation_known);
  CHECK(std::abs(token.time().unix_seconds() - just_now().unix_seconds()) < 120);
  CHECK(token.is_about(as_bytes(kText)));
  CHECK_FALSE(token.is_about(as_bytes("one line")));
  authority.at("", "openssl ts -verify -data text -in text.tsr -CAfile root.pem");
}

TEST_CASE("an authority answers our request, and the nonce comes back") {
  const TestAuthority authority;
  const TimestampRequest request = TimestampRequest::about(as_bytes(kText));
  CHECK(request.nonce.size() == 8);
  const Bytes der = request.encode();
  const auto read = TimestampRequest::parse(der);
  REQUIRE(read);
  CHECK(read->imprint == sha256(as_bytes(kText)));
  CHECK(read->nonce == request.nonce);
  const TimestampToken token = token_of(authority.answer(der));
  CHECK(token.nonce() == request.nonce);
  CHECK(token.is_about(as_bytes(kText)));
  CHECK(standing(token, authority.pem()) == TimestampStanding::kTrusted);
  CHECK(TimestampRequest::about(as_bytes(kText)).nonce != request.nonce);
}

TEST_CASE("a request that is not one whole request about a SHA-256 is none") {
  const TestAuthority authority;
  Bytes der = TimestampRequest::about(as_bytes(kText)).encode();
  for (std::size_t size = 0; size < der.size(); ++size) {
    CHECK_FALSE(TimestampRequest::parse(ByteView(der).first(size)));
  }
  der.push_back(0);
  CHECK_FALSE(TimestampRequest::parse(der));
  authority.stamp(kText, "", "tsa", "sha512");
  CHECK_FALSE(TimestampRequest::parse(as_bytes(read_whole(authority / "text.tsq"))));
}

TEST_CASE("imprints by SHA-384 and SHA-512 are taken, and a refusal is told with its reason") {
  const TestAuthority authority;
  for (const char* digest : {"sha384", "sha512"}) {
    const TimestampToken token = token_of(authority.stamp(kText, "", "tsa", digest));
    CHECK(token.is_about(as_bytes(kText)));
    CHECK(standing(token, authority.pem()) == TimestampStanding::kTrusted);
  }
  const ParsedTimestamp refused = TimestampToken::parse(authority.stamp(kText, "", "tsa", "sha1"));
  REQUIRE(std::holds_alternative<NotGranted>(refused));
  CHECK(std::get<NotGranted>(refused).reason.find("does not know the algorithm") !=
        std::string::npos);
}

TEST_CASE("a response that is cut at any length or has a byte more is malformed") {
  const TestAuthority authority;
  Bytes response = authority.stamp(kText);
  for (std::size_t size = 0; size < response.size(); ++size) {
    CAPTURE(size);
    CHECK(std::holds_alternative<Malformed>(TimestampToken::parse(ByteView(response).first(size))));
  }
  response.push_back(0);
  CHECK(std::holds_alternative<Malformed>(TimestampToken::parse(response)));
  response.resize(TimestampToken::kMaximumFileBytes + 1);
  CHECK(std::holds_alternative<Malformed>(TimestampToken::parse(response)));
}

TEST_CASE("no changed bit makes a trusted token of other bytes or of another time") {
  const TestAuthority authority;
  const Bytes response = authority.stamp(kText);
  const Certificates trusted = trusting(authority.pem());
  const TimestampToken token = token_of(response);
  std::size_t invalid = 0;
  for (std::size_t at = 0; at < response.size(); ++at) {
    Bytes changed = response;
    changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1U << (at % 8)));
    const ParsedTimestamp parsed = TimestampToken::parse(changed);
    const auto* read = std::get_if<TimestampToken>(&parsed);
    if (read == nullptr) continue;
    const auto judgement = judge_timestamp(*read, trusted, {just_now(), {}});
    if (judgement.standing == TimestampStanding::kInvalid) ++invalid;
    if (judgement.standing != TimestampStanding::kTrusted) continue;
    CAPTURE(at);
    CHECK(read->is_about(as_bytes(kText)));
    CHECK(read->time() == token.time());
    CHECK(read->nonce() == token.nonce());
  }
  CHECK(invalid > 64);  // at least all bits of the signature
}

TEST_CASE("an authority that the verifier does not know is unrecognised") {
  const TestAuthority authority;
  const TestAuthority other;
  const TimestampToken token = token_of(authority.stamp(kText));
  CHECK(standing(token, other.pem()) == TimestampStanding::kUnrecognised);
  CHECK(judge_timestamp(token, {}, {just_now(), {}}).standing == TimestampStanding::kUnrecognised);
  CHECK(standing(token, other.pem() + authority.pem()) == TimestampStanding::kTrusted);
  CHECK(standing(token, authority.pem("tsa")) == TimestampStanding::kTrusted);
}

TEST_CASE("a token of a time that is not yet come does not count") {
  const TestAuthority authority;
  const TimestampToken token = token_of(authority.stamp(kText));
  const Certificates trusted = trusting(authority.pem());
  const auto judged = [&](std::int64_t seconds_before) {
    const auto now = Timestamp::from_unix(token.time().unix_seconds() - seconds_before);
    return judge_timestamp(token, trusted, {*now, {}}).standing;
  };
  CHECK(judged(kClockToleranceSeconds) == TimestampStanding::kTrusted);
  CHECK(judged(kClockToleranceSeconds + 1) == TimestampStanding::kFuture);
}

TEST_CASE("a certificate that is not for timestamps alone does not count") {
  const TestAuthority authority;
  authority.issue("wide", "Wide TSA", "root",
                  "extendedKeyUsage=critical,timeStamping,1.3.6.1.4.1.99999.1\n");
  CHECK(standing(token_of(authority.stamp(kText, "", "wide")), authority.pem()) ==
        TimestampStanding::kWrongUsage);
}

TEST_CASE("a key of less than 112 bits of strength does not count") {
  const TestAuthority authority;
  authority.issue("weak", "Weak TSA", "root", TestAuthority::kUsage, 3650,
                  "rsa -pkeyopt rsa_keygen_bits:1024");
  authority.issue("strong", "RSA TSA", "root", TestAuthority::kUsage, 3650,
                  "rsa -pkeyopt rsa_keygen_bits:2048");
  CHECK(standing(token_of(authority.stamp(kText, "", "weak")), authority.pem()) ==
        TimestampStanding::kWeak);
  CHECK(standing(token_of(authority.stamp(kText, "", "strong")), authority.pem()) ==
        TimestampStanding::kTrusted);
}

TEST_CASE("certificates on the way to the root are taken from the response only") {
  const TestAuthority authority;
  authority.issue("middle", "Example Middle", "root", TestAuthority::kIntermediate);
  authority.issue("below", "Lower TSA", "middle", TestAuthority::kUsage);
  const TimestampToken bare = token_of(authority.stamp(kText, "", "below"));
  CHECK(standing(bare, authority.pem()) == TimestampStanding::kUnrecognised);

  const TimestampToken whole = token_of(bare.with(trusting(authority.pem("middle"))));
  CHECK(whole.time() == bare.time());
  CHECK(standing(whole, authority.pem()) == TimestampStanding::kTrusted);
  CHECK(whole.with(trusting(authority.pem("middle"))) ==
        bare.with(trusting(authority.pem("middle"))));
}

TEST_CASE("an old token is judged at its own time, and past the end only under a later one") {
  if (!TestAuthority::has_faketime()) return;
  const OldAuthority old;
  CHECK(old.token.time() == moment("2020-01-10T12:00:00Z"));
  const auto judgement = judge_timestamp(old.token, trusting(old.pem()), {just_now(), {}});
  CHECK(judgement.standing == TimestampStanding::kTrusted);
  CHECK(judgement.ends == moment("2020-01-31T00:00:00Z"));
  CHECK(standing(old.token, old.pem(), moment("2020-01-30T00:00:00Z")) ==
        TimestampStanding::kTrusted);
  CHECK(standing(old.token, old.pem(), moment("2020-02-01T00:00:00Z")) ==
        TimestampStanding::kNotInForce);
}

TEST_CASE("a token from before its certificate, or from after it, was made by nobody in force") {
  if (!TestAuthority::has_faketime()) return;
  const OldAuthority old;
  for (const char* when : {"2019-06-01 00:00:00", "2020-03-01 00:00:00"}) {
    CHECK(standing(token_of(old.stamp(kText, when)), old.pem()) == TimestampStanding::kNotInForce);
  }
  // A later token in force does not help one that is dated before its own certificate.
  CHECK(standing(token_of(old.stamp(kText, "2019-06-01 00:00:00")), old.pem(),
                 moment("2020-01-20T00:00:00Z")) == TimestampStanding::kNotInForce);
}

TEST_CASE("a revocation in good order leaves earlier tokens, any other only those under a later") {
  if (!TestAuthority::has_faketime()) return;
  const OldAuthority old;
  struct Row {
    const char* time;
    const char* reason;
    const char* covered_at;
    TimestampStanding expected;
  };
  using enum TimestampStanding;
  for (const Row& row :
       {Row{"200115000000Z", "superseded", "", kTrusted},
        Row{"200115000000Z", "cessationOfOperation", "", kTrusted},
        Row{"200105000000Z", "superseded", "", kRevoked},
        Row{"200115000000Z", "keyCompromise", "", kRevoked}, Row{"200115000000Z", "", "", kRevoked},
        Row{"200115000000Z", "keyCompromise", "2020-01-14T00:00:00Z", kTrusted},
        Row{"200115000000Z", "", "2020-01-14T00:00:00Z", kTrusted},
        Row{"200115000000Z", "keyCompromise", "2020-01-16T00:00:00Z", kRevoked}}) {
    CAPTURE(row.time);
    CAPTURE(row.reason);
    CAPTURE(row.covered_at);
    const std::string list = old.revocation_list("02", row.time, row.reason, "2020-01-20 00:00:00");
    CHECK(standing(old.token, old.pem() + list, Timestamp::parse(row.covered_at)) == row.expected);
    // The same when the list comes with the token instead.
    CHECK(standing(token_of(old.token.with(trusting(list))), old.pem(),
                   Timestamp::parse(row.covered_at)) == row.expected);
  }
}

TEST_CASE(
    "a list of the time of the token tells that nothing was revoked; another's list does not") {
  if (!TestAuthority::has_faketime()) return;
  const OldAuthority old;
  const auto known = [&](const std::string& list) {
    const auto judgement = judge_timestamp(old.token, trusting(old.pem() + list), {just_now(), {}});
    CHECK(judgement.standing == TimestampStanding::kTrusted);
    return judgement.revocation_known;
  };
  CHECK(known(old.revocation_list("", "", "", "2020-01-20 00:00:00")));
  CHECK(known(old.revocation_list("", "", "", "2020-01-05 00:00:00")));
  CHECK_FALSE(known(old.revocation_list("", "", "", "2019-11-01 00:00:00")));
  const TestAuthority other;
  CHECK_FALSE(known(other.revocation_list("02", "200101000000Z", "keyCompromise")));
}

TEST_CASE(
    "what a judgement rests on is kept with the token, for a verifier who has the root alone") {
  const TestAuthority authority;
  authority.issue("middle", "Example Middle", "root", TestAuthority::kIntermediate);
  authority.issue("below", "Lower TSA", "middle", TestAuthority::kUsage);
  const TimestampToken bare = token_of(authority.stamp(kText, "", "below"));
  const std::string lists =
      authority.revocation_list("", "", "") + authority.revocation_list("", "", "", "", "middle");
  const TimestampToken handed = token_of(bare.with(trusting(authority.pem("middle"))));
  const auto judgement =
      judge_timestamp(handed, trusting(authority.pem() + lists), {just_now(), {}});
  CHECK(judgement.evidence.certificate_count() == 2);
  CHECK(judgement.evidence.list_count() == 2);
  const TimestampToken kept = token_of(bare.with(judgement.evidence));
  const auto later = judge_timestamp(kept, trusting(authority.pem()), {just_now(), {}});
  CHECK(later.standing == TimestampStanding::kTrusted);
  CHECK(later.revocation_known);
  write_whole(authority / "kept.tsr", as_text(bare.with(judgement.evidence)));
  authority.at("", "openssl ts -verify -data text -in kept.tsr -CAfile root.pem");
}

TEST_CASE("a PEM file with anything but certificates and revocation lists is refused by name") {
  const TestAuthority authority;
  Certificates certificates;
  const auto refused = [&](const std::string& text) {
    CHECK_THROWS_WITH_AS(certificates.add_pem(text, "x.pem"), doctest::Contains("x.pem: "), Error);
  };
  refused("");
  refused("no block\n");
  refused(read_whole(authority / "tsa.key"));
  refused(authority.pem() + read_whole(authority / "tsa.key"));
  refused(authority.pem().substr(0, 200));
  std::string damaged = authority.pem();
  damaged.replace(damaged.find('\n') + 1, 4, "AAAA");
  refused(damaged);
  CHECK(certificates.list_count() == 0);
  Certificates good = trusting("Example Root:\n" + authority.pem() + authority.pem("tsa") +
                               authority.revocation_list("", "", ""));
  CHECK(good.certificate_count() == 2);
  CHECK(good.list_count() == 1);
}
