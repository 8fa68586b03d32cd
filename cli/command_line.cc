// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cli/layout.h"
#include "cli/nearest.h"
#include "crypto/error.h"
#include "manifests/text/unicode.h"

namespace dossier {
namespace {

constexpr std::array<std::string_view, 7> kPathWords{"FILE",   "DIR", "PATH", "BUNDLE",
                                                     "FORMER", "OLD", "NEW"};
constexpr std::size_t kHelpColumns = 80;
constexpr std::size_t kWidestSpellingColumns = 26;

std::string join(const std::vector<std::string>& words, std::string_view between,
                 std::string_view before_last) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += i + 1 == words.size() ? before_last : between;
    joined += words[i];
  }
  return joined;
}

}  // namespace

CommandLine::Item& CommandLine::Item::required() {
  is_required = true;
  return *this;
}

CommandLine::Item& CommandLine::Item::one_of(std::vector<std::string> allowed) {
  words = std::move(allowed);
  return *this;
}

bool CommandLine::Item::is_path() const {
  return std::find(kPathWords.begin(), kPathWords.end(), value_word) != kPathWords.end();
}

std::string CommandLine::Item::spelling() const {
  std::string spelled = join(names, ", ", ", ");
  if (!names.empty() && !value_word.empty()) spelled += ' ';
  spelled += value_word;
  if (is_argument() && is_list()) spelled += "...";
  if (takes_several) spelled += "...";
  return spelled;
}

std::string CommandLine::Item::shown() const {
  return is_argument() ? value_word : names.back();
}

CommandLine::Item& CommandLine::add(std::string_view spelling, Target target, std::string help) {
  Item& item = items_.emplace_back();
  item.target = target;
  item.help = std::move(help);
  const std::size_t space = spelling.find(' ');
  if (space != std::string_view::npos) item.value_word = spelling.substr(space + 1);
  std::string_view names = spelling.substr(0, space);
  for (std::size_t comma; (comma = names.find(',')) != std::string_view::npos;) {
    item.names.emplace_back(names.substr(0, comma));
    names.remove_prefix(comma + 1);
  }
  item.names.emplace_back(names);
  return item;
}

CommandLine::Item& CommandLine::argument(std::string word, Target target, std::string help) {
  return optional_argument(std::move(word), target, std::move(help)).required();
}

CommandLine::Item& CommandLine::optional_argument(std::string word, Target target,
                                                  std::string help) {
  Item& item = items_.emplace_back();
  item.value_word = std::move(word);
  item.target = target;
  item.help = std::move(help);
  return item;
}

CommandLine::Item& CommandLine::option(std::string_view spelling, Target target, std::string help) {
  return add(spelling, target, std::move(help));
}

CommandLine::Item& CommandLine::list_option(std::string_view spelling,
                                            std::vector<std::string>& target, std::string help) {
  Item& item = add(spelling, &target, std::move(help));
  item.takes_several = true;
  return item;
}

CommandLine::Item& CommandLine::flag(std::string_view spelling, bool& target, std::string help) {
  return add(spelling, &target, std::move(help));
}

void CommandLine::uses_case_folder() {
  option("-C DIR", &case_folder_,
         "the case folder; without it, it is looked for upwards from the current folder");
}

std::vector<std::string> CommandLine::option_names() const {
  std::vector<std::string> names{"--help"};
  for (const Item& item : items_) names.insert(names.end(), item.names.begin(), item.names.end());
  return names;
}

const CommandLine::Item* CommandLine::find(std::string_view name) const {
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const Item& item) {
    return std::find(item.names.begin(), item.names.end(), name) != item.names.end();
  });
  return found == items_.end() ? nullptr : &*found;
}

void CommandLine::refuse(const std::string& message) const {
  throw Error(ErrorKind::kUsage, command_name_ + ": " + message, {},
              "'dossier help " + command_name_ + "' shows what it takes.");
}

void CommandLine::refuse_extra(const std::string& extra) const {
  if (extra.size() < 2 || extra.front() != '-') refuse("'" + extra + "' is one argument too many");
  const std::string name = extra.substr(0, extra.find('='));
  if (find(name) != nullptr) refuse(name + " takes no value");
  const std::string meant = name.size() > 2 ? nearest(name, option_names()) : std::string();
  refuse(name + " is no option of this command" +
         (meant.empty() ? std::string() : "; did you mean " + meant + "?"));
}

void CommandLine::take(const Item& item, const std::vector<std::string>& values) const {
  if (bool* const* flag = std::get_if<bool*>(&item.target)) {
    **flag = true;
    return;
  }
  for (const std::string& value : values) {
    if (!item.is_path() && !is_valid_utf8(value)) refuse(item.shown() + " is not in UTF-8");
    const bool allowed = item.words.empty() ||
                         std::find(item.words.begin(), item.words.end(), value) != item.words.end();
    if (!allowed) {
      const std::string meant = nearest(value, item.words);
      refuse(item.shown() + " cannot be '" + value + "'; it is " + join(item.words, ", ", " or ") +
             (meant.empty() ? "" : "; did you mean " + meant + "?"));
    }
  }
  if (auto* const* list = std::get_if<std::vector<std::string>*>(&item.target)) {
    **list = values;
    return;
  }
  if (values.size() > 1) refuse(item.shown() + " is given twice");
  if (auto* const* text = std::get_if<std::string*>(&item.target)) **text = values.front();
  if (auto* const* text = std::get_if<std::optional<std::string>*>(&item.target)) {
    **text = values.front();
  }
  if (auto* const* number = std::get_if<std::optional<std::uint64_t>*>(&item.target)) {
    const std::string& digits = values.front();
    const bool good = !digits.empty() && digits.size() <= 15 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
    if (!good) refuse(item.shown() + " needs a whole number, not '" + digits + "'");
    **number = std::stoull(digits);
  }
}

std::string CommandLine::usage() const {
  std::string text = "Usage: dossier " + command_name_;
  for (const Item& item : items_) {
    if (!item.is_argument()) continue;
    text += ' ' + (item.is_required ? item.spelling() : '[' + item.spelling() + ']');
  }
  for (const Item& item : items_) {
    if (!item.is_argument() && item.is_required) {
      text += ' ' + item.names.back() + ' ' + item.value_word;
      if (item.takes_several) text += "...";
    }
  }
  const bool has_optional = std::any_of(items_.begin(), items_.end(), [](const Item& item) {
    return !item.is_argument() && !item.is_required;
  });
  return text + (has_optional ? " [OPTION...]" : "");
}

std::string CommandLine::help(std::string_view line, std::string_view example) const {
  std::string sentence = std::string(line) + '.';
  if (sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 32);
  std::string text = wrap(usage(), kHelpColumns, 7) + '\n' + wrap(sentence, kHelpColumns, 0);
  if (!about_.empty()) text += '\n' + wrap(about_, kHelpColumns, 0);
  text += '\n';
  const auto describe = [&](const std::string& spelling, const std::string& help) {
    text += "  " + pad(spelling, kWidestSpellingColumns);
    if (columns_of(spelling) >= kWidestSpellingColumns) {
      text += '\n' + std::string(kWidestSpellingColumns + 2, ' ');
    }
    text += wrap(help, kHelpColumns, kWidestSpellingColumns + 2);
  };
  for (const bool arguments : {true, false}) {
    for (const Item& item : items_) {
      if (item.is_argument() != arguments) continue;
      std::string help = item.help;
      if (!item.words.empty()) help += ": " + join(item.words, ", ", " or ");
      if (!item.is_argument() && item.is_required) help += " (needed)";
      describe(item.spelling(), help);
    }
  }
  describe("-h, --help", "show this");
  text += "\nExample:\n  ";
  text += example;
  return text + '\n';
}

}  // namespace dossier
