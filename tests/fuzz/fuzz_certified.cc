// SPDX-License-Identifier: Apache-2.0
// Timestamps, requests for them, certificates and CMS signatures of any bytes. The first byte
// chooses the reader; nothing here is ever trusted, because nobody is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/certificates.h"
#include "crypto/cms_signature.h"
#include "crypto/error.h"
#include "crypto/time.h"
#include "crypto/timestamp_request.h"
#include "crypto/timestamp_standing.h"
#include "crypto/timestamp_token.h"

namespace {

using namespace dossier;

void expect(bool holds) {
  if (!holds) std::abort();
}

Timestamp now() {
  return *Timestamp::from_unix(1'780'000'000);
}

void token(ByteView bytes) {
  const ParsedTimestamp parsed = TimestampToken::parse(bytes);
  if (const auto* malformed = std::get_if<Malformed>(&parsed)) expect(!malformed->reason.empty());
  if (const auto* refused = std::get_if<NotGranted>(&parsed)) expect(!refused->reason.empty());
  const auto* sound = std::get_if<TimestampToken>(&parsed);
  if (sound == nullptr) return;
  sound->is_about(as_bytes("message"));
  expect(judge_timestamp(*sound, {}, {now(), std::nullopt}).standing !=
         TimestampStanding::kTrusted);
  // What it is written as with nothing added is read as the same.
  const ParsedTimestamp again = TimestampToken::parse(sound->with({}));
  if (const auto* same = std::get_if<TimestampToken>(&again)) expect(same->time() == sound->time());
}

void request(ByteView bytes) {
  const auto parsed = TimestampRequest::parse(bytes);
  if (!parsed) return;
  const auto again = TimestampRequest::parse(parsed->encode());
  expect(again && again->imprint == parsed->imprint && again->nonce == parsed->nonce);
}

void certificates(std::string_view text) {
  Certificates read;
  try {
    read.add_pem(text, "file.pem");
  } catch (const Error& error) {
    expect(error.kind() == ErrorKind::kUnavailable && !error.message().empty());
    return;
  }
  expect(!read.empty());
}

void cms(ByteView bytes) {
  const CmsJudgement judgement = judge_cms(bytes, as_bytes("message"), {}, {now(), std::nullopt});
  expect(judgement.standing != CmsStanding::kTrusted && !judgement.reason.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  switch (data[0]) {
    case 'q':
      request(bytes);
      break;
    case 'c':
      certificates(as_text(bytes));
      break;
    case 'm':
      cms(bytes);
      break;
    default:
      token(bytes);
  }
  return 0;
}
