#include <algorithm>

#include "schema/load.h"
#include "schema/support.h"

namespace copctl::schema {
namespace {

TEST_CASE("a recipe knows what it could have made") {
  struct Case {
    const char* recipe;
    const char* text;
    bool made;
  };
  const Case cases[] = {{"{alphabet: digits, length: 3}", "012", true},
                        {"{alphabet: digits, length: 3}", "01", false},
                        {"{alphabet: digits, length: 3}", "0123", false},
                        {"{alphabet: digits, length: 3}", "01a", false},
                        {"{bytes: 2, encoding: hex}", "00ff", true},
                        {"{bytes: 2, encoding: hex}", "00FF", false},
                        {"{bytes: 1, encoding: base64}", "/w==", true},
                        {"{bytes: 1, encoding: base64}", "//==", false},
                        {"{bytes: 1, encoding: base64}", "/w=w", false},
                        {"{bytes: 2, encoding: base64}", "//8=", true},
                        {"{bytes: 2, encoding: base64}", "///=", false},
                        {"{bytes: 3, encoding: base64}", "////", true},
                        {"{bytes: 3, encoding: base64}", "//8=", false}};
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.recipe << " " << one.text) {
      diag::SourceMap sources;
      const value::Value recipe = decoded(sources, "recipe.yaml", one.recipe).value;
      CHECK(could_make(recipe, one.text) == one.made);
      const std::vector<std::string> all = products(recipe);
      CHECK(std::all_of(all.begin(), all.end(),
                        [&](const std::string& p) { return could_make(recipe, p); }));
      CHECK(all.size() > 9);
    }
  }
}

TEST_CASE("the products of a long recipe are bounded") {
  diag::SourceMap sources;
  const auto recipe = decoded(sources, "recipe.yaml", "{alphabet: alnum, length: 4096}").value;
  CHECK(products(recipe).size() == 16);
}

}  // namespace
}  // namespace copctl::schema
