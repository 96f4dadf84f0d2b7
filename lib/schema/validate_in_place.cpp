#include <fmt/format.h>

#include <algorithm>

#include "schema/types.h"
#include "schema/validate.h"

// `$ref`, `allOf`, `anyOf`, `oneOf`, `not`, `if`: subschemas of one place. When no branch fits, the
// message is that of the branch that the user most likely meant.

namespace copctl::schema {

namespace {

using Problems = std::vector<Violation>;

bool only_at(const Problems& problems, diag::Kind kind, const std::string& pointer) {
  return problems.size() == 1 && problems.front().kind == kind &&
         problems.front().pointer == pointer;
}

bool only_missing(const Problems& problems) {
  return std::all_of(problems.begin(), problems.end(),
                     [](const Violation& v) { return v.kind == diag::Kind::kMissingParameter; });
}

// How far a branch is from what was given: another type, or another value of a key that tells the
// branches apart, is far; everything else is a slip.
std::size_t distance(const Problems& problems, const std::string& pointer) {
  constexpr std::size_t kOtherType = 10'000;
  constexpr std::size_t kOtherWord = 100;
  std::size_t sum = 0;
  for (const Violation& v : problems) {
    const bool here = v.pointer == pointer;
    sum += v.kind == diag::Kind::kWrongType && here ? kOtherType
           : v.kind == diag::Kind::kNotInEnum       ? kOtherWord
                                                    : 1;
  }
  return sum;
}

// The types and the words of all branches.
Node joined(const std::vector<const Node*>& branches) {
  Node out;
  for (const Node* branch : branches) {
    for (const Node* one : described(*branch)) {
      out.types |= one->types;
      out.scalar.has_enum = out.scalar.has_enum || one->scalar.has_enum;
      out.scalar.allowed.insert(out.scalar.allowed.end(), one->scalar.allowed.begin(),
                                one->scalar.allowed.end());
    }
  }
  return out;
}

}  // namespace

void Validator::in_place(const Node& node, const Subject& subject, Out out) {
  const InPlace& in = node.in_place;
  if (in.reference != nullptr) check(*in.reference, subject, false, out);
  for (const Node* one : in.all_of) check(*one, subject, false, out);
  if (!in.any_of.empty()) alternatives(in.any_of, false, subject, out);
  if (!in.one_of.empty()) alternatives(in.one_of, true, subject, out);
  if (in.negated != nullptr) negated(*in.negated, subject, out);
  if (in.condition != nullptr) conditional(node, subject, out);
}

void Validator::negated(const Node& node, const Subject& subject, Out out) {
  Problems problems;
  check(node, subject, false, problems);
  if (!problems.empty()) return;
  const auto& required = node.map.required;
  std::string message;
  if (!node.notes.description.empty()) {
    message = fmt::format("{} is not allowed: {}", name(subject.pointer), node.notes.description);
  } else if (node.scalar.has_enum) {
    message = fmt::format("{} must not have this value{}", name(subject.pointer), got(subject));
  } else if (required.size() > 1 && node.map.properties.empty()) {
    std::vector<std::string> names;
    for (const std::string& key : required) {
      names.push_back(name(value::child_pointer(subject.pointer, key)));
    }
    message = fmt::format("{} cannot be given together", listed(names, "and"));
  } else if (required.size() == 1 && node.map.properties.empty()) {
    const std::string pointer = value::child_pointer(subject.pointer, required.front());
    return add(out, diag::Kind::kInvalidValue, pointer,
               fmt::format("{} is not allowed here", name(pointer)), true);
  } else {
    message = fmt::format("{} has a form that is not allowed", name(subject.pointer));
  }
  add(out, diag::Kind::kInvalidValue, subject.pointer, std::move(message));
}

void Validator::conditional(const Node& node, const Subject& subject, Out out) {
  Problems unmet;
  check(*node.in_place.condition, subject, false, unmet);
  const Node* next = unmet.empty() ? node.in_place.consequence : node.in_place.alternative;
  if (next == nullptr) return;
  Problems problems;
  check(*next, subject, false, problems);
  if (problems.empty()) return;
  std::vector<diag::Note> notes;
  if (unmet.empty()) reasons(*node.in_place.condition, subject, notes);
  for (Violation& violation : problems) {
    violation.notes.insert(violation.notes.end(), notes.begin(), notes.end());
    out.push_back(std::move(violation));
  }
}

// "because `ingress` is `istio`": what a condition that holds has looked at.
void Validator::reasons(const Node& condition, const Subject& subject,
                        std::vector<diag::Note>& notes) {
  for (const Property& property : condition.map.properties) {
    const value::Value* v = subject.value.find(property.name);
    if (v == nullptr) continue;
    const std::string pointer = value::child_pointer(subject.pointer, property.name);
    const bool told = property.schema->scalar.has_enum && !secret(pointer);
    if (told) {
      notes.push_back({places_.span(pointer, false),
                       fmt::format("because {} is {}", name(pointer), described_value(*v))});
    }
    reasons(*property.schema, {*v, pointer}, notes);
  }
  for (const std::string& key : condition.map.required) {
    if (condition.map.find(key) != nullptr || subject.value.find(key) == nullptr) continue;
    const std::string pointer = value::child_pointer(subject.pointer, key);
    notes.push_back(
        {places_.span(pointer, true), fmt::format("because {} is given", name(pointer))});
  }
}

void Validator::alternatives(const std::vector<const Node*>& branches, bool only_one,
                             const Subject& subject, Out out) {
  steps_ += kChoiceSteps;
  std::vector<Problems> problems(branches.size());
  std::size_t fitting = 0;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    check(*branches[i], subject, false, problems[i]);
    if (!problems[i].empty()) continue;
    ++fitting;
    if (!only_one) return;
  }
  if (fitting == 1) return;
  if (fitting == 0) return nearest(branches, std::move(problems), subject, out);
  const bool keys = std::all_of(branches.begin(), branches.end(), [](const Node* branch) {
    return branch->map.required.size() == 1 && branch->map.properties.empty();
  });
  std::string message = fmt::format(
      "{} fits {} of the {} forms that are allowed here, of which "
      "one must be chosen",
      name(subject.pointer), fitting, branches.size());
  if (keys) {
    std::vector<std::string> names;
    for (const Node* branch : branches) {
      const std::string& key = branch->map.required.front();
      if (subject.value.find(key) != nullptr) {
        names.push_back(name(value::child_pointer(subject.pointer, key)));
      }
    }
    message = fmt::format("only one of {} can be given", listed(names, "and"));
  }
  add(out, diag::Kind::kInvalidValue, subject.pointer, std::move(message));
}

void Validator::nearest(const std::vector<const Node*>& branches, std::vector<Problems> problems,
                        const Subject& subject, Out out) {
  const auto all = [&](auto holds) { return std::all_of(problems.begin(), problems.end(), holds); };
  // Branches that are only words or only types read as one list of them.
  const Node merged = joined(branches);
  if (!merged.scalar.allowed.empty() &&
      all([&](const Problems& p) { return only_at(p, diag::Kind::kNotInEnum, subject.pointer); })) {
    return allowed(merged, subject, out);
  }
  if (merged.types != 0 &&
      all([&](const Problems& p) { return only_at(p, diag::Kind::kWrongType, subject.pointer); })) {
    return wrong_type(merged.types, subject, out);
  }
  const auto near = [&](const Problems& a, const Problems& b) {
    return distance(a, subject.pointer) < distance(b, subject.pointer);
  };
  Problems& best = *std::min_element(problems.begin(), problems.end(), near);
  if (all(only_missing) && branches.size() > 1) {
    std::vector<std::string> names;
    for (const Problems& p : problems) {
      std::vector<std::string> keys;
      for (const Violation& v : p) keys.push_back(name(v.pointer));
      names.push_back(listed(keys, "with"));
    }
    return add(out, diag::Kind::kMissingParameter, best.front().pointer,
               fmt::format("{} is required", listed(names, "or")));
  }
  for (Violation& violation : best) {
    violation.notes.push_back(
        {{},
         fmt::format("told of the nearest of the {} forms that are allowed here",
                     branches.size())});
    out.push_back(std::move(violation));
  }
}

}  // namespace copctl::schema
