#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"

namespace copctl::value {

class Value;
class Object;

enum class Kind : std::uint8_t {
  kNil,
  kBool,
  kInt,
  kFloat,
  kComplex,
  kString,
  kList,
  kMap,
  kObject
};

// Go's integer types that templates can meet. They never convert to each other silently; arithmetic
// is by functions.
enum class IntType : std::uint8_t { kInt, kInt64, kUint8, kUint64 };

struct Int {
  // Two's complement; for kUint64 the bits of the unsigned number.
  std::int64_t number = 0;
  IntType type = IntType::kInt64;
};

struct Complex {
  double real = 0;
  double imaginary = 0;
};

// What a slice or a map holds, as far as its Go type name tells.
enum class Element : std::uint8_t { kAny, kString, kInt, kByte, kList };

// A Go slice. Shared: every holder of the Value sees a change.
struct List {
  std::vector<Value> items;
  Element element = Element::kAny;
  // A named type, `chartutil.VersionSet`; empty for an unnamed slice. Points at a literal.
  std::string_view type_name = {};
  // A nil slice: JSON `null`, prints `[]`.
  bool nil = false;
};

// A Go map with string keys, in bytewise order as Go ranges and prints it. Shared: `set` is seen by
// every holder.
struct Map {
  std::map<std::string, Value, std::less<>> entries;
  Element element = Element::kAny;
  // A named type, `chartutil.Values`; empty for an unnamed map. Points at a literal.
  std::string_view type_name;
  bool nil = false;
  // Becomes true when a template changes the map, see `watch`; nullptr when nobody watches. A copy
  // is not watched.
  bool* changed = nullptr;

  // For whoever changes a map that a template gave it.
  void touch() const {
    if (changed != nullptr) {
      *changed = true;
    }
  }
};

using Items = std::vector<Value>;
using Entries = std::map<std::string, Value, std::less<>>;

// What templates see: Go's dynamic value with its type. Copying is cheap: strings are shared and
// immutable, lists and maps are shared references as in Go, objects are shared and opaque. Nesting
// of any depth is compared, copied and destroyed without recursion.
class Value {
 public:
  Value() noexcept {}
  Value(const Value& other) : kind_(other.kind_) {
    if (is_shared()) {
      new (&shared_) Shared(other.shared_);
    } else {
      plain_ = other.plain_;
    }
  }
  Value(Value&& other) noexcept { take(other); }
  Value& operator=(const Value& other) { return *this = Value(other); }
  Value& operator=(Value&& other) noexcept {
    // What this held may hold `other`.
    Value old;
    old.take(*this);
    take(other);
    return *this;
  }
  ~Value() {
    if (!is_shared()) return;
    if (kind_ == Kind::kString) {
      shared_.~Shared();
    } else {
      release();
    }
  }

  static Value nil() { return {}; }
  static Value boolean(bool b) { return {Kind::kBool, Plain{.boolean = b}}; }
  static Value integer(std::int64_t n, IntType type = IntType::kInt64) {
    return {Kind::kInt, Plain{.integer = {n, type}}};
  }
  static Value real(double d) { return {Kind::kFloat, Plain{.real = d}}; }
  static Value complex(double real, double imaginary) {
    return {Kind::kComplex, Plain{.complex = {real, imaginary}}};
  }
  static Value string(std::string text) {
    return {Kind::kString, std::make_shared<const std::string>(std::move(text))};
  }
  static Value string(std::string_view text) { return string(std::string(text)); }
  static Value string(const char* text) { return string(std::string(text)); }
  static Value list(Items items = {}, Element element = Element::kAny);
  static Value nil_list(Element element = Element::kAny);
  static Value map(Entries entries = {}, Element element = Element::kAny);
  static Value nil_map(Element element = Element::kAny);
  static Value map(std::shared_ptr<Map> shared) { return {Kind::kMap, std::move(shared)}; }
  static Value object(std::shared_ptr<const Object> shared) {
    return {Kind::kObject, std::move(shared)};
  }

  Kind kind() const { return kind_; }
  bool is_nil() const { return kind() == Kind::kNil; }
  bool is_bool() const { return kind() == Kind::kBool; }
  bool is_int() const { return kind() == Kind::kInt; }
  bool is_float() const { return kind() == Kind::kFloat; }
  bool is_number() const { return is_int() || is_float(); }
  bool is_string() const { return kind() == Kind::kString; }
  bool is_list() const { return kind() == Kind::kList; }
  bool is_map() const { return kind() == Kind::kMap; }
  bool is_object() const { return kind() == Kind::kObject; }

  // Each of these requires the kind that it names.
  bool as_bool() const { return plain(Kind::kBool).boolean; }
  Int as_int() const { return plain(Kind::kInt).integer; }
  double as_float() const { return plain(Kind::kFloat).real; }
  Complex as_complex() const { return plain(Kind::kComplex).complex; }
  const std::string& as_string() const {
    return *static_cast<const std::string*>(shared(Kind::kString));
  }
  List& as_list() const { return *static_cast<List*>(const_cast<void*>(shared(Kind::kList))); }
  Map& as_map() const { return *static_cast<Map*>(const_cast<void*>(shared(Kind::kMap))); }
  const Object& as_object() const { return *static_cast<const Object*>(shared(Kind::kObject)); }
  // Items and entries of a list or map; of anything else an empty one.
  const Items& items() const;
  const Entries& entries() const;
  // The entry `key` of a map; nullptr when there is none or this is no map.
  const Value* find(std::string_view key) const;
  // True when both share one list, map or object.
  bool same_reference(const Value& other) const;

 private:
  // A `const std::string`, a List, a Map or a `const Object`, as the kind says.
  using Shared = std::shared_ptr<const void>;
  union Plain {
    bool boolean;
    Int integer;
    double real;
    Complex complex;
  };

  Value(Kind kind, Plain plain) : kind_(kind), plain_(plain) {}
  Value(Kind kind, Shared shared) : kind_(kind), shared_(std::move(shared)) {}

  bool is_shared() const { return kind_ >= Kind::kString; }
  const Plain& plain(Kind wanted) const {
    COPCTL_CHECK(kind_ == wanted);
    return plain_;
  }
  const void* shared(Kind wanted) const {
    COPCTL_CHECK(kind_ == wanted);
    return shared_.get();
  }
  // Becomes what `other` was; that one becomes nil. Only of a Value that shares nothing.
  void take(Value& other) noexcept {
    kind_ = other.kind_;
    if (other.is_shared()) {
      new (&shared_) Shared(std::move(other.shared_));
      other.shared_.~Shared();
      other.kind_ = Kind::kNil;
      other.plain_ = {};
    } else {
      plain_ = other.plain_;
    }
  }
  // Drops a list, map or object; keeps the stack flat however deep it nests.
  void release() noexcept;

  Kind kind_ = Kind::kNil;
  // Told apart by the kind.
  union {
    Plain plain_ = {};
    Shared shared_;
  };
};

// What a Value without items or entries has instead.
inline const Items kNoItems;
inline const Entries kNoEntries;

inline const Items& Value::items() const { return is_list() ? as_list().items : kNoItems; }

inline const Entries& Value::entries() const { return is_map() ? as_map().entries : kNoEntries; }

inline const Value* Value::find(std::string_view key) const {
  const Entries& all = entries();
  const auto found = all.find(key);
  return found == all.end() ? nullptr : &found->second;
}

// A Go struct, or a named type with methods, that templates hold but cannot take apart except by
// field or method: a version, a time, a certificate,
// `.Chart`. Immutable.
class Object {
 public:
  virtual ~Object() = default;
  // As `%T` prints it: `*semver.Version`, `time.Time`.
  virtual std::string_view type_name() const = 0;
  // As `kindOf` prints it: `ptr` or `struct`.
  virtual std::string_view kind_name() const { return "struct"; }
  // An exported field; nullptr when the type has none of that name.
  virtual const Value* field(std::string_view name) const;
  // Names of the fields, for did-you-mean.
  virtual std::vector<std::string> field_names() const { return {}; }
  // `%v`. `addressable`: reached by field access through a pointer, so that pointer-receiver String
  // methods apply.
  virtual std::string text(bool addressable) const = 0;
  // What JSON and YAML show; nil when the type has no such form.
  virtual Value plain() const { return {}; }
};

// As `%T` prints it; `<nil>` for nil.
std::string type_name(const Value& v);
// As `kindOf` prints it: string bool int int64 uint8 uint64 float64 complex128 slice map struct ptr
// invalid.
std::string_view kind_name(const Value& v);

// text/template's truth (exec.go: isTrue): false are nil, false, zero, and empty strings, lists and
// maps.
bool truth(const Value& v);

// reflect.DeepEqual: types matter, 1 and 1.0 differ, so do an empty and a nil list. Values that
// hold themselves are compared, too.
bool deep_equal(const Value& a, const Value& b);
// Equality of data: numbers by value whatever their type (NaN equals itself), lists in order, maps
// by key, objects by what they show as JSON. A nil list or map is an empty one.
bool same_data(const Value& a, const Value& b);
// A copy that shares no list or map with `v`. What `v` holds in several places becomes several
// copies, as in Go, except where that would never end or would make more than kMaxCopiedTwice items
// of a smaller value: from there on the copy shares as `v` does.
Value deep_copy(const Value& v);
inline constexpr std::size_t kMaxCopiedTwice = 100'000;

// From now on `changed` becomes true when a template changes one of the maps in `tree` (`set`,
// `unset`, `merge`). Borrowed by the maps for as long as they live.
void watch(const Value& tree, bool& changed);

// True when the list or map `target` is `from` or is held by it at any depth: what asks whether
// putting `from` into `target` would make a value that holds itself.
bool reaches(const Value& from, const Value& target);

}  // namespace copctl::value
