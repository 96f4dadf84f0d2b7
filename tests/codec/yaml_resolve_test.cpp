#include "codec/yaml_resolve.h"

#include "codec/codec.h"
#include "support/catch.h"

namespace copctl::codec {
namespace {

std::string shown(const Resolution& what) {
  switch (what.tag) {
    case Tag::kBool:
      return what.truth ? "true" : "false";
    case Tag::kInt:
      return "int " + std::to_string(what.integer.number);
    case Tag::kFloat:
      return "float " + std::to_string(what.real);
    default:
      return std::string(tag_name(what.tag));
  }
}

TEST_CASE("what a plain scalar means") {
  struct Row {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"", "!!null"},
      {"~", "!!null"},
      {"null", "!!null"},
      {"Null", "!!null"},
      {"NULL", "!!null"},
      {"nULL", "!!str"},
      {"y", "true"},
      {"Yes", "true"},
      {"ON", "true"},
      {"true", "true"},
      {"n", "false"},
      {"No", "false"},
      {"OFF", "false"},
      {"False", "false"},
      {"yEs", "!!str"},
      {"tRUE", "!!str"},
      {"yesterday", "!!str"},
      {"12", "int 12"},
      {"-1", "int -1"},
      {"+1", "int 1"},
      {"012", "int 10"},
      {"0o14", "int 12"},
      {"0x1F", "int 31"},
      {"0b101", "int 5"},
      {"-0b11", "int -3"},
      {"0b-1", "int -1"},
      {"0b2", "!!str"},
      {"0xZZ", "!!str"},
      {"1_000", "int 1000"},
      {"_1", "!!str"},
      {"08", "float 8.000000"},
      {"1.", "float 1.000000"},
      {".5", "float 0.500000"},
      {"._5", "!!str"},
      {"1e3", "float 1000.000000"},
      {"1_0.5", "float 10.500000"},
      {"1e400", "!!str"},
      {"123456789012345678901", "float 123456789012345683968.000000"},
      {".inf", "float inf"},
      {"-.Inf", "float -inf"},
      {"+.INF", "float inf"},
      {".nan", "float nan"},
      {"inf", "!!str"},
      {"nan", "!!str"},
      {"Infinity", "!!str"},
      {".", "!!str"},
      {"1.2.3", "!!str"},
      {"10.0.0.1", "!!str"},
      {"100m", "!!str"},
      {"-", "!!str"},
      {"<<", "!!str"},
      {"=", "!!str"},
      {"12:30:45", "!!str"},
      {"2001-01-01", "!!timestamp"},
      {"2001-1-1", "!!timestamp"},
      {"2001-01", "!!str"},
      {"2001-13-45", "!!str"},
      {"2001-02-29", "!!str"},
      {"2000-02-29", "!!timestamp"},
      {"1900-02-29", "!!str"},
      {"99-01-01", "!!str"},
      {"9-01-01", "!!str"},
      {"999-1-1", "!!str"},
      {"20011-01-01", "!!str"},
      {"2001-01-01T10:00:00Z", "!!timestamp"},
      {"2001-01-01t1:2:3.5+01:00", "!!timestamp"},
      {"2001-01-01T10:00:00,5Z", "!!timestamp"},
      {"2001-01-01T10:00:00", "!!str"},
      {"2001-01-01T24:00:00Z", "!!str"},
      {"2001-01-01T10:00:00.Z", "!!str"},
      {"2001-01-01T10:00:00+0100", "!!str"},
      {"2001-01-01 10:00:00", "!!timestamp"},
      {"2001-01-01  10:00:00.25", "!!timestamp"},
      {"2001-01-01 10:00:00Z", "!!str"},
      {"2001-01-01 10:00", "!!str"},
      {"2001-01-01x", "!!str"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION("`" << row.text << "`") { CHECK(shown(resolve(row.text)) == row.expected); }
  }
}

TEST_CASE("under an explicit tag a date is no timestamp") {
  CHECK(resolve("2001-01-01", false).tag == Tag::kString);
}

TEST_CASE("an integer beyond int64 keeps its digits") {
  const Resolution what = resolve("18446744073709551615");
  CHECK(what.tag == Tag::kInt);
  CHECK(what.integer.type == value::IntType::kUint64);
  CHECK(what.integer.number == -1);
}

TEST_CASE("base 60") {
  struct Row {
    std::string text;
    bool expected;
  };
  const Row rows[] = {
      {"12:30", true},     {"1:2:3", true},  {"-1:59.5", true}, {"1_0:30", true},
      {"190:20:30", true}, {"1:30._", true}, {"1:99", false},   {"12:3x", false},
      {"12", false},       {":30", false},   {"1:", false},     {"10.0.0.1:80", false},
      {"", false},         {"1:300", false}, {"1.5:30", false},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) { CHECK(is_base60(row.text) == row.expected); }
  }
}

TEST_CASE("a word that must not stand unquoted") {
  CHECK(resolves("yes"));
  CHECK(resolves("12:30"));
  CHECK(resolves(""));
  CHECK_FALSE(resolves("nginx"));
  CHECK_FALSE(resolves("<<"));
}

}  // namespace
}  // namespace copctl::codec
