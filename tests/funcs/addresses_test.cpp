// Covers address.cpp, addresses.cpp.
#include "funcs/address.h"
#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::Library;
using copctl::tests::RenderCase;
using copctl::tests::rendered;
namespace funcs = copctl::funcs;

constexpr RenderCase kContains[] = {
    {R"({{ cidrContains "10.0.0.0/8" "10.255.255.255" }})", "true"},
    {R"({{ cidrContains "10.0.0.0/8" "11.0.0.0" }})", "false"},
    {R"({{ cidrContains "10.0.0.0/8" "9.255.255.255" }})", "false"},
    {R"({{ cidrContains "10.9.9.9/8" "10.0.0.1/16" }})", "true"},
    {R"({{ cidrContains "10.0.0.0/16" "10.0.0.0/8" }})", "false"},
    {R"({{ cidrContains "10.0.0.0/24" "10.0.0.0/24" }})", "true"},
    {R"({{ cidrContains "0.0.0.0/0" "255.255.255.255" }} {{ cidrContains "0.0.0.0/0" "::1" }})",
     "true false"},
    {R"({{ cidrContains "::/0" "ffff::" }} {{ cidrContains "::/0" "0.0.0.0" }})", "true false"},
    {R"({{ cidrContains "fd00:1::/64" "fd00:1::ffff:ffff:ffff:ffff" }})", "true"},
    {R"({{ cidrContains "fd00:1::/64" "fd00:1:0:1::" }})", "false"},
    {R"({{ cidrContains "10.0.0.1" "10.0.0.1" }})",
     "error: error calling cidrContains: `10.0.0.1` is not a CIDR block such as 10.0.0.0/24 or "
     "fd00::/64"},
    {R"({{ cidrContains "10.0.0.0/8" "ten" }})",
     "error: error calling cidrContains: `ten` is neither an IP address nor a CIDR block such as "
     "10.0.0.0/24"},
    {R"({{ cidrOverlaps "10.0.0.0/8" "10.96.0.0/12" }} {{ cidrOverlaps "10.96.0.0/12" "10.0.0.0/8" }})",
     "true true"},
    {R"({{ cidrOverlaps "10.0.0.0/24" "10.0.1.0/24" }} {{ cidrOverlaps "10.0.0.0/24" "::/0" }})",
     "false false"},
    {R"({{ cidrOverlaps "10.0.0.7" "10.0.0.0/29" }} {{ cidrOverlaps "10.0.0.7" "10.0.0.8" }})",
     "true false"},
};

constexpr RenderCase kParts[] = {
    {R"({{ cidrNetwork "10.0.0.255/25" }} {{ cidrNetwork "10.0.0.1/32" }} {{ cidrNetwork "1.2.3.4/0" }})",
     "10.0.0.128/25 10.0.0.1/32 0.0.0.0/0"},
    {R"({{ cidrNetwork "FD00:0:0:0:1::5/64" }} {{ cidrNetwork "::1/128" }} {{ cidrNetwork "fe80::1/0" }})",
     "fd00::/64 ::1/128 ::/0"},
    {R"({{ cidrFirst "10.0.7.9/24" }} {{ cidrLast "10.0.7.9/31" }} {{ cidrLast "0.0.0.0/0" }})",
     "10.0.7.0 10.0.7.9 255.255.255.255"},
    {R"({{ cidrFirst "fd00::9/127" }} {{ cidrLast "fd00::/64" }})",
     "fd00::8 fd00::ffff:ffff:ffff:ffff"},
    {R"({{ cidrPrefix "10.0.0.0/8" }} {{ add 1 (cidrPrefix "::/0") }})", "8 1"},
    {R"({{ cidrSize "10.0.0.0/24" }} {{ cidrSize "10.0.0.0/32" }} {{ cidrSize "0.0.0.0/0" }})",
     "256 1 4294967296"},
    {R"({{ cidrSize "::/0" }} {{ cidrSize "::/1" }} {{ cidrSize "::/64" }})",
     "340282366920938463463374607431768211456 170141183460469231731687303715884105728 "
     "18446744073709551616"},
};

constexpr RenderCase kHosts[] = {
    {R"({{ cidrHosts "10.0.0.0/29" 100 | join " " }})",
     "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6"},
    {R"({{ cidrHosts "10.0.0.0/30" 1 | join " " }} [{{ cidrHosts "10.0.0.0/30" 0 | join " " }}])",
     "10.0.0.1 []"},
    {R"({{ cidrHosts "10.0.0.0/31" 9 | join " " }} {{ cidrHosts "10.0.0.7/32" 9 | join " " }})",
     "10.0.0.0 10.0.0.1 10.0.0.7"},
    {R"({{ cidrHosts "fd00::/126" 9 | join " " }} {{ cidrHosts "fd00::/127" 9 | join " " }})",
     "fd00::1 fd00::2 fd00::3 fd00:: fd00::1"},
    {R"({{ cidrHosts "::/0" 2 | join " " }} {{ cidrHosts "0.0.0.0/0" 1 | join " " }})",
     "::1 ::2 0.0.0.1"},
    {R"({{ cidrHosts "10.0.0.0/8" 65536 | last }})", "10.1.0.0"},
    {R"({{ cidrHosts "10.0.0.0/24" (fromYaml "hosts: 2").hosts | join " " }})",
     "10.0.0.1 10.0.0.2"},
    {R"({{ cidrHosts "10.0.0.0/24" -1 }})",
     "error: error calling cidrHosts: the limit must not be negative, but is -1"},
    {R"({{ cidrHosts "10.0.0.0/24" 1.5 }})",
     "error: error calling cidrHosts: argument 2 must be a whole number, not 1.5"},
    {R"({{ cidrHosts "10.0.0.0/24" (dict).none }})",
     "error: error calling cidrHosts: argument 2 must be a whole number, not nil"},
    {R"({{ cidrHosts "10.0.0.0/24" "9" }})",
     "error: error calling cidrHosts: argument 2 must be a whole number, not string"},
};

constexpr RenderCase kSums[] = {
    {R"({{ ipAdd "10.0.0.255" 1 }} {{ ipAdd "10.0.1.0" -1 }} {{ ipAdd "10.0.0.1" 0 }})",
     "10.0.1.0 10.0.0.255 10.0.0.1"},
    {R"({{ ipAdd "0.0.0.0" 4294967295 }} {{ ipAdd "255.255.255.255" -4294967295 }})",
     "255.255.255.255 0.0.0.0"},
    {R"({{ ipAdd "fd00::ffff:ffff:ffff:ffff" 1 }} {{ ipAdd "::1" 9223372036854775807 }})",
     "fd00:0:0:1:: ::8000:0:0:0"},
    {R"({{ ipAdd "ffff::" -9223372036854775808 }})", "fffe:ffff:ffff:ffff:8000::"},
    {R"({{ ipAdd "10.0.0.0" (fromYaml "step: 7").step }} {{ ipAdd "10.0.0.0" (len "abc") }})",
     "10.0.0.7 10.0.0.3"},
    {R"({{ ipAdd "255.255.255.250" 10 }})",
     "error: error calling ipAdd: 255.255.255.250 + 10 is no IPv4 address"},
    {R"({{ ipAdd "0.0.0.9" -10 }})", "error: error calling ipAdd: 0.0.0.9 - 10 is no IPv4 address"},
    {R"({{ ipAdd "::" -9223372036854775808 }})",
     "error: error calling ipAdd: :: - 9223372036854775808 is no IPv6 address"},
    {R"({{ ipAdd "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" 1 }})",
     "error: error calling ipAdd: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff + 1 is no IPv6 address"},
    {R"({{ ipAdd "10.0.0.0/8" 1 }})",
     "error: error calling ipAdd: `10.0.0.0/8` is not an IP address such as 10.0.0.1 or fd00::1"},
    {R"({{ ipAdd "10.0.0.0" 1e300 }})",
     "error: error calling ipAdd: argument 2 must be a whole number, not 1e+300"},
    {R"({{ ipCompare "10.0.0.9" "10.0.0.10" }} {{ ipCompare "::1" "::1" }} {{ ipCompare "fd00::" "255.0.0.0" }} {{ ipCompare "9.0.0.0" "::" }} {{ ipCompare "2.0.0.0" "1.0.0.0" }})",
     "-1 0 1 -1 1"},
    {R"({{ ipCompare (repeat 61 "1") "::" }})",
     "error: error calling ipCompare: a text of 61 bytes is not an IP address such as 10.0.0.1 or "
     "fd00::1"},
};

void check(std::span<const RenderCase> cases) {
  for (const RenderCase& c : cases) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source, Library::kHelm) == c.expected); }
  }
}

TEST_CASE("addresses: containing and overlapping") { check(kContains); }
TEST_CASE("addresses: parts of a block") { check(kParts); }
TEST_CASE("addresses: hosts") { check(kHosts); }
TEST_CASE("addresses: adding and comparing") { check(kSums); }

TEST_CASE("addresses: a limit of hosts does not outgrow a render") {
  const std::string result =
      rendered(R"({{ cidrHosts "::/0" 9223372036854775807 }})", Library::kHelm);
  CHECK_THAT(result, Catch::StartsWith("error: ") && Catch::Contains("(limit `text_bytes`)"));
}

struct TextCase {
  const char* text;
  // As it is printed; nothing for what is no address.
  const char* printed;
};

// RFC 5952 section 4 and 5.
constexpr TextCase kTexts[] = {
    {"0.0.0.0", "0.0.0.0"},
    {"255.255.255.255", "255.255.255.255"},
    {"2001:0db8::0001", "2001:db8::1"},
    {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
    {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
    {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
    {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
    {"2001:DB8::AbCd", "2001:db8::abcd"},
    {"::", "::"},
    {"::1", "::1"},
    {"1::", "1::"},
    {"0:0:0:0:0:0:1:2", "::1:2"},
    {"::ffff:10.0.0.1", "::ffff:10.0.0.1"},
    {"::ffff:0:1", "::ffff:0.0.0.1"},
    {"::1.2.3.4", "::102:304"},
    {"64:ff9b::1.2.3.4", "64:ff9b::102:304"},
    {"", nullptr},
    {"10.0.0", nullptr},
    {"10.0.0.256", nullptr},
    {"10.0.0.01", nullptr},
    {"10.0.0.1 ", nullptr},
    {" 10.0.0.1", nullptr},
    {"0x7f.1", nullptr},
    {"1", nullptr},
    {"fe80::1%eth0", nullptr},
    {"1:2:3:4:5:6:7:8:9", nullptr},
    {"1:2:3:4:5:6:7", nullptr},
    {"1::2::3", nullptr},
    {"12345::", nullptr},
    {":1", nullptr},
    {"[::1]", nullptr},
};

TEST_CASE("addresses: texts that are read, and how they are printed") {
  for (const TextCase& c : kTexts) {
    DYNAMIC_SECTION("`" << c.text << "`") {
      const auto address = funcs::read_ip(c.text);
      REQUIRE(address.has_value() == (c.printed != nullptr));
      if (!address) continue;
      CHECK(funcs::print(*address) == c.printed);
      CHECK(funcs::read_ip(funcs::print(*address)) == address);
    }
  }
  CHECK_FALSE(funcs::read_ip(std::string_view("10.0.0.1\0", 9)));
}

TEST_CASE("addresses: texts that are blocks") {
  for (const char* text : {"0.0.0.0/0", "10.0.0.1/32", "::/0", "fd00::1/128", "10.0.0.1/8"}) {
    DYNAMIC_SECTION(text) { CHECK(funcs::read_block(text)); }
  }
  for (const char* text : {"", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1",
                           "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8 ", "10.0.0.0/8/8", "/8",
                           "10.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.0/99999999999999999999"}) {
    DYNAMIC_SECTION("no block: `" << text << "`") { CHECK_FALSE(funcs::read_block(text)); }
  }
}

constexpr RenderCase kKinds[] = {
    {R"({{ ipVersion "10.0.0.1" }} {{ ipVersion "::1" }} {{ ipVersion "::ffff:1.2.3.4" }})",
     "4 6 6"},
    {R"({{ ipVersion "x" }} {{ ipVersion nil }} {{ ipVersion 5 }} {{ ipVersion "10.0.0.0/8" }})",
     "0 0 0 0"},
    {R"({{ isIP "::" }} {{ isIP "10.0.0.0/8" }} {{ isIP (list) }} {{ isIP nil }})",
     "true false false false"},
    {R"({{ isCIDR "::/0" }} {{ isCIDR "10.0.0.0/8" }} {{ isCIDR "::" }} {{ isCIDR 8 }})",
     "true true false false"},
};

TEST_CASE("addresses: telling what a value is") { check(kKinds); }

}  // namespace
