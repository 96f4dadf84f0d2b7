#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/parameter_flags.h"
#include "cli/surroundings.h"
#include "dump/dump.h"
#include "merge/merge.h"

namespace copctl::cli {

namespace {

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
      {.name = "dry-run",
       .kind = FlagKind::kSwitch,
       .help = "say what would change; write nothing",
       .group = group},
      {.name = "diff",
       .kind = FlagKind::kSwitch,
       .help = "print the changes as a unified diff, secrets masked",
       .group = group},
      {.name = "force",
       .kind = FlagKind::kSwitch,
       .help = "write into a folder that is no dump, beside what is there; replace edited files of "
               "a dump",
       .group = group},
  };
  all.insert(all.end(), output.begin(), output.end());
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

std::optional<dump::Request> request_of(const Invocation& invocation,
                                        diag::Diagnostics& diagnostics) {
  const Arguments& arguments = invocation.arguments;
  const bool named = check_format(invocation, "namespace", "dns-label", diagnostics);
  const bool versioned = check_format(invocation, "kube-version", "kube-version", diagnostics);
  if (!named || !versioned) return std::nullopt;
  dump::Request request{.inputs = inputs_of(arguments, *invocation.profile, invocation.env),
                        .output_dir = text_of(arguments, "output-dir"),
                        .release_namespace = text_of(arguments, "namespace"),
                        .create_namespace = arguments.is_set("create-namespace"),
                        .dry_run = arguments.is_set("dry-run"),
                        .force = arguments.is_set("force"),
                        .reset_values = arguments.is_set("reset-values"),
                        .rotate = arguments.all("rotate"),
                        .values_from = text_of(arguments, "values-from")};
  if (const std::string* keep = arguments.find("preserve-templates-dir")) {
    request.layout = *keep == "true" ? profile::Layout::kTree : profile::Layout::kFlat;
  }
  if (const std::string* version = arguments.find("kube-version")) {
    request.kube_version = version->starts_with('v') ? *version : "v" + *version;
  }
  return request;
}

// What the user need not give again, each with how it was given.
std::string kept_text(const std::vector<dump::KeptSetting>& kept) {
  if (kept.empty()) return {};
  std::string out = "kept from the last dump (--reset-values forgets it):\n";
  for (const dump::KeptSetting& setting : kept)
    out += fmt::format("  {} = {} ({})\n", setting.name, setting.value, setting.origin);
  return out;
}

struct ActionWords {
  std::string_view sign;
  std::string_view word;
};

const std::map<folder::Action, ActionWords> kActions = {
    {folder::Action::kCreate, {"+", "created"}},
    {folder::Action::kUpdate, {"~", "changed"}},
    {folder::Action::kMerge, {"~", "merged with your edits"}},
    {folder::Action::kDelete, {"-", "removed"}},
    {folder::Action::kKeep, {"=", "kept as it is"}},
    {folder::Action::kUnchanged, {" ", "unchanged"}}};

// `+ pg-dep.yaml` for each file that is not as before, then the counts.
std::string plan_text(const folder::Plan& plan) {
  std::string out;
  std::map<folder::Action, std::size_t> counts;
  for (const folder::Change& change : plan.changes) {
    ++counts[change.action];
    if (change.action != folder::Action::kUnchanged)
      out += fmt::format("{} {}\n", kActions.at(change.action).sign, base::printable(change.path));
  }
  std::vector<std::string> words;
  for (const auto& [action, count] : counts)
    words.push_back(fmt::format("{} {}", count, kActions.at(action).word));
  return out + fmt::format("{}\n", fmt::join(words, ", "));
}

std::string diff_text(const folder::Plan& plan) {
  std::string out;
  for (const folder::Change& change : plan.changes) {
    if (change.action == folder::Action::kKeep || change.action == folder::Action::kUnchanged)
      continue;
    if (change.secret) {
      out += fmt::format("# {} {}: it holds secrets, which are not shown\n",
                         base::printable(change.path), kActions.at(change.action).word);
      continue;
    }
    const bool removed = change.action == folder::Action::kDelete;
    out += merge::unified_diff(
        removed ? change.text : change.before, removed ? "" : change.text,
        change.action == folder::Action::kCreate ? "/dev/null" : "a/" + change.path,
        removed ? "/dev/null" : "b/" + change.path);
  }
  return out;
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
  if (request->dry_run || result->redump) env.err += plan_text(result->plan);
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
