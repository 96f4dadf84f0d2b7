#include <algorithm>
#include <unordered_map>

#include "base/packing.h"
#include "schema/node.h"

// A checked schema as bytes. Layout: mark, then every node, the outline, the leaves, and what holds
// for the whole. A node begins with the mask of what it has, so that what it lacks costs nothing;
// other nodes are named by their place, from 1 on.

namespace copctl::schema {

namespace {

// The last byte is the version of the layout.
constexpr std::string_view kMark = "cos\x01";

// What a node can have.
enum Part : std::uint32_t {
  kFixed = 1 << 0,
  kFixedTrue = 1 << 1,
  kWriteOnly = 1 << 2,
  kTypes = 1 << 3,
  kDefault = 1 << 4,
  kScalarRules = 1 << 5,
  kListRules = 1 << 6,
  kMapRules = 1 << 7,
  kInPlace = 1 << 8,
};

enum ScalarPart : std::uint32_t {
  kBounds = 1 << 0,
  kMultiple = 1 << 1,
  kLengths = 1 << 2,
  kPattern = 1 << 3,
  kFormat = 1 << 4,
  kEnum = 1 << 5,
  kSynonyms = 1 << 6,
};

enum MapPart : std::uint32_t {
  kPatterns = 1 << 0,
  kDependencies = 1 << 1,
  kSizes = 1 << 2,
  kClosed = 1 << 3,
  kFurther = 1 << 4,
  kRequired = 1 << 5,
  kSchemas = 1 << 6,
};

enum LeafPart : std::uint32_t { kLeafRequired = 1, kLeafDeprecated = 2 };
enum DeclaredPart : std::uint32_t { kInner = 1, kSecret = 2, kLeaf = 4, kDefaultSpan = 8 };

std::uint32_t when(bool has, std::uint32_t part) { return has ? part : 0; }

class Packer {
 public:
  explicit Packer(const Draft& draft) : draft_(draft) {
    for (const Node& node : draft.nodes) places_.emplace(&node, places_.size() + 1);
  }

  std::string run() {
    out_.raw(kMark);
    out_.number(draft_.nodes.size());
    for (const Node& one : draft_.nodes) node(one);
    reference(draft_.root);
    out_.number(draft_.leaves.size());
    out_.number(draft_.outline.size());
    for (const Declared& one : draft_.outline) declared(one);
    for (const std::uint32_t place : by_pointer()) out_.number(place);
    span(draft_.default_span);
    constant(Constant(codec::pack_value(draft_.defaults)));
    out_.byte(draft_.secrets_in_branches ? 1 : 0);
    return out_.bytes();
  }

 private:
  void reference(const Node* node) { out_.number(node == nullptr ? 0 : places_.at(node)); }
  void references(const std::vector<const Node*>& nodes) {
    out_.number(nodes.size());
    for (const Node* one : nodes) reference(one);
  }
  void texts(const std::vector<std::string_view>& all) {
    out_.number(all.size());
    for (const std::string_view one : all) out_.text(one);
  }
  void constant(const Constant& value) { out_.text(value.packed()); }
  void limit(const std::optional<std::size_t>& n) { out_.number(n ? *n + 1 : 0); }
  void span(const diag::Span& span) {
    out_.number(span ? span.begin + 1 : 0);
    out_.number(span.end - span.begin);
  }
  void value(const value::Value& v) { out_.text(codec::pack_value(v)); }

  void node(const Node& node);
  void scalar(const ScalarRules& rules);
  void bounds(const std::vector<Bound>& all);
  void pattern(const Pattern& pattern);
  void list(const ListRules& rules);
  void map(const MapRules& rules);
  void in_place(const InPlace& in);
  void declared(const Declared& declared);
  void leaf(const Leaf& leaf);
  std::vector<std::uint32_t> by_pointer() const;

  const Draft& draft_;
  base::PackWriter out_;
  std::unordered_map<const Node*, std::size_t> places_;
};

void Packer::node(const Node& node) {
  out_.number(when(node.fixed.has_value(), kFixed) | when(node.fixed == true, kFixedTrue) |
              when(node.write_only, kWriteOnly) | when(node.types != 0, kTypes) |
              when(node.default_value.given(), kDefault) | when(node.scalar.given(), kScalarRules) |
              when(node.list.given(), kListRules) | when(node.map.given(), kMapRules) |
              when(node.in_place.given(), kInPlace));
  if (node.types != 0) out_.number(node.types);
  if (node.default_value.given()) constant(node.default_value);
  if (node.scalar.given()) scalar(*node.scalar);
  if (node.list.given()) list(*node.list);
  if (node.map.given()) map(*node.map);
  if (node.in_place.given()) in_place(*node.in_place);
}

void Packer::scalar(const ScalarRules& rules) {
  const bool bounded = !rules.minimum.empty() || !rules.maximum.empty();
  out_.number(when(bounded, kBounds) | when(!rules.multiple_of.is_nil(), kMultiple) |
              when(rules.min_length || rules.max_length, kLengths) |
              when(rules.pattern.given(), kPattern) | when(!rules.format.empty(), kFormat) |
              when(rules.has_enum, kEnum) | when(!rules.synonyms.empty(), kSynonyms));
  if (bounded) {
    bounds(rules.minimum);
    bounds(rules.maximum);
  }
  if (!rules.multiple_of.is_nil()) value(rules.multiple_of);
  if (rules.min_length || rules.max_length) {
    limit(rules.min_length);
    limit(rules.max_length);
  }
  if (rules.pattern.given()) {
    pattern(rules.pattern);
    constant(rules.generate);
  }
  if (!rules.format.empty()) out_.text(rules.format);
  if (rules.has_enum) {
    out_.number(rules.allowed.size());
    for (const value::Value& one : rules.allowed) value(one);
  }
  if (rules.synonyms.empty()) return;
  out_.number(rules.synonyms.size());
  for (const auto& [word, meant] : rules.synonyms) {
    out_.text(word);
    out_.text(meant);
  }
}

void Packer::bounds(const std::vector<Bound>& all) {
  out_.number(all.size());
  for (const Bound& bound : all) {
    value(bound.number);
    out_.byte(bound.exclusive ? 1 : 0);
  }
}

void Packer::pattern(const Pattern& pattern) {
  out_.text(pattern.text());
  texts(pattern.matching());
}

void Packer::list(const ListRules& rules) {
  reference(rules.items);
  limit(rules.min);
  limit(rules.max);
  out_.byte(rules.unique ? 1 : 0);
}

void Packer::map(const MapRules& rules) {
  const bool sized = rules.min || rules.max;
  const bool schemas = rules.additional != nullptr || rules.names != nullptr;
  out_.number(when(!rules.patterns.empty(), kPatterns) |
              when(!rules.dependencies.empty(), kDependencies) | when(sized, kSizes) |
              when(rules.closed, kClosed) | when(!rules.further.empty(), kFurther) |
              when(!rules.required.empty(), kRequired) | when(schemas, kSchemas));
  out_.number(rules.properties.size());
  for (const Property& property : rules.properties) {
    out_.text(property.name);
    reference(property.schema);
  }
  if (!rules.patterns.empty()) {
    out_.number(rules.patterns.size());
    for (const PatternProperty& one : rules.patterns) {
      pattern(one.pattern);
      reference(one.schema);
    }
  }
  if (!rules.dependencies.empty()) {
    out_.number(rules.dependencies.size());
    for (const Dependency& dependency : rules.dependencies) {
      out_.text(dependency.key);
      texts(dependency.required);
    }
  }
  if (sized) {
    limit(rules.min);
    limit(rules.max);
  }
  if (!rules.further.empty()) texts(rules.further);
  if (!rules.required.empty()) texts(rules.required);
  if (!schemas) return;
  reference(rules.additional);
  reference(rules.names);
}

void Packer::in_place(const InPlace& in) {
  reference(in.reference);
  references(in.all_of);
  references(in.any_of);
  references(in.one_of);
  reference(in.negated);
  out_.text(in.refusal);
  reference(in.condition);
  reference(in.consequence);
  reference(in.alternative);
}

void Packer::declared(const Declared& declared) {
  out_.number(when(declared.inner, kInner) | when(declared.secret, kSecret) |
              when(declared.leaf.has_value(), kLeaf) |
              when(static_cast<bool>(declared.default_span), kDefaultSpan));
  out_.text(declared.pointer);
  out_.text(declared.description);
  out_.text(declared.group);
  if (declared.default_span) span(declared.default_span);
  if (declared.leaf) leaf(draft_.leaves[*declared.leaf]);
}

// Behind what is declared, of which it has the pointer, the description and the group.
void Packer::leaf(const Leaf& leaf) {
  out_.number(when(leaf.required, kLeafRequired) | when(leaf.deprecated, kLeafDeprecated));
  out_.byte(static_cast<std::uint8_t>(leaf.type));
  out_.text(leaf.format);
  constant(leaf.default_value);
  texts(leaf.allowed);
  out_.text(leaf.flag);
  out_.byte(static_cast<std::uint8_t>(leaf.short_flag));
  constant(leaf.generate);
  constant(leaf.example);
  out_.text(leaf.load);
  span(leaf.span);
}

std::vector<std::uint32_t> Packer::by_pointer() const {
  std::vector<std::uint32_t> places(draft_.outline.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::uint32_t>(i);
  std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    return draft_.outline[a].pointer < draft_.outline[b].pointer;
  });
  return places;
}

class Unpacker {
 public:
  Unpacker(Schema::Parsed& parsed, diag::SourceId source)
      : parsed_(parsed), in_(parsed.bytes), source_(source) {}

  bool run() {
    if (!in_.skip(kMark)) return false;
    // Made at once, for they refer to each other.
    parsed_.nodes = std::vector<Node>(in_.count());
    for (Node& one : parsed_.nodes) node(one);
    parsed_.root = reference();
    parsed_.leaves.reserve(in_.count());
    const std::size_t size = in_.count();
    parsed_.outline.reserve(size);
    for (std::size_t i = 0; i < size; ++i) declared();
    parsed_.by_pointer.reserve(size);
    for (std::size_t i = 0; i < size; ++i) place();
    parsed_.default_span = span();
    parsed_.defaults = constant();
    parsed_.secrets_in_branches = in_.byte() != 0;
    return in_.good() && in_.at_end() && parsed_.root != nullptr;
  }

 private:
  const Node* reference() {
    const std::uint64_t place = in_.number();
    if (place > parsed_.nodes.size()) in_.fail();
    return in_.good() && place != 0 ? &parsed_.nodes[place - 1] : nullptr;
  }
  // Where nothing else is allowed.
  const Node* some() {
    const Node* node = reference();
    if (node == nullptr) in_.fail();
    return node;
  }
  void references(std::vector<const Node*>& out) {
    const std::size_t size = in_.count();
    out.reserve(size);
    for (std::size_t i = 0; i < size && in_.good(); ++i) out.push_back(some());
  }
  std::vector<std::string_view> texts() {
    const std::size_t size = in_.count();
    std::vector<std::string_view> out;
    out.reserve(size);
    for (std::size_t i = 0; i < size; ++i) out.push_back(in_.text());
    return out;
  }
  Constant constant() { return Constant(in_.text()); }
  std::optional<std::size_t> limit() {
    const std::uint64_t n = in_.number();
    return n == 0 ? std::nullopt : std::optional(static_cast<std::size_t>(n - 1));
  }
  diag::Span span() {
    const auto begin = static_cast<std::uint32_t>(in_.number());
    const auto size = static_cast<std::uint32_t>(in_.number());
    return begin == 0 ? diag::Span{} : diag::Span{source_, begin - 1, begin - 1 + size};
  }
  value::Value value() {
    auto v = codec::unpack_value(in_.text());
    if (!v) in_.fail();
    return v.value_or(value::Value());
  }
  void place() {
    const std::uint64_t n = in_.number();
    if (n >= parsed_.outline.size()) in_.fail();
    parsed_.by_pointer.push_back(static_cast<std::uint32_t>(n));
  }

  void node(Node& node);
  void scalar(ScalarRules& rules);
  void bounds(std::vector<Bound>& out);
  Pattern pattern();
  void list(ListRules& rules);
  void map(MapRules& rules);
  void properties(MapRules& rules);
  void in_place(InPlace& in);
  void declared();
  void leaf(const Declared& declared);

  Schema::Parsed& parsed_;
  base::PackReader in_;
  diag::SourceId source_;
};

void Unpacker::node(Node& node) {
  const std::uint64_t parts = in_.number();
  if ((parts & kFixed) != 0) node.fixed = (parts & kFixedTrue) != 0;
  node.write_only = (parts & kWriteOnly) != 0;
  if ((parts & kTypes) != 0) node.types = static_cast<TypeSet>(in_.number());
  if ((parts & kDefault) != 0) node.default_value = constant();
  if ((parts & kScalarRules) != 0) scalar(node.scalar.edit());
  if ((parts & kListRules) != 0) list(node.list.edit());
  if ((parts & kMapRules) != 0) map(node.map.edit());
  if ((parts & kInPlace) != 0) in_place(node.in_place.edit());
}

void Unpacker::scalar(ScalarRules& rules) {
  const std::uint64_t parts = in_.number();
  if ((parts & kBounds) != 0) {
    bounds(rules.minimum);
    bounds(rules.maximum);
  }
  if ((parts & kMultiple) != 0) rules.multiple_of = value();
  if ((parts & kLengths) != 0) {
    rules.min_length = limit();
    rules.max_length = limit();
  }
  if ((parts & kPattern) != 0) {
    rules.pattern = pattern();
    rules.generate = constant();
  }
  if ((parts & kFormat) != 0) rules.format = in_.text();
  rules.has_enum = (parts & kEnum) != 0;
  const std::size_t allowed = rules.has_enum ? in_.count() : 0;
  rules.allowed.reserve(allowed);
  for (std::size_t i = 0; i < allowed; ++i) rules.allowed.push_back(value());
  const std::size_t synonyms = (parts & kSynonyms) != 0 ? in_.count() : 0;
  for (std::size_t i = 0; i < synonyms; ++i) {
    const std::string_view word = in_.text();
    rules.synonyms.emplace_back(word, in_.text());
  }
}

void Unpacker::bounds(std::vector<Bound>& out) {
  const std::size_t size = in_.count();
  out.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    value::Value number = value();
    if (!number.is_number()) in_.fail();
    out.push_back({std::move(number), in_.byte() != 0});
  }
}

Pattern Unpacker::pattern() {
  const std::string_view text = in_.text();
  return Pattern(text, texts());
}

void Unpacker::list(ListRules& rules) {
  rules.items = reference();
  rules.min = limit();
  rules.max = limit();
  rules.unique = in_.byte() != 0;
}

void Unpacker::map(MapRules& rules) {
  const std::uint64_t parts = in_.number();
  rules.closed = (parts & kClosed) != 0;
  properties(rules);
  const std::size_t patterns = (parts & kPatterns) != 0 ? in_.count() : 0;
  for (std::size_t i = 0; i < patterns && in_.good(); ++i) {
    Pattern one = pattern();
    rules.patterns.push_back({std::move(one), some()});
  }
  const std::size_t dependencies = (parts & kDependencies) != 0 ? in_.count() : 0;
  for (std::size_t i = 0; i < dependencies; ++i) {
    const std::string_view key = in_.text();
    rules.dependencies.push_back({key, texts()});
  }
  if ((parts & kSizes) != 0) {
    rules.min = limit();
    rules.max = limit();
  }
  if ((parts & kFurther) != 0) rules.further = texts();
  if ((parts & kRequired) != 0) rules.required = texts();
  if ((parts & kSchemas) == 0) return;
  rules.additional = reference();
  rules.names = reference();
}

void Unpacker::properties(MapRules& rules) {
  const std::size_t size = in_.count();
  rules.properties.reserve(size);
  for (std::size_t i = 0; i < size && in_.good(); ++i) {
    const std::string_view name = in_.text();
    rules.properties.push_back({name, some()});
  }
}

void Unpacker::in_place(InPlace& in) {
  in.reference = reference();
  references(in.all_of);
  references(in.any_of);
  references(in.one_of);
  in.negated = reference();
  in.refusal = in_.text();
  in.condition = reference();
  in.consequence = reference();
  in.alternative = reference();
}

void Unpacker::declared() {
  const std::uint64_t parts = in_.number();
  Declared& declared = parsed_.outline.emplace_back();
  declared.inner = (parts & kInner) != 0;
  declared.secret = (parts & kSecret) != 0;
  declared.pointer = in_.text();
  declared.description = in_.text();
  declared.group = in_.text();
  if ((parts & kDefaultSpan) != 0) declared.default_span = span();
  if ((parts & kLeaf) == 0) return;
  declared.leaf = parsed_.leaves.size();
  leaf(declared);
}

void Unpacker::leaf(const Declared& declared) {
  Leaf& leaf = parsed_.leaves.emplace_back();
  const std::uint64_t parts = in_.number();
  leaf.pointer = declared.pointer;
  leaf.description = declared.description;
  leaf.group = declared.group;
  leaf.secret = declared.secret;
  leaf.required = (parts & kLeafRequired) != 0;
  leaf.deprecated = (parts & kLeafDeprecated) != 0;
  const std::uint8_t type = in_.byte();
  if (type > static_cast<std::uint8_t>(LeafType::kAny)) in_.fail();
  leaf.type = in_.good() ? static_cast<LeafType>(type) : LeafType::kString;
  leaf.format = in_.text();
  leaf.default_value = constant();
  leaf.allowed = texts();
  leaf.flag = in_.text();
  leaf.short_flag = static_cast<char>(in_.byte());
  leaf.generate = constant();
  leaf.example = constant();
  leaf.load = in_.text();
  leaf.span = span();
}

}  // namespace

std::string pack(const Draft& draft) { return Packer(draft).run(); }

std::shared_ptr<const Schema::Parsed> unpack(std::string bytes, diag::SourceId source) {
  auto parsed = std::make_shared<Schema::Parsed>();
  parsed->bytes = std::move(bytes);
  return Unpacker(*parsed, source).run() ? parsed : nullptr;
}

}  // namespace copctl::schema
