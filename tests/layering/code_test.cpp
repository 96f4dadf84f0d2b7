#include "layering/code.h"

#include "support/catch.h"

namespace copctl::layering {
namespace {

TEST_CASE("comments and the insides of literals are blanked") {
  struct Case {
    std::string name;
    std::string text;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {"code", "int a = 1;\n", "int a = 1;\n"},
      {"line comment", "a; // throw\nb;", "a;         \nb;"},
      {"block comment", "a; /* x\n throw */ b;", "a;     \n          b;"},
      {"open block comment", "a /* b\n", "a     \n"},
      {"string", "f(\"throw\", x);", "f(\"     \", x);"},
      {"escaped quote", R"(f("a\"throw", x);)", "f(\"        \", x);"},
      {"escaped backslash", R"(f("\\"); throw;)", "f(\"  \"); throw;"},
      {"comment in a string", "f(\"//\"); throw;", "f(\"  \"); throw;"},
      {"character", "f('\"'); throw;", "f(' '); throw;"},
      {"escaped character", R"(f('\''); throw;)", "f('  '); throw;"},
      {"digit separator", "f(1'000'000); throw;", "f(1'000'000); throw;"},
      {"raw string", "f(R\"(\"throw)\"); throw;", "f(           ); throw;"},
      {"raw string with delimiter", "R\"x(a)\" throw)x\";\nthrow", "                ;\nthrow"},
      {"open string", "f(\"throw\nthrow", "f(\"     \nthrow"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(code_only(c.text) == c.expected); }
  }
}

TEST_CASE("a word is held whole") {
  CHECK(holds_word("throw x;", "throw"));
  CHECK(holds_word("x = throw_x; throw", "throw"));
  CHECK_FALSE(holds_word("rethrow x;", "throw"));
  CHECK_FALSE(holds_word("throws x;", "throw"));
  CHECK(holds_word("std::exit(1);", "exit("));
  CHECK_FALSE(holds_word("_exit(1);", "exit("));
  CHECK(holds_word("toml::parse", "toml"));
  CHECK_FALSE(holds_word("go_toml_marshal", "toml"));
  CHECK_FALSE(holds_word("", "throw"));
}

TEST_CASE("includes of the house are found with their lines") {
  const std::vector<Include> includes = quoted_includes(
      "#pragma once\n#include <map>\n\n#include \"a/b.h\"\n// #include \"c/d.h\"\n"
      "/*\n#include \"e/f.h\"\n*/\n#include \"g.def\"  // why\n");
  REQUIRE(includes.size() == 2);
  CHECK(includes[0].line == 4);
  CHECK(includes[0].path == "a/b.h");
  CHECK(includes[1].line == 9);
  CHECK(includes[1].path == "g.def");
}

}  // namespace
}  // namespace copctl::layering
