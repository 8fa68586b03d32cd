// SPDX-License-Identifier: Apache-2.0
#include "crypto/allowed_signers.h"

#include <algorithm>
#include <utility>

#include "crypto/small_file.h"
#include "crypto/trust_line.h"

namespace dossier {
namespace {

constexpr std::size_t kMaximumPrincipalBytes = 255;

bool is_plain(char c) {
  return c > 0x20 && c < 0x7F && c != '*' && c != '?' && c != '!' && c != ',' && c != '"';
}

// Takes `name="value"` off the front; the value may be empty.
std::pair<std::string_view, std::string_view> take_option(std::string_view& options,
                                                          const TrustLine& line) {
  const std::size_t equals = options.find("=\"");
  const std::size_t end = equals == std::string_view::npos ? equals : options.find('"', equals + 2);
  if (end == std::string_view::npos) {
    line.refuse("the option " + std::string(options) + " is not one of namespaces=\"…\", " +
                "valid-after=\"…\" and valid-before=\"…\"");
  }
  const std::string_view name = options.substr(0, equals);
  const std::string_view value = options.substr(equals + 2, end - equals - 2);
  options.remove_prefix(end + 1);
  if (!options.empty()) {
    if (options.front() != ',' || options.size() == 1) {
      line.refuse("options are separated by single commas");
    }
    options.remove_prefix(1);
  }
  return {name, value};
}

void read_namespaces(std::string_view value, AllowedSigner& signer, const TrustLine& line) {
  if (!signer.namespaces.empty()) line.refuse("namespaces= stands there twice");
  while (true) {
    const std::size_t comma = value.find(',');
    const std::string_view name = value.substr(0, comma);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_plain)) {
      line.refuse("namespaces= is not a list of literal names",
                  "write them out, such as namespaces=\"dossier-seal,dossier-review\"");
    }
    signer.namespaces.emplace_back(name);
    if (comma == std::string_view::npos) return;
    value.remove_prefix(comma + 1);
  }
}

void read_time(std::string_view name, std::string_view value, std::optional<Timestamp>& time,
               const TrustLine& line) {
  if (time) line.refuse(std::string(name) + "= stands there twice");
  time = Timestamp::parse_openssh(value);
  if (!time || time->unix_seconds() <= 0) {
    line.refuse(std::string(name) + "=\"" + std::string(value) + "\" is not a time in UTC",
                "write YYYYMMDDZ or YYYYMMDDHHMMSSZ, with the Z");
  }
}

void read_options(std::string_view options, AllowedSigner& signer, const TrustLine& line) {
  if (options.find("cert-authority") != std::string_view::npos) {
    line.refuse("certificate authorities are not accepted", "list the signers' own keys");
  }
  while (!options.empty()) {
    const auto [name, value] = take_option(options, line);
    if (name == "namespaces") {
      read_namespaces(value, signer, line);
    } else if (name == "valid-after") {
      read_time(name, value, signer.valid_after, line);
    } else if (name == "valid-before") {
      read_time(name, value, signer.valid_before, line);
    } else {
      line.refuse("the option " + std::string(name) + " is unknown");
    }
  }
  if (signer.valid_after && signer.valid_before && *signer.valid_before <= *signer.valid_after) {
    line.refuse("valid-before is not later than valid-after");
  }
}

std::string read_principal(TrustLine& line) {
  const std::string_view principal = line.word();
  if (const auto fault = principal_fault(principal)) line.refuse(*fault);
  if (std::holds_alternative<PublicKey>(
          parse_public_key_line(std::string(principal) + ' ' + std::string(line.peek_word()))
              .key)) {
    line.refuse("a principal is missing before the key",
                "put the name that you know the signer by at the beginning of the line");
  }
  return std::string(principal);
}

PublicKey read_key(TrustLine& line, std::string_view& options) {
  if (line.peek_word().find('=') != std::string_view::npos ||
      line.peek_word() == "cert-authority") {
    options = line.word();
  }
  return line.key(false);
}

}  // namespace

std::optional<std::string> principal_fault(std::string_view principal) {
  if (principal.empty()) return "the principal is empty";
  if (principal.size() > kMaximumPrincipalBytes)
    return "the principal is longer than 255 characters";
  if (principal.find(',') != std::string_view::npos) {
    return "a line has one principal, not several";
  }
  if (principal.find_first_of("*?!") != std::string_view::npos) {
    return "a principal is a literal name, without * ? !";
  }
  if (principal.front() == '#' || !std::all_of(principal.begin(), principal.end(), is_plain)) {
    return "a principal has printable ASCII characters only, no blanks and quotation marks, and no "
           "# at its beginning";
  }
  return std::nullopt;
}

bool AllowedSigner::allows_namespace(std::string_view name) const {
  return namespaces.empty() ||
         std::find(namespaces.begin(), namespaces.end(), name) != namespaces.end();
}

std::string AllowedSigner::to_line() const {
  std::string options;
  const auto add = [&options](std::string_view name, const std::string& value) {
    options.append(options.empty() ? "" : ",").append(name).append("=\"" + value + '"');
  };
  std::string names;
  for (const std::string& name : namespaces) names += (names.empty() ? "" : ",") + name;
  if (!names.empty()) add("namespaces", names);
  if (valid_after) add("valid-after", valid_after->openssh_string());
  if (valid_before) add("valid-before", valid_before->openssh_string());
  return principal + ' ' + (options.empty() ? "" : options + ' ') + key.line(comment);
}

AllowedSigners AllowedSigners::parse(std::string_view text, const std::string& file) {
  AllowedSigners out;
  TrustLines lines(text, file);
  while (std::optional<TrustLine> line = lines.next()) {
    std::string principal = read_principal(*line);
    std::string_view options;
    AllowedSigner signer{std::move(principal), read_key(*line, options), {}, {}, {}, {}, 0};
    read_options(options, signer, *line);
    signer.comment = line->rest();
    signer.line = line->number();
    const auto [known, added] =
        out.by_material_.emplace(std::string(as_text(signer.key.material())), out.entries_.size());
    if (!added) {
      const AllowedSigner& other = out.entries_[known->second];
      line->refuse("this key already stands in line " + std::to_string(other.line) + " (" +
                       other.principal + ")",
                   "a key speaks for one principal, in one line");
    }
    out.entries_.push_back(std::move(signer));
  }
  return out;
}

AllowedSigners AllowedSigners::load(const std::string& path) {
  const SmallFile file = read_small_file(path, TrustLines::kMaximumFileBytes);
  return parse(as_text(file.content), path);
}

const AllowedSigner* AllowedSigners::find(const PublicKey& key) const {
  const auto known = by_material_.find(std::string(as_text(key.material())));
  if (known == by_material_.end()) return nullptr;
  const AllowedSigner& entry = entries_[known->second];
  return entry.key == key ? &entry : nullptr;
}

}  // namespace dossier
