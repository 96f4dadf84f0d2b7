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
  for (const Value& v : node.scalar->allowed) types |= bits_of(v);
  return types;
}

class Preparation {
 public:
  explicit Preparation(const Places& places) : places_(places) {}

  // `repeated`: below a list or a map of any keys, where Schema::defaults does not reach.
  void visit(const Node& node, Value& v, const Place& place, bool repeated) {
    if (++steps_ > kMaxSteps) return;
    if (described_alone(node)) return visit_one(node, v, place, repeated, true);
    const std::vector<const Node*> nodes = described(node);
    for (const Node* one : nodes) scalar(*one, v, place);
    for (const Node* one : nodes) visit_one(*one, v, place, repeated, false);
  }

 private:
  void visit_one(const Node& node, Value& v, const Place& place, bool repeated, bool scalars) {
    if (scalars) scalar(node, v, place);
    if (v.is_map()) entries(node, v, place, repeated);
    if (!v.is_list() || node.list->items == nullptr) return;
    for (std::size_t i = 0; i < v.items().size(); ++i) {
      visit(*node.list->items, v.as_list().items[i], place.item(i), true);
    }
  }

  void scalar(const Node& node, Value& v, const Place& place) {
    const bool loose = v.is_bool() || v.is_number();
    const TypeSet types = loose ? wanted(node) : 0;
    if (loose && (types & kStringBit) != 0 && (types & bits_of(v)) == 0) {
      if (auto text = places_.written(place.pointer())) v = Value::string(std::move(*text));
    }
    const bool whole = v.is_float() && (types & kIntegerBit) != 0 && (types & kNumberBit) == 0;
    // Beyond 2^53 a float no longer tells which integer was written.
    if (whole && (bits_of(v) & kIntegerBit) != 0 && std::abs(v.as_float()) < 9007199254740992.0) {
      v = Value::integer(static_cast<std::int64_t>(v.as_float()));
    }
    if (v.is_string() && v.as_string().starts_with(kAnyHost) &&
        node.scalar->format == "wildcard-hostname") {
      v = Value::string(v.as_string().substr(kAnyHost.size()));
    }
  }

  void entries(const Node& node, Value& map, const Place& place, bool repeated) {
    if (!node.map.given()) return;
    if (repeated) fill(node, map);
    for (auto& [key, v] : map.as_map().entries) {
      const Place at = place.entry(key);
      if (const Property* property = node.map->find(key)) {
        visit(*property->schema, v, at, repeated);
        continue;
      }
      bool matched = false;
      for (const PatternProperty& pattern : node.map->patterns) {
        if (!pattern.pattern.matches(key)) continue;
        visit(*pattern.schema, v, at, true);
        matched = true;
      }
      if (!matched && node.map->additional != nullptr) visit(*node.map->additional, v, at, true);
    }
  }

  // A default is given where the key is absent; a null takes the default away, as in Helm.
  void fill(const Node& node, Value& map) {
    auto& entries = map.as_map().entries;
    open_.push_back(&node);
    for (const Property& property : node.map->properties) {
      const auto at = entries.find(property.name);
      if (at == entries.end()) {
        if (auto v = default_of(*property.schema)) {
          entries.emplace(std::string(property.name), std::move(*v));
        }
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
      if (!one->default_value.given() || ++filled_ > kMaxFilled) continue;
      return one->default_value.value();
    }
    Value inner = Value::map();
    bool listed = false;
    bool demands = false;
    for (const Node* one : nodes) {
      listed = listed || !one->map->properties.empty();
      demands = demands || !one->map->required.empty();
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
  Preparation(places).visit(root, instance, Place(), false);
}

}  // namespace copctl::schema
