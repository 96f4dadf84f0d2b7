#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kReading[] = {
    {R"({{ semver "v1.2" }} {{ semver "1" }} {{ semver "01.02.3-rc.1+b.7" }})",
     "1.2.0 1.0.0 1.2.3-rc.1+b.7"},
    {R"({{ $v := semver "v1.29.4-rc.1+b" }}{{ $v.Major }} {{ $v.Minor }} {{ $v.Patch }} {{ $v.Prerelease }} {{ $v.Metadata }} {{ $v.Original }} {{ $v.String }})",
     "1 29 4 rc.1 b v1.29.4-rc.1+b 1.29.4-rc.1+b"},
    {R"({{ printf "%T %T" (semver "1").Major (semver "1") }} {{ kindOf (semver "1") }})",
     "uint64 *semver.Version ptr"},
    {R"({{ (semver "v1.2.3-rc").IncPatch }} {{ (semver "1.2.3").IncPatch }} {{ (semver "1.2.3+b").IncMinor }} {{ (semver "1.2.3").IncMajor }})",
     "1.2.3 1.2.4 1.3.0 2.0.0"},
    {R"({{ ((semver "1.2.3").IncMinor).Minor }} {{ typeOf ((semver "1.2.3").IncMinor) }} {{ kindOf ((semver "1.2.3").IncMinor) }})",
     "3 semver.Version struct"},
    {R"({{ (semver "1.2.3").Compare (semver "1.2.4") }} {{ (semver "2").LessThan (semver "10") }} {{ (semver "2").GreaterThan (semver "10") }} {{ (semver "2+a").Equal (semver "2.0+b") }})",
     "-1 true false true"},
    {R"({{ semver "" }})", "error: error calling semver: Invalid Semantic Version"},
    {R"({{ semver "1.2.3.4" }})", "error: error calling semver: Invalid Semantic Version"},
    {R"({{ semver "1.2.3-01" }})", "error: error calling semver: Version segment starts with 0"},
    {R"({{ semver "99999999999999999999" }})",
     R"(error: error calling semver: Error parsing version segment: strconv.ParseUint: parsing "99999999999999999999": value out of range)"},
    {R"({{ semver " 1" }})", "error: error calling semver: Invalid Semantic Version"},
    {R"({{ toJson (list (semver "v1")) }})", R"(["1.0.0"])"},
};

TEST_CASE("versions: reading") {
  for (const RenderCase& c : kReading) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kComparing[] = {
    {R"({{ semverCompare ">=1.21-0" "v1.29.4-gke.1" }} {{ semverCompare ">=1.21" "v1.29.4-gke.1" }})",
     "true false"},
    {R"({{ semverCompare "1.0 - 2.0 || ^3.1, !=3.1.5" "3.1.6" }} {{ semverCompare "1.0 - 2.0 || ^3.1, !=3.1.5" "3.1.5" }})",
     "true false"},
    {R"({{ semverCompare "" "1.2.3" }})",
     "error: error calling semverCompare: improper constraint: "},
    {R"({{ semverCompare ">>1" "1.2.3" }})",
     "error: error calling semverCompare: improper constraint: >>1"},
    {R"({{ semverCompare "1 || >1.0<2" "1.2.3" }})",
     "error: error calling semverCompare: improper constraint:  >1.0<2"},
    {R"({{ semverCompare "1x.2" "1.2.3" }})",
     "error: error calling semverCompare: constraint Parser Error"},
    {R"({{ semverCompare ">=1" "bad" }})",
     "error: error calling semverCompare: Invalid Semantic Version"},
    {R"({{ semverCompare "a1.2 - 3" "1" }})",
     "error: error calling semverCompare: improper constraint: a>= 1.2, <= 3"},
    {R"({{ semverCompare "1.2.3-01" "1" }})",
     "error: error calling semverCompare: constraint Parser Error"},
};

TEST_CASE("versions: comparing") {
  for (const RenderCase& c : kComparing) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

}  // namespace
