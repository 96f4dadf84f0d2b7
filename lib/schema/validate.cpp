#include "schema/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "schema/load.h"
#include "schema/types.h"

namespace copctl::schema {

namespace {

// `required` that requires itself below would never end.
constexpr int kMaxMissingDepth = 8;
// An unknown key is answered with the known ones when they are few.
constexpr std::size_t kMaxListed = 8;
// Steps for a schema's own defaults: what is not seen by then is judged when it is met.
constexpr std::size_t kMaxLearningSteps = 50'000;

const Property* find_property(const Node& node, std::string_view key) {
  for (const Node* one : described(node)) {
    if (const Property* property = one->map->find(key)) return property;
  }
  return nullptr;
}

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The keys that a closed map may have.
std::vector<std::string_view> known_keys(const MapRules& rules) {
  if (!rules.further.empty()) return rules.further;
  std::vector<std::string_view> names;
  for (const Property& property : rules.properties) names.push_back(property.name);
  return names;
}

// Defaults stand nowhere that matters while a schema is loaded.
class NoPlaces final : public Places {
 public:
  diag::Span span(std::string_view, bool) const override { return {}; }
  std::string how_to_give(std::string_view) const override { return {}; }
  bool secret(std::string_view) const override { return false; }
  std::optional<std::string> written(std::string_view) const override { return std::nullopt; }
};

}  // namespace

std::string name_of(const std::string& pointer) {
  return pointer.empty() ? "the whole" : quoted(value::display_pointer(pointer));
}

std::string Place::pointer() const {
  if (whole()) return {};
  const std::string above = above_->pointer();
  return key_.data() != nullptr ? value::child_pointer(above, key_)
                                : value::child_pointer(above, index_);
}

bool Validator::secret(const std::string& pointer) {
  const auto [at, fresh] = secrets_.try_emplace(pointer, false);
  if (fresh) at->second = places_.secret(pointer);
  return at->second;
}

std::string Validator::got(const Subject& subject) {
  if (secret(subject.place.pointer())) return {};
  return fmt::format("; got {}", described_value(subject.value));
}

void Validator::pass(Violation violation, Out out) {
  out.any = true;
  if (!out.quiet) out.violations.push_back(std::move(violation));
}

void Validator::check(const Node& node, const Subject& subject, bool whole, Out out) {
  // One fault is all that a quiet judgement wants.
  if (++steps_ > limit_ || (out.quiet && out.any)) return;
  if (node.fixed.has_value()) {
    if (!*node.fixed) {
      add(
          out, diag::Kind::kUnknownKey, subject.place,
          [&] { return fmt::format("{} is not allowed here", name_of(subject.place)); }, true);
    }
    return;
  }
  scalar(node, subject, out);
  if (subject.value.is_list() && node.list.given()) list(*node.list, subject, out);
  if (subject.value.is_map() && node.map.given()) map(*node.map, subject, whole, out);
  if (node.in_place.given()) in_place(*node.in_place, subject, out);
}

void Validator::list(const ListRules& rules, const Subject& subject, Out out) {
  const std::size_t count = subject.value.items().size();
  const auto wrong = [&](std::string_view bound, std::size_t n) {
    add(out, diag::Kind::kOutOfRange, subject.place, [&] {
      return fmt::format("{} must have at {} {} item{}; got {}", name_of(subject.place), bound, n,
                         n == 1 ? "" : "s", count);
    });
  };
  if (rules.min && count < *rules.min) wrong("least", *rules.min);
  if (rules.max && count > *rules.max) wrong("most", *rules.max);
  if (rules.unique) unique(subject, out);
  if (rules.items == nullptr) return;
  for (std::size_t i = 0; i < count; ++i) {
    check(*rules.items, {subject.value.items()[i], subject.place.item(i)}, true, out);
  }
}

void Validator::unique(const Subject& subject, Out out) {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < subject.value.items().size(); ++i) {
    std::string error;
    auto text = codec::encode_json(subject.value.items()[i], {}, error);
    if (!text) continue;
    const auto [at, fresh] = first.emplace(std::move(*text), i);
    if (fresh) continue;
    const Place place = subject.place.item(i);
    add(out, diag::Kind::kInvalidValue, place, [&, earlier = at->second] {
      return fmt::format("{} repeats {}", name_of(place), name_of(subject.place.item(earlier)));
    });
  }
}

void Validator::map(const MapRules& rules, const Subject& subject, bool whole, Out out) {
  const std::size_t count = subject.value.entries().size();
  const auto wrong = [&](std::string_view bound, std::size_t n) {
    add(out, diag::Kind::kOutOfRange, subject.place, [&] {
      return fmt::format("{} must have at {} {} key{}; got {}", name_of(subject.place), bound, n,
                         n == 1 ? "" : "s", count);
    });
  };
  if (rules.min && count < *rules.min) wrong("least", *rules.min);
  if (rules.max && count > *rules.max) wrong("most", *rules.max);
  keys(rules, subject, whole, out);
  for (const std::string_view key : rules.required) {
    if (subject.value.find(key) != nullptr || rules.find(key) != nullptr) continue;
    missing(nullptr, subject.place.entry(key), 0, out);
  }
  for (const Dependency& dependency : rules.dependencies) {
    if (subject.value.find(dependency.key) == nullptr) continue;
    for (const std::string_view key : dependency.required) {
      if (subject.value.find(key) != nullptr) continue;
      missing(nullptr, subject.place.entry(key), 0, out);
    }
  }
}

// Declared properties in the order of the schema, so that messages without a position come in that
// order too; then the keys that are not declared.
void Validator::keys(const MapRules& rules, const Subject& subject, bool whole, Out out) {
  std::size_t declared = 0;
  for (const Property& property : rules.properties) {
    const value::Value* v = subject.value.find(property.name);
    if (v != nullptr) {
      ++declared;
      check(*property.schema, {*v, subject.place.entry(property.name)}, true, out);
    } else if (holds(rules.required, property.name)) {
      missing(property.schema, subject.place.entry(property.name), 0, out);
    }
  }
  const bool judges_all = rules.names != nullptr || !rules.patterns.empty();
  if (declared == subject.value.entries().size() && !judges_all) return;
  for (const auto& [key, v] : subject.value.entries()) further_key(rules, subject, key, whole, out);
}

void Validator::key_name(const Node& names, const std::string& key, const Place& place, Out out) {
  const value::Value text = value::Value::string(key);
  Findings wrong{.quiet = out.quiet};
  check(names, {text, place}, true, wrong);
  out.any = out.any || wrong.any;
  for (Violation& violation : wrong.violations) {
    violation.key = true;
    violation.message = "the key " + violation.message;
    pass(std::move(violation), out);
  }
}

void Validator::further_key(const MapRules& rules, const Subject& map, const std::string& key,
                            bool whole, Out out) {
  const Place place = map.place.entry(key);
  const Subject entry{*map.value.find(key), place};
  if (rules.names != nullptr) key_name(*rules.names, key, place, out);
  bool judged = rules.find(key) != nullptr;
  for (const PatternProperty& pattern : rules.patterns) {
    if (!pattern.pattern.matches(key)) continue;
    check(*pattern.schema, entry, true, out);
    judged = true;
  }
  if (judged) return;
  const Node* additional = rules.additional;
  const bool refused = additional != nullptr && additional->fixed == false;
  if (refused) {
    unknown_key(map, key, whole ? known_keys(rules) : std::vector<std::string_view>(), out);
  } else if (additional != nullptr) {
    check(*additional, entry, true, out);
  } else if (whole && rules.closed && !holds(rules.further, key)) {
    unknown_key(map, key, known_keys(rules), out);
  }
}

void Validator::unknown_key(const Subject& map, const std::string& key,
                            const std::vector<std::string_view>& known, Out out) {
  const auto message = [&] {
    const std::vector<std::string> names(known.begin(), known.end());
    std::string hint = did_you_mean(key, names);
    if (hint.empty() && !names.empty() && names.size() <= kMaxListed) {
      hint = fmt::format("; known here: {}", listed(names, "and"));
    }
    const std::string where = map.place.whole() ? "" : " in " + name_of(map.place);
    return fmt::format("unknown key {}{}{}", quoted(key), where, hint);
  };
  add(out, diag::Kind::kUnknownKey, map.place.entry(key), message, true);
}

// A missing object is told by what it must hold, for that is what the user can give.
void Validator::missing(const Node* schema, const Place& place, int depth, Out out) {
  std::vector<std::string_view> inner;
  if (!out.quiet && schema != nullptr && depth < kMaxMissingDepth) {
    for (const Node* one : described(*schema)) {
      inner.insert(inner.end(), one->map->required.begin(), one->map->required.end());
    }
  }
  for (const std::string_view key : inner) {
    const Property* property = find_property(*schema, key);
    missing(property == nullptr ? nullptr : property->schema, place.entry(key), depth + 1, out);
  }
  if (!inner.empty()) return;
  add(out, diag::Kind::kMissingParameter, place, [&] {
    const std::string how = places_.how_to_give(place.pointer());
    return fmt::format("{} is required{}{}", name_of(place), how.empty() ? "" : "; ", how);
  });
}

bool validate(const Node& root, const value::Value& instance, const Places& places,
              diag::Diagnostics& diagnostics) {
  Findings found;
  Validator validator(places);
  validator.check(root, {instance, Place()}, true, found);
  if (validator.exhausted()) {
    diagnostics.error(
        {}, diag::Kind::kInvalidSchema,
        fmt::format("the values need more than {} comparisons with the schema", kMaxSteps));
    return false;
  }
  std::set<std::pair<std::string, std::string>> told;
  for (Violation& violation : found.violations) {
    if (!told.emplace(violation.pointer, violation.message).second) continue;
    diagnostics
        .error(places.span(violation.pointer, violation.key), violation.kind,
               std::move(violation.message))
        .notes = std::move(violation.notes);
  }
  return !found.any;
}

void learn_defaults(Draft& draft) {
  for (const Node& node : draft.nodes) {
    node.scalar->pattern.learn();
    for (const PatternProperty& one : node.map->patterns) one.pattern.learn();
  }
  const NoPlaces places;
  Findings ignored;
  Validator(places, kMaxLearningSteps).check(*draft.root, {draft.defaults, Place()}, true, ignored);
}

}  // namespace copctl::schema
