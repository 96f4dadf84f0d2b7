#include "schema/schema.h"

#include <algorithm>

#include "schema/load.h"
#include "schema/node.h"
#include "schema/validate.h"

namespace copctl::schema {

namespace {

// `node` and all that judges the same place, in any case.
std::vector<const Node*> possible(const Node& node) {
  std::vector<const Node*> out{&node};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const InPlace& in = out[i]->in_place;
    std::vector<const Node*> next{in.reference, in.consequence, in.alternative};
    for (const auto* many : {&in.all_of, &in.any_of, &in.one_of}) {
      next.insert(next.end(), many->begin(), many->end());
    }
    for (const Node* one : next) {
      if (one != nullptr && std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    }
  }
  return out;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The schemas of the child `step` under any of `parents`, and all that judges the same place.
std::vector<const Node*> children(const std::vector<const Node*>& parents, std::string_view step) {
  std::vector<const Node*> out;
  const auto add = [&](const Node* node) {
    if (node == nullptr) return;
    for (const Node* one : possible(*node)) {
      if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    }
  };
  for (const Node* parent : parents) {
    const Property* property = parent->map.find(step);
    if (property != nullptr) {
      add(property->schema);
      continue;
    }
    for (const PatternProperty& pattern : parent->map.patterns) {
      if (matches(pattern.pattern, step)) add(pattern.schema);
    }
    add(parent->map.additional);
    if (all_digits(step)) add(parent->list.items);
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

// Follows a pointer from the root; `stop` may end the walk early at the schemas of one place.
template <class Stop>
bool walk(const Node& root, std::string_view pointer, Stop stop) {
  std::vector<const Node*> place = possible(root);
  while (true) {
    if (stop(place, pointer.empty())) return true;
    if (pointer.empty() || place.empty()) return false;
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    place = children(place, unescaped(pointer.substr(0, slash)));
    pointer.remove_prefix(slash);
  }
}

}  // namespace

std::optional<Schema> Schema::load(codec::Document document, diag::Diagnostics& diagnostics) {
  auto parsed = std::make_shared<Parsed>();
  parsed->document = std::move(document);
  Loader loader(*parsed, diagnostics);
  if (!loader.run() || !declare(*parsed, diagnostics)) return std::nullopt;
  Schema schema;
  schema.parsed_ = std::move(parsed);
  return schema;
}

const value::Value& Schema::root() const { return parsed_->document.value; }

const std::vector<Leaf>& Schema::leaves() const { return parsed_->leaves; }

const std::vector<Declared>& Schema::outline() const { return parsed_->outline; }

const value::Value& Schema::defaults() const { return parsed_->defaults; }

diag::Span Schema::default_span(std::string_view pointer) const {
  return parsed_->default_spans.nearest(pointer).value;
}

bool Schema::secret(std::string_view pointer) const {
  return walk(*parsed_->root, pointer, [](const std::vector<const Node*>& place, bool) {
    return std::any_of(place.begin(), place.end(),
                       [](const Node* node) { return node->notes.write_only; });
  });
}

bool Schema::declares(std::string_view pointer) const {
  return walk(*parsed_->root, pointer, [](const std::vector<const Node*>& place, bool last) {
    return last && !place.empty();
  });
}

bool Schema::validate(value::Value& instance, const Places& places,
                      diag::Diagnostics& diagnostics) const {
  prepare(*parsed_->root, instance, places);
  return schema::validate(*parsed_->root, instance, places, diagnostics);
}

}  // namespace copctl::schema
