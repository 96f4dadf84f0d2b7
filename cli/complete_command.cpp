#include <algorithm>
#include <set>

#include "cli/all_commands.h"
#include "cli/functions.h"
#include "cli/parameter_flags.h"
#include "dump/dump.h"
#include "profile/profile.h"

namespace copctl::cli {

namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kFiles = ":files";

bool begins(const Words& words, std::string_view name) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined == name || joined.starts_with(std::string(name) + " ");
}

// The command that the finished words name; nullptr when they do not reach one.
const Command* command_of(const Words& words) {
  const auto all = commands();
  const auto found = std::ranges::find_if(
      all, [&](const Command& command) { return begins(words, command.name); });
  return found == all.end() ? nullptr : &*found;
}

// The words that may follow `words` on the way to a command.
std::set<std::string> next_words(const Words& words) {
  std::string prefix;
  for (const std::string& word : words) prefix += word + " ";
  std::set<std::string> next;
  for (const Command& command : commands()) {
    if (command.summary.empty() || !command.name.starts_with(prefix)) continue;
    const std::string_view rest = command.name.substr(prefix.size());
    next.emplace(rest.substr(0, rest.find(' ')));
  }
  return next;
}

std::set<std::string> profile_names(Env& env, diag::SourceMap& sources) {
  diag::Diagnostics ignored;
  std::set<std::string> names;
  for (const profile::Summary& summary : profile::list(env.embedded, sources, ignored))
    names.insert(summary.name);
  return names;
}

std::set<std::string> function_names() {
  std::set<std::string> names;
  for (ListedFunction& listed : listed_functions()) names.insert(std::move(listed.name));
  return names;
}

class Completion {
 public:
  explicit Completion(const Invocation& invocation)
      : env_(invocation.env), sources_(invocation.sources), words_(invocation.arguments.operands) {
    if (words_.empty()) words_.emplace_back();
    current_ = words_.back();
    words_.pop_back();
    join_assignment();
  }

  std::set<std::string> candidates() {
    const Command* command = command_of(words_);
    if (command == nullptr) return next_words(words_);
    load_flags(*command);
    if (const Flag* flag = flag_before()) return values_of(*flag);
    if (current_.starts_with('-')) return flag_names();
    if (command->name == "completion") return {"bash", "fish", "zsh"};
    if (command->operands == "[NAME]") return function_names();
    if (command->operands.starts_with("PROFILE") && !names_profile())
      return profile_names(env_, sources_);
    return {std::string(kFiles)};
  }

 private:
  // Bash cuts `--flag=value` into three words.
  void join_assignment() {
    if (current_ == "=") {
      current_.clear();
    } else if (!words_.empty() && words_.back() == "=") {
      words_.pop_back();
    }
  }

  void load_flags(const Command& command) {
    flags_ = command.flags();
    if (command.takes != Takes::kProfile) return;
    const std::set<std::string> names = profile_names(env_, sources_);
    for (const std::string& word : words_) {
      if (!names.contains(word) && word.find('/') == word.npos) continue;
      diag::Diagnostics ignored;
      profile_ = profile::load(env_.embedded, env_.disk, word, {}, sources_, ignored);
      if (!profile_) continue;
      std::ranges::copy(parameter_flags(*profile_), std::back_inserter(flags_));
      return;
    }
  }

  bool names_profile() const { return profile_.has_value(); }

  const Flag* flag_before() const {
    if (words_.empty()) return nullptr;
    const std::string& last = words_.back();
    const auto found = std::ranges::find_if(flags_, [&](const Flag& flag) {
      const bool named =
          last == "--" + flag.name || (last.size() == 2 && last[0] == '-' &&
                                       (last[1] == flag.short_name || last[1] == flag.alias_short));
      return flag.kind != FlagKind::kSwitch && named;
    });
    return found == flags_.end() ? nullptr : &*found;
  }

  std::set<std::string> values_of(const Flag& flag) const {
    if (!flag.allowed.empty()) return {flag.allowed.begin(), flag.allowed.end()};
    std::set<std::string> names;
    if (flag.name == "preset" && profile_) {
      for (const auto& [name, preset] : profile_->presets) names.insert(name);
      return names;
    }
    if (flag.name == "rotate" && profile_) {
      const std::vector<std::string> secrets = dump::rotatable(*profile_);
      return {secrets.begin(), secrets.end()};
    }
    if (flag.name == "conflicts") return {"mark", "mine", "new"};
    return {std::string(kFiles)};
  }

  std::set<std::string> flag_names() const {
    std::set<std::string> names = {"--help"};
    for (const Flag& flag : flags_) names.insert("--" + flag.name);
    return names;
  }

  Env& env_;
  diag::SourceMap& sources_;
  Words words_;
  std::string current_;
  std::vector<Flag> flags_;
  std::optional<profile::Profile> profile_;
};

std::vector<Flag> flags() { return {}; }

ExitCode run(const Invocation& invocation) {
  const std::set<std::string> candidates = Completion(invocation).candidates();
  for (const std::string& candidate : candidates) invocation.env.out += candidate + "\n";
  return ExitCode::kDone;
}

}  // namespace

Command complete_command() {
  return {.name = "__complete",
          .operands = "WORD...",
          .min_operands = 0,
          .max_operands = 0,
          .summary = "",
          .description = "Prints the candidates for the last word, for the completion scripts.",
          .takes = Takes::kRawWords,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
