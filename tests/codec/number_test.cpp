#include "codec/number.h"

#include <limits>

#include "support/catch.h"

namespace copctl::codec {
namespace {

TEST_CASE("floats are spelled as Go spells them") {
  struct Row {
    double number;
    std::string g;
    std::string json;
    std::string fixed;
  };
  const Row rows[] = {
      {0, "0", "0", "0"},
      {-0.0, "-0", "-0", "-0"},
      {0.5, "0.5", "0.5", "0.5"},
      {100000, "100000", "100000", "100000"},
      {1000000, "1e+06", "1000000", "1000000"},
      {1234567.5, "1.2345675e+06", "1234567.5", "1234567.5"},
      {0.0001, "0.0001", "0.0001", "0.0001"},
      {0.00001, "1e-05", "0.00001", "0.00001"},
      {1e-6, "1e-06", "0.000001", "0.000001"},
      {1e-7, "1e-07", "1e-7", "0.0000001"},
      {1e20, "1e+20", "100000000000000000000", "100000000000000000000"},
      {1e21, "1e+21", "1e+21", "1000000000000000000000"},
      {123456789012345678901.0, "1.2345678901234568e+20", "123456789012345680000",
       "123456789012345680000"},
      {-1.5e300, "-1.5e+300", "-1.5e+300", "-15" + std::string(299, '0')},
      {5e-324, "5e-324", "5e-324", "0." + std::string(323, '0') + "5"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.g) {
      std::string g;
      append_float_g(g, row.number);
      CHECK(g == row.g);
      std::string json;
      append_float_json(json, row.number);
      CHECK(json == row.json);
      std::string fixed;
      append_float_fixed(fixed, row.number);
      CHECK(fixed == row.fixed);
    }
  }
}

TEST_CASE("what is no number is spelled too") {
  std::string out;
  append_float_g(out, std::numeric_limits<double>::quiet_NaN());
  append_float_g(out, std::numeric_limits<double>::infinity());
  append_float_g(out, -std::numeric_limits<double>::infinity());
  CHECK(out == "NaN+Inf-Inf");
}

TEST_CASE("a key's float has the digits of a float32") {
  std::string out;
  append_float32_g(out, 3.1415927F);
  CHECK(out == "3.1415927");
}

TEST_CASE("decimal literals") {
  struct Row {
    std::string text;
    std::optional<double> expected;
  };
  const std::string many(400, '9');
  const Row rows[] = {
      {"1.5", 1.5},
      {"+1.5", 1.5},
      {"-.5e1", -5.0},
      {"1.", 1.0},
      {"1e400", std::nullopt},
      {"-1e400", std::nullopt},
      {many, std::nullopt},
      {many + "e-5", std::nullopt},
      {many + "e-400", 1.0},
      {"1e-400", 0.0},
      {"0." + std::string(400, '0') + "1", 0.0},
      {"1e99999999999999999999", std::nullopt},
      {"1e-99999999999999999999", 0.0},
      {"", std::nullopt},
      {"+", std::nullopt},
      {".", std::nullopt},
      {"1x", std::nullopt},
      {"inf", std::nullopt},
      {"nan", std::nullopt},
      {"0x1p4", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text.substr(0, 30) << " " << row.text.size()) {
      CHECK(parse_float(row.text) == row.expected);
    }
  }
}

TEST_CASE("integers by Go's prefixes") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"12", "12"},
      {"+12", "12"},
      {"-12", "-12"},
      {"012", "10"},
      {"-012", "-10"},
      {"08", ""},
      {"0x1F", "31"},
      {"0X1f", "31"},
      {"0b101", "5"},
      {"0o17", "15"},
      {"0x", ""},
      {"0xZZ", ""},
      {"", ""},
      {"-", ""},
      {"--1", ""},
      {"1_000", ""},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854775808u"},
      {"18446744073709551615", "18446744073709551615u"},
      {"18446744073709551616", ""},
      {"+9223372036854775808", ""},
      {"-9223372036854775808", "-9223372036854775808"},
      {"-9223372036854775809", ""},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) {
      const auto number = parse_integer(row.text);
      std::string shown;
      if (number) {
        append_int(shown, *number);
        shown += number->type == value::IntType::kUint64 ? "u" : "";
      }
      CHECK(shown == row.expected);
    }
  }
}

TEST_CASE("large integers as floats") {
  CHECK(to_double({-1, value::IntType::kInt64}) == -1.0);
  CHECK(to_double({-1, value::IntType::kUint64}) == 18446744073709551615.0);
}

}  // namespace
}  // namespace copctl::codec
