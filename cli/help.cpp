#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace copctl::cli {

namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kIndent = 8;

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string names_of(const Flag& flag) {
  std::string names = flag.short_name == 0 ? "      " : fmt::format("  -{}, ", flag.short_name);
  names += "--" + flag.name;
  if (flag.kind != FlagKind::kSwitch) names += " " + flag.metavar;
  if (flag.alias_short != 0) names += fmt::format(", -{}", flag.alias_short);
  if (!flag.alias.empty()) names += ", --" + flag.alias;
  return names;
}

std::string facts_of(const Flag& flag) {
  std::vector<std::string> facts;
  if (flag.required) facts.push_back("required");
  if (!flag.allowed.empty()) facts.push_back("one of " + joined(flag.allowed));
  if (!flag.default_text.empty()) facts.push_back("default " + flag.default_text);
  if (flag.kind == FlagKind::kList) facts.push_back("repeatable");
  if (!flag.environment.empty()) facts.push_back("env " + flag.environment);
  return facts.empty() ? "" : fmt::format(" ({})", fmt::join(facts, "; "));
}

std::string flag_help(const Flag& flag) {
  return base::printable(names_of(flag)) + "\n" +
         wrapped(base::printable(flag.help + facts_of(flag)), kIndent);
}

// Groups in the order in which they first occur.
std::vector<std::string> groups_of(std::span<const Flag> flags) {
  std::vector<std::string> groups;
  for (const Flag& flag : flags) {
    if (std::ranges::find(groups, flag.group) == groups.end()) groups.push_back(flag.group);
  }
  return groups;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  for (std::string_view word : base::split(text, ' ')) {
    const std::size_t length = base::rune_count(word);
    if (column == 0 || column + 1 + length > kWidth) {
      if (column != 0) out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += length;
  }
  return out + "\n";
}

std::string command_list(std::string_view prefix) {
  std::string out = prefix.empty() ? "copctl turns a profile and your values into a folder of "
                                     "Kubernetes manifests, offline.\n\n"
                                   : "";
  out += fmt::format("Usage: copctl {}{}COMMAND\n\nCommands:\n", prefix, prefix.empty() ? "" : " ");
  for (const Command& command : commands()) {
    if (!command.name.starts_with(prefix) || command.summary.empty()) continue;
    const std::string usage = fmt::format("{} {}", command.name, command.operands);
    out += fmt::format("  {:<32} {}\n", usage, command.summary);
  }
  return out + "\n`copctl COMMAND -h` explains one; README.md shows the first steps.\n";
}

std::string profile_choice(std::span<const profile::Summary> shipped) {
  std::string out = "\nProfiles, each with parameters of its own (add its name before -h):\n";
  for (const profile::Summary& summary : shipped)
    out += fmt::format("  {}\n", summary.name) + wrapped(summary.summary, kIndent);
  return out;
}

std::string command_help(const Command& command, const profile::Profile* profile,
                         std::span<const Flag> flags) {
  std::string operands(command.operands);
  if (profile != nullptr) operands = base::replace_all(operands, "PROFILE", profile->summary.name);
  std::string out = fmt::format("Usage: copctl {} {}{}\n\n", command.name, operands,
                                flags.empty() ? "" : " [flags]");
  out += wrapped(command.description, 0);
  if (profile != nullptr) {
    out += "\n" + wrapped(fmt::format("{} {}: {}", profile->summary.name, profile->summary.version,
                                      profile->summary.summary),
                          0);
  }
  for (const std::string& group : groups_of(flags)) {
    out += fmt::format("\n{}:\n", group.empty() ? "Flags" : group);
    for (const Flag& flag : flags) {
      if (flag.group == group) out += flag_help(flag);
    }
  }
  return out;
}

}  // namespace copctl::cli
