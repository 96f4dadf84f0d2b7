#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kPrinting[] = {
    {R"({{ date "Mon Jan _2 15:04:05.000 MST 2006" 1700000000 }})",
     "Tue Nov 14 22:13:20.000 UTC 2023"},
    {R"({{ date "2006-01-02" (int64 -62135596801) }})", "0000-12-31"},
    {R"({{ date "2006" (int64 9223372036854775807) }} {{ date "2006 06" (int64 -9223372036854775808) }})",
     "292277026596 292277026596 96"},
    {R"({{ dateInZone "2006-01-02 15:04:05 -0700 MST" 1700000000 "America/St_Johns" }})",
     "2023-11-14 18:43:20 -0330 NST"},
    {R"({{ date_in_zone "15:04 Z07:00" 1720000000 "Europe/Dublin" }} {{ dateInZone "15:04 MST" 1700000000 "" }})",
     "10:46 +01:00 22:13 UTC"},
    {R"({{ dateInZone "15:04 MST" 1700000000 "../etc/passwd" }} {{ dateInZone "15:04 MST" 1700000000 "europe/berlin" }} {{ dateInZone "15:04 MST" 1700000000 "Local" }})",
     "22:13 UTC 22:13 UTC 22:13 UTC"},
    {R"({{ htmlDate 1700000000 }} {{ htmlDateInZone 1700000000 "Pacific/Auckland" }})",
     "2023-11-14 2023-11-15"},
    {R"({{ date "Janet Mone 002 __2 .999 ,00 _2006" 1700000000 }})",
     "Janet Mone 318 318  ,00 _2023"},
};

TEST_CASE("dates: printing") {
  for (const RenderCase& c : kPrinting) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kReading[] = {
    {R"({{ toDate "2006-01-02" "2023-11-14" }})", "2023-11-14 00:00:00 +0000 UTC"},
    {R"({{ toDate "2006-01-02" "no" }})", "0001-01-01 00:00:00 +0000 UTC"},
    {R"({{ toDate "2006-01-02T15:04:05Z07:00" "2023-11-14T12:34:56.789-05:30" }})",
     "2023-11-14 12:34:56.789 -0530 -0530"},
    {R"({{ toDate "Jan 2 2006 3:04PM MST" "nov 4 2023 12:05AM CET" }})",
     "2023-11-04 00:05:00 +0000 CET"},
    {R"({{ toDate "2006 002" "2024 366" | htmlDate }} {{ toDate "15:04" "12:30" | unixEpoch }})",
     "2024-12-31 -62167174200"},
    {R"({{ mustToDate "2006-01-02" "2023-02-29" }})",
     R"(error: error calling mustToDate: parsing time "2023-02-29": day out of range)"},
    {R"({{ mustToDate "2006-01-02" "2023-13-01" }})",
     R"(error: error calling mustToDate: parsing time "2023-13-01": month out of range)"},
    {R"({{ mustToDate "2006-01-02" "2023-1-1" }})",
     R"(error: error calling mustToDate: parsing time "2023-1-1" as "2006-01-02": cannot parse "1-1" as "01")"},
    {R"({{ mustToDate "2006" "2023 x" }})",
     R"(error: error calling mustToDate: parsing time "2023 x": extra text: " x")"},
    {R"({{ mustToDate "15:04 é" "12:30 \"" }})",
     R"(error: error calling mustToDate: parsing time "12:30 \"" as "15:04 \xc3\xa9": cannot parse "\"" as " \xc3\xa9")"},
    {R"({{ toDate "2006" "2023" | dateModify "-1.5h" }} {{ toDate "2006" "2023" | date_modify "oops" }})",
     "2022-12-31 22:30:00 +0000 UTC 2023-01-01 00:00:00 +0000 UTC"},
    {R"({{ toDate "2006" "2023" | mustDateModify "1" }})",
     R"(error: error calling mustDateModify: time: missing unit in duration "1")"},
    {R"({{ toDate "2006" "2023" | must_date_modify "1x" }})",
     R"(error: error calling must_date_modify: time: unknown unit "x" in duration "1x")"},
    {R"({{ toDate "2006" "2023" | mustDateModify "" }})",
     R"(error: error calling mustDateModify: time: invalid duration "")"},
    {R"({{ toDate "2006" "2023" | mustDateModify "2562047h47m16.854775807s" }})",
     "2315-04-12 23:47:16.854775807 +0000 UTC"},
    {R"({{ toDate "2006" "2023" | mustDateModify "2562047h47m16.854775808s" }})",
     R"(error: error calling mustDateModify: time: invalid duration "2562047h47m16.854775808s")"},
};

TEST_CASE("dates: reading") {
  for (const RenderCase& c : kReading) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kDurations[] = {
    {R"({{ duration "95" }} {{ duration (int64 -3661) }} {{ duration 95 }} {{ duration 1.5 }} {{ duration "x" }} {{ duration nil }})",
     "1m35s -1h1m1s 0s 0s 0s 0s"},
    {R"({{ duration "99999999999999999999" }} {{ duration (int64 9223372036854775807) }})",
     "-1s -1s"},
    {R"({{ durationRound "60s" }} {{ durationRound "61s" }} {{ durationRound "-25h" }} {{ durationRound "800h" }} {{ durationRound "9000h" }} {{ durationRound "1ms" }})",
     "60s 1m 1d 1mo 1y 0s"},
    {"{{ durationRound (int64 -9223372036854775808) }} {{ durationRound 5 }} {{ durationRound true "
     "}}",
     "292y 0s 0s"},
};

TEST_CASE("dates: durations") {
  for (const RenderCase& c : kDurations) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kMethods[] = {
    {R"({{ $t := toDate "2006-01-02 15:04:05" "2024-02-29 13:14:15" }}{{ $t.Year }} {{ $t.Month }} {{ $t.Day }} {{ $t.Hour }} {{ $t.Minute }} {{ $t.Second }} {{ $t.Nanosecond }} {{ $t.YearDay }} {{ $t.Weekday }})",
     "2024 February 29 13 14 15 0 60 Thursday"},
    {R"({{ $t := toDate "2006-01-02" "2024-02-29" }}{{ $t.Unix }} {{ $t.UnixMilli }} {{ $t.UnixMicro }} {{ $t.UnixNano }} {{ $t.IsZero }} {{ $t.UTC }} {{ $t.String }})",
     "1709164800 1709164800000 1709164800000000 1709164800000000000 false 2024-02-29 00:00:00 "
     "+0000 UTC 2024-02-29 00:00:00 +0000 UTC"},
    {R"({{ $t := toDate "2006-01-02" "2024-01-31" }}{{ $t.AddDate 0 1 0 }} {{ ($t.AddDate -1 -13 40).Format "2006-01-02" }})",
     "2024-03-02 00:00:00 +0000 UTC 2022-02-09"},
    {R"({{ $t := toDate "2006-01-02" "2024-01-31" }}{{ $u := dateModify "36h" $t }}{{ $t.Before $u }} {{ $t.After $u }} {{ $t.Equal $t }} {{ $u.Sub $t }} {{ ($u.Sub $t).Hours }} {{ ($u.Sub $t).Minutes }} {{ ($u.Sub $t).Seconds }})",
     "true false true 36h0m0s 36 2160 129600"},
    {R"({{ $t := toDate "2006-01-02" "2024-01-31" }}{{ $t.Add 1500000000 }} {{ typeOf $t }} {{ kindOf $t }} {{ typeOf $t.Month }} {{ kindOf $t.Month }} {{ typeOf ($t.Sub $t) }} {{ kindOf ($t.Sub $t) }})",
     "2024-01-31 00:00:01.5 +0000 UTC time.Time struct time.Month int time.Duration int64"},
    {R"({{ toJson (toDate "2006-01-02T15:04:05Z07:00" "2023-11-14T12:34:56.5+02:00") }})",
     R"("2023-11-14T12:34:56.5+02:00")"},
};

TEST_CASE("dates: methods") {
  for (const RenderCase& c : kMethods) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

// FakeEnvironment's clock stands at 2023-11-14 22:13:20 UTC.
constexpr RenderCase kClock[] = {
    {"{{ now }}", "2023-11-14 22:13:20 +0000 UTC"},
    {"{{ ago 1699999000 }} {{ ago now }} {{ ago (dateModify \"1500ms\" now) }}", "16m40s 0s -2s"},
    {R"({{ date "2006-01-02" 1.5 }} {{ htmlDate "2020-01-01" }})", "2023-11-14 2023-11-14"},
    {R"({{ durationRound (toDate "2006-01-02" "2015-01-01") }})", "8y"},
    {"{{ durationRound (toDate \"\" \"x\") }}", "292y"},
};

TEST_CASE("dates: the clock") {
  for (const RenderCase& c : kClock) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

using copctl::tests::failure_of;
using copctl::value::Value;

TEST_CASE("dates: without a clock nothing is taken for now") {
  const auto dates = copctl::funcs::dates();
  CHECK(failure_of(dates, "date", {Value::string("2006"), Value::real(1.5)}) ==
        "float64 is no time, and there is no clock to take one from; wanted a time.Time, an int or "
        "an int64");
  const Value time = copctl::tests::run(dates, "toDate", {Value::string(""), Value::string("")});
  CHECK(failure_of(dates, "durationRound", {time}) ==
        "there is no clock to measure the age of a time with");
}

TEST_CASE("dates: what is too long is refused") {
  const Value longer = Value::string(std::string(65537, '2'));
  const std::string refused = "a text of 65537 bytes is too long; the limit is 65536 bytes";
  const auto dates = copctl::funcs::dates();
  const Value time = copctl::tests::run(dates, "toDate", {Value::string(""), Value::string("")});
  CHECK(failure_of(dates, "date", {longer, time}) == refused);
  CHECK(failure_of(dates, "mustToDate", {Value::string("2"), longer}) == refused);
  CHECK(failure_of(dates, "mustDateModify", {longer, time}) == refused);
  CHECK(failure_of(dates, "durationRound", {longer}) == refused);
}

}  // namespace
