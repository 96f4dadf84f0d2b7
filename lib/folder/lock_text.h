#pragma once

#include <optional>
#include <string>

#include "folder/folder.h"
#include "folder/places.h"

// The text form of a lock. Both files are JSON, one value or one line of a file to a line, in
// bytewise order of paths, so that what changes little differs little:
//
//   dump.lock                                        secrets.lock
//   {                                                {
//     "format": 1,                                     "format": 1,
//     "copctl": "0.1.0",                               "values": {
//     "profile": {"name": …, "version": …,               "/pg/password": {"value": …, "origin": …}
//       "digest": …},                                  },
//     "release": {"name": …, "namespace": …},          "files": {
//     "layout": "flat",                                  "pg-secret.yaml": ["…", …]
//     "values": {"/a": {"value": …, "origin": …}},     }
//     "secrets": {"/pg/password": {"origin": …}},    }
//     "keys": {"pg-secret.yaml": "tmpl/pg/secret.yaml"},
//     "files": {
//       "a.yaml": ["apiVersion: v1", …, ""],
//       "pg-secret.yaml": {"secret": true}
//     }
//   }
//
// A file is the list of its lines: the text is the list joined with line feeds. One that is not
// UTF-8 is {"hex": "…"}. `keys` has the files whose key is not their path, and is left out when
// there are none. The encrypted form of secrets.lock is told in seal.h.

namespace copctl::folder {

struct LockTexts {
  std::string dump;
  // Empty when nothing is secret.
  std::optional<std::string> secrets;
  // `secrets` is encrypted.
  bool sealed = false;
};

// An error when a value has no JSON form (NaN).
[[nodiscard]] std::optional<LockTexts> encode_lock(const Lock& lock,
                                                   diag::Diagnostics& diagnostics);

// Encrypts the secrets when there is a key. The file that is there is left as it is when it says
// the same under the same key; `was_plain` tells that it is there and was not encrypted before. An
// error when an encrypted file would become a plain one.
[[nodiscard]] bool protect(const base::FileSystem& files, const Places& places,
                           const Secrecy& secrecy, LockTexts& locks, bool& was_plain,
                           diag::Diagnostics& diagnostics);

// What Lock::basis of a dump.lock with these bytes is.
std::uint64_t basis_of(std::string_view dump_lock);

}  // namespace copctl::folder
