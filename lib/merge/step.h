#pragma once

#include <string>
#include <string_view>

#include "merge/list_rules.h"
#include "value/value.h"

// Paths as people write them.

namespace copctl::merge {

// `.spec`, `["app.kubernetes.io/name"]`.
std::string entry_step(const std::string& key);
// `[name=app]`; `[2]` without a rule.
std::string item_step(const ListRule* rule, const value::Value& item, std::size_t index);
// A path does not begin with a point.
void append_step(std::string& path, std::string_view step);

}  // namespace copctl::merge
