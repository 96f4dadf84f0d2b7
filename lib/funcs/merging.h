#pragma once

#include "tmpl/function.h"
#include "value/value.h"

namespace copctl::funcs {

enum class Overwrite : bool { kNo, kYes };

// Merges the maps from the second argument on into the first one, as mergo (before 1.0) does for
// sprig. Without overwriting, only what is absent or empty in the first map is taken, and a nil is
// never taken; with it, everything is. Maps merge entry by entry, lists are replaced. Maps taken
// over are shared, not copied. A map never replaces something else that is not empty. Returns the
// first map, changed.
value::Value merge_maps(tmpl::Call& call, Overwrite overwrite);

}  // namespace copctl::funcs
