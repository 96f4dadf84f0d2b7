#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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
  Value() = default;
  Value(const Value&) = default;
  Value(Value&&) noexcept = default;
  Value& operator=(const Value&) = default;
  Value& operator=(Value&&) noexcept = default;
  ~Value() {
    if (data_.index() >= static_cast<std::size_t>(Kind::kList)) {
      release();
    }
  }

  static Value nil() { return {}; }
  static Value boolean(bool b) { return Value(b); }
  static Value integer(std::int64_t n, IntType type = IntType::kInt64) {
    return Value(Int{n, type});
  }
  static Value real(double d) { return Value(d); }
  static Value complex(double real, double imaginary) { return Value(Complex{real, imaginary}); }
  static Value string(std::string text) {
    return Value(std::make_shared<const std::string>(std::move(text)));
  }
  static Value string(std::string_view text) { return string(std::string(text)); }
  static Value string(const char* text) { return string(std::string(text)); }
  static Value list(Items items = {}, Element element = Element::kAny);
  static Value nil_list(Element element = Element::kAny);
  static Value map(Entries entries = {}, Element element = Element::kAny);
  static Value nil_map(Element element = Element::kAny);
  static Value map(std::shared_ptr<Map> shared) { return Value(std::move(shared)); }
  static Value object(std::shared_ptr<const Object> shared) { return Value(std::move(shared)); }

  Kind kind() const { return static_cast<Kind>(data_.index()); }
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
  bool as_bool() const { return std::get<bool>(data_); }
  Int as_int() const { return std::get<Int>(data_); }
  double as_float() const { return std::get<double>(data_); }
  Complex as_complex() const { return std::get<Complex>(data_); }
  const std::string& as_string() const { return *std::get<StringPtr>(data_); }
  List& as_list() const { return *std::get<ListPtr>(data_); }
  Map& as_map() const { return *std::get<MapPtr>(data_); }
  const Object& as_object() const { return *std::get<ObjectPtr>(data_); }
  const std::shared_ptr<Map>& shared_map() const { return std::get<MapPtr>(data_); }
  const std::shared_ptr<const Object>& shared_object() const { return std::get<ObjectPtr>(data_); }
  // Items and entries of a list or map; of anything else an empty one.
  const Items& items() const;
  const Entries& entries() const;
  // The entry `key` of a map; nullptr when there is none or this is no map.
  const Value* find(std::string_view key) const;
  // True when both share one list, map or object.
  bool same_reference(const Value& other) const;

 private:
  using StringPtr = std::shared_ptr<const std::string>;
  using ListPtr = std::shared_ptr<List>;
  using MapPtr = std::shared_ptr<Map>;
  using ObjectPtr = std::shared_ptr<const Object>;

  template <class T>
  explicit Value(T data) : data_(std::move(data)) {}

  // Drops a list, map or object; keeps the stack flat however deep it nests.
  void release() noexcept;
  // How many Values share this list, map or object; 0 when it was moved from.
  long holders() const;

  // In the order of Kind.
  std::variant<std::monostate, bool, Int, double, Complex, StringPtr, ListPtr, MapPtr, ObjectPtr>
      data_;
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
