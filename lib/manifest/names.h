#pragma once

#include <string>
#include <string_view>

#include "manifest/manifest.h"

// What API servers take as a name.

namespace copctl::manifest {

// What is wrong with `name` as the name of a resource of this type, as the end of a sentence: "must
// be …". Empty when an API server takes it.
std::string name_fault(const Gvk& gvk, std::string_view name);
// The same for metadata.namespace.
std::string namespace_fault(std::string_view name);

}  // namespace copctl::manifest
