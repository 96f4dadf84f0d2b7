#include <fmt/format.h>

#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/dump_folder.h"
#include "cli/surroundings.h"

namespace copctl::cli {

namespace {

std::vector<Flag> flags() {
  return {{.name = "text",
           .kind = FlagKind::kSwitch,
           .help = "a unified diff of the files instead of the objects' fields"},
          {.name = "show-secrets", .kind = FlagKind::kSwitch, .help = "show what is secret, too"},
          {.name = "output",
           .short_name = 'o',
           .metavar = "FORM",
           .help = "`text`, or `json` for programs",
           .allowed = {"text", "json"},
           .default_text = "text"},
          secrets_key_flag()};
}

// The red and green of `git diff`.
std::string colored(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const std::string_view color = line.starts_with('+')   ? "\x1b[32m"
                                   : line.starts_with('-') ? "\x1b[31m"
                                   : line.starts_with('@') ? "\x1b[36m"
                                   : line.starts_with('~') ? "\x1b[33m"
                                                           : "";
    out += color.empty() ? std::string(line) : fmt::format("{}{}\x1b[0m", color, line);
    out += '\n';
    begin = end + 1;
  }
  return out;
}

std::optional<dump::Difference> difference_of(const Invocation& invocation,
                                              diag::Diagnostics& diagnostics) {
  const std::vector<std::string>& dirs = invocation.arguments.operands;
  const bool show = invocation.arguments.is_set("show-secrets");
  const auto first = read_dump(invocation, dirs[0], diagnostics);
  if (!first) return std::nullopt;
  if (dirs.size() == 1) {
    return dump::diff_edits({dirs[0], *first}, show, surroundings_of(invocation), diagnostics);
  }
  const auto second = read_dump(invocation, dirs[1], diagnostics);
  if (!second) return std::nullopt;
  return dump::diff_dumps({dirs[0], *first}, {dirs[1], *second}, show, surroundings_of(invocation),
                          diagnostics);
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const auto difference = difference_of(invocation, diagnostics);
  const ExitCode code = report(diagnostics, invocation.sources, env);
  if (!difference) return code;
  const std::string* form = invocation.arguments.find("output");
  const bool by_text = invocation.arguments.is_set("text");
  const bool differs = by_text ? difference->texts_differ : difference->objects_differ;
  if (form != nullptr && *form == "json") {
    env.out += difference->json;
  } else {
    const std::string& text = by_text ? difference->texts : difference->objects;
    env.out += env.color ? colored(text) : text;
  }
  return differs ? ExitCode::kWrong : ExitCode::kDone;
}

}  // namespace

Command diff_command() {
  return {.name = "diff",
          .operands = "DIR [DIR]",
          .min_operands = 1,
          .max_operands = 2,
          .summary = "your edits in a dump, or how two dumps differ",
          .description =
              "With one folder: what you changed in a dump since it was written. With two: how the "
              "second differs from the first. Objects are compared field by field; the order of "
              "keys, comments and formatting are no difference. Ends with 1 when there is one. "
              "What a dump would change now is `copctl profile dump --dry-run --diff`.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
