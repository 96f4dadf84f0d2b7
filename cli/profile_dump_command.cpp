#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/dump_folder.h"
#include "cli/parameter_flags.h"
#include "cli/plan_text.h"
#include "cli/surroundings.h"
#include "cli/watch.h"
#include "dump/dump.h"

namespace copctl::cli {

namespace {

Flag grouped(Flag flag, const std::string& group) {
  flag.group = group;
  return flag;
}

std::vector<Flag> flags() {
  std::vector<Flag> all = value_flags();
  const std::string group = "Output";
  const std::vector<Flag> output = {
      {.name = "output-dir",
       .short_name = 'o',
       .metavar = "DIR",
       .help = "the folder to write; `-` prints one YAML stream in the order of installation",
       .group = group,
       .environment = "COPCTL_OUTPUT_DIR",
       .alias = "templates-dump-dir",
       .alias_short = 'd'},
      {.name = "preserve-templates-dir",
       .short_name = 'k',
       .kind = FlagKind::kSwitch,
       .help = "keep the tree of folders instead of one flat folder",
       .group = group,
       .environment = "COPCTL_PRESERVE_TEMPLATES_DIR"},
      {.name = "namespace",
       .short_name = 'n',
       .metavar = "NAME",
       .help = "the namespace of every resource that has one",
       .group = group,
       .environment = "COPCTL_NAMESPACE"},
      {.name = "create-namespace",
       .kind = FlagKind::kSwitch,
       .help = "write the Namespace, too, so that it is applied first",
       .group = group,
       .environment = "COPCTL_CREATE_NAMESPACE"},
      {.name = "kube-version",
       .metavar = "VERSION",
       .help = "the Kubernetes version that the manifests are for",
       .group = group,
       .default_text = std::string(dump::kDefaultKubeVersion),
       .environment = "COPCTL_KUBE_VERSION"},
      {.name = "reset-values",
       .kind = FlagKind::kSwitch,
       .help = "forget what the last dump into this folder was given; its generated secrets stay",
       .group = group},
      {.name = "rotate",
       .kind = FlagKind::kList,
       .metavar = "NAME",
       .help = "renew a generated secret, as `pg.password`",
       .group = group},
      {.name = "values-from",
       .metavar = "DIR",
       .help = "take over the values and secrets of another dump of this profile",
       .group = group},
      grouped(secrets_key_flag(), group),
      {.name = "dry-run",
       .kind = FlagKind::kSwitch,
       .help = "say what would change; write nothing",
       .group = group},
      {.name = "plan",
       .metavar = "FORM",
       .help = "how to tell what an apply will do, after a dry run and a second dump: `text`, or "
               "`json` on standard output",
       .group = group,
       .allowed = {"text", "json"},
       .default_text = "text"},
      {.name = "diff",
       .kind = FlagKind::kSwitch,
       .help = "print the changes as a unified diff, secrets masked",
       .group = group},
      {.name = "conflicts",
       .kind = FlagKind::kList,
       .metavar = "RULE",
       .help = "what becomes of conflicts between your edits and what is rendered now: `mine`, "
               "`new`, or `mark`, which writes both; `mine:pg-*` for some files",
       .group = group},
      {.name = "force",
       .kind = FlagKind::kSwitch,
       .help = "write into a folder that is no dump, beside what is there; replace edited files of "
               "a dump",
       .group = group},
  };
  all.insert(all.end(), output.begin(), output.end());
  const std::vector<Flag> watching = watch_flags();
  all.insert(all.end(), watching.begin(), watching.end());
  return all;
}

std::string text_of(const Arguments& arguments, const std::string& name) {
  const std::string* text = arguments.find(name);
  return text == nullptr ? "" : *text;
}

// A flag's value that must be of a format, reported at the flag.
bool check_format(const Invocation& invocation, const std::string& name, const char* format,
                  diag::Diagnostics& diagnostics) {
  const std::string* text = invocation.arguments.find(name);
  const std::string problem = text == nullptr ? "" : schema::format_problem(format, *text);
  if (problem.empty()) return true;
  const std::string flag = "--" + name;
  const diag::SourceId source =
      invocation.sources.add(diag::SourceKind::kArgument, flag, flag + " " + *text);
  const auto begin = static_cast<std::uint32_t>(flag.size() + 1);
  diagnostics.error({source, begin, begin + static_cast<std::uint32_t>(text->size())},
                    diag::Kind::kWrongFormat, "`" + *text + "` " + problem);
  return false;
}

bool read_resolutions(const Arguments& arguments, std::vector<folder::ResolutionRule>& rules,
                      diag::Diagnostics& diagnostics) {
  for (const std::string& text : arguments.all("conflicts")) {
    if (auto rule = folder::parse_resolution_rule(text)) {
      rules.push_back(std::move(*rule));
      continue;
    }
    diagnostics.error({}, diag::Kind::kUsage,
                      fmt::format("`--conflicts` must be `mine`, `new` or `mark`, or one of them "
                                  "with the files it is for, as `mine:pg-*`; got `{}`",
                                  base::printable(text)));
  }
  return !diagnostics.has_errors();
}

std::optional<dump::Request> request_of(const Invocation& invocation,
                                        diag::Diagnostics& diagnostics) {
  const Arguments& arguments = invocation.arguments;
  const bool named = check_format(invocation, "namespace", "dns-label", diagnostics);
  const bool versioned = check_format(invocation, "kube-version", "kube-version", diagnostics);
  if (!named || !versioned) return std::nullopt;
  dump::Request request{.inputs = inputs_of(arguments, *invocation.profile, invocation.env),
                        .output_dir = text_of(arguments, "output-dir"),
                        .release_namespace = text_of(arguments, "namespace"),
                        .dry_run = arguments.is_set("dry-run"),
                        .force = arguments.is_set("force"),
                        .reset_values = arguments.is_set("reset-values"),
                        .rotate = arguments.all("rotate"),
                        .values_from = text_of(arguments, "values-from")};
  if (arguments.is_set("diff") && text_of(arguments, "plan") == "json")
    diagnostics.error({}, diag::Kind::kUsage,
                      "`--diff` and `--plan json` both write to standard output; give one of them");
  if (!read_resolutions(arguments, request.resolutions, diagnostics) ||
      !read_key(invocation, request.secrets_key, diagnostics))
    return std::nullopt;
  if (arguments.find("create-namespace") != nullptr)
    request.create_namespace = arguments.is_set("create-namespace");
  if (const std::string* keep = arguments.find("preserve-templates-dir")) {
    request.layout = *keep == "true" ? profile::Layout::kTree : profile::Layout::kFlat;
  }
  if (const std::string* version = arguments.find("kube-version")) {
    request.kube_version = version->starts_with('v') ? *version : "v" + *version;
  }
  return request;
}

void tell_apply(const dump::ApplyReport& report, const std::string& form, Env& env) {
  if (form == "json") {
    env.out += report.json;
  } else {
    env.err += "what an apply will do, if the folder was applied as it stood: " + report.text;
  }
}

// A first dump only creates.
bool changes_what_is_there(const folder::Plan& plan) {
  return std::ranges::any_of(plan.changes, [](const folder::Change& change) {
    return change.action != folder::Action::kCreate;
  });
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const auto request = request_of(invocation, diagnostics);
  const auto result =
      request ? dump::dump(*invocation.profile, *request, surroundings_of(invocation), diagnostics)
              : std::nullopt;
  const ExitCode code = report(diagnostics, invocation.sources, env);
  if (!result) return code;
  env.out += result->stream;
  if (invocation.arguments.is_set("diff")) env.out += diff_text(result->plan);
  if (result->dir == "-") return code;
  env.err += kept_text(result->kept);
  if (!result->plan.is_settled()) {
    env.err += conflicts_text(result->plan);
    return ExitCode::kConflict;
  }
  if (request->dry_run || changes_what_is_there(result->plan)) env.err += plan_text(result->plan);
  if (result->apply) tell_apply(*result->apply, text_of(invocation.arguments, "plan"), env);
  env.err += request->dry_run ? "dry run: nothing was written\n" : result->notes;
  return code;
}

}  // namespace

Command profile_dump_command() {
  return {.name = "profile dump",
          .operands = "PROFILE",
          .min_operands = 1,
          .max_operands = 1,
          .summary = "write a profile's manifests into a folder",
          .description =
              "Renders the profile with your values and writes the manifests into a folder: all of "
              "them, or none when anything is wrong. PROFILE is a shipped profile or the path of a "
              "folder (./my-profile).",
          .takes = Takes::kProfile,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
