// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace dossier {

// Results on their way to a file descriptor, buffered. Standard output is a result like any file: a
// full disk or a reader that went away is an Error (kUnavailable), found by write() or close().
class Output {
 public:
  // `name` stands in messages. The descriptor is not owned.
  Output(int descriptor, std::string name);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  // Drops what was not flushed.
  ~Output() = default;

  void write(std::string_view bytes);
  // The text and a line feed.
  void line(std::string_view text);
  void flush();
  // Flushes and asks the system whether everything was taken; nothing may be written afterwards.
  // Leaves a descriptor that was closed from the start alone if nothing was written.
  void close();

 private:
  void write_all(std::string_view bytes);

  int descriptor_;
  std::string name_;
  std::string buffer_;
  bool written_ = false;
};

}  // namespace dossier
