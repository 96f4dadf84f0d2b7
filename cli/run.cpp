#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/edit_distance.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/parameter_flags.h"
#include "cli/watch.h"
#include "diag/printer.h"
#include "profile/profile.h"

namespace copctl::cli {

namespace {

using Words = std::vector<std::string>;

bool is_flag(const std::string& word) { return word.size() > 1 && word.starts_with('-'); }

// How many of the command's words begin `words`; 0 when not all of them do.
std::size_t matched(const Command& command, const Words& words) {
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= command.name.size(); ++count) {
    const std::size_t end = std::min(command.name.find(' ', begin), command.name.size());
    if (count == words.size() || words[count] != command.name.substr(begin, end - begin)) return 0;
    begin = end + 1;
  }
  return count;
}

std::string first_words(const Words& words) {
  const auto end = std::ranges::find_if(words, is_flag);
  std::string joined;
  for (auto word = words.begin(); word != end; ++word)
    joined += (joined.empty() ? "" : " ") + *word;
  return joined;
}

// `profile`: words that begin the names of commands but are none.
bool is_group(const std::string& name) {
  return std::ranges::any_of(
      commands(), [&](const Command& command) { return command.name.starts_with(name + " "); });
}

ExitCode unknown_command(const std::string& given, diag::SourceMap& sources, Env& env) {
  std::vector<std::string> known;
  for (const Command& command : commands()) {
    if (command.summary.empty()) continue;
    known.emplace_back(command.name);
    known.emplace_back(command.name.substr(0, command.name.find(' ')));
  }
  const auto meant = base::closest(given, known);
  diag::Diagnostics diagnostics;
  diagnostics.error(
      {}, diag::Kind::kUnknownCommand,
      "unknown command `" + given + "`; " +
          (meant ? "did you mean `" + *meant + "`?" : "`copctl -h` lists the commands"));
  report(diagnostics, sources, env);
  return ExitCode::kUsage;
}

// What a command's words are understood by: its flags, and those of the profile that one of the
// words names.
class Session {
 public:
  Session(const Command& command, Words words, Env& env)
      : command_(command), words_(std::move(words)), env_(env), own_(command.flags()) {}

  ExitCode run() {
    if (command_.takes == Takes::kRawWords) {
      return command_.run({{.operands = words_}, nullptr, sources_, env_});
    }
    if (command_.takes == Takes::kProfile && !load_profile())
      return report(diagnostics_, sources_, env_);
    const FlagTable flags(own_, profile_ ? &*profile_ : nullptr);
    if (wants_help()) {
      env_.out += command_help(command_, profile_ ? &*profile_ : nullptr, flags.all());
      if (command_.takes == Takes::kProfile && !profile_)
        env_.out += profile_choice(profile::list(env_.embedded, sources_, diagnostics_));
      return ExitCode::kDone;
    }
    auto arguments = parse_arguments(words_, flags, sources_, diagnostics_);
    if (arguments) add_environment(*arguments);
    if (!arguments || !check_operands(*arguments) || !check_allowed(*arguments) ||
        !check_interval(*arguments, diagnostics_)) {
      report(diagnostics_, sources_, env_);
      return ExitCode::kUsage;
    }
    report(diagnostics_, sources_, env_);
    interval_ = watch_interval(*arguments);
    return command_.run({*arguments, profile_ ? &*profile_ : nullptr, sources_, env_});
  }

  // How often the command's files are looked at, when they are to be watched.
  const std::optional<std::chrono::milliseconds>& interval() const { return interval_; }

 private:
  bool wants_help() const {
    return std::ranges::any_of(
        words_, [](const std::string& word) { return word == "-h" || word == "--help"; });
  }

  // The word that names the profile: the first that a shipped profile bears, for a flag's value may
  // stand before it, or else the first that is no flag.
  const std::string* profile_word() {
    diag::Diagnostics ignored;
    for (const profile::Summary& summary : profile::list(env_.embedded, sources_, ignored)) {
      for (const std::string& word : words_) {
        if (word == summary.name ||
            std::ranges::find(summary.aliases, word) != summary.aliases.end())
          return &word;
      }
    }
    const auto first = std::ranges::find_if_not(words_, is_flag);
    return first == words_.end() ? nullptr : &*first;
  }

  // True without a profile, too: the missing operand is reported later, `-h` then lists what every
  // profile takes.
  bool load_profile() {
    const std::string* word = profile_word();
    if (word == nullptr) return true;
    std::vector<std::string> reserved;
    for (const Flag& flag : own_) {
      reserved.push_back(flag.name);
      if (!flag.alias.empty()) reserved.push_back(flag.alias);
      if (flag.short_name != 0) reserved.emplace_back(1, flag.short_name);
      if (flag.alias_short != 0) reserved.emplace_back(1, flag.alias_short);
    }
    profile_ = profile::load(env_.embedded, env_.disk, *word, reserved, sources_, diagnostics_);
    return profile_.has_value();
  }

  bool check_operands(const Arguments& arguments) {
    const std::size_t count = arguments.operands.size();
    const std::string usage =
        "usage: copctl " + std::string(command_.name) + " " + std::string(command_.operands);
    if (count < command_.min_operands) {
      diagnostics_.error({}, diag::Kind::kUsage, "too few arguments; " + usage);
    } else if (count > command_.max_operands) {
      const std::string& surplus = arguments.operands[command_.max_operands];
      const bool is_truth = surplus == "true" || surplus == "false";
      diagnostics_.error(
          {}, diag::Kind::kUsage,
          "surplus argument `" + surplus + "`; " +
              (is_truth ? "write a switch's value as `--flag=" + surplus + "`" : usage));
    }
    return !diagnostics_.has_errors();
  }

  // Only the command's own flags: the schema checks the profile's.
  bool check_allowed(const Arguments& arguments) {
    for (const Flag& flag : own_) {
      const std::string* text = arguments.find(flag.name);
      if (text == nullptr || flag.allowed.empty() ||
          std::ranges::find(flag.allowed, *text) != flag.allowed.end())
        continue;
      diagnostics_.error({}, diag::Kind::kUsage,
                         fmt::format("`--{}` must be one of {}; got `{}`", flag.name,
                                     fmt::join(flag.allowed, ", "), *text));
    }
    return !diagnostics_.has_errors();
  }

  // The command's own flags that were not given take their environment variable.
  void add_environment(Arguments& arguments) {
    for (const Flag& flag : own_) {
      const auto found = env_.environment.find(flag.environment);
      if (flag.environment.empty() || found == env_.environment.end() ||
          arguments.find(flag.name) != nullptr)
        continue;
      arguments.flags.push_back({flag.name, found->second});
    }
  }

  const Command& command_;
  Words words_;
  Env& env_;
  diag::SourceMap sources_;
  diag::Diagnostics diagnostics_;
  std::vector<Flag> own_;
  std::optional<profile::Profile> profile_;
  std::optional<std::chrono::milliseconds> interval_;
};

ExitCode run_command(const Command& command, const Words& words, Env& env) {
  if (!asks_to_watch(words)) return Session(command, words, env).run();
  return watch(env, [&](Env& inner) {
    Session session(command, words, inner);
    const ExitCode code = session.run();
    return Watched{code, session.interval()};
  });
}

}  // namespace

ExitCode report(const diag::Diagnostics& diagnostics, const diag::SourceMap& sources, Env& env) {
  env.err += diag::print(diagnostics, sources, {.color = env.color});
  const bool usage = std::ranges::any_of(diagnostics.all(), [](const diag::Diagnostic& diagnostic) {
    return diagnostic.severity == diag::Severity::kError && diagnostic.kind == diag::Kind::kUsage;
  });
  return usage ? ExitCode::kUsage : diagnostics.has_errors() ? ExitCode::kWrong : ExitCode::kDone;
}

ExitCode run(const Words& words, Env& env) {
  for (const Command& command : commands()) {
    const std::size_t count = matched(command, words);
    if (count == 0) continue;
    return run_command(command,
                       Words(words.begin() + static_cast<std::ptrdiff_t>(count), words.end()), env);
  }
  const std::string given = first_words(words);
  if (given.empty() || is_group(given)) {
    env.out += command_list(given);
    return ExitCode::kDone;
  }
  diag::SourceMap sources;
  return unknown_command(given, sources, env);
}

}  // namespace copctl::cli
