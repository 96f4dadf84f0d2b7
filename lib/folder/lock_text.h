#pragma once

#include <optional>
#include <string>

#include "folder/folder.h"

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
//     "files": {
//       "a.yaml": ["apiVersion: v1", …, ""],
//       "pg-secret.yaml": {"secret": true}
//     }
//   }
//
// A file is the list of its lines: the text is the list joined with line feeds. One that is not
// UTF-8 is {"hex": "…"}.

namespace copctl::folder {

struct LockTexts {
  std::string dump;
  // Empty when nothing is secret.
  std::optional<std::string> secrets;
};

// An error when a value has no JSON form (NaN).
[[nodiscard]] std::optional<LockTexts> encode_lock(const Lock& lock,
                                                   diag::Diagnostics& diagnostics);

// What Lock::basis of a dump.lock with these bytes is.
std::uint64_t basis_of(std::string_view dump_lock);

}  // namespace copctl::folder
