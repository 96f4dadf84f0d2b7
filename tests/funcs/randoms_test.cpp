#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>

#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;
using copctl::tests::run;
using copctl::value::IntType;
using copctl::value::Value;

Value integer(std::int64_t number) { return Value::integer(number, IntType::kInt); }

constexpr RenderCase kShapes[] = {
    {R"({{ regexMatch "^[A-Za-z0-9]{500}$" (randAlphaNum 500) }})", "true"},
    {R"({{ regexMatch "^[A-Za-z]{500}$" (randAlpha 500) }})", "true"},
    {R"({{ regexMatch "^[0-9]{500}$" (randNumeric 500) }})", "true"},
    {R"({{ regexMatch "^[ -~]{500}$" (randAscii 500) }})", "true"},
    {"[{{ randAlpha 0 }}{{ randAscii -5 }}]", "[]"},
    {"{{ randBytes 0 }}|{{ randBytes 3 }}", "|AAEC"},
    {"{{ randBytes -1 }}", "error: error calling randBytes: makeslice: len out of range"},
    {"{{ randInt -5 -4 }}", "-5"},
    {"{{ randInt 5 5 }}", "error: error calling randInt: invalid argument to Intn"},
    {"{{ randInt 10 5 }}", "error: error calling randInt: invalid argument to Intn"},
    {"{{ uuidv4 }}", "00010203-0405-4607-8809-0a0b0c0d0e0f"},
    {R"({{ shuffle "" }}{{ shuffle "é" }})", "é"},
    {R"({{ shuffle "日本語" | len }})", "9"},
};

TEST_CASE("randoms: shapes") {
  for (const RenderCase& c : kShapes) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

TEST_CASE("randoms: a text of too many characters is refused before it is made") {
  CHECK(rendered("{{ randAlpha 1000000000000 }}").starts_with("error: "));
  CHECK(rendered("{{ randBytes 9223372036854775807 }}").starts_with("error: "));
}

// An environment that repeats its bytes from run to run, all values as often.
class Repeatable final : public copctl::tmpl::Environment {
 public:
  std::string random_bytes(std::size_t count) override {
    std::string bytes;
    while (bytes.size() < count) bytes += static_cast<char>(generator_());
    return bytes;
  }
  std::int64_t now() override { return 0; }

 private:
  std::mt19937 generator_;
};

TEST_CASE("randoms: every digit comes about as often") {
  Repeatable environment;
  std::array<int, 10> counts{};
  const Value text = run(copctl::funcs::randoms(), "randNumeric", {integer(10'000)}, &environment);
  for (const char digit : text.as_string()) ++counts[static_cast<std::size_t>(digit - '0')];
  CHECK(*std::ranges::min_element(counts) > 900);
  CHECK(*std::ranges::max_element(counts) < 1100);
}

TEST_CASE("randoms: both ends of a range come") {
  Repeatable environment;
  std::set<std::int64_t> seen;
  for (int i = 0; i < 200; ++i) {
    seen.insert(run(copctl::funcs::randoms(), "randInt", {integer(-2), integer(3)}, &environment)
                    .as_int()
                    .number);
  }
  CHECK(seen == std::set<std::int64_t>{-2, -1, 0, 1, 2});
}

// A range that is no power of two draws again what would favour its low end.
class Highest final : public copctl::tmpl::Environment {
 public:
  std::string random_bytes(std::size_t count) override {
    return std::string(count, ++asked_ == 1 ? '\xff' : '\0');
  }
  std::int64_t now() override { return 0; }
  int asked() const { return asked_; }

 private:
  int asked_ = 0;
};

TEST_CASE("randoms: what would favour the low end is drawn again") {
  Highest environment;
  CHECK(run(copctl::funcs::randoms(), "randInt", {integer(0), integer(10)}, &environment)
            .as_int()
            .number == 0);
  CHECK(environment.asked() == 2);
}

TEST_CASE("randoms: a shuffled text has the same characters") {
  Repeatable environment;
  std::string text =
      run(copctl::funcs::randoms(), "shuffle", {Value::string("abcdefgh")}, &environment)
          .as_string();
  CHECK(text != "abcdefgh");
  std::ranges::sort(text);
  CHECK(text == "abcdefgh");
}

}  // namespace
