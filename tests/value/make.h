#pragma once

#include <cmath>
#include <limits>
#include <string>

#include "value/value.h"

// Short makers of values, for tables.

namespace copctl::value::make {

inline Value i(std::int64_t number, IntType type = IntType::kInt64) {
  return Value::integer(number, type);
}
inline Value u(std::uint64_t number) {
  return Value::integer(static_cast<std::int64_t>(number), IntType::kUint64);
}
inline Value f(double number) { return Value::real(number); }
inline Value s(const char* text) { return Value::string(text); }
inline Value b(bool truth) { return Value::boolean(truth); }
inline Value l(Items items = {}) { return Value::list(std::move(items)); }
inline Value m(Entries entries = {}) { return Value::map(std::move(entries)); }
inline Value nan() { return Value::real(std::numeric_limits<double>::quiet_NaN()); }

// A struct that shows itself as `plain`.
class Shown : public Object {
 public:
  Shown(std::string name, std::string text, Value plain)
      : name_(std::move(name)), text_(std::move(text)), plain_(std::move(plain)) {}
  std::string_view type_name() const override { return name_; }
  std::string text(bool) const override { return text_; }
  Value plain() const override { return plain_; }

 private:
  std::string name_;
  std::string text_;
  Value plain_;
};

inline Value object(std::string name, std::string text, Value plain = {}) {
  return Value::object(std::make_shared<Shown>(std::move(name), std::move(text), std::move(plain)));
}

// `leaf` in `depth` lists, or in maps and lists by turns.
inline Value nested(std::size_t depth, Value leaf, bool maps = false) {
  for (std::size_t level = 0; level < depth; ++level) {
    if (maps && level % 2 == 0) {
      Value outer = Value::map();
      outer.as_map().entries["k"] = std::move(leaf);
      leaf = std::move(outer);
    } else {
      Value outer = Value::list();
      outer.as_list().items.push_back(std::move(leaf));
      leaf = std::move(outer);
    }
  }
  return leaf;
}

// A list of two that are the same list of two, and so on: 2^depth leaves in `depth` lists.
inline Value doubled(std::size_t depth, Value leaf) {
  for (std::size_t level = 0; level < depth; ++level) {
    leaf = l({leaf, leaf});
  }
  return leaf;
}

// A map whose `self` is itself. Breaks the circle at the end of its life, so that it is freed.
class Circle {
 public:
  Circle() : value_(Value::map()) { value_.as_map().entries["self"] = value_; }
  Circle(const Circle&) = delete;
  Circle& operator=(const Circle&) = delete;
  ~Circle() { value_.as_map().entries.clear(); }
  const Value& value() const { return value_; }

 private:
  Value value_;
};

}  // namespace copctl::value::make
