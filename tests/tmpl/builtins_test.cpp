#include <set>
#include <string>

#include "support/catch.h"
#include "tmpl/engine.h"

namespace {

using namespace copctl;
using tests::run;
using tests::RunCase;

void check(std::span<const RunCase> cases) {
  for (const RunCase& c : cases) {
    DYNAMIC_SECTION(c.source) { CHECK(run(c.source) == c.expected); }
  }
}

constexpr RunCase kComparisons[] = {
    {"{{eq 1 1}}{{eq 1 2 1}}{{eq \"a\" \"b\"}}{{eq 1.5 1.5}}{{eq true false}}{{eq 1i 1i}}",
     "truetruefalsetruefalsetrue"},
    {"{{eq .n 3}}{{eq (index \"abc\" 0) 97}}{{ne .n 4}}", "truetruetrue"},
    {"{{eq .nil .zz}}{{eq nil 1}}{{eq .zz nil}}{{ne .nil nil}}", "truefalsetruefalse"},
    {"{{lt 1 2}}{{lt \"a\" \"B\"}}{{le 2 2}}{{gt 1.5 1.0}}{{ge 1 2}}{{lt -1 (index \"a\" 0)}}",
     "truefalsetruetruefalsetrue"},
    {"{{eq 1 1.0}}", "error: error calling eq: incompatible types for comparison: int and float64"},
    {"{{eq 1 1 1.0}}", "true"},
    {"{{lt 1 \"a\"}}",
     "error: error calling lt: incompatible types for comparison: int and string"},
    {"{{lt true false}}", "error: error calling lt: invalid type for comparison"},
    {"{{gt .l 1}}", "error: error calling gt: invalid type for comparison"},
    {"{{eq 1}}", "error: error calling eq: missing argument for comparison"},
    {"{{eq .l .l}}", "error: error calling eq: non-comparable type [a b c]: []interface {}"},
    {"{{eq .l .m}}",
     "error: error calling eq: non-comparable types [a b c]: []interface {}, map[string]interface "
     "{}: map[k:v sub:map[x:1]]"},
    {"{{not 0}}{{not .l}}{{not nil}}", "truefalsetrue"},
};

TEST_CASE("builtins: comparisons") { check(kComparisons); }

constexpr RunCase kIndexing[] = {
    {"{{index .l 1}}{{index .m \"sub\" \"x\"}}{{index \"abc\" 0}}{{index .m \"zz\"}}",
     "b197<no value>"},
    {"{{index .l}}", "[a b c]"},
    {"{{index .l 9}}", "error: error calling index: index out of range: 9"},
    {"{{index .l -1}}", "error: error calling index: index out of range: -1"},
    {"{{index .l 3}}", "error: error calling index: reflect: slice index out of range"},
    {"{{index .s 3}}", "error: error calling index: reflect: string index out of range"},
    {"{{index .l 1.0}}", "error: error calling index: cannot index slice/array with type float64"},
    {"{{index .l nil}}", "error: error calling index: cannot index slice/array with nil"},
    {"{{index .m 1}}", "error: error calling index: value has type int; should be string"},
    {"{{index .m nil}}", "error: error calling index: value is nil; should be of type string"},
    {"{{index nil 1}}", "error: error calling index: index of untyped nil"},
    {"{{index .m \"zz\" 1}}", "error: error calling index: index of nil pointer"},
    {"{{index 5 1}}", "error: error calling index: can't index item of type int"},
    {"{{slice .l 1}}{{slice .s 1 2}}{{slice .l 0 1 2}}{{slice .s}}", "[b c]t[a]str"},
    {"{{slice .s 2 1}}", "error: error calling slice: invalid slice index: 2 > 1"},
    {"{{slice .l 0 2 1}}", "error: error calling slice: invalid slice index: 2 > 1"},
    {"{{slice .s 1 2 3}}", "error: error calling slice: cannot 3-index slice a string"},
    {"{{slice .l 1 2 3 4}}", "error: error calling slice: too many slice indexes: 4"},
    {"{{slice .n 1}}", "error: error calling slice: can't slice item of type int64"},
    {"{{slice nil}}", "error: error calling slice: slice of untyped nil"},
    {"{{slice .s 4}}", "error: error calling slice: index out of range: 4"},
    {"{{len .l}}{{len .m}}{{len \"é\"}}", "322"},
    {"{{len .n}}", "error: error calling len: len of type int64"},
    {"{{len .nil}}", "error: error calling len: len of nil pointer"},
};

TEST_CASE("builtins: index, slice, len") { check(kIndexing); }

constexpr RunCase kEscapers[] = {
    {"{{html \"<a href='x'>&\\\"\\x00\"}}", "&lt;a href=&#39;x&#39;&gt;&amp;&#34;\xEF\xBF\xBD"},
    {"{{html .zz}}{{html .n \"<\" 1}}{{html}}", "&lt;no value&gt;3&lt;1"},
    {"{{js \"'\\\"\\\\<>&=\\n\\u00e9\\u2028\"}}",
     "\\'\\\"\\\\\\u003C\\u003E\\u0026\\u003D\\u000Aé\\u2028"},
    {"{{urlquery \"a b/é?\" 1}}{{\"~-_.\" | urlquery}}", "a+b%2F%C3%A9%3F1~-_."},
};

TEST_CASE("builtins: escapers") { check(kEscapers); }

TEST_CASE("builtins: each row has an example that holds") {
  tests::Run how;
  how.options.helm = true;
  std::set<std::string_view> seen;
  for (const auto table : {tmpl::builtin_functions(), tmpl::helm_functions()}) {
    for (const tmpl::Function& function : table) {
      CHECK(seen.insert(function.name).second);
      DYNAMIC_SECTION(std::string(function.name)) {
        CHECK_FALSE(function.summary.empty());
        CHECK_FALSE(function.example.source.empty());
        CHECK(run(function.example.source, how) == function.example.output);
      }
    }
  }
}

}  // namespace
