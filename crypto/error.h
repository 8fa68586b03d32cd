// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>

namespace dossier {

// Which exit status an error leads to (FORMAT.md, "Exit status").
enum class ErrorKind {
  kUsage,        // 2: the command line asks for something that cannot be
  kRefused,      // 1: the input was read and says no (output exists, rules fail, signature refused)
  kUnavailable,  // 3: it could not be done or checked: a file, the disk, memory, another program
  kInterrupted,  // 130: the person stopped it (SIGINT, SIGTERM)
  kDefect,       // 70: a fault of this program
};

// What stops the program. What is wrong with a bundle is a Finding and never an Error.
//   message  what failed and why, one sentence without a final stop
//   path     the file or record concerned, empty when there is none
//   hint     what to do about it, empty when nothing useful can be said
class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message, std::string path = {}, std::string hint = {});

  // "path: message", in one line.
  const char* what() const noexcept override { return line_.c_str(); }
  ErrorKind kind() const noexcept { return kind_; }
  const std::string& message() const noexcept { return message_; }
  const std::string& path() const noexcept { return path_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  ErrorKind kind_;
  std::string message_;
  std::string path_;
  std::string hint_;
  std::string line_;
};

// An Error of kind kUnavailable made from errno: "cannot <verb>: <reason of the system>".
Error system_error(int error_number, const std::string& verb, const std::string& path,
                   std::string hint = {});

}  // namespace dossier
