#include "schema/pattern.h"

#include "support/catch.h"

namespace copctl::schema {
namespace {

TEST_CASE("a pattern is RE2's, matches anywhere, and says what is wrong with it") {
  CHECK_FALSE(Pattern().given());
  const Pattern word("[a-z]+[0-9]");
  CHECK(word.given());
  CHECK(word.problem() == "");
  CHECK(word.matches("..abc1.."));
  CHECK_FALSE(word.matches("abc"));
  const Pattern copy = word;
  CHECK(copy.matches("a1"));
  const Pattern bad("(?=x)");
  CHECK(bad.problem() == "invalid perl operator: (?=");
  CHECK_FALSE(bad.matches("x"));
}

TEST_CASE("a pattern that would backtrack for ages, or fill memory, does neither") {
  CHECK_FALSE(Pattern("^(a+)+$").matches(std::string(50'000, 'a') + "b"));
  CHECK_FALSE(Pattern("((a{100}){100}){100}").problem().empty());
}

}  // namespace
}  // namespace copctl::schema
