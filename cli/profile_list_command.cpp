#include <fmt/format.h>

#include "cli/all_commands.h"
#include "codec/codec.h"
#include "profile/profile.h"

namespace copctl::cli {

namespace {

using value::Value;

std::vector<Flag> flags() {
  return {{.name = "output",
           .short_name = 'o',
           .metavar = "FORMAT",
           .help = "how to print",
           .allowed = {"table", "json"},
           .default_text = "table"}};
}

Value to_value(const profile::Summary& summary) {
  value::Items aliases;
  for (const std::string& alias : summary.aliases) aliases.push_back(Value::string(alias));
  return Value::map({{"name", Value::string(summary.name)},
                     {"aliases", Value::list(std::move(aliases))},
                     {"version", Value::string(summary.version)},
                     {"appVersion", Value::string(summary.app_version)},
                     {"summary", Value::string(summary.summary)}});
}

std::string as_json(const std::vector<profile::Summary>& summaries) {
  value::Items items;
  for (const profile::Summary& summary : summaries) items.push_back(to_value(summary));
  std::string error;
  return codec::encode_json(Value::list(std::move(items)), {.escape_html = false, .indent = 2},
                            error)
             .value_or("[]") +
         "\n";
}

std::string as_table(const std::vector<profile::Summary>& summaries) {
  std::string table;
  for (const profile::Summary& summary : summaries) {
    table += fmt::format("{:<20} {:<8} {}\n", summary.name, summary.version, summary.summary);
  }
  return table;
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const auto summaries = profile::list(env.embedded, invocation.sources, diagnostics);
  const std::string* format = invocation.arguments.find("output");
  env.out += format != nullptr && *format == "json" ? as_json(summaries) : as_table(summaries);
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command profile_list_command() {
  return {.name = "profile list",
          .operands = "",
          .min_operands = 0,
          .max_operands = 0,
          .summary = "the profiles in this binary",
          .description =
              "Lists the profiles that come with copctl, one line each: name, version, what it is.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
