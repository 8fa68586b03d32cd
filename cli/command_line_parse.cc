// SPDX-License-Identifier: Apache-2.0
// The only source that includes CLI11: it takes ten seconds to compile.
#include <algorithm>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "cli/command_line.h"

namespace dossier {
namespace {

// CLI11 takes a value "[a,b]" apart, and "--name=" for a missing value. So each value goes through
// it behind a '=', and "--name=value" as the two words that it is.
std::vector<std::string> guarded(const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  bool options_ended = false;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (options_ended || argument.size() < 2 || argument.front() != '-') {
      words.push_back("=" + argument);
    } else if (argument == "--") {
      options_ended = true;
      words.push_back(argument);
    } else if (argument.compare(0, 2, "--") == 0 && equals != std::string::npos) {
      words.push_back(argument.substr(0, equals));
      words.push_back(argument.substr(equals));
    } else {
      words.push_back(argument);
    }
  }
  return words;
}

std::string unguarded(const std::string& word) {
  return !word.empty() && word.front() == '=' ? word.substr(1) : word;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ",") + name;
  return joined;
}

}  // namespace

struct CommandLine::Given {
  const Item* item;
  CLI::Option* option;
  std::vector<std::string> values;
};

bool CommandLine::parse(const std::vector<std::string>& arguments) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  CLI::Option* const help = app.add_flag("-h,--help");
  std::list<Given> all;
  for (const Item& item : items_) {
    Given& given = all.emplace_back(Given{&item, nullptr, {}});
    if (item.is_flag()) {
      given.option = app.add_flag(joined_names(item.names));
      continue;
    }
    const std::string name =
        item.is_argument() ? "argument" + std::to_string(all.size()) : joined_names(item.names);
    given.option = app.add_option(name, given.values);
    given.option->required(item.is_argument() && item.is_required);
    if (!item.is_list()) given.option->expected(1)->take_all();
    given.option->allow_extra_args(item.is_argument() ? item.is_list() : item.takes_several);
  }

  for (const std::string& argument : arguments) {
    const Item* item = find(argument.substr(0, argument.find('=')));
    if (argument == "--") break;
    if (item != nullptr && item->is_flag() && find(argument) == nullptr) refuse_extra(argument);
  }
  std::vector<std::string> words = guarded(arguments);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch&) {
    refuse(arguments.back() + " needs a value");  // it ran out of words
  } catch (const CLI::ParseError&) {
    // What is missing or too much is found and told below, in words of our own.
  }
  if (help->count() > 0) return false;

  for (const Given& given : all) {
    for (const std::string& value : given.option->results()) {
      if (!given.item->is_flag() && value.substr(0, 1) == "-" && find(value) != nullptr) {
        refuse(given.item->shown() + " needs a value; the next word is " + value);
      }
    }
  }
  for (const std::string& extra : app.remaining()) {
    if (extra != "--") refuse_extra(unguarded(extra));
  }
  for (const Given& given : all) {
    std::vector<std::string> values;
    for (const std::string& word : given.option->results()) values.push_back(unguarded(word));
    if (!values.empty()) take(*given.item, values);
    if (values.empty() && given.item->is_required) refuse(given.item->shown() + " is missing");
  }
  return true;
}

}  // namespace dossier
