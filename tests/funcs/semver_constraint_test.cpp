#include <string>

#include "funcs/semver.h"
#include "support/catch.h"

namespace {

using copctl::funcs::Constraint;
using copctl::funcs::parse_constraint;
using copctl::funcs::parse_version;
using copctl::funcs::satisfies;

constexpr const char* kVersions[] = {"0.0.0", "0.0.3", "0.0.4",      "0.2.3",    "0.3.0",
                                     "1.0.0", "1.2.0", "1.2.3-beta", "1.2.3-rc", "1.2.3",
                                     "1.2.4", "1.3.0", "2.0.0",      "2.2.9",    "3.0.0"};

struct ConstraintCase {
  const char* constraint;
  // Which of kVersions satisfy it, or the error.
  const char* expected;
};

// As Masterminds/semver 3.2.0 has them.
constexpr ConstraintCase kSatisfied[] = {
    {"1.2.3", " 1.2.3"},
    {"=1.2", " 1.2.0 1.2.3 1.2.4"},
    {"!=1.2.3",
     " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3-beta 1.2.3-rc 1.2.4 1.3.0 2.0.0 2.2.9 "
     "3.0.0"},
    {"!=1.2.x", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"!=1.x", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 2.0.0 2.2.9 3.0.0"},
    {"!=*", " 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {">1.2.3", " 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {">1.2", " 1.3.0 2.0.0 2.2.9 3.0.0"},
    {">1", " 2.0.0 2.2.9 3.0.0"},
    {">*", " 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"<1.2", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0"},
    {">=1.2.3-beta", " 1.2.3-beta 1.2.3-rc 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"=>1.2", " 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"<=1", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0"},
    {"<=1.2", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4"},
    {"=<1.2.3", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3"},
    {"~1.2.3", " 1.2.3 1.2.4"},
    {"~1.2", " 1.2.0 1.2.3 1.2.4"},
    {"~>1", " 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0"},
    {"~*", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"~0", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0"},
    {"^1.2.3", " 1.2.3 1.2.4 1.3.0"},
    {"^0.2", " 0.2.3"},
    {"^0.2.3", " 0.2.3"},
    {"^0.0.3", " 0.0.3"},
    {"^0.0", " 0.0.0 0.0.3 0.0.4"},
    {"^0", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0"},
    {"^*", " 0.0.0"},
    {"*", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"x", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9 3.0.0"},
    {"1.x.5", " 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0"},
    {"1 - 2", " 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9"},
    {"1.1-0 - 2.2", " 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9"},
    {"> 1.0 , < 3", " 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.2.9"},
    {"<1 || >=2,!=2.0.0", " 0.0.0 0.0.3 0.0.4 0.2.3 0.3.0 2.2.9 3.0.0"},
};

TEST_CASE("semver_constraint: which versions satisfy it") {
  for (const ConstraintCase& c : kSatisfied) {
    DYNAMIC_SECTION(c.constraint) {
      std::string error;
      const auto constraint = parse_constraint(c.constraint, error);
      REQUIRE(constraint);
      std::string satisfied;
      for (const char* version : kVersions) {
        if (satisfies(*parse_version(version, error), *constraint)) {
          satisfied.append(" ").append(version);
        }
      }
      CHECK(satisfied == c.expected);
    }
  }
}

constexpr ConstraintCase kImproper[] = {
    {"", "improper constraint: "},
    {" ", "improper constraint:  "},
    {",", "improper constraint: ,"},
    {">", "improper constraint: >"},
    {">=<1", "improper constraint: >=<1"},
    {"==1", "improper constraint: ==1"},
    {"1,,2", "improper constraint: 1,,2"},
    {"1 ,2 , ", "improper constraint: 1 ,2 , "},
    {"1||", "improper constraint: "},
    {"v", "improper constraint: v"},
    {"1.2.3.4", "improper constraint: 1.2.3.4"},
    {"1.2.3 beta", "improper constraint: 1.2.3 beta"},
    {"a", "improper constraint: a"},
    {"1|2", "constraint Parser Error"},
    {"xx", "constraint Parser Error"},
    {"1.2x", "constraint Parser Error"},
    {"99999999999999999999", "constraint Parser Error"},
    {"2 - 1.2.3.4", "improper constraint: >= 2, <= 1.2.3.4"},
    {"1 -2", "improper constraint: 1 -2"},
};

TEST_CASE("semver_constraint: what is none") {
  for (const ConstraintCase& c : kImproper) {
    DYNAMIC_SECTION(c.constraint) {
      std::string error;
      CHECK_FALSE(parse_constraint(c.constraint, error));
      CHECK(error == c.expected);
    }
  }
}

TEST_CASE("semver_constraint: a long one is refused at once") {
  std::string error;
  CHECK_FALSE(parse_constraint(std::string(1u << 20, '1'), error));
  CHECK(error == "improper constraint: longer than 4096 bytes");
  CHECK_FALSE(parse_constraint(std::string(4096, '1'), error));
  CHECK(error == "constraint Parser Error");
}

}  // namespace
