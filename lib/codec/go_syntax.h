#pragma once

#include <string>

#include "value/value.h"

namespace copctl::codec {

// A value as Go's `%#v` prints what go-yaml v2 decoded: `"x"`, `1`, `[]interface {}{1}`.
std::string go_syntax(const value::Value& v);

}  // namespace copctl::codec
