#include "value/value.h"

#include <array>
#include <utility>

namespace copctl::value {
namespace {

// Levels that are dropped by plain recursion: most values, and far from the end of any stack.
constexpr int kMaxDropDepth = 200;

thread_local int drop_depth = 0;
// Values that were reached at the bottom of the recursion and wait for its return. Owned by the
// outermost release(), which deletes it: a thread_local with a destructor could be gone before the
// last static Value is.
thread_local std::vector<Value>* waiting = nullptr;

struct TypeNames {
  std::string_view list;
  std::string_view map;
};

// In the order of Element.
constexpr std::array<TypeNames, 5> kTypeNames = {{
    {"[]interface {}", "map[string]interface {}"},
    {"[]string", "map[string]string"},
    {"[]int", "map[string]int"},
    {"[]uint8", "map[string][]uint8"},
    {"[][]interface {}", "map[string][]interface {}"},
}};

// In the order of IntType.
constexpr std::array<std::string_view, 4> kIntNames = {"int", "int64", "uint8", "uint64"};

const TypeNames& names(Element element) { return kTypeNames[static_cast<std::size_t>(element)]; }

std::string_view int_name(IntType type) { return kIntNames[static_cast<std::size_t>(type)]; }

}  // namespace

Value Value::list(Items items, Element element) {
  auto shared = std::make_shared<List>();
  shared->items = std::move(items);
  shared->element = element;
  return {Kind::kList, std::move(shared)};
}

Value Value::nil_list(Element element) {
  Value v = list({}, element);
  v.as_list().nil = true;
  return v;
}

Value Value::map(Entries entries, Element element) {
  auto shared = std::make_shared<Map>();
  shared->entries = std::move(entries);
  shared->element = element;
  return {Kind::kMap, std::move(shared)};
}

Value Value::nil_map(Element element) {
  Value v = map({}, element);
  v.as_map().nil = true;
  return v;
}

void Value::release() noexcept {
  // What others hold ends here without going deeper.
  if (shared_.use_count() > 1) {
    shared_.~Shared();
    return;
  }
  if (drop_depth >= kMaxDropDepth) {
    if (waiting == nullptr) {
      waiting = new std::vector<Value>();
    }
    waiting->push_back(std::move(*this));
    return;
  }
  ++drop_depth;
  shared_.~Shared();
  if (drop_depth == 1) {
    while (waiting != nullptr) {
      // Dropping these may make others wait.
      const std::unique_ptr<std::vector<Value>> batch(std::exchange(waiting, nullptr));
    }
  }
  --drop_depth;
}

bool Value::same_reference(const Value& other) const {
  if (kind() != other.kind()) {
    return false;
  }
  switch (kind()) {
    case Kind::kList:
      return &as_list() == &other.as_list();
    case Kind::kMap:
      return &as_map() == &other.as_map();
    case Kind::kObject:
      return &as_object() == &other.as_object();
    default:
      return false;
  }
}

const Value* Object::field(std::string_view) const { return nullptr; }

std::string type_name(const Value& v) {
  switch (v.kind()) {
    case Kind::kNil:
      return "<nil>";
    case Kind::kList: {
      const List& list = v.as_list();
      return std::string(list.type_name.empty() ? names(list.element).list : list.type_name);
    }
    case Kind::kMap: {
      const Map& map = v.as_map();
      return std::string(map.type_name.empty() ? names(map.element).map : map.type_name);
    }
    case Kind::kObject:
      return std::string(v.as_object().type_name());
    default:
      return std::string(kind_name(v));
  }
}

std::string_view kind_name(const Value& v) {
  switch (v.kind()) {
    case Kind::kNil:
      return "invalid";
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return int_name(v.as_int().type);
    case Kind::kFloat:
      return "float64";
    case Kind::kComplex:
      return "complex128";
    case Kind::kString:
      return "string";
    case Kind::kList:
      return "slice";
    case Kind::kMap:
      return "map";
    case Kind::kObject:
      return v.as_object().kind_name();
  }
  return "invalid";
}

bool truth(const Value& v) {
  switch (v.kind()) {
    case Kind::kNil:
      return false;
    case Kind::kBool:
      return v.as_bool();
    case Kind::kInt:
      return v.as_int().number != 0;
    case Kind::kFloat:
      return v.as_float() != 0;
    case Kind::kComplex:
      return v.as_complex().real != 0 || v.as_complex().imaginary != 0;
    case Kind::kString:
      return !v.as_string().empty();
    case Kind::kList:
      return !v.as_list().items.empty();
    case Kind::kMap:
      return !v.as_map().entries.empty();
    case Kind::kObject:
      return true;
  }
  return false;
}

}  // namespace copctl::value
