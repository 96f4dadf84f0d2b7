#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/file_system.h"
#include "diag/diagnostic.h"

// Who may read secrets.lock. Part of the front door, folder.h.
//
// Without a key the file is plain, mode 0600, and `.gitignore` keeps it out of Git. With one it is
// encrypted (AES-256-GCM, NIST SP 800-38D), and a team can commit it: `.gitignore` then lets it
// pass. A `.gitignore` that the user changed is the user's.

namespace copctl::folder {

// So many bytes that nobody can guess: the kernel's in a run, fixed ones in a test.
using RandomBytes = std::function<std::string(std::size_t)>;

inline constexpr std::size_t kSecretsKeyBytes = 32;

struct SecretsKey {
  std::array<unsigned char, kSecretsKeyBytes> bytes{};
};

// Reads the file of a key: 32 bytes, or their 64 hexadecimal digits, or their base64, blanks and
// line breaks around it allowed. Errors: cannot be read, anything else. A file that others may read
// is a warning. Nothing of its content is ever shown.
[[nodiscard]] std::optional<SecretsKey> read_secrets_key(const base::FileSystem& files,
                                                         const std::string& path,
                                                         diag::Diagnostics& diagnostics);

// How the secrets of a dump are read and written.
struct Secrecy {
  // Without one, secrets.lock is read and kept in plain text.
  std::optional<SecretsKey> key;
  // For what must differ in each encryption; needed only by `commit` with a key.
  RandomBytes random;
  // What happens on reading when the file is encrypted and the key is missing or another one: an
  // error or, for commands that can do without, a warning and Lock::has_secrets is false.
  bool required = true;
};

}  // namespace copctl::folder
