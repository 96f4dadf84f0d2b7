#include <limits>
#include <vector>

#include "support/catch.h"
#include "value/make.h"
#include "value/value.h"

namespace copctl::value {
namespace {

using namespace make;

TEST_CASE("deep_equal is reflect.DeepEqual, same_data compares what is meant") {
  Value named = m({{"a", i(1)}});
  named.as_map().type_name = "chartutil.Values";
  struct Case {
    std::string name;
    Value a;
    Value b;
    bool equal;
    bool same;
  };
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::int64_t big = (std::int64_t{1} << 53) + 1;
  const std::vector<Case> cases = {
      {"nil", {}, {}, true, true},
      {"nil and false", {}, b(false), false, false},
      {"nil and an empty list", {}, l(), false, false},
      {"bools", b(true), b(true), true, true},
      {"other bools", b(true), b(false), false, false},
      {"bool and number", b(true), i(1), false, false},
      {"strings", s("a"), s("a"), true, true},
      {"other strings", s("a"), s("b"), false, false},
      {"string and number", s("1"), i(1), false, false},
      {"integers", i(1), i(1), true, true},
      {"types of integers", i(1), i(1, IntType::kInt), false, true},
      {"integer and float", i(1), f(1), false, true},
      {"float and integer", f(2), i(1), false, false},
      {"a float between", i(1), f(1.5), false, false},
      {"a float cannot hold it", i(big), f(9007199254740992.0), false, false},
      {"the greatest unsigned", u(~std::uint64_t{0}), f(0x1p64), false, false},
      {"a great unsigned", u(std::uint64_t{1} << 63), f(0x1p63), false, true},
      {"the least", i(least), f(-0x1p63), false, true},
      {"below the least", i(least), f(-0x1.1p63), false, false},
      {"same bits, other number", i(-1), u(~std::uint64_t{0}), false, false},
      {"same bits, both unsigned", u(~std::uint64_t{0}), u(~std::uint64_t{0}), true, true},
      {"infinite", i(1), f(std::numeric_limits<double>::infinity()), false, false},
      {"negative and unsigned", u(5), f(-5), false, false},
      {"floats", f(0.1), f(0.1), true, true},
      {"zeros", f(0.0), f(-0.0), true, true},
      {"not a number", nan(), nan(), false, true},
      {"not a number and zero", nan(), i(0), false, false},
      {"complex", Value::complex(1, 2), Value::complex(1, 2), true, true},
      {"other complex", Value::complex(1, 2), Value::complex(1, 3), false, false},
      {"lists", l({i(1), s("a")}), l({i(1), s("a")}), true, true},
      {"order", l({i(1), i(2)}), l({i(2), i(1)}), false, false},
      {"length", l({i(1)}), l({i(1), i(1)}), false, false},
      {"element types", Value::list({s("a")}, Element::kString), l({s("a")}), false, true},
      {"a nil list", Value::nil_list(), l(), false, true},
      {"maps", m({{"a", i(1)}, {"b", l()}}), m({{"b", l()}, {"a", i(1)}}), true, true},
      {"keys", m({{"a", i(1)}}), m({{"b", i(1)}}), false, false},
      {"values", m({{"a", i(1)}}), m({{"a", i(2)}}), false, false},
      {"a key more", m({{"a", i(1)}}), m({{"a", i(1)}, {"b", {}}}), false, false},
      {"map element types", Value::map({{"a", s("x")}}, Element::kString), m({{"a", s("x")}}),
       false, true},
      {"a named map", named, m({{"a", i(1)}}), false, true},
      {"a nil map", Value::nil_map(), m(), false, true},
      {"deep numbers", m({{"a", l({i(1)})}}), m({{"a", l({f(1)})}}), false, true},
      {"objects", object("T", "t", i(1)), object("T", "t", i(1)), true, true},
      {"types of objects", object("T", "t", i(1)), object("U", "t", i(1)), false, true},
      {"texts of objects", object("T", "t", i(1)), object("T", "u", i(1)), false, true},
      {"contents of objects", object("T", "t", i(1)), object("T", "t", i(2)), false, false},
      {"object and what it shows", object("T", "t", s("x")), s("x"), false, true},
      {"objects of objects", object("T", "t", object("T", "t")), object("T", "t", object("T", "t")),
       true, false},
      {"map and list", m(), l(), false, false},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(deep_equal(c.a, c.b) == c.equal);
      CHECK(deep_equal(c.b, c.a) == c.equal);
      CHECK(same_data(c.a, c.b) == c.same);
      CHECK(same_data(c.b, c.a) == c.same);
    }
  }
}

TEST_CASE("what is shared is equal without looking, as in Go") {
  const Value list = l({nan()});
  const Value map = m({{"a", nan()}});
  CHECK(deep_equal(list, list));
  CHECK(deep_equal(map, map));
  CHECK_FALSE(deep_equal(list, l({nan()})));
  const Value shown = object("T", "t", object("T", "t"));
  CHECK(same_data(shown, shown));
}

TEST_CASE("deep values are compared") {
  constexpr std::size_t kDepth = 100'000;
  for (const bool maps : {false, true}) {
    const Value a = nested(kDepth, i(1), maps);
    const Value b = nested(kDepth, i(1), maps);
    const Value c = nested(kDepth, i(2), maps);
    CHECK(deep_equal(a, b));
    CHECK(same_data(a, b));
    CHECK_FALSE(deep_equal(a, c));
    CHECK_FALSE(same_data(a, c));
  }
}

TEST_CASE("parts held many times are compared once") {
  CHECK(deep_equal(doubled(200, i(1)), doubled(200, i(1))));
  CHECK(same_data(doubled(200, i(1)), doubled(200, f(1))));
  CHECK_FALSE(deep_equal(doubled(200, i(1)), doubled(200, i(2))));
}

TEST_CASE("values that hold themselves are compared") {
  const Circle a;
  const Circle b;
  CHECK(deep_equal(a.value(), b.value()));
  CHECK(same_data(a.value(), b.value()));
  b.value().as_map().entries["x"] = i(1);
  CHECK_FALSE(deep_equal(a.value(), b.value()));
}

}  // namespace
}  // namespace copctl::value
