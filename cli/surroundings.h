#pragma once

#include "cli/command.h"
#include "cli/version.h"
#include "dump/dump.h"

namespace copctl::cli {

inline dump::Surroundings surroundings_of(const Invocation& invocation) {
  Env& env = invocation.env;
  return {env.disk, env.embedded, invocation.sources, env.random, std::string(kVersion), env.ask};
}

}  // namespace copctl::cli
