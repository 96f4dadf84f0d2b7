#pragma once

#include <string_view>

#include "value/value.h"

// What the API server stores for two manifests, as far as it can be told without it.

namespace copctl::check {

// True when the API server stores the same for a field that one manifest writes as `before` and
// the other as `after`; nullptr for one that it leaves out. `key` is the field's name, `parent` the
// one of the field that holds it. A default is what leaving it out means (the SetDefaults functions
// of pkg/apis/*/v1/defaults.go), empty lists and mappings of strings are none at all
// (equality.Semantic.DeepEqual), `1` and `1000m` are one amount.
bool same_stored(const value::Value* before, const value::Value* after, std::string_view key,
                 std::string_view parent = {});

}  // namespace copctl::check
