#include "cli/dump_folder.h"

#include <fmt/format.h>

#include "base/text.h"

namespace copctl::cli {

namespace {

constexpr const char* kKeyFlag = "secrets-key";

}  // namespace

Flag secrets_key_flag() {
  return {.name = kKeyFlag,
          .metavar = "FILE",
          .help = "the key that encrypts secrets.lock: 32 bytes, as they are, in hex or base64",
          .environment = "COPCTL_SECRETS_KEY"};
}

bool read_key(const Invocation& invocation, std::optional<folder::SecretsKey>& key,
              diag::Diagnostics& diagnostics) {
  const std::string* path = invocation.arguments.find(kKeyFlag);
  if (path == nullptr || path->empty()) return true;
  key = folder::read_secrets_key(invocation.env.disk, *path, diagnostics);
  return key.has_value();
}

std::optional<folder::Lock> read_dump(const Invocation& invocation, const std::string& dir,
                                      diag::Diagnostics& diagnostics) {
  base::FileSystem& disk = invocation.env.disk;
  if (!folder::recover(disk, dir, diagnostics)) return std::nullopt;
  const auto target = folder::inspect(disk, dir, diagnostics);
  if (!target) return std::nullopt;
  if (*target != folder::Target::kDump) {
    diagnostics.error({}, diag::Kind::kNotADump,
                      fmt::format("`{}` is no dump of copctl", base::printable(dir)));
    return std::nullopt;
  }
  folder::Secrecy secrecy{.required = false};
  if (!read_key(invocation, secrecy.key, diagnostics)) return std::nullopt;
  return folder::read_lock(disk, dir, secrecy, invocation.sources, diagnostics);
}

}  // namespace copctl::cli
