#include "profile/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"

namespace copctl::profile {

namespace {

constexpr std::string_view kDefaultGroup = "Parameters";
// The second flag of a secret: `--registry-password-file`.
constexpr std::string_view kFileSuffix = "-file";

Parameter make_parameter(const schema::Leaf& leaf) {
  return {leaf, leaf.flag, leaf.short_flag, leaf.group.empty() ? kDefaultGroup : leaf.group};
}

// Who has which flag, to find two with one name.
class FlagNames {
 public:
  FlagNames(std::span<const std::string> reserved, diag::Diagnostics& diagnostics)
      : diagnostics_(diagnostics) {
    for (const std::string& name : reserved) owners_.emplace(dashed(name), nullptr);
  }

  void take(std::string_view name, const Parameter& parameter) {
    const auto [at, fresh] = owners_.emplace(dashed(name), &parameter);
    if (fresh) return;
    const std::string flag = base::printable(at->first);
    const Parameter* other = at->second;
    auto& error = diagnostics_.error(
        parameter.leaf.span, diag::Kind::kInvalidSchema,
        other == nullptr
            ? fmt::format("flag `{}` of `{}` is one of the command itself; name another with "
                          "`x-flag`",
                          flag, parameter.display())
            : fmt::format("flag `{}` of `{}` is that of `{}` too; name another with `x-flag`", flag,
                          parameter.display(), other->display()));
    if (other != nullptr) error.notes.push_back({other->leaf.span, "the other one is here"});
  }

 private:
  static std::string dashed(std::string_view name) {
    return std::string(name.size() == 1 ? "-" : "--").append(name);
  }

  diag::Diagnostics& diagnostics_;
  std::unordered_map<std::string, const Parameter*> owners_;
};

// Of a profile that has passed before: what the command itself takes is all that can be new.
class ReservedNames {
 public:
  explicit ReservedNames(std::span<const std::string> reserved)
      : names_(reserved.begin(), reserved.end()) {}

  bool meets(const Parameter& parameter) const {
    const std::string_view letter(&parameter.short_flag, parameter.short_flag == 0 ? 0 : 1);
    return names_.contains(parameter.flag) || names_.contains(letter) ||
           (parameter.leaf.secret &&
            names_.contains(std::string(parameter.flag).append(kFileSuffix)));
  }

 private:
  std::unordered_set<std::string_view> names_;
};

}  // namespace

std::string environment_name(std::string_view flag) {
  std::string name = "COPCTL_";
  for (const char c : flag) {
    name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

std::string Parameter::environment() const { return environment_name(flag); }

std::string Parameter::display() const { return value::display(leaf.path()); }

const Parameter* Profile::find(std::string_view flag) const {
  const auto at = std::find_if(parameters.begin(), parameters.end(),
                               [&](const Parameter& p) { return p.flag == flag; });
  return at == parameters.end() ? nullptr : &*at;
}

std::optional<std::vector<Parameter>> make_parameters(const schema::Schema& schema,
                                                      std::span<const std::string> reserved,
                                                      bool sound, diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  std::vector<Parameter> parameters;
  parameters.reserve(schema.leaves().size());
  for (const schema::Leaf& leaf : schema.leaves()) parameters.push_back(make_parameter(leaf));
  const ReservedNames taken(reserved);
  const auto meets = [&](const Parameter& parameter) { return taken.meets(parameter); };
  if (sound && std::none_of(parameters.begin(), parameters.end(), meets)) return parameters;
  FlagNames names(reserved, diagnostics);
  for (const Parameter& parameter : parameters) {
    names.take(parameter.flag, parameter);
    if (parameter.leaf.secret) {
      names.take(std::string(parameter.flag).append(kFileSuffix), parameter);
    }
    if (parameter.short_flag != 0) names.take({&parameter.short_flag, 1}, parameter);
  }
  if (diagnostics.error_count() != before) return std::nullopt;
  return parameters;
}

}  // namespace copctl::profile
