#pragma once

#include <span>

#include "tmpl/function.h"

// Method rows of each family's objects; methods() of funcs.h joins them.

namespace copctl::funcs {

std::span<const tmpl::Method> version_methods();
std::span<const tmpl::Method> time_methods();

}  // namespace copctl::funcs
