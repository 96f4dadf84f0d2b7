#include "tmpl/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/edit_distance.h"
#include "tmpl/tmpl.h"

namespace copctl::tmpl {

namespace {

constexpr std::array<std::pair<std::string_view, Intrinsic>, 5> kIntrinsics{{
    {"and", Intrinsic::kAnd},
    {"or", Intrinsic::kOr},
    {"call", Intrinsic::kCall},
    {"include", Intrinsic::kInclude},
    {"tpl", Intrinsic::kTpl},
}};

Intrinsic intrinsic_of(std::string_view name) {
  for (const auto& [known, intrinsic] : kIntrinsics) {
    if (known == name) return intrinsic;
  }
  return Intrinsic::kNone;
}

}  // namespace

std::string_view instead_of(Needs needs) {
  switch (needs) {
    case Needs::kNothing:
      return "";
    case Needs::kRandom:
      return "declare a parameter with `x-generate` in schema.yaml instead";
    case Needs::kClock:
      return "declare a parameter for the time instead";
    case Needs::kEnvironment:
    case Needs::kNetwork:
      break;
  }
  return "declare a parameter instead";
}

Vocabulary::Vocabulary(bool helm) {
  constexpr std::size_t kUsualFunctions = 300;
  functions_.reserve(kUsualFunctions);
  add_intrinsics(builtin_functions());
  if (helm) add_intrinsics(helm_functions());
}

void Vocabulary::add_intrinsics(std::span<const Function> table) {
  for (const Function& function : table) {
    functions_[function.name] = {&function, intrinsic_of(function.name)};
  }
}

void Vocabulary::add_functions(std::span<const Function> table) {
  for (const Function& function : table) {
    functions_[function.name] = {&function, Intrinsic::kNone};
  }
}

void Vocabulary::add_methods(std::span<const Method> table) {
  for (const Method& method : table) {
    name(method.name);
    names_[method.name]->methods.push_back(&method);
  }
}

const Vocabulary::Entry* Vocabulary::find(std::string_view function) const {
  const auto entry = functions_.find(function);
  return entry == functions_.end() ? nullptr : &entry->second;
}

const Name* Vocabulary::name(std::string_view text) {
  const std::scoped_lock lock(naming_);
  if (const auto known = names_.find(text); known != names_.end()) return known->second.get();
  auto made = std::make_unique<Name>(Name{std::string(text), {}});
  const std::string_view key = made->text;
  return names_.emplace(key, std::move(made)).first->second.get();
}

Names Vocabulary::keep(Names names) {
  constexpr std::size_t kBlock = 512;
  const std::scoped_lock lock(naming_);
  if (names.size() > room_) {
    room_ = std::max(kBlock, names.size());
    kept_ = blocks_.emplace_back(std::make_unique<const Name*[]>(room_)).get();
  }
  const Names copy(kept_, names.size());
  kept_ = std::ranges::copy(names, kept_).out;
  room_ -= names.size();
  return copy;
}

std::vector<std::string> Vocabulary::methods(std::string_view receiver) const {
  std::vector<std::string> names;
  for (const auto& [text, name] : names_) {
    const bool has = std::ranges::any_of(
        name->methods, [&](const Method* method) { return method->receiver == receiver; });
    if (has) names.push_back(name->text);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> Vocabulary::functions() const {
  std::vector<std::string> names;
  names.reserve(functions_.size());
  for (const auto& [name, entry] : functions_) names.emplace_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto closest = base::closest(word, candidates);
  return closest ? fmt::format("; did you mean `{}`?", *closest) : std::string();
}

}  // namespace copctl::tmpl
