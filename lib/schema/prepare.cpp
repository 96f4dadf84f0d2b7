#include <algorithm>
#include <cmath>

#include "schema/types.h"
#include "schema/validate.h"

namespace copctl::schema {

namespace {

using value::Value;

constexpr std::string_view kAnyHost = "*.";
// Defaults written into list elements, in all: schemas that repeat themselves end here.
constexpr std::size_t kMaxFilled = 1'000'000;

TypeSet wanted(const Node& node) {
  TypeSet types = node.types;
  if (types != 0) return types;
  for (const Value& v : node.scalar.allowed) types |= bits_of(v);
  return types;
}

class Preparation {
 public:
  explicit Preparation(const Places& places) : places_(places) {}

  // `repeated`: below a list or a map of any keys, where Schema::defaults does not reach.
  void visit(const Node& node, Value& v, const std::string& pointer, bool repeated) {
    if (++steps_ > kMaxSteps) return;
    const std::vector<const Node*> nodes = described(node);
    for (const Node* one : nodes) scalar(*one, v, pointer);
    for (const Node* one : nodes) {
      if (v.is_map()) entries(*one, v, pointer, repeated);
      if (!v.is_list() || one->list.items == nullptr) continue;
      for (std::size_t i = 0; i < v.items().size(); ++i) {
        visit(*one->list.items, v.as_list().items[i], value::child_pointer(pointer, i), true);
      }
    }
  }

 private:
  void scalar(const Node& node, Value& v, const std::string& pointer) {
    const TypeSet types = wanted(node);
    const bool loose = v.is_bool() || v.is_number();
    if (loose && (types & kStringBit) != 0 && (types & bits_of(v)) == 0) {
      if (auto text = places_.written(pointer)) v = Value::string(std::move(*text));
    }
    const bool whole = v.is_float() && (types & kIntegerBit) != 0 && (types & kNumberBit) == 0;
    // Beyond 2^53 a float no longer tells which integer was written.
    if (whole && (bits_of(v) & kIntegerBit) != 0 && std::abs(v.as_float()) < 9007199254740992.0) {
      v = Value::integer(static_cast<std::int64_t>(v.as_float()));
    }
    if (v.is_string() && node.scalar.format == "wildcard-hostname" &&
        v.as_string().starts_with(kAnyHost)) {
      v = Value::string(v.as_string().substr(kAnyHost.size()));
    }
  }

  void entries(const Node& node, Value& map, const std::string& pointer, bool repeated) {
    if (repeated) fill(node, map);
    for (auto& [key, v] : map.as_map().entries) {
      const std::string at = value::child_pointer(pointer, key);
      if (const Property* property = node.map.find(key)) {
        visit(*property->schema, v, at, repeated);
        continue;
      }
      bool matched = false;
      for (const PatternProperty& pattern : node.map.patterns) {
        if (!pattern.pattern.matches(key)) continue;
        visit(*pattern.schema, v, at, true);
        matched = true;
      }
      if (!matched && node.map.additional != nullptr) visit(*node.map.additional, v, at, true);
    }
  }

  // A default is given where the key is absent; a null takes the default away, as in Helm.
  void fill(const Node& node, Value& map) {
    auto& entries = map.as_map().entries;
    open_.push_back(&node);
    for (const Property& property : node.map.properties) {
      const auto at = entries.find(property.name);
      if (at == entries.end()) {
        if (auto v = default_of(*property.schema)) entries.emplace(property.name, std::move(*v));
      } else if (at->second.is_nil() && (wanted(*property.schema) & kNullBit) == 0) {
        entries.erase(at);
      }
    }
    open_.pop_back();
  }

  // Its own default, or a map of those of its properties. A schema that is being filled is not
  // filled again below itself: a tree would never end.
  std::optional<Value> default_of(const Node& node) {
    const std::vector<const Node*> nodes = described(node);
    for (const Node* one : nodes) {
      if (!one->notes.has_default || ++filled_ > kMaxFilled) continue;
      return value::deep_copy(one->notes.default_value);
    }
    Value inner = Value::map();
    bool listed = false;
    bool demands = false;
    for (const Node* one : nodes) {
      listed = listed || !one->map.properties.empty();
      demands = demands || !one->map.required.empty();
      if (std::find(open_.begin(), open_.end(), one) != open_.end()) return std::nullopt;
      if (open_.size() < kMaxNesting) fill(*one, inner);
    }
    // As Schema::defaults: an object that requires nothing is there, empty at least.
    const bool there = listed && (!demands || !inner.entries().empty());
    return there ? std::optional(inner) : std::nullopt;
  }

  const Places& places_;
  std::size_t steps_ = 0;
  std::size_t filled_ = 0;
  // The schemas that are being filled, outermost first.
  std::vector<const Node*> open_;
};

}  // namespace

void prepare(const Node& root, Value& instance, const Places& places) {
  Preparation(places).visit(root, instance, "", false);
}

}  // namespace copctl::schema
