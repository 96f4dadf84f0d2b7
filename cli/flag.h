#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace copctl::cli {

enum class FlagKind : std::uint8_t {
  // `--https`, `--https=false`
  kSwitch,
  // One value; given twice, the last one counts.
  kText,
  // May be given many times.
  kList,
};

// A flag of a command, whether the command's own or made from a profile's parameter. Names are
// without dashes.
struct Flag {
  std::string name;
  char short_name = 0;
  FlagKind kind = FlagKind::kText;
  // What its value is called in the help: `DIR`.
  std::string metavar;
  std::string help;
  // Heading in the help.
  std::string group;
  std::vector<std::string> allowed;
  std::string default_text;
  std::string environment;
  bool required = false;
  // Another name for the same flag.
  std::string alias;
  char alias_short = 0;
};

// One flag as given, by its main name.
struct Occurrence {
  std::string name;
  std::string text;
};

// A command line, understood: flags in the order given and the words that belong to none.
struct Arguments {
  std::vector<Occurrence> flags;
  std::vector<std::string> operands;

  // The last value of a flag; nullptr when it was not given.
  const std::string* find(const std::string& name) const;
  bool is_set(const std::string& name) const;
  std::vector<std::string> all(const std::string& name) const;
};

}  // namespace copctl::cli
