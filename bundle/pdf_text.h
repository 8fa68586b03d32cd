// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>

#include "crypto/bytes.h"

namespace dossier {

// What another program read in a PDF. It is derived text: nobody but that program can make it
// again, so it is never proof of itself (RECORDS of FORMAT.md, "Text extraction").
struct PdfText {
  Bytes text;           // as the program wrote it; UTF-8 was asked for
  std::string program;  // "pdftotext 22.12.0"
};

// Has `pdftotext` of PATH read the PDF, an open regular file: without a shell, with nothing but the
// file and a pipe, for at most a minute, with at most 2 GiB of memory and 32 MiB of text. A
// sentence without final stop that tells why there is none: it is not installed, it failed, it took
// too long. Never writes to the disk.
std::variant<PdfText, std::string> read_pdf_text(int pdf);

}  // namespace dossier
