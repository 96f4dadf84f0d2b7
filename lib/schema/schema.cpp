#include "schema/schema.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "schema/load.h"
#include "schema/node.h"
#include "schema/validate.h"

namespace copctl::schema {

namespace {

// Adds `node` and all that judges the same place, in any case.
void add_possible(const Node* node, NodeList& out) {
  std::size_t i = out.nodes().size();
  for (out.add(node); i < out.nodes().size(); ++i) {
    const InPlace& in = *out.nodes()[i]->in_place;
    for (const Node* one : {in.reference, in.consequence, in.alternative}) out.add(one);
    for (const auto* many : {&in.all_of, &in.any_of, &in.one_of}) {
      for (const Node* one : *many) out.add(one);
    }
  }
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The schemas of the child `step` under any of `parents`, and all that judges the same place.
NodeList children(const NodeList& parents, std::string_view step) {
  NodeList out;
  for (const Node* parent : parents.nodes()) {
    const Property* property = parent->map->find(step);
    if (property != nullptr) {
      add_possible(property->schema, out);
      continue;
    }
    for (const PatternProperty& pattern : parent->map->patterns) {
      if (pattern.pattern.matches(step)) add_possible(pattern.schema, out);
    }
    add_possible(parent->map->additional, out);
    if (all_digits(step)) add_possible(parent->list->items, out);
  }
  return out;
}

std::string unescaped(std::string_view step) {
  std::string out;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    if (escape) ++i;
    out += escape ? (step[i] == '1' ? '/' : '~') : step[i];
  }
  return out;
}

bool has_none(const MapRules& rules) {
  const bool any = rules.additional == nullptr || rules.additional->fixed == true;
  return any && !rules.closed && rules.properties.empty() && rules.patterns.empty();
}

// Whether the schemas of a place let anything stand below it, as `{type: object}` does.
bool is_free(const std::vector<const Node*>& place) {
  constexpr TypeSet kInner = kArrayBit | kObjectBit;
  return std::all_of(place.begin(), place.end(), [](const Node* node) {
    const InPlace& in = *node->in_place;
    // Its parts stand in `place` themselves.
    const bool composed = in.reference != nullptr || in.consequence != nullptr ||
                          !in.all_of.empty() || !in.any_of.empty() || !in.one_of.empty();
    if (composed && has_none(*node->map)) return true;
    return node->fixed != false && (node->types == 0 || (node->types & kInner) != 0) &&
           node->list->items == nullptr && has_none(*node->map);
  });
}

// Follows a pointer from the root; `stop` may end the walk early at the schemas of one place.
template <class Stop>
bool walk(const Node& root, std::string_view pointer, Stop stop) {
  NodeList place;
  add_possible(&root, place);
  while (true) {
    if (stop(place.nodes(), pointer.empty())) return true;
    if (pointer.empty() || place.nodes().empty()) return false;
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    place = children(place, unescaped(pointer.substr(0, slash)));
    pointer.remove_prefix(slash);
  }
}

}  // namespace

value::Value Constant::value() const {
  if (!given()) return {};
  auto v = codec::unpack_value(packed_);
  return v ? std::move(*v) : value::Value();
}

std::size_t Declared::depth() const {
  return static_cast<std::size_t>(std::count(pointer.begin(), pointer.end(), '/'));
}

std::string Declared::name() const { return unescaped(pointer.substr(pointer.rfind('/') + 1)); }

value::Path Leaf::path() const {
  value::Path path;
  for (const std::string_view step : base::split(pointer.substr(1), '/')) {
    path.emplace_back(unescaped(step));
  }
  return path;
}

const Declared* Schema::Parsed::find(std::string_view pointer) const {
  const auto at = std::lower_bound(
      by_pointer.begin(), by_pointer.end(), pointer,
      [&](std::uint32_t place, std::string_view p) { return outline[place].pointer < p; });
  const bool found = at != by_pointer.end() && outline[*at].pointer == pointer;
  return found ? &outline[*at] : nullptr;
}

// What was checked is packed and used in that form, as if the build had packed it: there is one way
// to use a schema.
std::optional<Schema> Schema::load(const codec::Document& document,
                                   diag::Diagnostics& diagnostics) {
  Draft draft(document);
  if (!Loader(draft, diagnostics).run() || !declare(draft, diagnostics)) return std::nullopt;
  learn_defaults(draft);
  auto schema = unpack(pack(draft), document.span.source);
  COPCTL_CHECK(schema.has_value());
  return schema;
}

std::optional<Schema> Schema::unpack(std::string bytes, diag::SourceId source) {
  Schema schema;
  schema.parsed_ = schema::unpack(std::move(bytes), source);
  return schema.parsed_ == nullptr ? std::nullopt : std::optional(std::move(schema));
}

const std::string& Schema::packed() const { return parsed_->bytes; }

const std::vector<Leaf>& Schema::leaves() const { return parsed_->leaves; }

const std::vector<Declared>& Schema::outline() const { return parsed_->outline; }

value::Value Schema::defaults() const { return parsed_->defaults.value(); }

diag::Span Schema::default_span(std::string_view pointer) const {
  for (; !pointer.empty(); pointer = pointer.substr(0, pointer.rfind('/'))) {
    const Declared* declared = parsed_->find(pointer);
    if (declared != nullptr && declared->default_span) return declared->default_span;
  }
  return parsed_->default_span;
}

bool Schema::secret(std::string_view pointer) const {
  const Declared* declared = parsed_->find(pointer);
  const bool known = declared != nullptr && (declared->secret || !parsed_->secrets_in_branches);
  if (known) return declared->secret;
  return walk(*parsed_->root, pointer, [](const std::vector<const Node*>& place, bool) {
    return std::any_of(place.begin(), place.end(),
                       [](const Node* node) { return node->write_only; });
  });
}

bool Schema::declares(std::string_view pointer) const {
  return walk(*parsed_->root, pointer, [](const std::vector<const Node*>& place, bool last) {
    return !place.empty() && (last || is_free(place));
  });
}

bool Schema::is_open(std::string_view pointer) const {
  if (secret(pointer)) return false;
  return walk(*parsed_->root, pointer, [](const std::vector<const Node*>& place, bool) {
    return !place.empty() && is_free(place);
  });
}

bool Schema::validate(value::Value& instance, const Places& places,
                      diag::Diagnostics& diagnostics) const {
  prepare(*parsed_->root, instance, places);
  return schema::validate(*parsed_->root, instance, places, diagnostics);
}

}  // namespace copctl::schema
