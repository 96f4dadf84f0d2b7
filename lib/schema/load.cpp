#include "schema/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "schema/types.h"

namespace copctl::schema {

namespace {

using value::Value;

// Each subschema that judges the same place as `node`, whether always or in some case. `visit`
// gets it.
template <class Visit>
void each_in_place(const Node& node, Visit visit) {
  const InPlace& in = *node.in_place;
  for (const Node* one : {in.reference, in.negated, in.condition, in.consequence, in.alternative}) {
    if (one != nullptr) visit(*one);
  }
  for (const auto* many : {&in.all_of, &in.any_of, &in.one_of}) {
    for (const Node* one : *many) visit(*one);
  }
}

// True when no other schema judges the same place.
bool alone(const Node& node) {
  bool alone = true;
  each_in_place(node, [&](const Node&) { alone = false; });
  return alone;
}

// Walks what judges one place, to find a `$ref` that leads back to itself.
class NestingCheck {
 public:
  explicit NestingCheck(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  bool visit(const Node& node, int depth) {
    if (alone(node) || done_.contains(&node)) return true;
    const bool circle = !open_.insert(&node).second;
    if (circle || depth > kMaxNesting) {
      diagnostics_.error(node.notes->span, diag::Kind::kInvalidSchema,
                         circle ? "the schema refers to itself and never to a value below"
                                : fmt::format("more than {} schemas for one value, each within the "
                                              "other",
                                              kMaxNesting));
      return false;
    }
    bool sound = true;
    each_in_place(node, [&](const Node& next) { sound = sound && visit(next, depth + 1); });
    open_.erase(&node);
    done_.insert(&node);
    return sound;
  }

 private:
  diag::Diagnostics& diagnostics_;
  std::unordered_set<const Node*> open_;
  std::unordered_set<const Node*> done_;
};

// What the schemas of one place say together about its keys.
struct Keys {
  bool listed = false;
  bool opened = false;
  std::vector<std::string_view> names;
};

// `if` and `not` only name keys; the others also close.
void gather(const Node& node, bool closes, std::unordered_set<const Node*>& seen, Keys& keys) {
  if (seen.size() > kMaxTogether || !seen.insert(&node).second) return;
  if (closes && !node.map->properties.empty()) keys.listed = true;
  if (node.map->additional != nullptr) keys.opened = true;
  for (const Property& property : node.map->properties) keys.names.push_back(property.name);
  const InPlace& in = *node.in_place;
  each_in_place(node, [&](const Node& next) {
    gather(next, closes && &next != in.condition && &next != in.negated, seen, keys);
  });
}

}  // namespace

const Property* MapRules::find(std::string_view name) const {
  const auto at = std::find_if(properties.begin(), properties.end(),
                               [&](const Property& p) { return p.name == name; });
  return at == properties.end() ? nullptr : &*at;
}

void NodeList::add(const Node* node) {
  constexpr std::size_t kShort = 16;
  const bool known = nodes_.size() <= kShort
                         ? std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end()
                         : seen_.contains(node);
  if (node == nullptr || known) return;
  nodes_.push_back(node);
  if (nodes_.size() == kShort + 1) seen_.insert(nodes_.begin(), nodes_.end());
  if (nodes_.size() > kShort + 1) seen_.insert(node);
}

std::vector<const Node*> described(const Node& node) {
  if (described_alone(node)) return {&node};
  NodeList out;
  out.add(&node);
  for (std::size_t i = 0; i < out.nodes().size(); ++i) {
    const InPlace& in = *out.nodes()[i]->in_place;
    out.add(in.reference);
    for (const Node* one : in.all_of) out.add(one);
  }
  return out.nodes();
}

void Loader::error(diag::Span span, std::string message) {
  diagnostics_.error(span, diag::Kind::kInvalidSchema, std::move(message));
}

void Loader::misshapen(const Site& site, std::string_view wanted) {
  error(span(site),
        fmt::format("`{}` must be {}; got {}", site.keyword, wanted, described_value(site.value)));
}

Loader::Descent::Descent(Loader& loader, std::string_view step)
    : pointer_(loader.pointer_), size_(loader.pointer_.size()) {
  value::append_step(pointer_, step);
}

value::SpanTable::Spans Loader::spans(std::string_view step) const {
  return draft_.document.spans.nearest(value::child_pointer(pointer_, step));
}

std::vector<const value::Entries::value_type*> Loader::ordered(const Value& map) {
  std::vector<std::pair<std::uint32_t, const value::Entries::value_type*>> found;
  found.reserve(map.entries().size());
  for (const auto& entry : map.entries()) {
    const Descent descent(*this, entry.first);
    const auto* at = draft_.document.spans.find(pointer_);
    found.emplace_back(at == nullptr ? 0 : at->key.begin, &entry);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const value::Entries::value_type*> out;
  out.reserve(found.size());
  for (const auto& [begin, entry] : found) out.push_back(entry);
  return out;
}

Node* Loader::read(const Value& v, std::string_view step) {
  const Descent descent(*this, step);
  return read_here(v);
}

Node* Loader::read_here(const Value& v) {
  const diag::Span outer = span_;
  if (const auto* at = draft_.document.spans.find(pointer_)) span_ = at->value;
  Node& node = draft_.nodes.emplace_back();
  node.notes.edit().span = span_;
  if (pointer_.starts_with("/$defs/")) by_pointer_.emplace(pointer_, &node);
  if (v.is_bool()) {
    node.fixed = v.as_bool();
  } else if (!v.is_map()) {
    error(span_, fmt::format("a schema must be a map, true or false; got {}", described_value(v)));
  } else if (depth_ >= static_cast<int>(codec::kMaxDepth)) {
    error(span_, fmt::format("schemas nest deeper than {}", codec::kMaxDepth));
  } else {
    ++depth_;
    read_keywords(node, v);
    --depth_;
  }
  span_ = outer;
  return &node;
}

void Loader::read_keywords(Node& node, const Value& map) {
  for (const auto& [keyword, v] : map.entries()) {
    if (read_keyword(*this, node, {v, keyword})) continue;
    std::string message = unknown_keyword(keyword);
    if (!message.empty()) error(spans(keyword).key, std::move(message));
  }
  check_together(*this, node);
}

std::string Loader::nearest_target(const std::string& target) const {
  std::vector<std::string> names;
  for (const auto& [pointer, node] : by_pointer_) names.push_back("#" + pointer);
  std::sort(names.begin(), names.end());
  return did_you_mean("#" + target, names);
}

void Loader::bind_references() {
  for (Node& node : draft_.nodes) {
    const Notes& notes = *node.notes;
    if (notes.target.empty()) continue;
    const auto at = by_pointer_.find(notes.target);
    if (at != by_pointer_.end()) {
      node.in_place.edit().reference = at->second;
      continue;
    }
    error(notes.target_span, fmt::format("`$ref` leads nowhere: {}{}", quoted("#" + notes.target),
                                         nearest_target(notes.target)));
  }
}

bool Loader::check_nesting() {
  NestingCheck check(diagnostics_);
  for (const Node& node : draft_.nodes) {
    if (!check.visit(node, 0)) return false;
  }
  return true;
}

// Draft 2020-12 leaves objects open. Here an object that lists properties is closed, for a misspelt
// key would else be lost without a word; `additionalProperties` anywhere on the place has the say.
bool Loader::close_objects() {
  for (Node& node : draft_.nodes) {
    if (alone(node)) {
      const bool closed = !node.map->properties.empty() && node.map->additional == nullptr;
      if (closed) node.map.edit().closed = true;
      continue;
    }
    Keys keys;
    std::unordered_set<const Node*> seen;
    gather(node, true, seen, keys);
    if (seen.size() > kMaxTogether) {
      error(node.notes->span, fmt::format("more than {} schemas for one value", kMaxTogether));
      return false;
    }
    if (!keys.listed || keys.opened) continue;
    node.map.edit().closed = true;
    node.map.edit().further = std::move(keys.names);
  }
  return true;
}

bool Loader::run() {
  const std::size_t before = diagnostics_.error_count();
  if (!draft_.document.value.is_map()) {
    error(draft_.document.span,
          fmt::format("a schema must be a map; got {}", described_value(draft_.document.value)));
    return false;
  }
  draft_.root = read_here(draft_.document.value);
  bind_references();
  if (diagnostics_.error_count() != before || !check_nesting()) return false;
  return close_objects();
}

}  // namespace copctl::schema
