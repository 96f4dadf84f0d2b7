#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "schema/load.h"
#include "schema/types.h"

// From nodes to what a command line can know of them: leaves, outline, defaults.

namespace copctl::schema {

namespace {

using value::Value;

// One property and every schema that describes it, the nearest first.
class View {
 public:
  explicit View(const Node& node) : nodes_(described(node)) {}

  const std::vector<const Node*>& nodes() const { return nodes_; }

  // The first node that `has` accepts; the property's own when none does.
  template <class Has>
  const Node& first(Has has) const {
    const auto at =
        std::find_if(nodes_.begin(), nodes_.end(), [&](const Node* n) { return has(*n); });
    return at == nodes_.end() ? *nodes_.front() : **at;
  }
  template <class Has>
  bool any(Has has) const {
    return std::any_of(nodes_.begin(), nodes_.end(), [&](const Node* n) { return has(*n); });
  }

  // Its types; where none are named, those of the allowed values.
  TypeSet types() const {
    TypeSet types = first([](const Node& n) { return n.types != 0; }).types;
    if (types != 0) return types;
    for (const Value& v : allowed()) types |= bits_of(v);
    return types;
  }
  const std::vector<Value>& allowed() const {
    return first([](const Node& n) { return n.scalar->has_enum; }).scalar->allowed;
  }
  const Node* items() const {
    return first([](const Node& n) { return n.list->items != nullptr; }).list->items;
  }
  const Node* additional() const {
    return first([](const Node& n) { return n.map->additional != nullptr; }).map->additional;
  }
  bool has_properties() const {
    return any([](const Node& n) { return !n.map->properties.empty(); });
  }
  std::string_view load() const {
    return first([](const Node& n) { return !n.notes->load.empty(); }).notes->load;
  }

 private:
  std::vector<const Node*> nodes_;
};

constexpr TypeSet kScalarBits = kBooleanBit | kIntegerBit | kNumberBit | kStringBit;

std::optional<LeafType> scalar_type(TypeSet types) {
  switch (types & ~kNullBit) {
    case kStringBit:
      return LeafType::kString;
    case kIntegerBit:
      return LeafType::kInteger;
    case kNumberBit:
    case kNumberBit | kIntegerBit:
      return LeafType::kNumber;
    case kBooleanBit:
      return LeafType::kBoolean;
    default:
      break;
  }
  const bool mixed = types != 0 && (types & ~(kScalarBits | kNullBit)) == 0 && types != kNullBit;
  return mixed ? std::optional(LeafType::kAny) : std::nullopt;
}

std::optional<LeafType> list_type(const View& view) {
  const Node* items = view.items();
  if (items == nullptr) return std::nullopt;
  const auto item = scalar_type(View(*items).types());
  if (item == LeafType::kString) return LeafType::kStringList;
  return item == LeafType::kInteger ? std::optional(LeafType::kIntegerList) : std::nullopt;
}

// Empty when no single argument can give the property.
std::optional<LeafType> leaf_type(const View& view) {
  if (view.load() == "text") return LeafType::kString;
  if (!view.load().empty()) return LeafType::kAny;
  const TypeSet types = view.types() & ~kNullBit;
  if (types == kArrayBit) return list_type(view);
  if (types != kObjectBit) return scalar_type(types);
  const Node* further = view.additional();
  const bool texts = further != nullptr && !further->fixed && !view.has_properties() &&
                     scalar_type(View(*further).types()) == LeafType::kString;
  return texts ? std::optional(LeafType::kStringMap) : std::nullopt;
}

// True when the branch says more of secrets than of keys and conditions: cheap, and on the safe
// side.
bool hides(const Node* branch) {
  if (branch == nullptr) return false;
  const bool deep = !described_alone(*branch);
  const auto& properties = branch->map->properties;
  return deep || branch->write_only ||
         std::any_of(properties.begin(), properties.end(),
                     [](const Property& p) { return hides(p.schema); });
}

bool hides_any(const std::vector<const Node*>& branches) {
  return std::any_of(branches.begin(), branches.end(), hides);
}

// Where the walk over the properties is.
struct Spot {
  value::Path path;
  std::string pointer;
  std::string_view group;
  bool required = true;
  bool secret = false;
  diag::Span span;
};

class Declaration {
 public:
  Declaration(Draft& draft, diag::Diagnostics& diagnostics)
      : draft_(draft), diagnostics_(diagnostics) {}

  bool run() {
    draft_.defaults = Value::map();
    const View whole(*draft_.root);
    draft_.default_span = default_span(whole);
    if (const auto own = own_default(whole); own && own->is_map()) draft_.defaults = *own;
    return properties(View(*draft_.root), Spot{}, draft_.defaults);
  }

 private:
  bool properties(const View& view, const Spot& spot, Value& defaults);
  bool property(const Property& property, const View& parent, const Spot& above, Value& defaults);
  bool inner_properties(const View& view, const Spot& spot, std::optional<Value>& own);
  static Spot below(const Spot& above, const View& parent, const Property& property,
                    const View& view);
  bool lists_itself(const View& view) const;
  void add_leaf(const View& view, const Spot& spot, LeafType type, Value default_value);
  void name_leaf(const Value& flag, const Spot& spot, Leaf& leaf);
  static std::optional<Value> own_default(const View& view);
  diag::Span default_span(const View& view) const;

  Draft& draft_;
  diag::Diagnostics& diagnostics_;
  // The objects whose properties are being listed: a schema of a tree meets itself here, and its
  // second round is for values files only.
  std::vector<const Node*> open_;
};

std::optional<Value> Declaration::own_default(const View& view) {
  const Node& node = view.first([](const Node& n) { return n.default_value.given(); });
  if (!node.default_value.given()) return std::nullopt;
  return value::deep_copy(node.notes->default_value);
}

diag::Span Declaration::default_span(const View& view) const {
  const Node& node = view.first([](const Node& n) { return n.default_value.given(); });
  const auto* at = draft_.document.spans.find(node.notes->default_pointer);
  return node.default_value.given() && at != nullptr ? at->value : diag::Span{};
}

bool Declaration::properties(const View& view, const Spot& spot, Value& defaults) {
  std::vector<std::string_view> seen;
  for (const Node* node : view.nodes()) {
    for (const Property& one : node->map->properties) {
      if (std::find(seen.begin(), seen.end(), one.name) != seen.end()) continue;
      seen.push_back(one.name);
      if (!property(one, view, spot, defaults)) return false;
    }
  }
  return true;
}

Spot Declaration::below(const Spot& above, const View& parent, const Property& property,
                        const View& view) {
  const Node& flag =
      view.first([](const Node& n) { return n.notes->flag.find("group") != nullptr; });
  const Value* group = flag.notes->flag.find("group");
  Spot spot = above;
  spot.path.emplace_back(std::string(property.name));
  spot.pointer = value::child_pointer(above.pointer, property.name);
  if (group != nullptr) spot.group = group->as_string();
  spot.required = above.required && parent.any([&](const Node& n) {
    return std::find(n.map->required.begin(), n.map->required.end(), property.name) !=
           n.map->required.end();
  });
  spot.secret = above.secret || view.any([](const Node& n) { return n.write_only; });
  spot.span = property.key;
  return spot;
}

bool Declaration::lists_itself(const View& view) const {
  return view.any(
      [&](const Node& n) { return std::find(open_.begin(), open_.end(), &n) != open_.end(); });
}

// `defaults` is the map of the parent; it gets the property's default under its name. What the
// default of an outer object says goes before that of an inner property.
bool Declaration::property(const Property& property, const View& parent, const Spot& above,
                           Value& defaults) {
  if (draft_.outline.size() >= kMaxDeclared) {
    diagnostics_.error(
        property.key, diag::Kind::kInvalidSchema,
        fmt::format("more than {} properties; does a `$ref` repeat them?", kMaxDeclared));
    return false;
  }
  const View view(*property.schema);
  const Spot spot = below(above, parent, property, view);
  const Value* given = defaults.find(property.name);
  std::optional<Value> own = given != nullptr ? *given : own_default(view);
  const auto type = leaf_type(view);
  const bool inner =
      !type && view.has_properties() && !lists_itself(view) && spot.path.size() < kMaxNesting;
  const Node& told = view.first([](const Node& n) { return !n.notes->description.empty(); });
  draft_.outline.push_back({.pointer = draft_.keep(spot.pointer),
                            .description = told.notes->description,
                            .group = spot.group,
                            .inner = inner,
                            .secret = spot.secret,
                            .leaf = std::nullopt,
                            .default_span = given != nullptr ? diag::Span{} : default_span(view)});
  if (type) add_leaf(view, spot, *type, own.value_or(Value::nil()));
  if (inner && !inner_properties(view, spot, own)) return false;
  if (own) defaults.as_map().entries[std::string(property.name)] = *own;
  return true;
}

// An object that requires nothing is there, empty at least, even when nobody gives it: a template
// may ask for `.Values.a.b` without asking for `.Values.a` first.
bool Declaration::inner_properties(const View& view, const Spot& spot, std::optional<Value>& own) {
  Value defaults = own && own->is_map() ? *own : Value::map();
  open_.insert(open_.end(), view.nodes().begin(), view.nodes().end());
  const bool sound = properties(view, spot, defaults);
  open_.resize(open_.size() - view.nodes().size());
  const bool demands = view.any([](const Node& n) { return !n.map->required.empty(); });
  if (!own && (!demands || !defaults.entries().empty())) own = defaults;
  return sound;
}

// The flag of a property that names none.
std::string derived_flag(const value::Path& path) {
  std::string flag;
  for (const value::Step& step : path) {
    if (!flag.empty()) flag += '-';
    flag += base::kebab_case(std::get<std::string>(step));
  }
  for (char& c : flag) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!plain) c = '-';
  }
  return flag;
}

void Declaration::add_leaf(const View& view, const Spot& spot, LeafType type, Value default_value) {
  draft_.outline.back().leaf = draft_.leaves.size();
  Leaf leaf;
  if (!default_value.is_nil()) leaf.default_value = draft_.keep(default_value);
  leaf.pointer = draft_.outline.back().pointer;
  leaf.type = type;
  leaf.required = spot.required;
  leaf.secret = spot.secret;
  leaf.deprecated = view.any([](const Node& n) { return n.notes->deprecated; });
  leaf.description = draft_.outline.back().description;
  leaf.format = view.first([](const Node& n) { return !n.scalar->format.empty(); }).scalar->format;
  const bool listed = type == LeafType::kStringList || type == LeafType::kIntegerList;
  for (const Value& v : listed ? View(*view.items()).allowed() : view.allowed()) {
    leaf.allowed.push_back(v.is_string() ? std::string_view(v.as_string())
                                         : draft_.keep(described_value(v)));
  }
  name_leaf(view.first([](const Node& n) { return !n.notes->flag.is_nil(); }).notes->flag, spot,
            leaf);
  leaf.group = spot.group;
  leaf.generate =
      view.first([](const Node& n) { return n.scalar->generate.given(); }).scalar->generate;
  const Value& example = view.nodes().front()->notes->example;
  if (!example.is_nil()) leaf.example = draft_.keep(example);
  leaf.load = view.load();
  leaf.span = spot.span;
  draft_.leaves.push_back(std::move(leaf));
}

void Declaration::name_leaf(const Value& flag, const Spot& spot, Leaf& leaf) {
  const Value* name = flag.find("name");
  const Value* short_name = flag.find("short");
  leaf.flag =
      name != nullptr ? std::string_view(name->as_string()) : draft_.keep(derived_flag(spot.path));
  if (short_name != nullptr) leaf.short_flag = short_name->as_string()[0];
}

}  // namespace

bool declare(Draft& draft, diag::Diagnostics& diagnostics) {
  if (!Declaration(draft, diagnostics).run()) return false;
  for (const Node& node : draft.nodes) {
    const InPlace& in = *node.in_place;
    draft.secrets_in_branches = draft.secrets_in_branches || hides(in.consequence) ||
                                hides(in.alternative) || hides_any(in.any_of) ||
                                hides_any(in.one_of);
  }
  return true;
}

}  // namespace copctl::schema
