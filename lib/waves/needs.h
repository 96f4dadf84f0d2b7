#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"

// What a resource needs by nature before it works, and what it brings.

namespace copctl::waves {

// A thing that is brought and needed: a resource's identity. A custom type is named
// `Kind.group`, as a CustomResourceDefinition.
using Thing = manifest::Identity;

struct Need {
  Thing what;
  // Where the resource names it; empty: by being what it is.
  std::string pointer;
};

// `name_space` is where the resource is deployed. Only what the manifest cannot do without:
// references that are `optional` are none.
std::vector<Need> needs_of(const manifest::Resource& resource, const std::string& name_space);
// Itself, and what a controller makes of it: a SealedSecret, an ExternalSecret, a Certificate bring
// a Secret, a CustomResourceDefinition its type.
std::vector<Thing> brought_by(const manifest::Resource& resource, const std::string& name_space);

}  // namespace copctl::waves
