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

TEST_CASE("a pattern remembers what it matched, once it learns, and believes what it is told") {
  const Pattern pattern("^[a-z]+$");
  CHECK(pattern.matches("early"));
  pattern.learn();
  CHECK(pattern.matches("b"));
  CHECK(pattern.matches("a"));
  CHECK_FALSE(pattern.matches("1"));
  CHECK(pattern.matching() == std::vector<std::string_view>{"a", "b"});
  // What is known is not held against the expression.
  const Pattern told("(?=x)", {"known"});
  CHECK(told.matches("known"));
  CHECK_FALSE(told.matches("unknown"));
}

TEST_CASE("a pattern that would backtrack for ages, or fill memory, does neither") {
  CHECK_FALSE(Pattern("^(a+)+$").matches(std::string(50'000, 'a') + "b"));
  CHECK_FALSE(Pattern("((a{100}){100}){100}").problem().empty());
}

}  // namespace
}  // namespace copctl::schema
