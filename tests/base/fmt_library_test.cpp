#include <fmt/format.h>

#include <limits>
#include <string_view>

#include "support/catch.h"

namespace copctl::base {
namespace {

TEST_CASE("every kind of argument that the house formats is linked") {
  CHECK(fmt::format("{} {:>4}|{:<3}|{:04d}", "a", "b", "c", 7) == "a    b|c  |0007");
  CHECK(fmt::format("{:x} {:#x} {:o} {:b}", 255, 255, 8, 5) == "ff 0xff 10 101");
  CHECK(fmt::format("{} {:.3f} {:e}", 0.1, 2.0 / 3, 1e100) == "0.1 0.667 1.000000e+100");
  CHECK(fmt::format("{} {}", 0.1F, std::numeric_limits<double>::infinity()) == "0.1 inf");
  CHECK(fmt::format("{}", std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(fmt::format("{:>{}}", std::string_view("x"), 3) == "  x");
}

}  // namespace
}  // namespace copctl::base
