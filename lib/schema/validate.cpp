#include "schema/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "schema/types.h"

namespace copctl::schema {

namespace {

// `required` that requires itself below would never end.
constexpr int kMaxMissingDepth = 8;
// An unknown key is answered with the known ones when they are few.
constexpr std::size_t kMaxListed = 8;

const Property* find_property(const Node& node, std::string_view key) {
  for (const Node* one : described(node)) {
    if (const Property* property = one->map.find(key)) return property;
  }
  return nullptr;
}

}  // namespace

std::string Validator::name(const std::string& pointer) const {
  return pointer.empty() ? "the whole" : quoted(value::display_pointer(pointer));
}

bool Validator::secret(const std::string& pointer) {
  const auto [at, fresh] = secrets_.try_emplace(pointer, false);
  if (fresh) at->second = places_.secret(pointer);
  return at->second;
}

std::string Validator::got(const Subject& subject) {
  if (secret(subject.pointer)) return {};
  return fmt::format("; got {}", described_value(subject.value));
}

void Validator::add(Out out, diag::Kind kind, const std::string& pointer, std::string message,
                    bool key) {
  steps_ += kMessageSteps;
  if (out.size() < kMaxViolations) out.push_back({kind, pointer, key, std::move(message), {}});
}

void Validator::check(const Node& node, const Subject& subject, bool whole, Out out) {
  if (++steps_ > kMaxSteps) return;
  if (node.fixed.has_value()) {
    if (!*node.fixed) {
      add(out, diag::Kind::kUnknownKey, subject.pointer,
          fmt::format("{} is not allowed here", name(subject.pointer)), true);
    }
    return;
  }
  scalar(node, subject, out);
  if (subject.value.is_list()) list(node, subject, out);
  if (subject.value.is_map()) map(node, subject, whole, out);
  in_place(node, subject, out);
}

void Validator::list(const Node& node, const Subject& subject, Out out) {
  const std::size_t count = subject.value.items().size();
  const ListRules& rules = node.list;
  const auto wrong = [&](std::string_view bound, std::size_t n) {
    add(out, diag::Kind::kOutOfRange, subject.pointer,
        fmt::format("{} must have at {} {} item{}; got {}", name(subject.pointer), bound, n,
                    n == 1 ? "" : "s", count));
  };
  if (rules.min && count < *rules.min) wrong("least", *rules.min);
  if (rules.max && count > *rules.max) wrong("most", *rules.max);
  if (rules.unique) unique(subject, out);
  if (rules.items == nullptr) return;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string pointer = value::child_pointer(subject.pointer, i);
    check(*rules.items, {subject.value.items()[i], pointer}, true, out);
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
    const std::string pointer = value::child_pointer(subject.pointer, i);
    add(out, diag::Kind::kInvalidValue, pointer,
        fmt::format("{} repeats {}", name(pointer),
                    name(value::child_pointer(subject.pointer, at->second))));
  }
}

void Validator::map(const Node& node, const Subject& subject, bool whole, Out out) {
  const std::size_t count = subject.value.entries().size();
  const auto wrong = [&](std::string_view bound, std::size_t n) {
    add(out, diag::Kind::kOutOfRange, subject.pointer,
        fmt::format("{} must have at {} {} key{}; got {}", name(subject.pointer), bound, n,
                    n == 1 ? "" : "s", count));
  };
  if (node.map.min && count < *node.map.min) wrong("least", *node.map.min);
  if (node.map.max && count > *node.map.max) wrong("most", *node.map.max);
  keys(node, subject, whole, out);
  for (const std::string& key : node.map.required) {
    const bool listed = node.map.find(key) != nullptr;
    if (!listed && subject.value.find(key) == nullptr) {
      missing(nullptr, value::child_pointer(subject.pointer, key), 0, out);
    }
  }
  for (const Dependency& dependency : node.map.dependencies) {
    if (subject.value.find(dependency.key) == nullptr) continue;
    for (const std::string& key : dependency.required) {
      if (subject.value.find(key) != nullptr) continue;
      missing(nullptr, value::child_pointer(subject.pointer, key), 0, out);
    }
  }
}

// Declared properties in the order of the schema, so that messages without a position come in that
// order too; then the keys that are not declared.
void Validator::keys(const Node& node, const Subject& subject, bool whole, Out out) {
  const auto& required = node.map.required;
  for (const Property& property : node.map.properties) {
    const std::string pointer = value::child_pointer(subject.pointer, property.name);
    const value::Value* v = subject.value.find(property.name);
    if (v != nullptr) {
      check(*property.schema, {*v, pointer}, true, out);
    } else if (std::find(required.begin(), required.end(), property.name) != required.end()) {
      missing(property.schema, pointer, 0, out);
    }
  }
  for (const auto& [key, v] : subject.value.entries()) further_key(node, subject, key, whole, out);
}

void Validator::further_key(const Node& node, const Subject& map, const std::string& key,
                            bool whole, Out out) {
  const std::string pointer = value::child_pointer(map.pointer, key);
  const Subject entry{*map.value.find(key), pointer};
  if (node.map.names != nullptr) {
    const value::Value text = value::Value::string(key);
    std::vector<Violation> wrong;
    check(*node.map.names, {text, pointer}, true, wrong);
    for (Violation& violation : wrong) {
      violation.key = true;
      violation.message = "the key " + violation.message;
      out.push_back(std::move(violation));
    }
  }
  bool judged = node.map.find(key) != nullptr;
  for (const PatternProperty& pattern : node.map.patterns) {
    if (!pattern.pattern.matches(key)) continue;
    check(*pattern.schema, entry, true, out);
    judged = true;
  }
  if (judged) return;
  const Node* additional = node.map.additional;
  const bool refused = additional != nullptr && additional->fixed == false;
  if (refused && whole) {
    std::vector<std::string> known = node.known;
    for (const Property& property : node.map.properties) known.push_back(property.name);
    unknown_key(map, key, known, out);
  } else if (refused) {
    unknown_key(map, key, {}, out);
  } else if (additional != nullptr) {
    check(*additional, entry, true, out);
  } else if (whole && node.closed &&
             std::find(node.known.begin(), node.known.end(), key) == node.known.end()) {
    unknown_key(map, key, node.known, out);
  }
}

void Validator::unknown_key(const Subject& map, const std::string& key,
                            const std::vector<std::string>& known, Out out) {
  std::string hint = did_you_mean(key, known);
  if (hint.empty() && !known.empty() && known.size() <= kMaxListed) {
    hint = fmt::format("; known here: {}", listed(known, "and"));
  }
  const std::string where = map.pointer.empty() ? "" : " in " + name(map.pointer);
  add(out, diag::Kind::kUnknownKey, value::child_pointer(map.pointer, key),
      fmt::format("unknown key {}{}{}", quoted(key), where, hint), true);
}

// A missing object is told by what it must hold, for that is what the user can give.
void Validator::missing(const Node* schema, const std::string& pointer, int depth, Out out) {
  std::vector<std::string> inner;
  if (schema != nullptr && depth < kMaxMissingDepth) {
    for (const Node* one : described(*schema)) {
      inner.insert(inner.end(), one->map.required.begin(), one->map.required.end());
    }
  }
  for (const std::string& key : inner) {
    const Property* property = find_property(*schema, key);
    missing(property == nullptr ? nullptr : property->schema, value::child_pointer(pointer, key),
            depth + 1, out);
  }
  if (!inner.empty()) return;
  const std::string how = places_.how_to_give(pointer);
  add(out, diag::Kind::kMissingParameter, pointer,
      fmt::format("{} is required{}{}", name(pointer), how.empty() ? "" : "; ", how));
}

bool validate(const Node& root, const value::Value& instance, const Places& places,
              diag::Diagnostics& diagnostics) {
  std::vector<Violation> found;
  const std::string pointer;
  Validator validator(instance, places);
  validator.check(root, {instance, pointer}, true, found);
  if (validator.exhausted()) {
    diagnostics.error(
        {}, diag::Kind::kInvalidSchema,
        fmt::format("the values need more than {} comparisons with the schema", kMaxSteps));
    return false;
  }
  std::set<std::pair<std::string, std::string>> told;
  for (Violation& violation : found) {
    if (!told.emplace(violation.pointer, violation.message).second) continue;
    diagnostics
        .error(places.span(violation.pointer, violation.key), violation.kind,
               std::move(violation.message))
        .notes = std::move(violation.notes);
  }
  return found.empty();
}

}  // namespace copctl::schema
