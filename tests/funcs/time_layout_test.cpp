#include "funcs/time_layout.h"

#include <string>

#include "support/catch.h"

namespace {

using copctl::funcs::format_time;
using copctl::funcs::Location;
using copctl::funcs::parse_time;
using copctl::funcs::seconds_of;
using copctl::funcs::Time;

struct FormatCase {
  const char* layout;
  const char* named;
  const char* unnamed;
};

// As Go 1.26 has them, for 2009-02-04 21:00:57.0123456 PST and for 15 March of the year -44 in a
// zone that has an offset of 05:30:15 and no name.
constexpr FormatCase kFormats[] = {
    {"Mon Jan _2 15:04:05 2006", "Wed Feb  4 21:00:57 2009", "Thu Mar 15 00:07:09 -0044"},
    {"Mon, 02 Jan 2006 15:04:05 -0700", "Wed, 04 Feb 2009 21:00:57 -0800",
     "Thu, 15 Mar -0044 00:07:09 +0530"},
    {"2006-01-02T15:04:05.999999999Z07:00", "2009-02-04T21:00:57.0123456-08:00",
     "-0044-03-15T00:07:09+05:30"},
    {"Monday, 02-Jan-06 15:04:05 MST", "Wednesday, 04-Feb-09 21:00:57 PST",
     "Thursday, 15-Mar-44 00:07:09 +0530"},
    {"3:4:5pm 1/2/06", "9:0:57pm 2/4/09", "12:7:9am 3/15/44"},
    {"03 __2 002", "09  35 035", "12  75 075"},
    {"15h04.000", "21h00.012", "00h07.000"},
    {"5.999 5,000000", "57.012 57,012345", "9 9,000000"},
    {"-070000 -07:00:00 Z070000 Z07:00:00 Z0700 Z07",
     "-080000 -08:00:00 -080000 -08:00:00 -0800 -08",
     "+053015 +05:30:15 +053015 +05:30:15 +0530 +05"},
    {"Janet January Jan Mone Monday", "Janet February Feb Mone Wednesday",
     "Janet March Mar Mone Thursday"},
    {"2006_2006 _20061 0 00 07 .00x ,9a", "2009_2009 _20092 0 00 07 .01x a",
     "-0044_-0044 _-00443 0 00 07 .00x a"},
    {"é\"MSTMST", "é\"PSTPST", "é\"+0530+0530"},
};

TEST_CASE("time_layout: printing") {
  const Time named{.seconds = seconds_of(
                       {.year = 2009, .month = 2, .day = 5, .hour = 5, .minute = 0, .second = 57}),
                   .nanosecond = 12'345'600,
                   .location = Location::fixed("PST", -8 * 3600)};
  const Time unnamed{
      .seconds =
          seconds_of({.year = -44, .month = 3, .day = 14, .hour = 18, .minute = 36, .second = 54}),
      .nanosecond = 0,
      .location = Location::fixed("", 5 * 3600 + 1815)};
  for (const FormatCase& c : kFormats) {
    DYNAMIC_SECTION(c.layout) {
      CHECK(format_time(named, c.layout) == c.named);
      CHECK(format_time(unnamed, c.layout) == c.unnamed);
    }
  }
}

struct ParseCase {
  const char* layout;
  const char* text;
  // Printed by Time.String's layout, or the error.
  const char* expected;
};

constexpr ParseCase kParses[] = {
    {"2006-01-02", "2024-02-29", "2024-02-29 00:00:00 +0000 UTC"},
    {"2006-01-02", "2023-02-29", "parsing time \"2023-02-29\": day out of range"},
    {"2006-1-2", "2024-1-02", "2024-01-02 00:00:00 +0000 UTC"},
    {"06-Jan-_2", "69-dec- 5", "1969-12-05 00:00:00 +0000 UTC"},
    {"06", "68", "2068-01-01 00:00:00 +0000 UTC"},
    {"January 2", "JANUARY 31", "0000-01-31 00:00:00 +0000 UTC"},
    {"January 2", "Janu 31",
     "parsing time \"Janu 31\" as \"January 2\": cannot parse \"Janu 31\" as \"January\""},
    {"Monday", "tuesday", "0000-01-01 00:00:00 +0000 UTC"},
    {"Mon", "xyz", "parsing time \"xyz\" as \"Mon\": cannot parse \"xyz\" as \"Mon\""},
    {"3PM", "12AM", "0000-01-01 00:00:00 +0000 UTC"},
    {"3PM", "12PM", "0000-01-01 12:00:00 +0000 UTC"},
    {"3PM", "13PM", "parsing time \"13PM\": hour out of range"},
    {"3PM", "3am", "parsing time \"3am\" as \"3PM\": cannot parse \"am\" as \"PM\""},
    {"15:04:05", "23:59:59.123456789012", "0000-01-01 23:59:59.123456789 +0000 UTC"},
    {"15:04:05", "24:00:00", "parsing time \"24:00:00\": hour out of range"},
    {"15:04", "1:60", "parsing time \"1:60\": minute out of range"},
    {"05.00", "07.5", "parsing time \"07.5\" as \"05.00\": cannot parse \".5\" as \".00\""},
    {"05.000", "07,123", "0000-01-01 00:00:07.123 +0000 UTC"},
    {"05.999", "07", "0000-01-01 00:00:07 +0000 UTC"},
    {"2006 002", "2023 366", "parsing time \"2023 366\": day-of-year out of range"},
    {"2006 002 01", "2024 060 03",
     "parsing time \"2024 060 03\": day-of-year does not match month"},
    {"2006 002 02", "2024 060 28", "parsing time \"2024 060 28\": day-of-year does not match day"},
    {"2006 __2", "2024  60", "2024-02-29 00:00:00 +0000 UTC"},
    {"2006 MST", "2024 UTC", "2024-01-01 00:00:00 +0000 UTC"},
    {"2006 MST", "2024 CEST", "2024-01-01 00:00:00 +0000 CEST"},
    {"2006 MST", "2024 GMT-3", "2023-12-31 21:00:00 -0300 GMT-3"},
    {"2006 MST", "2024 abc",
     "parsing time \"2024 abc\" as \"2006 MST\": cannot parse \"abc\" as \"MST\""},
    {"2006 MST", "2024 +03", "2024-01-01 00:00:00 +0000 +03"},
    {"2006 -0700", "2024 +0530", "2024-01-01 00:00:00 +0530 +0530"},
    {"2006 Z07:00", "2024 Z", "2024-01-01 00:00:00 +0000 UTC"},
    {"2006 Z07:00", "2024 -08:30", "2024-01-01 00:00:00 -0830 -0830"},
    {"2006 -07:00:00", "2024 +01:02:03", "2024-01-01 00:00:00 +0102 +0102"},
    {"2006 -07", "2024 +25", "parsing time \"2024 +25\": time zone offset hour out of range"},
    {"2006 -0700", "2024 *0530",
     "parsing time \"2024 *0530\" as \"2006 -0700\": cannot parse \"*0530\" as \"-0700\""},
    {"2006 -0700 MST", "2024 +0100 CET", "2024-01-01 00:00:00 +0100 CET"},
    {"2006  x", "2024 x", "2024-01-01 00:00:00 +0000 UTC"},
    {"2006x", "2024y", "parsing time \"2024y\" as \"2006x\": cannot parse \"y\" as \"x\""},
    {"2006", "20x4", "parsing time \"20x4\" as \"2006\": cannot parse \"20x4\" as \"2006\""},
    {"2006", "2024 ", "parsing time \"2024 \": extra text: \" \""},
    {"_2006", "_2024", "2024-01-01 00:00:00 +0000 UTC"},
    {"06", "+5", "2005-01-01 00:00:00 +0000 UTC"},
    {"", "", "0000-01-01 00:00:00 +0000 UTC"},
    {"2006", "", "parsing time \"\" as \"2006\": cannot parse \"\" as \"2006\""},
};

TEST_CASE("time_layout: reading") {
  for (const ParseCase& c : kParses) {
    DYNAMIC_SECTION(c.layout << " of " << c.text) {
      std::string error;
      const auto time = parse_time(c.layout, c.text, error);
      CHECK((time ? format_time(*time, copctl::funcs::kPrintLayout) : error) == c.expected);
    }
  }
}

TEST_CASE("time_layout: what is printed is at most so many times the layout") {
  const Time time{.seconds = INT64_MAX, .nanosecond = 999'999'999, .location = {}};
  for (const char* layout : {"2006", "1", "Mon", "2", "002", "MST", "Z07", "January"}) {
    DYNAMIC_SECTION(layout) {
      CHECK(format_time(time, layout).size() <=
            (std::string(layout).size() + 1) * copctl::funcs::kMaxLayoutGrowth);
    }
  }
}

}  // namespace
