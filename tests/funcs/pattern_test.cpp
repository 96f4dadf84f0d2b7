#include "funcs/pattern.h"

#include <string>

#include "funcs/pattern_syntax.h"
#include "support/catch.h"

namespace {

using copctl::funcs::Groups;
using copctl::funcs::Pattern;
using copctl::funcs::Reach;
using copctl::funcs::reach_of;
using copctl::funcs::translate_pattern;

struct TranslateCase {
  const char* pattern;
  const char* text;
  const char* refusal;
};

constexpr TranslateCase kTranslations[] = {
    {"(?<n>a)(?P<m>b)", "(?P<n>a)(?P<m>b)", ""},
    {"(?<=a)(?<!b)(?<n", "(?<=a)(?<!b)(?<n", ""},
    {"[(?<n>](?<n>a)", "[(?<n>](?P<n>a)", ""},
    {"[](?<n>][^](?<n>]", "[](?<n>][^](?<n>]", ""},
    {"[[:alpha:](?<n>]", "[[:alpha:](?<n>]", ""},
    {"[\\](?<n>]", "[\\](?<n>]", ""},
    {"\\(?<n>", "\\(?<n>", ""},
    {"\\Q(?<n>\\E(?<n>", "\\Q(?<n>\\E(?P<n>", ""},
    {"\\Q(?<n>", "\\Q(?<n>", ""},
    {"a\\C", "a\\C", "invalid escape sequence: `\\C`"},
    {"\\\\C[\\C", "\\\\C[\\C", ""},
    {"(?P<\u00e9>a)", "(?P<\u00e9>a)", "invalid named capture: `(?P<\u00e9>`"},
    {"a\\", "a\\", ""},
    {"[", "[", ""},
};

TEST_CASE("pattern: translation") {
  for (const TranslateCase& c : kTranslations) {
    DYNAMIC_SECTION(c.pattern) {
      CHECK(translate_pattern(c.pattern).text == c.text);
      CHECK(translate_pattern(c.pattern).refusal == c.refusal);
    }
  }
}

struct ReachCase {
  const char* pattern;
  Reach reach;
};

constexpr ReachCase kReaches[] = {
    {"a|b", Reach::kMatch},
    {"[^a]+,", Reach::kMatch},
    {"a.*b|c", Reach::kLine},
    {"x[a-z]*y?", Reach::kLine},
    {"a[^b]*b|c", Reach::kText},
    {"a\\s*b|c", Reach::kText},
    {"(?s)a.*b|c", Reach::kText},
    {"a(b.*)*", Reach::kLine},
    {"a{2,}|b", Reach::kLine},
    {"a(?:[^b]*b){0,1}", Reach::kText},
    {"a\\D*b|c", Reach::kText},
    {"a\n*b|c", Reach::kText},
    {"a[[:space:]]*b|c", Reach::kText},
};

TEST_CASE("pattern: how far ahead a match is looked for") {
  for (const ReachCase& c : kReaches) {
    DYNAMIC_SECTION(c.pattern) { CHECK(reach_of(c.pattern) == c.reach); }
  }
}

TEST_CASE("pattern: groups") {
  std::string error;
  const auto pattern = Pattern::compile("(?<year>[0-9]+)-(?P<month>[0-9]+)(x)?", error);
  REQUIRE(pattern != nullptr);
  CHECK(pattern->group_count() == 3);
  CHECK(pattern->group("year") == 1);
  CHECK(pattern->group("month") == 2);
  CHECK(pattern->group("day") == -1);
  const std::string text =
      "\xff"
      "2023-11, 2024-1x";
  std::string seen;
  CHECK(pattern->for_each_match(text, 4, [&](Groups groups) {
    seen += std::string(groups[0]) + "|" + std::string(groups[1]) + "|" + std::string(groups[2]) +
            (groups[3].data() == nullptr ? "|-;" : "|x;");
    return true;
  }));
  CHECK(seen == "2023-11|2023|11|-;2024-1x|2024|1|x;");
}

TEST_CASE("pattern: visiting can be ended") {
  std::string error;
  const auto pattern = Pattern::compile("a", error);
  int visits = 0;
  CHECK(pattern->for_each_match("aaaa", 1, [&](Groups) { return ++visits < 2; }));
  CHECK(visits == 2);
}

}  // namespace
