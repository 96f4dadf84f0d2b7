#include "funcs/semver.h"

#include <string>

#include "support/catch.h"

namespace {

using copctl::funcs::compare_versions;
using copctl::funcs::parse_version;
using copctl::funcs::print_version;

struct ReadCase {
  const char* text;
  // Printed again, or the error.
  const char* expected;
};

constexpr ReadCase kTexts[] = {
    {"1.2.3", "1.2.3"},
    {"v1", "1.0.0"},
    {"01.002", "1.2.0"},
    {"1.2.3-a.b-c.1+x.01", "1.2.3-a.b-c.1+x.01"},
    {"1-a", "1.0.0-a"},
    {"1+a", "1.0.0+a"},
    {"18446744073709551615.0.0", "18446744073709551615.0.0"},
    {"18446744073709551616",
     "Error parsing version segment: strconv.ParseUint: parsing \"18446744073709551616\": value "
     "out of range"},
    {"", "Invalid Semantic Version"},
    {"v", "Invalid Semantic Version"},
    {"V1", "Invalid Semantic Version"},
    {"1.", "Invalid Semantic Version"},
    {"1.2.3.4", "Invalid Semantic Version"},
    {"1.2.3-", "Invalid Semantic Version"},
    {"1.2.3-a..b", "Invalid Semantic Version"},
    {"1.2.3-a_b", "Invalid Semantic Version"},
    {"1.2.3+a+b", "Invalid Semantic Version"},
    {"1.2.3 ", "Invalid Semantic Version"},
    {"1.2.3-1.02", "Version segment starts with 0"},
    {"1.2.3-0", "1.2.3-0"},
    {"1.2.3-0a", "1.2.3-0a"},
};

TEST_CASE("semver: reading") {
  for (const ReadCase& c : kTexts) {
    DYNAMIC_SECTION(c.text) {
      std::string error;
      const auto version = parse_version(c.text, error);
      CHECK((version ? print_version(*version) : error) == c.expected);
    }
  }
}

TEST_CASE("semver: a text of a megabyte is read in one pass") {
  std::string error;
  const std::string word(1u << 20, 'a');
  REQUIRE(parse_version("1.2.3-" + word, error));
  CHECK_FALSE(parse_version("1.2.3-" + word + "!", error));
  std::string numbers = "1.2.3-0";
  for (int i = 0; i < 1 << 18; ++i) numbers += ".1";
  const auto many = parse_version(numbers, error);
  REQUIRE(many);
  CHECK(std::is_eq(compare_versions(*many, *many)));
}

// Section 11 of semver.org's text, and what Masterminds adds. Each is less than the next.
constexpr const char* kAscending[] = {"0.9.0",
                                      "1.0.0-0",
                                      "1.0.0-2",
                                      "1.0.0-10",
                                      "1.0.0-99999999999999999999",
                                      "1.0.0-alpha",
                                      "1.0.0-alpha.1",
                                      "1.0.0-alpha.beta",
                                      "1.0.0-beta",
                                      "1.0.0-beta.2",
                                      "1.0.0-beta.11",
                                      "1.0.0-rc.1",
                                      "1.0.0",
                                      "1.0.1",
                                      "1.2.0",
                                      "1.10.0",
                                      "2.0.0",
                                      "18446744073709551615.0.0"};

TEST_CASE("semver: order") {
  std::string error;
  for (std::size_t i = 0; i < std::size(kAscending); ++i) {
    for (std::size_t j = 0; j < std::size(kAscending); ++j) {
      DYNAMIC_SECTION(kAscending[i] << " and " << kAscending[j]) {
        const auto order = compare_versions(*parse_version(kAscending[i], error),
                                            *parse_version(kAscending[j], error));
        CHECK((order == (i <=> j)));
      }
    }
  }
}

TEST_CASE("semver: a build does not count") {
  std::string error;
  CHECK(
      (compare_versions(*parse_version("1.0.0+a", error), *parse_version("1.0.0+b", error)) == 0));
}

}  // namespace
