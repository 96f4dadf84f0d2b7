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
  if (!leaf.default_value.given()) return leaf.generate.given() ? "generated" : "";
  const value::Value v = leaf.default_value.value();
  if (v.is_string()) return v.as_string();
  std::string error;
  return codec::encode_json(v, {.escape_html = false}, error).value_or("");
}

Flag to_flag(const profile::Parameter& parameter) {
  const schema::Leaf& leaf = parameter.leaf;
  std::string help(leaf.description);
  if (leaf.deprecated) help += " (deprecated)";
  return {.name = std::string(parameter.flag),
          .short_name = parameter.short_flag,
          .kind = kind_of(leaf),
          .metavar = metavar_of(leaf),
          .help = std::move(help),
          .group = std::string(parameter.group),
          .allowed = {leaf.allowed.begin(), leaf.allowed.end()},
          .default_text = default_of(leaf),
          .environment = parameter.environment(),
          .required = leaf.required};
}

Flag file_flag(const Flag& secret) {
  return {.name = secret.name + std::string(kFileSuffix),
          .kind = FlagKind::kText,
          .metavar = "FILE",
          .help = "read --" + secret.name + " from a file; `-` is standard input",
          .group = secret.group};
}

// The parameter whose value a `--…-file` flag reads; nullptr when there is none.
const profile::Parameter* secret_of(const profile::Profile& profile, std::string_view flag) {
  if (!flag.ends_with(kFileSuffix)) return nullptr;
  flag.remove_suffix(kFileSuffix.size());
  const profile::Parameter* found = profile.find(flag);
  return found != nullptr && found->leaf.secret ? found : nullptr;
}

Flag help_flag() { return {.name = "help", .short_name = 'h', .kind = FlagKind::kSwitch}; }

std::optional<Flag> parameter_flag(const profile::Profile& profile, std::string_view name) {
  if (const profile::Parameter* parameter = profile.find(name)) return to_flag(*parameter);
  const profile::Parameter* secret = secret_of(profile, name);
  return secret == nullptr ? std::nullopt : std::optional(file_flag(to_flag(*secret)));
}

std::optional<Flag> parameter_flag(const profile::Profile& profile, char short_name) {
  const auto found =
      std::ranges::find(profile.parameters, short_name, &profile::Parameter::short_flag);
  const bool named = short_name != 0 && found != profile.parameters.end();
  return named ? std::optional(to_flag(*found)) : std::nullopt;
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

std::optional<Flag> FlagTable::find(std::string_view word) const {
  const bool is_long = word.starts_with("--");
  if (!is_long && (word.size() != 2 || word[0] != '-')) return std::nullopt;
  const std::string_view name = is_long ? word.substr(2) : std::string_view();
  const char letter = is_long ? '\0' : word[1];
  const auto bears = [&](const Flag& flag) {
    return is_long ? name == flag.name || (!flag.alias.empty() && name == flag.alias)
                   : letter == flag.short_name || letter == flag.alias_short;
  };
  const auto own = std::ranges::find_if(own_, bears);
  if (own != own_.end()) return *own;
  if (const Flag help = help_flag(); bears(help)) return help;
  if (profile_ == nullptr) return std::nullopt;
  return is_long ? parameter_flag(*profile_, name) : parameter_flag(*profile_, letter);
}

std::vector<Flag> FlagTable::all() const {
  std::vector<Flag> flags = profile_ == nullptr ? std::vector<Flag>() : parameter_flags(*profile_);
  flags.insert(flags.end(), own_.begin(), own_.end());
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
    if (const auto set = kSetFlags.find(given.name); set != kSetFlags.end()) {
      inputs.assignments.push_back({set->second, given.name, given.text});
    } else if (profile.find(given.name) != nullptr) {
      inputs.assignments.push_back({Kind::kFlag, given.name, given.text});
    } else if (const profile::Parameter* secret = secret_of(profile, given.name)) {
      inputs.assignments.push_back({Kind::kFlagFile, std::string(secret->flag), given.text});
    }
  }
  return inputs;
}

}  // namespace copctl::cli
