#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/env.h"
#include "cli/flag.h"
#include "profile/profile.h"

namespace copctl::cli {

// The flags of a profile's parameters; a secret one has a second, `--NAME-file`.
std::vector<Flag> parameter_flags(const profile::Profile& profile);

// The flags that a command line may name: the command's own, those of a profile's parameters, and
// `help`. A profile has hundreds of them and a command line names few, so that one is made when it
// is looked for. Borrows the profile, which may be null.
class FlagTable {
 public:
  FlagTable(std::vector<Flag> own, const profile::Profile* profile)
      : own_(std::move(own)), profile_(profile) {}

  // By `--name`, `--alias` or `-n`; of a longer word with one dash nothing is looked for.
  std::optional<Flag> find(std::string_view word) const;
  // All but `help`, in the order of the help.
  std::vector<Flag> all() const;
  const std::vector<Flag>& own() const { return own_; }

 private:
  std::vector<Flag> own_;
  const profile::Profile* profile_;
};

// The flags that give values in general: --preset, -f/--values, --set….
std::vector<Flag> value_flags();

// What the user gave, for profile::resolve.
profile::Inputs inputs_of(const Arguments& arguments, const profile::Profile& profile,
                          const Env& env);

}  // namespace copctl::cli
