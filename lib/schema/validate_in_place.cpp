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
struct Joined {
  TypeSet types = 0;
  ScalarRules rules;
};

Joined joined(const std::vector<const Node*>& branches) {
  Joined out;
  for (const Node* branch : branches) {
    for (const Node* one : described(*branch)) {
      const ScalarRules& rules = *one->scalar;
      out.types |= one->types;
      out.rules.has_enum = out.rules.has_enum || rules.has_enum;
      out.rules.allowed.insert(out.rules.allowed.end(), rules.allowed.begin(), rules.allowed.end());
    }
  }
  return out;
}

// A branch that asks for one key and says no more.
bool wants_one_key(const Node* branch) {
  return branch->map->required.size() == 1 && branch->map->properties.empty();
}

}  // namespace

void Validator::in_place(const InPlace& in, const Subject& subject, Out out) {
  if (in.reference != nullptr) check(*in.reference, subject, false, out);
  for (const Node* one : in.all_of) check(*one, subject, false, out);
  if (!in.any_of.empty()) alternatives(in.any_of, false, subject, out);
  if (!in.one_of.empty()) alternatives(in.one_of, true, subject, out);
  if (in.negated != nullptr) negated(in, subject, out);
  if (in.condition != nullptr) conditional(in, subject, out);
}

void Validator::negated(const InPlace& in, const Subject& subject, Out out) {
  Findings unmet{.quiet = true};
  check(*in.negated, subject, false, unmet);
  if (!unmet.any) refuse(in, subject, out);
}

void Validator::refuse(const InPlace& in, const Subject& subject, Out out) {
  const MapRules& rules = *in.negated->map;
  const bool only_keys = rules.properties.empty() && in.refusal.empty();
  if (only_keys && !in.negated->scalar->has_enum && rules.required.size() == 1) {
    const Place place = subject.place.entry(rules.required.front());
    return add(
        out, diag::Kind::kInvalidValue, place,
        [&] { return fmt::format("{} is not allowed here", name_of(place)); }, true);
  }
  add(out, diag::Kind::kInvalidValue, subject.place, [&] {
    const std::string name = name_of(subject.place);
    if (!in.refusal.empty()) return fmt::format("{} is not allowed: {}", name, in.refusal);
    if (in.negated->scalar->has_enum) {
      return fmt::format("{} must not have this value{}", name, got(subject));
    }
    if (!only_keys || rules.required.empty()) return name + " has a form that is not allowed";
    std::vector<std::string> names;
    for (const std::string_view key : rules.required) {
      names.push_back(name_of(subject.place.entry(key)));
    }
    return fmt::format("{} cannot be given together", listed(names, "and"));
  });
}

void Validator::conditional(const InPlace& in, const Subject& subject, Out out) {
  Findings unmet{.quiet = true};
  check(*in.condition, subject, false, unmet);
  const Node* next = unmet.any ? in.alternative : in.consequence;
  if (next == nullptr) return;
  Findings problems{.quiet = out.quiet};
  check(*next, subject, false, problems);
  out.any = out.any || problems.any;
  if (problems.violations.empty()) return;
  std::vector<diag::Note> notes;
  if (!unmet.any) reasons(*in.condition, subject, notes);
  for (Violation& violation : problems.violations) {
    violation.notes.insert(violation.notes.end(), notes.begin(), notes.end());
    pass(std::move(violation), out);
  }
}

// "because `ingress` is `istio`": what a condition that holds has looked at.
void Validator::reasons(const Node& condition, const Subject& subject,
                        std::vector<diag::Note>& notes) {
  for (const Property& property : condition.map->properties) {
    const value::Value* v = subject.value.find(property.name);
    if (v == nullptr) continue;
    const Place place = subject.place.entry(property.name);
    const std::string pointer = place.pointer();
    const bool told = property.schema->scalar->has_enum && !secret(pointer);
    if (told) {
      notes.push_back({places_.span(pointer, false),
                       fmt::format("because {} is {}", name_of(pointer), described_value(*v))});
    }
    reasons(*property.schema, {*v, place}, notes);
  }
  for (const std::string_view key : condition.map->required) {
    if (condition.map->find(key) != nullptr || subject.value.find(key) == nullptr) continue;
    const std::string pointer = subject.place.entry(key).pointer();
    notes.push_back(
        {places_.span(pointer, true), fmt::format("because {} is given", name_of(pointer))});
  }
}

void Validator::alternatives(const std::vector<const Node*>& branches, bool only_one,
                             const Subject& subject, Out out) {
  steps_ += kChoiceSteps;
  std::vector<Findings> problems(branches.size());
  std::size_t fitting = 0;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    problems[i].quiet = out.quiet;
    check(*branches[i], subject, false, problems[i]);
    if (problems[i].any) continue;
    ++fitting;
    if (!only_one) return;
  }
  if (fitting == 1) return;
  if (fitting != 0) return surplus(branches, fitting, subject, out);
  out.any = true;
  if (!out.quiet) nearest(branches, std::move(problems), subject, out);
}

void Validator::surplus(const std::vector<const Node*>& branches, std::size_t fitting,
                        const Subject& subject, Out out) {
  add(out, diag::Kind::kInvalidValue, subject.place, [&] {
    if (!std::all_of(branches.begin(), branches.end(), wants_one_key)) {
      return fmt::format(
          "{} fits {} of the {} forms that are allowed here, of which one must be chosen",
          name_of(subject.place), fitting, branches.size());
    }
    std::vector<std::string> names;
    for (const Node* branch : branches) {
      const std::string_view key = branch->map->required.front();
      if (subject.value.find(key) != nullptr) names.push_back(name_of(subject.place.entry(key)));
    }
    return fmt::format("only one of {} can be given", listed(names, "and"));
  });
}

void Validator::nearest(const std::vector<const Node*>& branches, std::vector<Findings> findings,
                        const Subject& subject, Out out) {
  std::vector<Problems> problems;
  for (Findings& one : findings) problems.push_back(std::move(one.violations));
  const std::string pointer = subject.place.pointer();
  const auto all = [&](auto holds) { return std::all_of(problems.begin(), problems.end(), holds); };
  // Branches that are only words or only types read as one list of them.
  const Joined merged = joined(branches);
  if (!merged.rules.allowed.empty() &&
      all([&](const Problems& p) { return only_at(p, diag::Kind::kNotInEnum, pointer); })) {
    return allowed(merged.rules, subject, out);
  }
  if (merged.types != 0 &&
      all([&](const Problems& p) { return only_at(p, diag::Kind::kWrongType, pointer); })) {
    return wrong_type(merged.types, subject, out);
  }
  const auto near = [&](const Problems& a, const Problems& b) {
    return distance(a, pointer) < distance(b, pointer);
  };
  Problems& best = *std::min_element(problems.begin(), problems.end(), near);
  if (best.empty()) return;
  if (all(only_missing) && branches.size() > 1) {
    std::vector<std::string> names;
    for (const Problems& p : problems) {
      std::vector<std::string> keys;
      for (const Violation& v : p) keys.push_back(name_of(v.pointer));
      names.push_back(listed(keys, "with"));
    }
    steps_ += kMessageSteps;
    return pass({diag::Kind::kMissingParameter,
                 best.front().pointer,
                 false,
                 fmt::format("{} is required", listed(names, "or")),
                 {}},
                out);
  }
  for (Violation& violation : best) {
    violation.notes.push_back(
        {{},
         fmt::format("told of the nearest of the {} forms that are allowed here",
                     branches.size())});
    pass(std::move(violation), out);
  }
}

}  // namespace copctl::schema
