#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kConversions[] = {
    {R"({{ int "5.00" }} {{ int "5.01" }} {{ int "5." }} {{ int "08" }} {{ int "010" }} {{ int "0x1F" }} {{ int " 5" }} {{ int "1e3" }})",
     "5 0 0 0 8 31 0 0"},
    {R"({{ int "1_000" }} {{ int "7_" }} {{ int "0_7" }} {{ int "+0b11" }} {{ int "0o17" }} {{ int ".0" }} {{ int "9223372036854775808" }})",
     "1000 0 7 3 15 0 0"},
    {"{{ int 2.9 }} {{ int -2.9 }} {{ int true }} {{ int nil }} {{ int (list 1) }} {{ int 1e300 }}",
     "2 -2 1 0 0 -9223372036854775808"},
    {R"({{ float64 "1_000.5" }} {{ float64 "0x1p4" }} {{ float64 "1e400" }} {{ float64 "1e-400" }} {{ float64 "-.5" }} {{ float64 "infinity" }} {{ float64 "+nan" }})",
     "1000.5 16 0 0 -0.5 +Inf 0"},
    {R"({{ float64 "5." }} {{ float64 "." }} {{ float64 "1e" }} {{ float64 "0x1" }} {{ float64 "++5" }} {{ float64 true }} {{ float64 nil }})",
     "5 0 0 0 0 1 0"},
    {R"({{ atoi "017" }} {{ atoi "1e3" }} {{ atoi "-99999999999999999999" }} {{ atoi "+5" }})",
     "17 0 -9223372036854775808 5"},
    {R"({{ toDecimal "0755" }} {{ toDecimal 8 }} {{ toDecimal 777 }} {{ toDecimal nil }})",
     "493 0 511 0"},
    {R"({{ printf "%T %T %T %T" (int 1) (int64 1) (add 1) (addf 1) }})", "int int64 int64 float64"},
};

TEST_CASE("numbers: conversions") {
  for (const RenderCase& c : kConversions) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kIntegers[] = {
    {R"({{ add 1 "2" 3.9 true nil }} {{ add }} {{ sub 5 "0x10" }} {{ mul 2 3 4 }} {{ add1 9223372036854775807 }})",
     "7 0 -11 24 -9223372036854775808"},
    {"{{ div 7 2 }} {{ div -7 2 }} {{ mod -7 2 }} {{ mod 7 -2 }} {{ div -9223372036854775808 -1 }} "
     "{{ mod -9223372036854775808 -1 }}",
     "3 -3 -1 1 -9223372036854775808 0"},
    {"{{ div 1 0 }}", "error: error calling div: runtime error: integer divide by zero"},
    {R"({{ mod 1 "x" }})", "error: error calling mod: runtime error: integer divide by zero"},
    {R"({{ max 1 5.9 "3" }} {{ min 2 -5 nil }} {{ biggest 1 2 }})", "5 -5 2"},
    {"{{ until 3 }} {{ until 0 }} {{ until -3 }} {{ typeOf (until 1) }}",
     "[0 1 2] [] [0 -1 -2] []int"},
    {"{{ untilStep 0 7 3 }} {{ untilStep 7 0 -3 }} {{ untilStep 0 7 -1 }} {{ untilStep 0 7 0 }}",
     "[0 3 6] [7 4 1] [] []"},
    {"{{ seq 3 }}|{{ seq -1 }}|{{ seq 2 5 }}|{{ seq 5 2 }}|{{ seq 0 2 6 }}|{{ seq 6 -2 0 }}|{{ seq "
     "6 2 0 }}|{{ seq }}|{{ seq 1 1 1 1 }}|{{ seq 0 -1 3 }}",
     "1 2 3|1 0 -1|2 3 4 5|5 4 3 2|0 2 4 6|6 4 2 0||||"},
};

TEST_CASE("numbers: integers") {
  for (const RenderCase& c : kIntegers) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kDecimals[] = {
    {"{{ addf 0.1 0.2 }} {{ subf 1 0.9 }} {{ mulf 1.1 1.1 }} {{ divf 1 3 }} {{ divf 2 3 }} {{ divf "
     "-2 3 }}",
     "0.3 0.1 1.21 0.3333333333333333 0.6666666666666667 -0.6666666666666667"},
    {R"({{ addf }} {{ add1f 0.1 }} {{ addf "0.7" "0.1" nil }} {{ subf 5 }} {{ divf 1 8 2 }})",
     "0 1.1 0.8 5 0.0625"},
    {"{{ mulf 1e300 1e300 }} {{ mulf -1e300 1e300 }} {{ mulf 1e-300 1e-300 }} {{ addf 1e22 1e-22 "
     "}} {{ divf 1e-20 3 }}",
     "+Inf -Inf 0 1e+22 0"},
    {"{{ divf 1 0 }}", "error: error calling divf: decimal division by 0"},
    {R"({{ addf "inf" }})", "error: error calling addf: Cannot create a Decimal from +Inf"},
    {R"({{ maxf 1 2.5 "nan" }} {{ minf 0 -0.0 }} {{ maxf "inf" "nan" }})", "NaN -0 +Inf"},
    {R"({{ floor -2.5 }} {{ ceil -0.1 }} {{ floor "3.7" }} {{ ceil nil }})", "-3 -0 3 0"},
    {"{{ round 3.14159 2 }} {{ round -2.3 0 }} {{ round 2.5 0 }} {{ round 123.49 0 0.4 }} {{ round "
     "1234.5 -2 }} {{ round 0.285 2 }} {{ round 1e300 300 }} {{ round 5.55 -400 }}",
     "3.14 -3 3 124 1200 0.28 +Inf NaN"},
};

TEST_CASE("numbers: decimals") {
  for (const RenderCase& c : kDecimals) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}
}  // namespace
