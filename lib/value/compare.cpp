#include <cmath>
#include <cstring>
#include <deque>
#include <set>
#include <utility>

#include "value/value.h"

// Both comparisons walk two values side by side with a list of pairs still to compare instead of
// recursion. Pairs of lists or maps that were met are remembered once there are many, so that
// values that hold themselves, or the same part many times over, are compared in a time that ends.

namespace copctl::value {
namespace {

// Pairs that are walked before remembering pays.
constexpr std::size_t kPairsUnremembered = 100;

using Pair = std::pair<const Value*, const Value*>;

class Walk {
 public:
  void add(const Value& a, const Value& b) { pending_.emplace_back(&a, &b); }

  void add_owned(Value a, Value b) {
    const Value& first = owned_.emplace_back(std::move(a));
    add(first, owned_.emplace_back(std::move(b)));
  }

  bool next(Pair& pair) {
    while (!pending_.empty()) {
      pair = pending_.back();
      pending_.pop_back();
      if (!was_met(pair)) {
        return true;
      }
    }
    return false;
  }

 private:
  static const void* identity(const Value& v) {
    return v.is_list()  ? static_cast<const void*>(&v.as_list())
           : v.is_map() ? static_cast<const void*>(&v.as_map())
                        : nullptr;
  }

  bool was_met(const Pair& pair) {
    const void* a = identity(*pair.first);
    const void* b = identity(*pair.second);
    return a != nullptr && b != nullptr && ++walked_ > kPairsUnremembered &&
           !met_.emplace(a, b).second;
  }

  std::vector<Pair> pending_;
  // Values that exist only for the comparison.
  std::deque<Value> owned_;
  std::set<std::pair<const void*, const void*>> met_;
  std::size_t walked_ = 0;
};

bool add_items(const Items& a, const Items& b, Walk& walk) {
  if (a.size() != b.size()) {
    return false;
  }
  // Last first, so that the first items are compared first.
  for (std::size_t i = a.size(); i-- > 0;) {
    walk.add(a[i], b[i]);
  }
  return true;
}

bool add_entries(const Entries& a, const Entries& b, Walk& walk) {
  if (a.size() != b.size()) {
    return false;
  }
  for (auto at = a.begin(), other = b.begin(); at != a.end(); ++at, ++other) {
    if (at->first != other->first) {
      return false;
    }
    walk.add(at->second, other->second);
  }
  return true;
}

bool same_complex(const Complex& a, const Complex& b) {
  return a.real == b.real && a.imaginary == b.imaginary;
}

bool equal_objects(const Object& a, const Object& b, Walk& walk) {
  if (a.type_name() != b.type_name() || a.text(true) != b.text(true)) {
    return false;
  }
  walk.add_owned(a.plain(), b.plain());
  return true;
}

// One step of deep_equal; the parts go to `walk`.
bool equal_step(const Value& a, const Value& b, Walk& walk) {
  if (a.kind() != b.kind()) {
    return false;
  }
  switch (a.kind()) {
    case Kind::kNil:
      return true;
    case Kind::kBool:
      return a.as_bool() == b.as_bool();
    case Kind::kInt:
      return a.as_int().number == b.as_int().number && a.as_int().type == b.as_int().type;
    case Kind::kFloat:
      return a.as_float() == b.as_float();
    case Kind::kComplex:
      return same_complex(a.as_complex(), b.as_complex());
    case Kind::kString:
      return a.as_string() == b.as_string();
    case Kind::kList: {
      const List& x = a.as_list();
      const List& y = b.as_list();
      return x.element == y.element && x.nil == y.nil &&
             (&x == &y || add_items(x.items, y.items, walk));
    }
    case Kind::kMap: {
      const Map& x = a.as_map();
      const Map& y = b.as_map();
      return x.element == y.element && x.type_name == y.type_name && x.nil == y.nil &&
             (&x == &y || add_entries(x.entries, y.entries, walk));
    }
    case Kind::kObject:
      return a.same_reference(b) || equal_objects(a.as_object(), b.as_object(), walk);
  }
  return false;
}

bool same_ints(const Int& a, const Int& b) {
  const bool a_unsigned = a.type == IntType::kUint64;
  const bool b_unsigned = b.type == IntType::kUint64;
  // The same bits mean another number when one of two negative ones is unsigned.
  return a.number == b.number && (a_unsigned == b_unsigned || a.number >= 0);
}

// Exactly, never by rounding the integer.
bool same_int_and_float(const Int& a, double b) {
  if (!(std::floor(b) == b)) {
    return false;
  }
  if (a.type == IntType::kUint64) {
    return b >= 0 && b < 0x1p64 &&
           static_cast<std::uint64_t>(b) == static_cast<std::uint64_t>(a.number);
  }
  return b >= -0x1p63 && b < 0x1p63 && static_cast<std::int64_t>(b) == a.number;
}

bool same_numbers(const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) {
    return same_ints(a.as_int(), b.as_int());
  }
  if (a.is_int()) {
    return same_int_and_float(a.as_int(), b.as_float());
  }
  if (b.is_int()) {
    return same_int_and_float(b.as_int(), a.as_float());
  }
  return a.as_float() == b.as_float() || (std::isnan(a.as_float()) && std::isnan(b.as_float()));
}

// One step of same_data; the parts go to `walk`.
bool same_step(const Value& a, const Value& b, Walk& walk) {
  if (a.is_number() && b.is_number()) {
    return same_numbers(a, b);
  }
  if (a.is_object() || b.is_object()) {
    if (a.same_reference(b)) {
      return true;
    }
    Value x = a.is_object() ? a.as_object().plain() : a;
    Value y = b.is_object() ? b.as_object().plain() : b;
    // An object that shows itself as another object would never end.
    if (x.is_object() || y.is_object()) {
      return false;
    }
    walk.add_owned(std::move(x), std::move(y));
    return true;
  }
  if (a.is_list() && b.is_list()) {
    return a.same_reference(b) || add_items(a.items(), b.items(), walk);
  }
  if (a.is_map() && b.is_map()) {
    return a.same_reference(b) || add_entries(a.entries(), b.entries(), walk);
  }
  return equal_step(a, b, walk);
}

template <class Step>
bool compare(const Value& a, const Value& b, Step step) {
  Walk walk;
  walk.add(a, b);
  Pair pair;
  while (walk.next(pair)) {
    if (!step(*pair.first, *pair.second, walk)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool deep_equal(const Value& a, const Value& b) { return compare(a, b, equal_step); }

bool same_data(const Value& a, const Value& b) { return compare(a, b, same_step); }

}  // namespace copctl::value
