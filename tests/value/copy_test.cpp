#include <vector>

#include "support/catch.h"
#include "value/make.h"
#include "value/path.h"
#include "value/value.h"

namespace copctl::value {
namespace {

using namespace make;

TEST_CASE("a deep copy is equal and shares nothing") {
  Value named = m({{"l", Value::nil_list(Element::kString)}, {"m", m({{"x", i(1)}})}});
  named.as_map().type_name = "chartutil.Values";
  const Value copy = deep_copy(named);
  CHECK(deep_equal(copy, named));
  copy.find("m")->as_map().entries["x"] = i(2);
  copy.find("l")->as_list().items.push_back(s("a"));
  CHECK(named.find("m")->find("x")->as_int().number == 1);
  CHECK(named.find("l")->items().empty());
  CHECK(deep_copy(s("x")).as_string() == "x");
}

TEST_CASE("a watched tree tells of a change in any of its maps") {
  const Value tree = m({{"l", Value::list({m({{"x", i(1)}})})}, {"m", m({})}});
  bool changed = false;
  watch(tree, changed);
  CHECK_FALSE(changed);
  const Value* const kMaps[] = {&tree, tree.find("m"), &tree.find("l")->items()[0]};
  for (const Value* map : kMaps) {
    changed = false;
    map->as_map().touch();
    CHECK(changed);
  }
  changed = false;
  deep_copy(tree).as_map().touch();
  CHECK_FALSE(changed);
}

TEST_CASE("what is held twice becomes two copies") {
  const Value part = m({{"x", i(1)}});
  const Value copy = deep_copy(m({{"a", part}, {"b", part}}));
  CHECK_FALSE(copy.find("a")->same_reference(*copy.find("b")));
}

TEST_CASE("deep values are copied") {
  for (const bool maps : {false, true}) {
    const Value v = nested(100'000, i(1), maps);
    CHECK(deep_equal(deep_copy(v), v));
  }
}

TEST_CASE("a copy that would explode shares from some size on") {
  const Value v = doubled(200, i(1));
  const Value copy = deep_copy(v);
  CHECK(deep_equal(copy, v));
  CHECK_FALSE(copy.same_reference(v));
}

TEST_CASE("a value that holds itself is copied to one that does") {
  const Circle circle;
  Value copy = deep_copy(circle.value());
  CHECK_FALSE(copy.same_reference(circle.value()));
  CHECK(copy.find("self")->same_reference(copy));
  copy.as_map().entries.clear();
}

TEST_CASE("merging, as Helm coalesces values") {
  struct Case {
    std::string name;
    Value base;
    Value over;
    Value expected;
  };
  const std::vector<Case> cases = {
      {"a new key", m({{"a", i(1)}}), m({{"b", i(2)}}), m({{"a", i(1)}, {"b", i(2)}})},
      {"a replaced one", m({{"a", i(1)}}), m({{"a", s("x")}}), m({{"a", s("x")}})},
      {"nested", m({{"a", m({{"b", i(1)}, {"c", i(2)}})}}), m({{"a", m({{"b", i(3)}})}}),
       m({{"a", m({{"b", i(3)}, {"c", i(2)}})}})},
      {"lists are replaced", m({{"a", l({i(1), i(2)})}}), m({{"a", l({i(3)})}}),
       m({{"a", l({i(3)})}})},
      {"nil removes", m({{"a", i(1)}, {"b", i(2)}}), m({{"a", {}}}), m({{"b", i(2)}})},
      {"nil removes nothing", m(), m({{"a", {}}}), m()},
      {"nil in a new map", m(), m({{"a", m({{"b", {}}, {"c", i(1)}})}}),
       m({{"a", m({{"c", i(1)}})}})},
      {"nil in a list stays", m(), m({{"a", l({Value()})}}), m({{"a", l({Value()})}})},
      {"nil in the base stays", m({{"a", {}}}), m({{"b", i(1)}}), m({{"a", {}}, {"b", i(1)}})},
      {"a map over a scalar", m({{"a", i(1)}}), m({{"a", m({{"b", i(2)}})}}),
       m({{"a", m({{"b", i(2)}})}})},
      {"a scalar over a map", m({{"a", m({{"b", i(2)}})}}), m({{"a", i(1)}}), m({{"a", i(1)}})},
      {"a map over nil", {}, m({{"a", i(1)}}), m({{"a", i(1)}})},
      {"a scalar over all", m({{"a", i(1)}}), s("x"), s("x")},
      {"nil over all", m({{"a", i(1)}}), {}, {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Value base = deep_copy(c.base);
      const Value over = deep_copy(c.over);
      CHECK(deep_equal(merged(c.base, c.over), c.expected));
      CHECK(deep_equal(c.base, base));
      CHECK(deep_equal(c.over, over));
    }
  }
}

TEST_CASE("what was merged shares nothing with its sources") {
  const Value base = m({{"a", m({{"x", l()}})}});
  const Value over = m({{"b", m({{"y", l()}})}, {"c", l({m()})}});
  const Value result = merged(base, over);
  for (const Value* source : {&base, &over}) {
    for (const auto& [key, part] : source->entries()) {
      CHECK_FALSE(result.find(key)->same_reference(part));
    }
  }
  CHECK_FALSE(result.find("b")->find("y")->same_reference(*over.find("b")->find("y")));
  CHECK_FALSE(result.find("c")->items()[0].same_reference(over.find("c")->items()[0]));
}

TEST_CASE("deep values are merged") {
  Value base = i(1);
  Value over = i(2);
  for (int level = 0; level < 100'000; ++level) {
    base = m({{"k", std::move(base)}});
    over = m({{"k", std::move(over)}});
  }
  CHECK(deep_equal(merged(base, over), over));
}

TEST_CASE("reaching a list or map") {
  const Value target = m();
  const Value shown = object("T", "t");
  CHECK(reaches(target, target));
  CHECK(reaches(l({i(1), m({{"a", l({target})}})}), target));
  CHECK_FALSE(reaches(l({m()}), target));
  CHECK_FALSE(reaches(s("x"), target));
  CHECK_FALSE(reaches(shown, shown));
  CHECK_FALSE(reaches(l({shown}), shown));
  const Circle circle;
  CHECK(reaches(circle.value(), circle.value()));
  CHECK_FALSE(reaches(circle.value(), target));
  CHECK_FALSE(reaches(doubled(200, i(1)), target));
  CHECK(reaches(nested(100'000, target), target));
}

}  // namespace
}  // namespace copctl::value
