#include "base/path.h"
#include "cli/all_commands.h"
#include "dump/dump.h"

namespace copctl::cli {

namespace {

std::vector<Flag> flags() { return {}; }

bool write_all(const std::map<std::string, std::string>& texts, const std::string& dir, Env& env,
               diag::Diagnostics& diagnostics) {
  for (const auto& [path, text] : texts) {
    const std::string full = base::join_path(dir, path);
    std::error_code error;
    if (base::make_directories(env.disk, std::string(base::dir_name(full)), base::kFolderMode,
                               error) &&
        env.disk.create(full, text, base::kPublicMode, error)) {
      continue;
    }
    diagnostics.error({}, diag::Kind::kCannotWrite,
                      "cannot write `" + full + "`: " + base::error_text(error));
    return false;
  }
  return true;
}

bool is_free(const std::string& dir, Env& env, diag::Diagnostics& diagnostics) {
  const auto target = folder::inspect(env.disk, dir, diagnostics);
  if (!target) return false;
  if (*target == folder::Target::kAbsent || *target == folder::Target::kEmpty) return true;
  diagnostics.error({}, diag::Kind::kCannotWrite,
                    "`" + dir + "` is not empty; export into a new folder");
  return false;
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const std::string& name = invocation.arguments.operands[0];
  const std::string& dir = invocation.arguments.operands[1];
  const auto texts = profile::exported(env.embedded, name, invocation.sources, diagnostics);
  if (texts && is_free(dir, env, diagnostics) && write_all(*texts, dir, env, diagnostics)) {
    env.err += "wrote " + std::to_string(texts->size()) + " files to " + dir +
               "; dump it with `copctl profile dump ./" + dir + "`\n";
  }
  return report(diagnostics, invocation.sources, env);
}

}  // namespace

Command profile_export_command() {
  return {.name = "profile export",
          .operands = "PROFILE DIR",
          .min_operands = 2,
          .max_operands = 2,
          .summary = "write a profile's source into a folder, to fork it",
          .description =
              "Writes profile.yaml, schema.yaml and the templates of a shipped profile into DIR. "
              "The folder is a profile of its own: change it, and dump it by its path.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
