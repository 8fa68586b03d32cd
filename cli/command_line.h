// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dossier {

// What a command takes, declared once for parsing and for its help. Values are written into the
// variables named; they must live as long as the action that uses them.
//
//   line.argument("DIR", made->folder, "the new case folder");
//   line.option("--title T", made->title, "what the case is called").required();
//   line.flag("--json", made->json, "for programs");
//
// An option's spelling is one name or two, and the word for its value: "-o,--output FILE". Values
// may begin with '-' or '[' and may be empty. Each is given at most once, unless it is a list. They
// must be UTF-8, but for those whose word is that of a path: FILE, DIR, PATH, BUNDLE, FORMER, OLD,
// NEW.
class CommandLine {
 public:
  // A std::string or std::vector keeps its default when nothing is given.
  using Target = std::variant<bool*, std::string*, std::optional<std::string>*,
                              std::optional<std::uint64_t>*, std::vector<std::string>*>;

  class Item {
   public:
    Item& required();
    // The values allowed; shown in help and in the message that refuses another one.
    Item& one_of(std::vector<std::string> words);

   private:
    friend class CommandLine;
    std::vector<std::string> names;  // "-o", "--output"; an argument has none
    std::string value_word;          // empty for a flag
    std::string help;
    Target target;
    bool is_required = false;
    bool takes_several = false;  // an option that takes all values up to the next option
    std::vector<std::string> words;

    bool is_argument() const { return names.empty(); }
    bool is_path() const;
    bool is_flag() const { return std::holds_alternative<bool*>(target); }
    bool is_list() const { return std::holds_alternative<std::vector<std::string>*>(target); }
    std::string spelling() const;  // "-o, --output FILE"
    std::string shown() const;     // how messages call it: "--output", "DIR"
  };

  explicit CommandLine(std::string command_name) : command_name_(std::move(command_name)) {}

  // Arguments are taken in the order of declaration; a list comes last. Required unless optional.
  Item& argument(std::string word, Target target, std::string help);
  Item& optional_argument(std::string word, Target target, std::string help);
  Item& option(std::string_view spelling, Target target, std::string help);
  // A list that takes several values at once: "--about ID ID"; it may also be repeated.
  Item& list_option(std::string_view spelling, std::vector<std::string>& target, std::string help);
  Item& flag(std::string_view spelling, bool& target, std::string help);
  // -C DIR, for commands that work in a case folder; read it with case_folder().
  void uses_case_folder();
  const std::string& case_folder() const { return case_folder_; }
  // A paragraph of help below the usage line.
  void about(std::string text) { about_ = std::move(text); }

  // Fills the targets. False when --help was asked for. What is wrong is an Error of kind kUsage.
  bool parse(const std::vector<std::string>& arguments);
  // The whole help text, 80 columns wide. `line` is the command's line in the table.
  std::string help(std::string_view line, std::string_view example) const;

 private:
  struct Given;
  Item& add(std::string_view spelling, Target target, std::string help);
  std::vector<std::string> option_names() const;
  const Item* find(std::string_view name) const;
  [[noreturn]] void refuse(const std::string& message) const;
  [[noreturn]] void refuse_extra(const std::string& extra) const;
  void take(const Item& item, const std::vector<std::string>& values) const;
  std::string usage() const;

  std::string command_name_;
  std::string about_;
  std::string case_folder_;
  std::list<Item> items_;  // addresses stay valid
};

}  // namespace dossier
