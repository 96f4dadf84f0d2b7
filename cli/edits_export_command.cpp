#include <fmt/format.h>

#include "base/path.h"
#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/dump_folder.h"
#include "cli/surroundings.h"
#include "dump/dump.h"

namespace copctl::cli {

namespace {

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
           .help = "write the files into this folder instead of printing them"},
          secrets_key_flag()};
}

bool write(const dump::ExportedEdits& edits, const std::string& dir, Env& env,
           diag::Diagnostics& diagnostics) {
  std::error_code error;
  if (!base::make_directories(env.disk, dir, base::kFolderMode, error)) {
    diagnostics.error(
        {}, diag::Kind::kCannotWrite,
        fmt::format("cannot make `{}`: {}", base::printable(dir), base::error_text(error)));
    return false;
  }
  const unsigned mode = edits.secret ? base::kSecretMode : base::kPublicMode;
  for (const auto& [name, text] : edits.files) {
    const std::string path = base::join_path(dir, name);
    if (env.disk.create(path, text, mode, error)) continue;
    diagnostics.error(
        {}, diag::Kind::kCannotWrite,
        fmt::format("cannot write `{}`: {}", base::printable(path), base::error_text(error)));
    return false;
  }
  return true;
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const std::string& dir = invocation.arguments.operands.front();
  const std::string* as = invocation.arguments.find("as");
  const auto form = as == nullptr || *as == "kustomize" ? dump::EditsForm::kKustomize
                                                        : dump::EditsForm::kJsonPatch;
  const auto lock = read_dump(invocation, dir, diagnostics);
  const auto edits =
      lock ? dump::export_edits(dir, *lock, form, surroundings_of(invocation), diagnostics)
           : std::nullopt;
  if (!edits) return report(diagnostics, invocation.sources, env);
  const std::string* output = invocation.arguments.find("output-dir");
  if (output != nullptr) {
    static_cast<void>(write(*edits, *output, env, diagnostics));
  } else if (edits->files.size() == 1) {
    env.out += edits->files.begin()->second;
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
