#pragma once

#include <optional>
#include <string>

#include "cli/command.h"
#include "folder/folder.h"

// A dump that a command's operand names.

namespace copctl::cli {

// `--secrets-key FILE`.
Flag secrets_key_flag();
// The key that the flag names; nothing without the flag. False with an error when it cannot be
// read.
[[nodiscard]] bool read_key(const Invocation& invocation, std::optional<folder::SecretsKey>& key,
                            diag::Diagnostics& diagnostics);

// The lock of the dump in `dir`, which is completed first when it was interrupted; an error when
// there is no dump. Secrets that cannot be read are a
// warning.
[[nodiscard]] std::optional<folder::Lock> read_dump(const Invocation& invocation,
                                                    const std::string& dir,
                                                    diag::Diagnostics& diagnostics);

}  // namespace copctl::cli
