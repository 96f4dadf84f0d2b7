#include "funcs/engine.h"
#include "support/catch.h"

namespace {

using copctl::tests::RenderCase;
using copctl::tests::rendered;

constexpr RenderCase kMatching[] = {
    {R"({{ regexMatch "^v[0-9]+$" "v12" }} {{ regexMatch "(" "a" }} {{ regexMatch "a.b" "a\nb" }} {{ regexMatch "(?s)a.b" "a\nb" }})",
     "true false false true"},
    {R"({{ mustRegexMatch "(" "a" }})",
     "error: error calling mustRegexMatch: error parsing regexp: missing closing ): `(`"},
    {R"({{ mustRegexMatch "a**" "a" }})",
     "error: error calling mustRegexMatch: error parsing regexp: invalid nested repetition "
     "operator: `**`"},
    {R"({{ mustRegexMatch "\\1" "a" }})",
     R"(error: error calling mustRegexMatch: error parsing regexp: invalid escape sequence: `\1`)"},
    {R"({{ mustRegexMatch "a{1001}" "a" }})",
     "error: error calling mustRegexMatch: error parsing regexp: invalid repeat count: `{1001}`"},
    {R"({{ mustRegexMatch "a\\" "a" }})",
     "error: error calling mustRegexMatch: error parsing regexp: trailing backslash at end of "
     "expression: ``"},
    {R"({{ mustRegexMatch "\\C" "a" }})",
     R"(error: error calling mustRegexMatch: error parsing regexp: invalid escape sequence: `\C`)"},
    {R"~({{ mustRegexMatch "(?P<é>a)" "a" }})~",
     "error: error calling mustRegexMatch: error parsing regexp: invalid named capture: `(?P<é>`"},
    {R"({{ mustRegexMatch "[z-a]\\C" "a" }})",
     "error: error calling mustRegexMatch: error parsing regexp: invalid character class range: "
     "`z-a`"},
    {R"({{ mustRegexMatch "(a\\C" "a" }})",
     R"(error: error calling mustRegexMatch: error parsing regexp: invalid escape sequence: `\C`)"},
    {R"({{ mustRegexMatch "[\\C]" "a" }})",
     R"(error: error calling mustRegexMatch: error parsing regexp: invalid escape sequence: `\C`)"},
    {R"({{ regexMatch "\\Q\\C(\\E" "\\C(" }})", "true"},
    {R"({{ regexFind "(" "a" }})",
     "error: error calling regexFind: regexp: Compile(`(`): error parsing regexp: missing closing "
     "): `(`"},
    {R"({{ regexFind "(`" "a" }})",
     R"(error: error calling regexFind: regexp: Compile("(`"): error parsing regexp: missing closing ): `(``)"},
    {R"({{ regexFindAll "[" "a" -1 }})",
     "error: error calling regexFindAll: regexp: Compile(`[`): error parsing regexp: missing "
     "closing ]: `[`"},
    {R"({{ mustRegexFind "\xff" "a" }})",
     "error: error calling mustRegexFind: error parsing regexp: invalid UTF-8: `\xff"
     "`"},
    {R"({{ mustRegexMatch "x{2,1}??" "a" }})",
     "error: error calling mustRegexMatch: error parsing regexp: invalid repeat count: `{2,1}`"},
    {R"~({{ regexFind "a|ab" "ab" }} {{ regexFind "(?U)a+" "aaa" }} [{{ regexFind "x" "a" }}] {{ regexFind "(?P<y>[0-9]{4})" "in 2024" }})~",
     "a a [] 2024"},
};

TEST_CASE("regexp: matching") {
  for (const RenderCase& c : kMatching) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kAll[] = {
    {R"({{ regexFindAll "a*" "baac" -1 | toJson }} {{ regexFindAll "a" "aaa" 2 }} {{ regexFindAll "a" "aaa" 0 | toJson }} {{ regexFindAll "x" "aaa" -1 | toJson }})",
     R"(["","aa",""] [a a] null null)"},
    {R"({{ regexFindAll "" "日x" -1 | len }} {{ regexFindAll "." "a\xff\xe6b" -1 | len }} {{ regexFindAll "\\B" "aéb" -1 | len }})",
     "3 4 0"},
    {R"({{ regexSplit "a*" "baac" -1 | toJson }} {{ regexSplit "," "a,b,c" 2 | toJson }} {{ regexSplit "," "" -1 | toJson }} {{ regexSplit "" "" -1 | toJson }} {{ regexSplit "," "a" 0 | toJson }} {{ regexSplit "x" "ax" -1 | toJson }} {{ regexSplit "^" "ab" -1 | toJson }})",
     R"(["b","c"] ["a","b,c"] [""] [] null ["a",""] ["ab"])"},
};

TEST_CASE("regexp: every match") {
  for (const RenderCase& c : kAll) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

constexpr RenderCase kReplacing[] = {
    {R"({{ regexReplaceAll "b*" "abbbc" "-" }} {{ regexReplaceAll "" "日本" "-" }} {{ regexReplaceAll "$" "a" "<" }} {{ regexReplaceAll "(?m)^" "a\nb" ">" }})",
     "-a-c- -日-本- a< >a\n>b"},
    {R"({{ regexReplaceAll "k(u*)m" "+km+kuum+" "$1W|${1}W|$0|$$|$9|$|${1|${}|$01|$-" }})",
     "+|W|km|$||$|${1|${}||$-+|uuW|kuum|$||$|${1|${}||$-+"},
    {R"~({{ regexReplaceAll "(?P<first>\\w+) (\\w+)" "a b" "$2 $first ${first}x $firstx" }})~",
     "b a ax "},
    {R"~({{ regexReplaceAll "(a)|(b)" "ab" "[$1|$2]" }} {{ regexReplaceAllLiteral "(a)" "banana" "$1" }})~",
     "[a|][|b] b$1n$1n$1"},
    {R"({{ regexReplaceAll "[\\x{FFFD}]" "a\xffb" "?" }} {{ regexReplaceAll "b" "\xffb\xe6" "x" | quote }})",
     R"(a?b "\xffx\xe6")"},
    {R"({{ regexQuoteMeta "a.b*c?[x]{1}|^$\\+()é" }})", R"(a\.b\*c\?\[x\]\{1\}\|\^\$\\\+\(\)é)"},
};

TEST_CASE("regexp: replacing") {
  for (const RenderCase& c : kReplacing) {
    DYNAMIC_SECTION(c.source) { CHECK(rendered(c.source) == c.expected); }
  }
}

// Go has no such limits.
TEST_CASE("regexp: limits") {
  using copctl::tests::failure_of;
  using copctl::value::Value;
  const auto table = copctl::funcs::regular_expressions();
  const auto failure = [&](std::string pattern, std::string text) {
    return failure_of(table, "mustRegexFindAll",
                      {Value::string(std::move(pattern)), Value::string(std::move(text)),
                       Value::integer(-1, copctl::value::IntType::kInt)});
  };
  CHECK(failure(std::string(8193, 'a'), "") ==
        "error parsing regexp: expression too large; the limit is 8192 bytes");
  CHECK(failure("(\\pL{100}){10}", "") == "error parsing regexp: expression too large");
  const std::string text(1u << 20, 'a');
  const std::string slow =
      "regexp: matching this expression against 1048576 bytes would take too long; the limit is "
      "1073741824 bytes times states";
  CHECK(failure("(a|b)*a(a|b){500}c", text) == slow);
  CHECK(failure("a(?:[^b]*b)?", text) == slow);
  CHECK(failure("a", text).empty());
  CHECK(failure("[a-z]+,|x", text).empty());
  CHECK(failure(std::string(4000, '(') + std::string(4000, ')'), "a").empty());
}

TEST_CASE("regexp: a long list of matches is refused before it is made") {
  copctl::tmpl::Limits limits;
  limits.text_bytes = 100'000;
  CHECK(rendered(R"({{ regexFindAll "" (repeat 9999 "a") -1 }})", copctl::tests::Library::kSprig,
                 {}, limits)
            .starts_with("error: "));
  CHECK(rendered(R"({{ regexReplaceAll "a" (repeat 9999 "a") (repeat 999 "b") }})",
                 copctl::tests::Library::kSprig, {}, limits)
            .starts_with("error: "));
}

}  // namespace
