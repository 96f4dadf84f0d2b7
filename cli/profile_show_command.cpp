#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/parameter_flags.h"
#include "cli/surroundings.h"
#include "codec/codec.h"
#include "dump/dump.h"

namespace copctl::cli {

namespace {

using value::Value;

std::vector<Flag> flags() {
  std::vector<Flag> all = value_flags();
  all.push_back({.name = "output",
                 .short_name = 'o',
                 .metavar = "FORMAT",
                 .help = "how to print",
                 .group = "Output",
                 .allowed = {"text", "json"},
                 .default_text = "text"});
  return all;
}

Value texts(const std::vector<std::string>& all) {
  value::Items items;
  for (const std::string& text : all) items.push_back(Value::string(text));
  return Value::list(std::move(items));
}

Value to_value(const profile::Parameter& parameter, const Flag& flag) {
  return Value::map(
      {{"key", Value::string(parameter.display())},
       {"flag", Value::string("--" + flag.name)},
       {"environment", Value::string(flag.environment)},
       {"takes", Value::string(flag.kind == FlagKind::kSwitch ? "true|false" : flag.metavar)},
       {"default", parameter.leaf.default_value.value()},
       {"allowed", texts(flag.allowed)},
       {"required", Value::boolean(flag.required)},
       {"secret", Value::boolean(parameter.leaf.secret)},
       {"description", Value::string(parameter.leaf.description)}});
}

// A parameter's main flag, without the second one of secrets.
const Flag& flag_of(const std::vector<Flag>& all, const profile::Parameter& parameter) {
  return *std::ranges::find(all, parameter.flag, &Flag::name);
}

// Without a preview (its errors are told apart) the parameters stand alone.
std::string as_json(const profile::Profile& profile, const dump::Preview& preview) {
  const std::vector<Flag> all = parameter_flags(profile);
  value::Items parameters;
  for (const profile::Parameter& parameter : profile.parameters)
    parameters.push_back(to_value(parameter, flag_of(all, parameter)));
  const Value shown = Value::map({{"name", Value::string(profile.summary.name)},
                                  {"version", Value::string(profile.summary.version)},
                                  {"appVersion", Value::string(profile.summary.app_version)},
                                  {"summary", Value::string(profile.summary.summary)},
                                  {"parameters", Value::list(std::move(parameters))},
                                  {"files", texts(preview.files)},
                                  {"images", texts(preview.images)}});
  std::string error;
  return codec::encode_json(shown, {.escape_html = false, .indent = 2}, error).value_or("") + "\n";
}

std::string takes(const Flag& flag) {
  if (!flag.allowed.empty()) return fmt::format("{}", fmt::join(flag.allowed, "|"));
  return flag.kind == FlagKind::kSwitch ? "true|false" : flag.metavar;
}

std::string as_text(const profile::Profile& profile, const dump::Preview& preview) {
  const profile::Summary& summary = profile.summary;
  std::string out = fmt::format("{} {} (deploys {})\n{}\n\nParameters:\n", summary.name,
                                summary.version, summary.app_version, summary.summary);
  const std::vector<Flag> all = parameter_flags(profile);
  for (const profile::Parameter& parameter : profile.parameters) {
    const Flag& flag = flag_of(all, parameter);
    const std::string note = flag.required               ? "required"
                             : flag.default_text.empty() ? ""
                                                         : "default " + flag.default_text;
    out +=
        base::printable(fmt::format("  {:<44} {:<28} {}", parameter.display(), takes(flag), note)) +
        "\n";
    while (out.size() >= 2 && out[out.size() - 2] == ' ') out.erase(out.size() - 2, 1);
  }
  out += fmt::format("\nFiles ({}):\n", preview.files.size());
  for (const std::string& file : preview.files) out += "  " + file + "\n";
  out += fmt::format("\nImages ({}):\n", preview.images.size());
  for (const std::string& image : preview.images) out += "  " + image + "\n";
  return out;
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const profile::Profile& profile = *invocation.profile;
  const dump::Request request{.inputs = inputs_of(invocation.arguments, profile, env)};
  const auto preview = dump::preview(profile, request, surroundings_of(invocation), diagnostics)
                           .value_or(dump::Preview());
  const std::string* format = invocation.arguments.find("output");
  env.out += format != nullptr && *format == "json" ? as_json(profile, preview)
                                                    : as_text(profile, preview);
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command profile_show_command() {
  return {.name = "profile show",
          .operands = "PROFILE",
          .min_operands = 1,
          .max_operands = 1,
          .summary = "a profile's parameters, files and images",
          .description =
              "Shows the parameters with what they take and their defaults, the files that a dump "
              "writes, and the images that these name. Flags change what is shown as they change a "
              "dump.",
          .takes = Takes::kProfile,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
