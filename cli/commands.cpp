#include "cli/all_commands.h"

namespace copctl::cli {

std::span<const Command> commands() {
  static const Command kCommands[] = {
      profile_list_command(), profile_show_command(),   profile_values_command(),
      profile_dump_command(), profile_export_command(), status_command(),
      diff_command(),         edits_export_command(),   waves_command(),
      seal_command(),         functions_command(),      version_command(),
      completion_command(),   complete_command(),
  };
  return kCommands;
}

}  // namespace copctl::cli
