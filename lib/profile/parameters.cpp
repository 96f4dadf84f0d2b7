#include "profile/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"

namespace copctl::profile {

namespace {

constexpr std::string_view kDefaultGroup = "Parameters";
// The second flag of a secret: `--registry-password-file`.
constexpr std::string_view kFileSuffix = "-file";

std::string derived_flag(const value::Path& path) {
  std::string flag;
  for (const value::Step& step : path) {
    if (!flag.empty()) flag += '-';
    flag += base::kebab_case(std::get<std::string>(step));
  }
  for (char& c : flag) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!plain) c = '-';
  }
  return flag;
}

Parameter make_parameter(const schema::Leaf& leaf) {
  Parameter parameter;
  parameter.leaf = leaf;
  const value::Value* name = leaf.flag.find("name");
  const value::Value* short_name = leaf.flag.find("short");
  parameter.flag = name != nullptr ? name->as_string() : derived_flag(leaf.path);
  if (short_name != nullptr) parameter.short_flag = short_name->as_string()[0];
  parameter.environment = environment_name(parameter.flag);
  parameter.group = leaf.group.empty() ? std::string(kDefaultGroup) : leaf.group;
  parameter.display = value::display(leaf.path);
  return parameter;
}

// Who has which flag, to find two with one name.
class FlagNames {
 public:
  FlagNames(std::span<const std::string> reserved, diag::Diagnostics& diagnostics)
      : diagnostics_(diagnostics) {
    for (const std::string& name : reserved) owners_.emplace(dashed(name), nullptr);
  }

  void take(const std::string& name, const Parameter& parameter) {
    const auto [at, fresh] = owners_.emplace(dashed(name), &parameter);
    if (fresh) return;
    const std::string flag = base::printable(at->first);
    const Parameter* other = at->second;
    auto& error = diagnostics_.error(
        parameter.leaf.span, diag::Kind::kInvalidSchema,
        other == nullptr
            ? fmt::format("flag `{}` of `{}` is one of the command itself; name another with "
                          "`x-flag`",
                          flag, parameter.display)
            : fmt::format("flag `{}` of `{}` is that of `{}` too; name another with `x-flag`", flag,
                          parameter.display, other->display));
    if (other != nullptr) error.notes.push_back({other->leaf.span, "the other one is here"});
  }

 private:
  static std::string dashed(const std::string& name) {
    return (name.size() == 1 ? "-" : "--") + name;
  }

  diag::Diagnostics& diagnostics_;
  std::unordered_map<std::string, const Parameter*> owners_;
};

}  // namespace

std::string environment_name(std::string_view flag) {
  std::string name = "COPCTL_";
  for (const char c : flag) {
    name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

std::optional<std::vector<Parameter>> make_parameters(const schema::Schema& schema,
                                                      std::span<const std::string> reserved,
                                                      diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  std::vector<Parameter> parameters;
  parameters.reserve(schema.leaves().size());
  for (const schema::Leaf& leaf : schema.leaves()) parameters.push_back(make_parameter(leaf));
  FlagNames names(reserved, diagnostics);
  for (const Parameter& parameter : parameters) {
    names.take(parameter.flag, parameter);
    if (parameter.leaf.secret) names.take(parameter.flag + std::string(kFileSuffix), parameter);
    if (parameter.short_flag != 0) names.take(std::string(1, parameter.short_flag), parameter);
  }
  if (diagnostics.error_count() != before) return std::nullopt;
  return parameters;
}

}  // namespace copctl::profile
