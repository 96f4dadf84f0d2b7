#pragma once

#include <span>

#include "base/file_system.h"

// What the build puts into the binary: every file of profiles/ and templates/, and beside each YAML
// file of profiles/ its packed form, which loads without parsing, as `<file>.packed`. A library of
// its own, so that the room `profile` and its tests do not carry the shipped profiles.

namespace copctl::profile {

// Sorted by path, relative to the root of the source: `profiles/NAME/schema.yaml`.
std::span<const base::EmbeddedFile> embedded_files();

// The same as a read-only file system, made at the first call.
const base::FileSystem& embedded();

}  // namespace copctl::profile
