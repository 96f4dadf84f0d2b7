#include "value/value.h"

#include <thread>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "value/make.h"

namespace copctl::value {
namespace {

using namespace make;

TEST_CASE("a value has a kind, Go's type, Go's kind and a truth") {
  Value named = Value::map();
  named.as_map().type_name = "chartutil.Values";
  Value typed_nil = Value::nil_map(Element::kString);
  struct Case {
    std::string type;
    std::string kind_name;
    Kind kind;
    bool truth;
    Value v;
  };
  const std::vector<Case> cases = {
      {"<nil>", "invalid", Kind::kNil, false, Value::nil()},
      {"bool", "bool", Kind::kBool, true, b(true)},
      {"bool", "bool", Kind::kBool, false, b(false)},
      {"int", "int", Kind::kInt, true, i(-1, IntType::kInt)},
      {"int64", "int64", Kind::kInt, false, i(0)},
      {"uint8", "uint8", Kind::kInt, true, i(255, IntType::kUint8)},
      {"uint64", "uint64", Kind::kInt, true, u(1)},
      {"float64", "float64", Kind::kFloat, true, f(0.5)},
      {"float64", "float64", Kind::kFloat, false, f(-0.0)},
      {"float64", "float64", Kind::kFloat, true, nan()},
      {"complex128", "complex128", Kind::kComplex, true, Value::complex(0, 1)},
      {"complex128", "complex128", Kind::kComplex, false, Value::complex(0, 0)},
      {"string", "string", Kind::kString, true, s("x")},
      {"string", "string", Kind::kString, false, s("")},
      {"[]interface {}", "slice", Kind::kList, true, l({Value()})},
      {"[]interface {}", "slice", Kind::kList, false, l()},
      {"[]string", "slice", Kind::kList, false, Value::list({}, Element::kString)},
      {"[]int", "slice", Kind::kList, false, Value::list({}, Element::kInt)},
      {"[]uint8", "slice", Kind::kList, false, Value::nil_list(Element::kByte)},
      {"[][]interface {}", "slice", Kind::kList, false, Value::list({}, Element::kList)},
      {"map[string]interface {}", "map", Kind::kMap, true, m({{"a", Value()}})},
      {"map[string]interface {}", "map", Kind::kMap, false, m()},
      {"map[string]string", "map", Kind::kMap, false, typed_nil},
      {"chartutil.Values", "map", Kind::kMap, false, named},
      {"time.Time", "struct", Kind::kObject, true, object("time.Time", "now")},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.type << " " << c.truth) {
      CHECK(type_name(c.v) == c.type);
      CHECK(kind_name(c.v) == c.kind_name);
      CHECK(c.v.kind() == c.kind);
      CHECK(truth(c.v) == c.truth);
    }
  }
}

TEST_CASE("lists and maps are references, strings are not changed") {
  const Value list = l({i(1)});
  const Value other = list;
  other.as_list().items.push_back(i(2));
  CHECK(list.items().size() == 2);
  CHECK(list.same_reference(other));
  CHECK_FALSE(list.same_reference(l({i(1), i(2)})));
  CHECK_FALSE(list.same_reference(m()));
  CHECK_FALSE(s("a").same_reference(s("a")));
  CHECK(m().same_reference(m()) == false);
  const Value shown = object("T", "t");
  CHECK(shown.same_reference(Value(shown)));
}

TEST_CASE("items and entries of what has none are empty") {
  CHECK(s("x").items().empty());
  CHECK(l().entries().empty());
  CHECK(s("x").find("a") == nullptr);
  const Value map = m({{"a", i(1)}});
  CHECK(map.find("a")->as_int().number == 1);
  CHECK(map.find("b") == nullptr);
  CHECK(map.items().empty());
}

TEST_CASE("an object has no fields unless it says so") {
  const Value shown = object("T", "t");
  CHECK(shown.as_object().field("Name") == nullptr);
  CHECK(shown.as_object().field_names().empty());
  CHECK(shown.as_object().kind_name() == "struct");
}

TEST_CASE("nesting of any depth is freed") {
  constexpr std::size_t kDepth = 100'000;
  SECTION("lists") { CHECK(nested(kDepth, i(1)).is_list()); }
  SECTION("maps and lists") { CHECK(nested(kDepth, i(1), true).is_list()); }
  SECTION("by assignment") {
    Value v = nested(kDepth, i(1));
    v = i(1);
    CHECK(v.is_int());
  }
  SECTION("by clearing a list") {
    const Value v = l({nested(kDepth, i(1)), nested(kDepth, i(1))});
    v.as_list().items.clear();
    CHECK(v.items().empty());
  }
  SECTION("shared in the middle") {
    const Value middle = nested(kDepth / 2, i(1));
    CHECK(nested(kDepth / 2, middle).is_list());
    CHECK(middle.items().size() == 1);
  }
  SECTION("in objects") {
    Value v = i(1);
    for (int level = 0; level < 100'000; ++level) {
      v = object("T", "", std::move(v));
    }
    CHECK(v.is_object());
  }
  SECTION("on another thread") {
    std::thread([] { nested(kDepth, i(1)); }).join();
  }
  SECTION("many side by side") {
    Items items;
    for (int item = 0; item < 1000; ++item) {
      items.push_back(nested(1000, i(1)));
    }
    CHECK(l(std::move(items)).is_list());
  }
}

TEST_CASE("a moved value may be dropped or given anew") {
  Value v = l({i(1)});
  const Value taken = std::move(v);
  CHECK(taken.items().size() == 1);
  v = s("x");
  CHECK(v.as_string() == "x");
}

}  // namespace
}  // namespace copctl::value
