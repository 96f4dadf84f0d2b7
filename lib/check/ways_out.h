#pragma once

#include <string_view>

#include "check/check.h"
#include "check/rules.h"

// The command lines that get around a refusal.

namespace copctl::check {

// What to run for a way; `effect` is left to the caller.
WayOut way_out(Way way, const manifest::Resource& before, const manifest::Resource& after,
               std::string_view release_namespace);

}  // namespace copctl::check
