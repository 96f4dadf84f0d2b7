#include <cerrno>
#include <vector>

#include "base/file_system.h"
#include "support/catch.h"

namespace copctl::base {
namespace {

TEST_CASE("error texts are lower case and know no locale") {
  struct Case {
    std::error_code error;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{}, "no error"},
      {{EACCES, std::generic_category()}, "permission denied"},
      {{ENOSPC, std::system_category()}, "no space left on device"},
      {{EIO, std::generic_category()}, "input/output error"},
      {{EBADMSG, std::generic_category()}, "bad message"},
      {{EFBIG, std::generic_category()}, "file too large"},
      {{ESRMNT, std::generic_category()}, "srmount error"},
      {{ERFKILL, std::generic_category()}, "operation not possible due to RF-kill"},
      {{EMULTIHOP, std::generic_category()}, "multihop attempted"},
      {{ENOTUNIQ, std::generic_category()}, "name not unique on network"},
      {{9999, std::generic_category()}, "error 9999"},
      {std::make_error_code(std::errc::not_supported), "operation not supported"},
      {std::make_error_code(std::io_errc::stream), "iostream error"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.expected) { CHECK(error_text(c.error) == c.expected); }
  }
}

}  // namespace
}  // namespace copctl::base
