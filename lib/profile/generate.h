#pragma once

#include <string>

#include "profile/profile.h"
#include "value/value.h"

// Secrets that nobody gave.

namespace copctl::profile {

// A secret by the schema's `x-generate`: `{alphabet: alnum, length: 20}`, every character equally
// likely, or `{bytes: 16, encoding: base64}`. The recipe has passed Schema::load.
std::string generate(const value::Value& recipe, const RandomBytes& random);

}  // namespace copctl::profile
