// SPDX-License-Identifier: Apache-2.0
#include "bundle/http_message.h"

#include <algorithm>

namespace dossier {
namespace {

constexpr unsigned kMostSizeDigits = 15;
constexpr std::size_t kMostLineBytes = 8192;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int letter = c | 0x20;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

}  // namespace

std::string read_http_header(std::string_view text, HttpHeader& out) {
  const std::size_t end = text.find('\n');
  const std::string_view first = trim_white_space(text.substr(0, end));
  const std::size_t space = first.find(' ');
  const bool is_answer =
      first.starts_with("HTTP/") && space != std::string_view::npos && first.size() >= space + 4 &&
      std::all_of(first.begin() + static_cast<std::ptrdiff_t>(space) + 1,
                  first.begin() + static_cast<std::ptrdiff_t>(space) + 4, is_digit) &&
      (first.size() == space + 4 || first[space + 4] == ' ');
  if (!is_answer) return "does not begin with the status line of an HTTP answer";
  for (std::size_t i = space + 1; i < space + 4; ++i) out.status = out.status * 10 + first[i] - '0';
  if (out.status < 100 || out.status > 599) {
    return "has the HTTP status " + std::to_string(out.status) + ", which there is not";
  }
  const std::string_view rest =
      end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  // What a server sends is not always in form; the lines that are none are kept in the file.
  (void)read_header_fields(rest, out.fields);
  return {};
}

std::vector<std::string> HttpHeader::codings(std::string_view field) const {
  std::vector<std::string> found;
  for (const HeaderField& each : fields) {
    if (!equal_without_case(each.name, field)) continue;
    std::string_view rest = each.value;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      std::string name(trim_white_space(rest.substr(0, comma)));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
      for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      if (name.starts_with("x-")) name.erase(0, 2);
      if (!name.empty() && name != "identity") found.push_back(std::move(name));
    }
  }
  return found;
}

void ChunkedDecoder::update(ByteView bytes, const std::function<void(ByteView)>& take) {
  while (!bytes.empty() && state_ != State::kBad && state_ != State::kEnd) {
    if (state_ == State::kData) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      take(bytes.first(count));
      bytes = bytes.subspan(count);
      left_ -= count;
      if (left_ == 0) state_ = State::kDataEnd;
      continue;
    }
    take_byte(bytes.front());
    bytes = bytes.subspan(1);
  }
}

void ChunkedDecoder::take_byte(std::uint8_t byte) {
  if (++line_bytes_ > kMostLineBytes) {
    state_ = State::kBad;
    return;
  }
  switch (state_) {
    case State::kSize:
      if (const int digit = hex_digit(byte); digit >= 0 && digits_ < kMostSizeDigits) {
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        ++digits_;
        return;
      }
      state_ = digits_ == 0 ? State::kBad : State::kExtension;
      if (byte != '\n' && byte != '\r' && byte != ';' && byte != ' ') state_ = State::kBad;
      [[fallthrough]];
    case State::kExtension:
      if (byte != '\n' || state_ == State::kBad) return;
      is_first_ = false;
      state_ = left_ == 0 ? State::kTrailer : State::kData;
      break;
    case State::kDataEnd:
      if (byte == '\r') return;
      state_ = byte == '\n' ? State::kSize : State::kBad;
      digits_ = 0;
      break;
    case State::kTrailer:  // fields, up to an empty line
      if (byte == '\r') --line_bytes_;
      if (byte != '\n') return;
      if (line_bytes_ == 1) state_ = State::kEnd;
      break;
    case State::kData:
    case State::kEnd:
    case State::kBad:
      return;
  }
  line_bytes_ = 0;
}

}  // namespace dossier
