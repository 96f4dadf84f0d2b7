#include "dump/standing_files.h"

#include <fmt/format.h>

#include "base/path.h"
#include "base/text.h"
#include "dump/documents.h"

namespace copctl::dump {

std::optional<Files> standing_files(const DumpFolder& dump, const Surroundings& surroundings,
                                    diag::Diagnostics& diagnostics) {
  const auto listed = folder::status(surroundings.disk, dump.dir, dump.lock, diagnostics);
  if (!listed) return std::nullopt;
  const std::size_t before = diagnostics.error_count();
  Files files;
  for (const folder::FileStatus& file : *listed) {
    const bool foreign = file.state == folder::FileState::kForeign;
    if (file.state == folder::FileState::kMissing || (foreign && !is_manifest(file.path))) continue;
    const std::string path = base::join_path(dump.dir, file.path);
    std::error_code error;
    auto text = surroundings.disk.read(path, folder::kMaxFileBytes, error);
    if (text) {
      const auto rendered = dump.lock.files.find(file.path);
      const bool plain = rendered != dump.lock.files.end() && rendered->second.plain;
      files[file.path] = {file.path, std::move(*text), file.secret, {}, plain};
    } else {
      diagnostics.error(
          {}, diag::Kind::kCannotRead,
          fmt::format("cannot read `{}`: {}", base::printable(path), base::error_text(error)));
    }
  }
  return diagnostics.error_count() == before ? std::optional(std::move(files)) : std::nullopt;
}

}  // namespace copctl::dump
