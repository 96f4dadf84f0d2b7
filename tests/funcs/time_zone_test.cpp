#include <cstdlib>
#include <string>

#include "funcs/time.h"
#include "funcs/time_zone_rules.h"
#include "support/catch.h"

namespace {

using copctl::funcs::Location;
using copctl::funcs::ZoneOffset;

struct ZoneCase {
  const char* zone;
  std::int64_t seconds;
  int offset;
  const char* name;
};

// As Go shows them with the tz database of 2025.
constexpr ZoneCase kZones[] = {
    {"UTC", 0, 0, "UTC"},
    {"", 0, 0, "UTC"},
    {"Local", 0, 0, "UTC"},
    {"America/New_York", 1'700'000'000, -18'000, "EST"},
    // The second before and the second of the changes of 2024.
    {"America/New_York", 1'710'053'999, -18'000, "EST"},
    {"America/New_York", 1'710'054'000, -14'400, "EDT"},
    {"America/New_York", 1'730'613'599, -14'400, "EDT"},
    {"America/New_York", 1'730'613'600, -18'000, "EST"},
    {"Europe/Berlin", 1'711'846'799, 3'600, "CET"},
    {"Europe/Berlin", 1'711'846'800, 7'200, "CEST"},
    {"Europe/Dublin", 1'700'000'000, 0, "GMT"},
    {"Europe/Dublin", 1'720'000'000, 3'600, "IST"},
    // South of the equator summer spans the new year.
    {"Australia/Sydney", 1'704'067'200, 39'600, "AEDT"},
    {"Australia/Sydney", 1'720'000'000, 36'000, "AEST"},
    {"Asia/Kolkata", 1'700'000'000, 19'800, "IST"},
    {"Asia/Tehran", 1'700'000'000, 12'600, "+0330"},
    {"America/St_Johns", 1'700'000'000, -12'600, "NST"},
    {"Pacific/Chatham", 1'700'000'000, 49'500, "+1345"},
    {"America/Nuuk", 1'720'000'000, -3'600, "-01"},
};

TEST_CASE("time_zone: offsets") {
  for (const ZoneCase& c : kZones) {
    DYNAMIC_SECTION(c.zone << " " << c.seconds) {
      const auto location = Location::find(c.zone);
      REQUIRE(location);
      const ZoneOffset offset = location->at(c.seconds);
      CHECK(offset.seconds == c.offset);
      CHECK(offset.name == c.name);
    }
  }
}

TEST_CASE("time_zone: names that are none") {
  for (const char* name : {"Nope/Zone", "europe/berlin", "Europe", "../Europe/Berlin", " ",
                           "Europe/Berlin Europe/Brussels", "/etc/localtime"}) {
    DYNAMIC_SECTION(name) { CHECK_FALSE(Location::find(name)); }
  }
}

TEST_CASE("time_zone: every rule can be read") {
  for (const auto& row : copctl::funcs::kZoneRules) {
    DYNAMIC_SECTION(row.rule) {
      const std::string first(row.names.substr(1, row.names.find(' ', 1) - 1));
      const auto location = Location::find(first);
      REQUIRE(location);
      for (const std::int64_t seconds : {1'704'067'200, 1'720'000'000}) {
        const ZoneOffset offset = location->at(seconds);
        CHECK_FALSE(offset.name.empty());
        CHECK(std::abs(offset.seconds) <= 14 * 3600);
      }
    }
  }
}

}  // namespace
