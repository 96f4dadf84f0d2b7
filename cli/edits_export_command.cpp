#include <fmt/format.h>

#include "base/path.h"
#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/dump_folder.h"
#include "cli/surroundings.h"
#include "dump/edits.h"

namespace copctl::cli {

namespace {

constexpr std::string_view kKustomizationName = "kustomization.yaml";
constexpr std::string_view kAddedName = "added.yaml";

std::vector<Flag> flags() {
  return {{.name = "as",
           .metavar = "FORM",
           .help = "`kustomize`: a kustomization.yaml for the folder of a pristine dump; "
                   "`json6902`: the patches alone, a JSON list of targets and patches",
           .allowed = {"kustomize", "json6902"},
           .default_text = "kustomize"},
          {.name = "output-dir",
           .short_name = 'o',
           .metavar = "DIR",
           .help = "write the files into this folder instead of printing them"}};
}

using Texts = std::vector<std::pair<std::string, std::string>>;

// What is to be written or printed, by name.
Texts texts_of(const dump::Edits& edits, bool kustomize) {
  if (!kustomize) return {{"patches.json", dump::json_patches(edits)}};
  const bool added = !edits.added.empty();
  Texts texts{{std::string(kKustomizationName),
               dump::kustomization(edits, std::string(added ? kAddedName : ""))}};
  if (added) texts.emplace_back(kAddedName, dump::added_stream(edits));
  return texts;
}

bool write(const Texts& texts, const std::string& dir, bool secret, Env& env,
           diag::Diagnostics& diagnostics) {
  std::error_code error;
  if (!base::make_directories(env.disk, dir, base::kFolderMode, error)) {
    diagnostics.error(
        {}, diag::Kind::kCannotWrite,
        fmt::format("cannot make `{}`: {}", base::printable(dir), base::error_text(error)));
    return false;
  }
  for (const auto& [name, text] : texts) {
    const std::string path = base::join_path(dir, name);
    if (env.disk.create(path, text, secret ? base::kSecretMode : base::kPublicMode, error))
      continue;
    diagnostics.error(
        {}, diag::Kind::kCannotWrite,
        fmt::format("cannot write `{}`: {}", base::printable(path), base::error_text(error)));
    return false;
  }
  return true;
}

// What a list of JSON patches cannot say.
void warn_of_lost(const dump::Edits& edits, diag::Diagnostics& diagnostics) {
  for (const dump::ObjectEdit& edit : edits.objects) {
    if (!edit.removed) continue;
    diagnostics.warning({}, diag::Kind::kConflict,
                        fmt::format("`{}` was taken out, which a JSON patch cannot say",
                                    base::printable(manifest::display(edit.identity))));
  }
  for (const dump::AddedObject& object : edits.added) {
    diagnostics.warning({}, diag::Kind::kConflict,
                        fmt::format("an object was added in `{}`, which a JSON patch cannot say",
                                    base::printable(object.file)));
  }
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const std::string& dir = invocation.arguments.operands.front();
  const std::string* as = invocation.arguments.find("as");
  const bool kustomize = as == nullptr || *as == "kustomize";
  const auto lock = read_dump(invocation, dir, diagnostics);
  const auto edits =
      lock ? dump::edits_of(dir, *lock, surroundings_of(invocation), diagnostics) : std::nullopt;
  if (!edits) return report(diagnostics, invocation.sources, env);
  const Texts texts = texts_of(*edits, kustomize);
  const std::string* output = invocation.arguments.find("output-dir");
  if (!kustomize) warn_of_lost(*edits, diagnostics);
  if (output != nullptr) {
    static_cast<void>(write(texts, *output, edits->secret, env, diagnostics));
  } else if (texts.size() == 1) {
    env.out += texts.front().second;
  } else {
    diagnostics.error({}, diag::Kind::kUsage,
                      "objects were added, which takes a file of their own; give a folder with -o");
  }
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command edits_export_command() {
  return {.name = "edits export",
          .operands = "DIR",
          .min_operands = 1,
          .max_operands = 1,
          .summary = "your edits in a dump, as patches",
          .description =
              "Prints what you changed in a dump by hand as patches. Put the kustomization.yaml "
              "into the folder of a dump with the same values that nobody edited, and `kubectl "
              "kustomize` makes the edited one of it.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
