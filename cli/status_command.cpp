#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/dump_folder.h"
#include "codec/codec.h"

namespace copctl::cli {

namespace {

using folder::FileState;
using folder::FileStatus;
using value::Value;

const std::map<FileState, std::string_view> kWords = {
    {FileState::kUnchanged, "unchanged"},     {FileState::kEdited, "edited"},
    {FileState::kMissing, "missing"},         {FileState::kForeign, "foreign"},
    {FileState::kConflicting, "conflicting"}, {FileState::kUnknown, "unknown"}};

std::vector<Flag> flags() {
  return {{.name = "exit-code",
           .kind = FlagKind::kSwitch,
           .help = "end with 1 when any file differs from what was rendered"},
          {.name = "output",
           .short_name = 'o',
           .metavar = "FORM",
           .help = "`text`, or `json` for programs",
           .allowed = {"text", "json"},
           .default_text = "text"},
          secrets_key_flag()};
}

// A file as the last dump wrote it, readable by whom it should be.
bool differs(const FileStatus& file) { return file.state != FileState::kUnchanged || file.exposed; }

// `edited       pg-dep.yaml` for each file that differs, then the counts.
std::string as_text(const std::vector<FileStatus>& files) {
  std::string out;
  std::map<FileState, std::size_t> counts;
  for (const FileStatus& file : files) {
    ++counts[file.state];
    if (!differs(file)) continue;
    const bool only_exposed = file.state == FileState::kUnchanged;
    out += fmt::format("{:<12} {}{}\n", only_exposed ? "exposed" : kWords.at(file.state),
                       base::printable(file.path),
                       file.exposed ? " (holds a secret that others may read: chmod 600)" : "");
  }
  std::vector<std::string> words;
  for (const auto& [state, count] : counts)
    words.push_back(fmt::format("{} {}", count, kWords.at(state)));
  return out + fmt::format("{}\n", fmt::join(words, ", "));
}

std::string as_json(const std::vector<FileStatus>& files) {
  value::Items items;
  for (const FileStatus& file : files) {
    items.push_back(Value::map({{"path", Value::string(file.path)},
                                {"state", Value::string(kWords.at(file.state))},
                                {"secret", Value::boolean(file.secret)},
                                {"exposed", Value::boolean(file.exposed)}}));
  }
  std::string error;
  return codec::encode_json(Value::map({{"files", Value::list(std::move(items))}}),
                            {.escape_html = false, .indent = 2}, error)
             .value_or("{}") +
         "\n";
}

ExitCode run(const Invocation& invocation) {
  Env& env = invocation.env;
  diag::Diagnostics diagnostics;
  const std::string& dir = invocation.arguments.operands.front();
  const auto lock = read_dump(invocation, dir, diagnostics);
  const auto files = lock ? folder::status(env.disk, dir, *lock, diagnostics) : std::nullopt;
  const ExitCode code = report(diagnostics, invocation.sources, env);
  if (!files) return code;
  const std::string* form = invocation.arguments.find("output");
  env.out += form != nullptr && *form == "json" ? as_json(*files) : as_text(*files);
  const bool asked = invocation.arguments.is_set("exit-code");
  return asked && std::ranges::any_of(*files, differs) ? ExitCode::kWrong : code;
}

}  // namespace

Command status_command() {
  return {.name = "status",
          .operands = "DIR",
          .min_operands = 1,
          .max_operands = 1,
          .summary = "what became of a dump's files since they were written",
          .description =
              "Lists the files of a dump that you edited, deleted or added, that hold the markers "
              "of a conflict, or that others may read though they hold secrets.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
