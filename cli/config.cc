// SPDX-License-Identifier: Apache-2.0
#include "cli/config.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/descriptor.h"
#include "cli/nearest.h"
#include "cli/question.h"
#include "crypto/error.h"
#include "manifests/finding.h"
#include "manifests/json/reader.h"
#include "manifests/json/writer.h"

namespace dossier {
namespace {

constexpr std::uint64_t kMaxConfigBytes = 64 * 1024;

std::string absolute_folder(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value == '/' ? value : "";
}

// Reads the members of one object; each is asked for once, what is left is unknown.
class ConfigReader {
 public:
  ConfigReader(std::string path, std::string_view text) : path_(std::move(path)), text_(text) {}

  [[noreturn]] void refuse(std::size_t offset, const std::string& sentence,
                           const std::string& mend = {}) const {
    const json::Position at = json::LineCounter(text_).at(offset);
    refuse_at(at.line, at.column, sentence, mend);
  }

  [[noreturn]] void refuse_at(std::size_t line, std::size_t column, const std::string& sentence,
                              const std::string& mend) const {
    throw Error(ErrorKind::kUnavailable, sentence,
                path_ + ":" + std::to_string(line) + ":" + std::to_string(column), mend);
  }

  void require_object(const json::Value& value, const std::string& what,
                      const std::vector<std::string>& known) const {
    if (!value.is_object()) {
      refuse(value.offset(),
             what + " must be an object, not " + std::string(json::type_name(value.type())));
    }
    for (const json::Member& member : value.object()) {
      if (member.key.rfind("x-", 0) == 0 ||
          std::find(known.begin(), known.end(), member.key) != known.end()) {
        continue;
      }
      const std::string meant = nearest(member.key, known);
      refuse(
          member.key_offset, "unknown key \"" + member.key + "\" in " + what,
          meant.empty() ? "Known keys: " + list(known) + "." : "Did you mean \"" + meant + "\"?");
    }
  }

  std::string text_of(const json::Value& object, std::string_view key) const {
    const json::Value* value = object.find(key);
    if (value == nullptr) return {};
    if (!value->is_string() || value->string().empty()) {
      refuse(value->offset(), "\"" + std::string(key) + "\" must be a text that is not empty");
    }
    return value->string();
  }

 private:
  static std::string list(const std::vector<std::string>& words) {
    std::string joined;
    for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
    return joined;
  }

  std::string path_;
  std::string_view text_;
};

Config read_config(const std::string& path, std::string_view text) {
  const ConfigReader reader(path, text);
  const json::Parsed parsed = json::parse(text);
  if (!parsed.value) {
    const json::Problem& problem = parsed.problems.front();
    reader.refuse_at(problem.line, problem.column, problem.sentence, problem.mend);
  }
  const json::Value& root = *parsed.value;
  reader.require_object(root, "the configuration", {"author", "key", "profile"});
  Config config;
  if (const json::Value* author = root.find("author")) {
    reader.require_object(*author, "\"author\"", {"name", "principal"});
    config.author_name = reader.text_of(*author, "name");
    config.author_principal = reader.text_of(*author, "principal");
  }
  config.key = reader.text_of(root, "key");
  if (config.key.rfind("~/", 0) == 0) config.key = absolute_folder("HOME") + config.key.substr(1);
  config.profile = reader.text_of(root, "profile");
  Profile known{};
  if (!config.profile.empty() && !parse_profile(config.profile, known)) {
    reader.refuse(root.find("profile")->offset(),
                  "\"profile\" is open, newsroom or legal, not \"" + config.profile + "\"");
  }
  for (const json::Member& member : root.object()) {
    if (member.key.rfind("x-", 0) == 0) config.extra.push_back(member);
  }
  return config;
}

json::Value to_json(const Config& config) {
  json::Object author;
  if (!config.author_name.empty()) author.push_back({"name", config.author_name});
  if (!config.author_principal.empty()) author.push_back({"principal", config.author_principal});
  json::Object root;
  if (!author.empty()) root.push_back({"author", std::move(author)});
  if (!config.key.empty()) root.push_back({"key", config.key});
  if (!config.profile.empty()) root.push_back({"profile", config.profile});
  root.insert(root.end(), config.extra.begin(), config.extra.end());
  return root;
}

}  // namespace

std::string config_path() {
  const std::string folder = absolute_folder("XDG_CONFIG_HOME");
  if (!folder.empty()) return folder + "/dossier/config.json";
  const std::string home = absolute_folder("HOME");
  return home.empty() ? home : home + "/.config/dossier/config.json";
}

Config load_config() {
  const std::string path = config_path();
  std::error_code failure;
  if (path.empty() || !std::filesystem::exists(path, failure)) return {};
  const Bytes bytes = read_file(path, kMaxConfigBytes);
  return read_config(path, as_text(bytes));
}

void save_config(const Config& config) {
  const std::string path = config_path();
  if (path.empty()) {
    throw Error(ErrorKind::kUnavailable, "there is no folder for the configuration", {},
                "Set HOME or XDG_CONFIG_HOME to an absolute path.");
  }
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) throw system_error(failure.value(), "make the folder", folder.string());
  std::string pattern = path + ".XXXXXX";
  Descriptor file(::mkstemp(pattern.data()));  // with mode 0600
  if (!file) throw system_error(errno, "write", path);
  try {
    write_all(file.get(), as_bytes(json::write(to_json(config))), path);
    file.close(path);
    if (::rename(pattern.c_str(), path.c_str()) != 0) throw system_error(errno, "write", path);
  } catch (const Error&) {
    ::unlink(pattern.c_str());
    throw;
  }
}

std::string author_name(const std::string& given, const std::string& option) {
  if (!given.empty()) return given;
  Config config = load_config();
  if (!config.author_name.empty()) return config.author_name;
  if (!can_ask()) {
    const std::string file = config_path();
    throw Error(
        ErrorKind::kUsage, option + " is missing, and no author is remembered", {},
        "Give " + option + " NAME" +
            (file.empty() ? "." : R"(, or write {"author": {"name": "NAME"}} into )" + file + "."));
  }
  config.author_name = ask("Your name, as it shall stand in the dossier", "");
  if (!config_path().empty() && ask_yes_or_no("Remember it for the next case?", true)) {
    save_config(config);
  }
  return config.author_name;
}

}  // namespace dossier
