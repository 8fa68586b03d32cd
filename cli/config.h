// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "manifests/json/value.h"

namespace dossier {

// What is remembered of the person who works here, in $XDG_CONFIG_HOME/dossier/config.json (or
// ~/.config/dossier/config.json). Empty: not told yet. It is never part of a dossier.
//
//   {"author": {"name": "…", "principal": "alice@newsroom.example"},
//    "key": "/home/alice/.ssh/id_ed25519", "profile": "newsroom"}
struct Config {
  std::string author_name;
  std::string author_principal;  // what signatures are made and trusted under
  std::string key;               // the key file to sign with; "~/" at its front is the home folder
  std::string profile;           // open, newsroom or legal
  json::Object extra;            // members whose keys begin with x-, kept as they are
};

// Empty when neither XDG_CONFIG_HOME nor HOME names a folder. A relative one counts for nothing
// (XDG Base Directory Specification).
std::string config_path();
// An absent file is an empty Config. What cannot be read, or holds anything but the above, is an
// Error (kUnavailable) with line and column.
Config load_config();
// Replaces the file atomically, readable by its owner only. An Error (kUnavailable) if it cannot.
void save_config(const Config& config);

// The author's name: the option's value, else what is remembered; else it is asked for if a person
// can be asked, who may have it remembered; else an Error (kUsage) that names `option`.
std::string author_name(const std::string& given, const std::string& option);

}  // namespace dossier
