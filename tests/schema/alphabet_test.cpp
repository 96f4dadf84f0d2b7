#include <set>

#include "schema/schema.h"
#include "support/catch.h"

namespace copctl::schema {
namespace {

TEST_CASE("alphabets hold each character once") {
  struct Case {
    const char* name;
    std::size_t size;
  };
  const Case cases[] = {{"alnum", 62},   {"bcrypt-salt", 64}, {"digits", 10}, {"hex", 16},
                        {"letters", 52}, {"lower", 36},       {"upper", 0}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.name) {
      const std::string_view characters = alphabet(one.name);
      CHECK(characters.size() == one.size);
      CHECK(std::set<char>(characters.begin(), characters.end()).size() == one.size);
    }
  }
}

}  // namespace
}  // namespace copctl::schema
