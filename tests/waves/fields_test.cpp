#include "waves/fields.h"

#include "waves/trees.h"

namespace copctl::waves {
namespace {

TEST_CASE("lists of names") {
  using Names = std::vector<std::string>;
  CHECK(names_in("a") == Names{"a"});
  CHECK(names_in(" a, b ,c") == Names{"a", "b", "c"});
  CHECK(names_in("") == Names{});
  CHECK(names_in(" , ,") == Names{});
}

TEST_CASE("integers as Argo CD reads them") {
  struct Case {
    std::string text;
    std::optional<int> expected;
  };
  for (const Case& c : std::vector<Case>{{"0", 0},
                                         {"-15", -15},
                                         {"+3", 3},
                                         {"", {}},
                                         {"+-3", {}},
                                         {"3x", {}},
                                         {" 3", {}},
                                         {"1.0", {}},
                                         {"99999999999", {}}}) {
    DYNAMIC_SECTION("`" << c.text << "`") {
      int number = 7;
      CHECK(read_integer(c.text, number) == c.expected.has_value());
      CHECK(number == c.expected.value_or(7));
    }
  }
}

TEST_CASE("what a resource says") {
  const Planned planned(
      Texts{{"a.yaml",
             "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  labels: {tier: \"1\"}\n"
             "  annotations: {a/b: c}\ntype: Opaque\n"}});
  REQUIRE(planned.tree);
  const manifest::Resource& resource = planned.tree->resources.front();
  CHECK(is(resource, "", "Secret"));
  CHECK_FALSE(is(resource, "apps", "Secret"));
  REQUIRE(annotation(resource, "a/b") != nullptr);
  CHECK(*annotation(resource, "a/b") == "c");
  CHECK(annotation(resource, "a") == nullptr);
  CHECK(label(resource, "tier") == "1");
  CHECK(label(resource, "x").empty());
  CHECK(annotation_pointer("a/b") == "/metadata/annotations/a~1b");
  CHECK(text_at(resource.body, "/type") == "Opaque");
  CHECK(text_at(resource.body, "/metadata").empty());
  CHECK(items_at(resource.body, "/type").empty());
}

}  // namespace
}  // namespace copctl::waves
