#pragma once

#include <span>

#include "diag/diagnostic.h"
#include "manifest/manifest.h"

// Offline verdicts over the resources of a dump. Front door of the room.

namespace copctl::check {

// Two documents that are the same resource: one error each, at the later one, with a note at the
// first. `texts` are indexed by Resource::file, `resources` are in the order in which they are to
// be applied. False when there is one.
[[nodiscard]] bool duplicates(std::span<const manifest::Resource> resources,
                              std::span<const manifest::Text> texts,
                              diag::Diagnostics& diagnostics);

}  // namespace copctl::check
