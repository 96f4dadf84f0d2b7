#pragma once

#include <string>

namespace copctl::tmpl {

// strconv.FormatFloat(d, form, precision, 64). Forms: `e`, `f`, `g`, `x` and their capitals, and
// `b`. Precision -1 asks for the fewest digits that read back as the same number.
std::string format_real(double d, char form, int precision);

}  // namespace copctl::tmpl
