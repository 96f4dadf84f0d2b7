#include "check/quantity.h"

#include "support/catch.h"

namespace copctl::check {
namespace {

TEST_CASE("amounts compare exactly") {
  struct Case {
    std::string less;
    std::string more;
  };
  const Case cases[] = {
      {"1", "2"},
      {"999m", "1"},
      {"1G", "1Gi"},
      {"1023Mi", "1Gi"},
      {"-1", "0"},
      {"-2", "-1"},
      {"9", "10"},
      {"1.5Gi", "1537Mi"},
      {"0.9n", "1.1n"},
      {"9007199254740992", "9007199254740993"},
      {"999999999999999999999999999999", "1e30"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.less << " < " << c.more) {
      CHECK(Quantity::parse(c.less) < Quantity::parse(c.more));
      CHECK(Quantity::parse(c.more) > Quantity::parse(c.less));
    }
  }
}

TEST_CASE("one amount has many spellings") {
  struct Case {
    std::string a;
    std::string b;
  };
  const Case cases[] = {
      {"1", "1000m"},        {"1Gi", "1024Mi"}, {"1.5Gi", "1536Mi"}, {"0", "-0"},
      {"0", "0Ki"},          {"1e3", "1k"},     {"1E3", "1k"},       {"1e+3", "1k"},
      {"5e-1", "500m"},      {".5", "500m"},    {"1.", "1"},         {"+1", "1"},
      {"1E", "1000P"},       {"1Ei", "1024Pi"}, {"0.1n", "1n"},      {"9.9999999999n", "10n"},
      {"0.0000000001", "1n"}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.a << " = " << c.b) {
      REQUIRE(Quantity::parse(c.a));
      CHECK(Quantity::parse(c.a) == Quantity::parse(c.b));
    }
  }
}

TEST_CASE("what is no amount") {
  for (const std::string text :
       {"", "x", "Gi", "1 Gi", "1GB", "1.2.3", "1e", "1e61", "1e-61", "--1", ".", "1e3k",
        "1111111111111111111111111111111111111111111111111111111111111111111"}) {
    DYNAMIC_SECTION(text) { CHECK_FALSE(Quantity::parse(text)); }
  }
}

TEST_CASE("amounts of manifests") {
  using value::Value;
  CHECK(Quantity::of(Value::integer(2)) == Quantity::parse("2"));
  CHECK(Quantity::of(Value::real(0.5)) == Quantity::parse("500m"));
  CHECK(Quantity::of(Value::string("2Gi")) == Quantity::parse("2Gi"));
  CHECK_FALSE(Quantity::of(Value::boolean(true)));
  CHECK_FALSE(Quantity::of(Value::nil()));
}

}  // namespace
}  // namespace copctl::check
