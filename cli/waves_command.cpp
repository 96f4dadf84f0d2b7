#include "base/path.h"
#include "cli/all_commands.h"
#include "waves/waves.h"

namespace copctl::cli {

namespace {

std::vector<Flag> flags() {
  return {
      {.name = "cluster", .metavar = "NAME", .help = "this cluster alone"},
      {.name = "nested",
       .kind = FlagKind::kSwitch,
       .help = "show what each Application deploys, too (text and json)"},
      {.name = "check",
       .kind = FlagKind::kSwitch,
       .help = "print a line for each cluster instead of its timeline"},
      {.name = "allow-same-wave",
       .kind = FlagKind::kList,
       .metavar = "A:B",
       .help = "Application A may wait for B though both are in one wave"},
      {.name = "air-gapped",
       .kind = FlagKind::kSwitch,
       .help = "images must be covered by the mirror sets of the folder"},
      {.name = "output",
       .short_name = 'o',
       .metavar = "FORM",
       .help = "`text`; `json` for programs; `mermaid` and `dot` for documents; `svg`, a picture",
       .allowed = {"text", "json", "mermaid", "dot", "svg"},
       .default_text = "text"}};
}

bool read_pairs(const Arguments& arguments, waves::Wishes& wishes, diag::Diagnostics& diagnostics) {
  for (const std::string& pair : arguments.all("allow-same-wave")) {
    const std::size_t colon = pair.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == pair.size()) {
      diagnostics.error({}, diag::Kind::kUsage,
                        "`--allow-same-wave` must be two names, `A:B`; got `" + pair + "`");
      return false;
    }
    wishes.same_wave.emplace_back(pair.substr(0, colon), pair.substr(colon + 1));
  }
  return true;
}

struct Form {
  std::string_view name;
  std::string (*print)(const std::vector<waves::Timeline>&);
};
constexpr Form kForms[] = {
    {"text", waves::as_text}, {"json", waves::as_json}, {"mermaid", waves::as_mermaid},
    {"dot", waves::as_dot},   {"svg", waves::as_svg},
};

std::string printed(const Arguments& arguments, const std::vector<waves::Timeline>& timelines) {
  if (arguments.is_set("check")) return waves::as_summary(timelines);
  const std::string* asked = arguments.find("output");
  for (const Form& form : kForms) {
    if (asked != nullptr && form.name == *asked) return form.print(timelines);
  }
  return waves::as_text(timelines);
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const Arguments& arguments = invocation.arguments;
  waves::Wishes wishes;
  if (const std::string* cluster = arguments.find("cluster")) wishes.cluster = *cluster;
  wishes.nested = arguments.is_set("nested");
  wishes.air_gapped = arguments.is_set("air-gapped");
  if (!read_pairs(arguments, wishes, diagnostics))
    return report(diagnostics, invocation.sources, env);
  const auto tree =
      waves::read(env.disk, arguments.operands.front(), invocation.sources, diagnostics);
  if (tree)
    env.out += printed(arguments, waves::plan(*tree, wishes, invocation.sources, diagnostics));
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command waves_command() {
  return {
      .name = "waves",
      .operands = "DIR",
      .min_operands = 1,
      .max_operands = 1,
      .summary = "in which order a folder is deployed, and whether that can work",
      .description =
          "Reads a dump or any folder of manifests and prints its timeline: what is deployed in "
          "which wave, and what it waits for. Argo CD's waves and hooks, Flux's `dependsOn`, the "
          "annotation `copctl.io/depends-on`, and what resources need by nature are taken into "
          "account. Ends with 1 when the order cannot work.",
      .takes = Takes::kNothing,
      .flags = flags,
      .run = run};
}

}  // namespace copctl::cli
