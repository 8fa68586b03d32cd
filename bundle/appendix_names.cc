// SPDX-License-Identifier: Apache-2.0
#include "bundle/appendix_names.h"

#include <array>
#include <cstdio>
#include <utility>

#include "bundle/layout.h"
#include "crypto/error.h"
#include "manifests/policy.h"

namespace dossier {
namespace {

constexpr std::size_t kNumberDigits = 4;
constexpr unsigned kMaxNumber = 9999;

Finding name_finding(std::string_view path, std::string sentence) {
  return make_finding("signature.name", std::string(path), std::move(sentence));
}

}  // namespace

std::optional<AppendixName> parse_appendix_name(std::string_view path) {
  if (!path.starts_with(kSignaturesFolder)) return std::nullopt;
  std::string_view name = path.substr(kSignaturesFolder.size());
  if (name.size() < kNumberDigits + 1 || name[kNumberDigits] != '-') return std::nullopt;
  AppendixName parsed;
  for (const char digit : name.substr(0, kNumberDigits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    parsed.number = parsed.number * 10 + static_cast<unsigned>(digit - '0');
  }
  name.remove_prefix(kNumberDigits + 1);
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  parsed.role = name.substr(0, dot);
  parsed.ending = name.substr(dot + 1);
  const bool is_signature = parsed.ending == "sig" && is_role(parsed.role);
  const bool is_stamp =
      parsed.role == "timestamp" && (parsed.ending == "txt" || parsed.ending == "tsr");
  if (!is_signature && !is_stamp) return std::nullopt;
  return parsed;
}

std::string appendix_path(unsigned number, std::string_view role, std::string_view ending) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%04u", number);
  return std::string(kSignaturesFolder) + digits.data() + "-" + std::string(role) + "." +
         std::string(ending);
}

bool may_follow(const std::optional<AppendixName>& former, const AppendixName& next) {
  const bool is_open = former && former->ending == "txt";
  if (is_open != (next.ending == "tsr")) return false;
  return next.number == (former ? former->number : 0) + (is_open ? 0 : 1);
}

unsigned next_appendix_number(const std::vector<std::string>& appendix) {
  unsigned number = 1;
  if (!appendix.empty()) {
    const std::optional<AppendixName> last = parse_appendix_name(appendix.back());
    if (!last) throw Error(ErrorKind::kDefect, "is no name of an appendix file", appendix.back());
    number = last->number + 1;
  }
  if (number > kMaxNumber) {
    throw Error(ErrorKind::kRefused, "the bundle has " + std::to_string(kMaxNumber) +
                                         " signatures and timestamps, and can have no more");
  }
  return number;
}

std::vector<Finding> check_appendix_names(const EntrySource& source) {
  std::vector<Finding> findings;
  std::optional<AppendixName> former;
  for (std::size_t i = 0; i < source.count(); ++i) {
    const std::string_view path = source.path(i);
    if (format_rank(path) != 6) continue;
    const std::optional<AppendixName> name = parse_appendix_name(path);
    if (!name) {
      findings.push_back(name_finding(path, "is no name that a signature or timestamp has"));
      return findings;
    }
    if (!may_follow(former, *name)) {
      findings.push_back(name_finding(path,
                                      "does not follow the file before it: the numbers run "
                                      "from 0001 without gaps, and a timestamp's .txt "
                                      "comes directly before its .tsr"));
      return findings;
    }
    former = name;
  }
  if (former && former->ending == "txt") {
    findings.push_back(name_finding("signatures/", "the last timestamp has a .txt and no .tsr"));
  }
  return findings;
}

}  // namespace dossier
