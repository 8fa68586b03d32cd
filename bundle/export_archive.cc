// SPDX-License-Identifier: Apache-2.0
#include "bundle/export_archive.h"

#include <unordered_map>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "bundle/output_file.h"
#include "bundle/utf8_names.h"
#include "crypto/error.h"
#include "crypto/handle.h"

namespace dossier {
namespace {

using ArchiveWriter = Handle<archive, archive_write_free>;
using ArchiveEntry = Handle<archive_entry, archive_entry_free>;

// 1980-01-01, the time that the ZIP form of every bundle tells too.
constexpr time_t kFixedTime = 315532800;
constexpr std::size_t kBlockBytes = 10240;

class TarSink {
 public:
  TarSink(const OutputFile& output, ArchiveFormat format)
      : output_(output), writer_(archive_write_new()) {
    if (!writer_) throw Error(ErrorKind::kUnavailable, "out of memory");
    require(archive_write_set_format_pax_restricted(writer_.get()));
    if (format == ArchiveFormat::kTarGzip) {
      require(archive_write_add_filter_gzip(writer_.get()));
      require(archive_write_set_filter_option(writer_.get(), "gzip", "timestamp", nullptr));
    }
    if (format == ArchiveFormat::kTarZstd) require(archive_write_add_filter_zstd(writer_.get()));
    require(archive_write_set_bytes_per_block(writer_.get(), static_cast<int>(kBlockBytes)));
    require(archive_write_open_fd(writer_.get(), output.fd()));
  }

  void begin(const std::string& path, std::uint64_t bytes) {
    const ArchiveEntry entry(archive_entry_new());
    if (!entry) throw Error(ErrorKind::kUnavailable, "out of memory");
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes));
    archive_entry_set_mtime(entry.get(), kFixedTime, 0);
    require(archive_write_header(writer_.get(), entry.get()));
  }
  void write(ByteView piece) {
    while (!piece.empty()) {
      const la_ssize_t count = archive_write_data(writer_.get(), piece.data(), piece.size());
      if (count <= 0) require(ARCHIVE_FATAL);
      piece = piece.subspan(static_cast<std::size_t>(count));
    }
  }
  void close() { require(archive_write_close(writer_.get())); }

 private:
  // A warning of libarchive is never taken for success.
  void require(int result) const {
    if (result == ARCHIVE_OK) return;
    const char* const reason = archive_error_string(writer_.get());
    throw Error(ErrorKind::kUnavailable,
                std::string("cannot be written: ") + (reason == nullptr ? "unknown" : reason),
                output_.path());
  }

  const Utf8Names names_;
  const OutputFile& output_;
  ArchiveWriter writer_;
};

struct Listed {
  std::uint64_t bytes = 0;
  Sha256 digest;
};

}  // namespace

VerifyReport export_archive(const std::string& bundle, VerifyOptions options,
                            const std::string& folder, const std::string& output,
                            ArchiveFormat format) {
  require_writable_output(output, false);
  std::unordered_map<std::string, Listed> files;
  std::uint64_t total = 0;
  options.listed = [&](std::string_view path, std::uint64_t bytes, const Sha256& digest) {
    files[std::string(path)] = {bytes, digest};
    total += bytes;
  };
  VerifyReport report = verify_bundle(bundle, options);
  if (!report.is_sound || !report.foreign.empty()) return report;
  OutputFile file(output, false, format == ArchiveFormat::kTar ? total : 0);
  TarSink sink(file, format);
  std::string current;
  options.threads = 1;
  options.progress = nullptr;
  options.tap = [&](std::string_view path, ByteView piece) {
    if (path != current) {
      current = path;
      sink.begin(folder + "/" + current, files.at(current).bytes);
    }
    sink.write(piece);
  };
  options.listed = [&](std::string_view path, std::uint64_t, const Sha256& digest) {
    if (files.at(std::string(path)).digest == digest) return;
    throw Error(ErrorKind::kUnavailable, "was changed while it was read", bundle,
                "let nothing write to it, or export a copy");
  };
  verify_bundle(bundle, options);
  sink.close();
  file.commit();
  return report;
}

}  // namespace dossier
