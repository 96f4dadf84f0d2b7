#include "cli/parameter_flags.h"

#include <algorithm>
#include <map>

#include "codec/codec.h"

namespace copctl::cli {

namespace {

constexpr std::string_view kFileSuffix = "-file";

using schema::LeafType;

const std::map<LeafType, std::string> kMetavars = {
    {LeafType::kString, "TEXT"},     {LeafType::kInteger, "N"},
    {LeafType::kNumber, "NUMBER"},   {LeafType::kStringList, "TEXT,…"},
    {LeafType::kIntegerList, "N,…"}, {LeafType::kStringMap, "KEY=VALUE"},
    {LeafType::kAny, "FILE"}};

FlagKind kind_of(const schema::Leaf& leaf) {
  if (!leaf.load.empty()) return FlagKind::kText;
  if (leaf.type == LeafType::kBoolean) return FlagKind::kSwitch;
  const bool many = leaf.type == LeafType::kStringList || leaf.type == LeafType::kIntegerList ||
                    leaf.type == LeafType::kStringMap;
  return many ? FlagKind::kList : FlagKind::kText;
}

std::string metavar_of(const schema::Leaf& leaf) {
  if (!leaf.load.empty()) return "FILE";
  const auto found = kMetavars.find(leaf.type);
  return found == kMetavars.end() ? "" : found->second;
}

std::string default_of(const schema::Leaf& leaf) {
  if (leaf.default_value.is_nil()) return leaf.generate.is_nil() ? "" : "generated";
  if (leaf.default_value.is_string()) return leaf.default_value.as_string();
  std::string error;
  return codec::encode_json(leaf.default_value, {.escape_html = false}, error).value_or("");
}

Flag to_flag(const profile::Parameter& parameter) {
  const schema::Leaf& leaf = parameter.leaf;
  return {.name = parameter.flag,
          .short_name = parameter.short_flag,
          .kind = kind_of(leaf),
          .metavar = metavar_of(leaf),
          .help = leaf.deprecated ? leaf.description + " (deprecated)" : leaf.description,
          .group = parameter.group,
          .allowed = leaf.allowed,
          .default_text = default_of(leaf),
          .environment = parameter.environment,
          .required = leaf.required};
}

Flag file_flag(const Flag& secret) {
  return {.name = secret.name + std::string(kFileSuffix),
          .kind = FlagKind::kText,
          .metavar = "FILE",
          .help = "read --" + secret.name + " from a file; `-` is standard input",
          .group = secret.group};
}

using Kind = profile::Assignment::Kind;

const std::map<std::string, Kind> kSetFlags = {{"set", Kind::kSet},
                                               {"set-string", Kind::kSetString},
                                               {"set-file", Kind::kSetFile},
                                               {"set-json", Kind::kSetJson}};

}  // namespace

std::vector<Flag> parameter_flags(const profile::Profile& profile) {
  std::vector<Flag> flags;
  for (const profile::Parameter& parameter : profile.parameters) {
    flags.push_back(to_flag(parameter));
    if (parameter.leaf.secret) flags.push_back(file_flag(flags.back()));
  }
  return flags;
}

std::vector<Flag> value_flags() {
  const std::string group = "Values";
  return {
      {.name = "values",
       .short_name = 'f',
       .kind = FlagKind::kList,
       .metavar = "FILE",
       .help = "a YAML file with values; `-` is standard input; later files win",
       .group = group},
      {.name = "preset",
       .kind = FlagKind::kList,
       .metavar = "NAME",
       .help = "a named set of values that comes with the profile",
       .group = group},
      {.name = "set",
       .kind = FlagKind::kList,
       .metavar = "KEY=VALUE",
       .help = "set a value: `a.b=c`, `list[0]=x`, `list={x,y}`; null removes a default",
       .group = group},
      {.name = "set-string",
       .kind = FlagKind::kList,
       .metavar = "KEY=TEXT",
       .help = "as --set, but the value is always a string",
       .group = group},
      {.name = "set-file",
       .kind = FlagKind::kList,
       .metavar = "KEY=FILE",
       .help = "as --set, but the value is the text of a file",
       .group = group},
      {.name = "set-json",
       .kind = FlagKind::kList,
       .metavar = "KEY=JSON",
       .help = "as --set, but the value is JSON",
       .group = group},
  };
}

profile::Inputs inputs_of(const Arguments& arguments, const profile::Profile& profile,
                          const Env& env) {
  profile::Inputs inputs{.presets = arguments.all("preset"),
                         .value_files = arguments.all("values"),
                         .environment = env.environment,
                         .standard_input = env.standard_input};
  for (const Occurrence& given : arguments.flags) {
    const auto is_named = [&](const profile::Parameter& parameter) {
      return parameter.flag == given.name;
    };
    const auto is_file_of = [&](const profile::Parameter& parameter) {
      return parameter.leaf.secret && parameter.flag + std::string(kFileSuffix) == given.name;
    };
    if (const auto set = kSetFlags.find(given.name); set != kSetFlags.end()) {
      inputs.assignments.push_back({set->second, given.name, given.text});
    } else if (std::ranges::any_of(profile.parameters, is_named)) {
      inputs.assignments.push_back({Kind::kFlag, given.name, given.text});
    } else if (std::ranges::any_of(profile.parameters, is_file_of)) {
      inputs.assignments.push_back({Kind::kFlagFile,
                                    given.name.substr(0, given.name.size() - kFileSuffix.size()),
                                    given.text});
    }
  }
  return inputs;
}

}  // namespace copctl::cli
