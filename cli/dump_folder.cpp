#include "cli/dump_folder.h"

#include <fmt/format.h>

#include "base/text.h"

namespace copctl::cli {

std::optional<folder::Lock> read_dump(const Invocation& invocation, const std::string& dir,
                                      diag::Diagnostics& diagnostics) {
  const base::FileSystem& disk = invocation.env.disk;
  const auto target = folder::inspect(disk, dir, diagnostics);
  if (!target) return std::nullopt;
  if (*target != folder::Target::kDump) {
    diagnostics.error({}, diag::Kind::kNotADump,
                      fmt::format("`{}` is no dump of copctl", base::printable(dir)));
    return std::nullopt;
  }
  return folder::read_lock(disk, dir, invocation.sources, diagnostics);
}

}  // namespace copctl::cli
