#include <vector>

#include "fuzz/targets.h"
#include "fuzz/values.h"
#include "tmpl/tmpl.h"

namespace copctl::fuzz {

// A format and, after `--`, the bytes of its operands: the text is within its bound or said to be
// too long.
void printf(std::string_view bytes) {
  constexpr std::size_t kMaxBytes = 64u << 10;
  const Halves halves = split(bytes);
  Bytes source(halves.second);
  std::vector<value::Value> operands;
  while (!source.empty() && operands.size() < 8) {
    operands.push_back(make_value(source, Shapes::kAll, 2));
  }
  bool too_long = false;
  const std::string text = tmpl::format(halves.first, operands, kMaxBytes, too_long);
  COPCTL_CHECK(too_long || text.size() <= kMaxBytes);
  for (const value::Value& operand : operands) {
    COPCTL_CHECK(operand.is_string() || !tmpl::print_value(operand).empty());
  }
}

}  // namespace copctl::fuzz
