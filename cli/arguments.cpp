#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "base/edit_distance.h"

namespace copctl::cli {

namespace {

std::string names_of(const Flag& flag) {
  std::string names = "--" + flag.name;
  if (flag.short_name != 0) names += std::string(",-") + flag.short_name;
  if (!flag.alias.empty()) names += ",--" + flag.alias;
  if (flag.alias_short != 0) names += std::string(",-") + flag.alias_short;
  return names;
}

// CLI11 reads `-k=true` as the value `=true`, and `--flag=` as no value at all; people who come
// from pflag mean `true` and the empty text.
std::vector<std::string> as_cli11_reads(const std::vector<std::string>& words,
                                        const FlagTable& flags) {
  std::vector<std::string> plain;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    const auto flag =
        equals == word.npos ? std::nullopt : flags.find(std::string_view(word).substr(0, equals));
    if (!flag) {
      plain.push_back(word);
    } else if (equals + 1 == word.size() && flag->kind != FlagKind::kSwitch) {
      plain.insert(plain.end(), {"--" + flag->name, ""});
    } else {
      plain.push_back("--" + flag->name + word.substr(equals));
    }
  }
  return plain;
}

// The flags that some word may name, each once. CLI11 compares every new option with all before it,
// and a profile has hundreds.
std::vector<Flag> mentioned(const std::vector<std::string>& words, const FlagTable& flags) {
  std::vector<Flag> found;
  const auto add = [&](std::string_view word) {
    auto flag = flags.find(word);
    if (flag && std::ranges::find(found, flag->name, &Flag::name) == found.end()) {
      found.push_back(std::move(*flag));
    }
  };
  for (const std::string& word : words) {
    if (word.starts_with("--")) {
      add(std::string_view(word).substr(0, word.find('=')));
    } else if (word.starts_with('-')) {
      // Several short ones may stand together, the last with its value.
      for (const char letter : word.substr(1)) add(std::string{'-', letter});
    }
  }
  return found;
}

// Hands the flags to CLI11 and takes back what was given, in order.
class Parser {
 public:
  explicit Parser(std::span<const Flag> flags) {
    app_.set_help_flag();
    app_.allow_extras();
    for (const Flag& flag : flags) add(flag);
  }

  // Throws CLI::ParseError.
  Arguments parse(std::vector<std::string> words) {
    std::ranges::reverse(words);
    app_.parse(std::move(words));
    Arguments arguments;
    std::map<const CLI::Option*, std::size_t> used;
    for (const CLI::Option* option : app_.parse_order()) {
      const Flag& flag = *flags_.at(option);
      const std::vector<std::string> results = option->results();
      const std::size_t at = used[option]++;
      arguments.flags.push_back({flag.name, at < results.size() ? results[at] : "true"});
    }
    arguments.operands = app_.remaining();
    return arguments;
  }

 private:
  void add(const Flag& flag) {
    CLI::Option* option = nullptr;
    if (flag.kind == FlagKind::kSwitch) {
      option = app_.add_flag(names_of(flag))->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else {
      option = app_.add_option(names_of(flag))->expected(1)->allow_extra_args(false);
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    flags_.emplace(option, &flag);
  }

  CLI::App app_;
  std::map<const CLI::Option*, const Flag*> flags_;
};

class Checker {
 public:
  Checker(const FlagTable& flags, diag::SourceMap& sources, diag::Diagnostics& diagnostics)
      : flags_(flags), sources_(sources), diagnostics_(diagnostics) {}

  // Words that look like flags are unknown ones; what follows one of them may be its value, so no
  // word is called surplus then.
  void check_operands(const std::vector<std::string>& operands) {
    for (const std::string& word : operands) {
      if (word.size() > 1 && word.starts_with('-')) report_unknown(word);
    }
  }

  void check_switches(const Arguments& arguments) {
    for (const Occurrence& given : arguments.flags) {
      const auto flag = flags_.find("--" + given.name);
      if (flag->kind != FlagKind::kSwitch || given.text == "true" || given.text == "false")
        continue;
      diagnostics_.error(
          at("--" + given.name + "=" + given.text, given.name.size() + 3), diag::Kind::kUsage,
          "`--" + given.name + "` is either true or false; got `" + given.text + "`");
    }
  }

  void report_missing_value(const std::vector<std::string>& words) {
    const std::string& last = words.back();
    diagnostics_.error(
        at(last, 0), diag::Kind::kUsage,
        "`" + last + "` needs a value; write `" + last + " " + metavar_of(last) + "`");
  }

  void report(const std::string& message) { diagnostics_.error({}, diag::Kind::kUsage, message); }

 private:
  std::string metavar_of(const std::string& word) const {
    const auto flag = flags_.find(word);
    return !flag || flag->metavar.empty() ? "VALUE" : flag->metavar;
  }

  void report_unknown(const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> known;
    for (const Flag& flag : flags_.all()) {
      known.push_back("--" + flag.name);
      if (!flag.alias.empty()) known.push_back("--" + flag.alias);
    }
    known.push_back("--help");
    std::string message = "unknown flag `" + name + "`";
    const auto meant = name.starts_with("--") ? base::closest(name, known) : std::nullopt;
    message += meant ? "; did you mean `" + *meant + "`?" : "; `-h` lists the flags";
    diagnostics_.error(at(word, 0, name.size()), diag::Kind::kUnknownFlag, std::move(message));
  }

  diag::Span at(const std::string& word, std::size_t begin, std::size_t end = std::string::npos) {
    const diag::SourceId source =
        sources_.add(diag::SourceKind::kArgument, word.substr(0, word.find('=')), word);
    return {source, static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(std::min(end, word.size()))};
  }

  const FlagTable& flags_;
  diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
};

}  // namespace

const std::string* Arguments::find(const std::string& name) const {
  const auto found = std::find_if(flags.rbegin(), flags.rend(),
                                  [&](const Occurrence& given) { return given.name == name; });
  return found == flags.rend() ? nullptr : &found->text;
}

bool Arguments::is_set(const std::string& name) const {
  const std::string* text = find(name);
  return text != nullptr && *text == "true";
}

std::vector<std::string> Arguments::all(const std::string& name) const {
  std::vector<std::string> texts;
  for (const Occurrence& given : flags) {
    if (given.name == name) texts.push_back(given.text);
  }
  return texts;
}

std::optional<Arguments> parse_arguments(const std::vector<std::string>& words,
                                         const FlagTable& flags, diag::SourceMap& sources,
                                         diag::Diagnostics& diagnostics) {
  Checker checker(flags, sources, diagnostics);
  try {
    const std::vector<std::string> plain = as_cli11_reads(words, flags);
    const std::vector<Flag> named = mentioned(plain, flags);
    Arguments arguments = Parser(named).parse(plain);
    checker.check_operands(arguments.operands);
    checker.check_switches(arguments);
    if (diagnostics.has_errors()) return std::nullopt;
    return arguments;
  } catch (const CLI::ArgumentMismatch&) {
    checker.report_missing_value(words);
  } catch (const CLI::ParseError& error) {
    checker.report(error.what());
  }
  return std::nullopt;
}

}  // namespace copctl::cli
