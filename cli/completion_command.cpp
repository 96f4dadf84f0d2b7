#include <map>

#include "cli/all_commands.h"

namespace copctl::cli {

namespace {

// Each script asks `copctl __complete WORDS…` for the candidates of the last word; a lone `:files`
// asks for file names.
const std::map<std::string, std::string_view> kScripts = {{"bash", R"(_copctl() {
  local IFS=$'\n' current="${COMP_WORDS[COMP_CWORD]}"
  local candidates
  candidates=$(copctl __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [ "$candidates" = ":files" ]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$current"))
    return
  fi
  [ "$current" = "=" ] && current=""
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
}
complete -F _copctl copctl
)"},
                                                          {"zsh", R"(#compdef copctl
_copctl() {
  local -a candidates
  candidates=("${(@f)$(copctl __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ "${candidates[1]}" == ":files" ]]; then
    _files
  else
    compadd -a candidates
  fi
}
compdef _copctl copctl
)"},
                                                          {"fish", R"(function __copctl_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l candidates (copctl __complete $words[2..-1] 2>/dev/null)
  if test "$candidates" = ":files"
    __fish_complete_path (commandline -ct)
  else
    printf '%s\n' $candidates
  end
end
complete -c copctl -f -a '(__copctl_complete)'
)"}};

std::vector<Flag> flags() { return {}; }

ExitCode run(const Invocation& invocation) {
  const auto script = kScripts.find(invocation.arguments.operands[0]);
  if (script != kScripts.end()) {
    invocation.env.out += script->second;
    return ExitCode::kDone;
  }
  diag::Diagnostics diagnostics;
  diagnostics.error({}, diag::Kind::kUsage,
                    "no completion for `" + invocation.arguments.operands[0] +
                        "`; the shells are bash, zsh and fish");
  report(diagnostics, invocation.sources, invocation.env);
  return ExitCode::kUsage;
}

}  // namespace

Command completion_command() {
  return {.name = "completion",
          .operands = "bash|zsh|fish",
          .min_operands = 1,
          .max_operands = 1,
          .summary = "the completion script of a shell",
          .description =
              "Prints the completion script: `source <(copctl completion bash)`, `copctl "
              "completion zsh > \"${fpath[1]}/_copctl\"`, `copctl completion fish | source`.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
