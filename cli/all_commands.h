#pragma once

#include "cli/command.h"

namespace copctl::cli {

// One function a command, each in a file of its own name.
Command profile_list_command();
Command profile_show_command();
Command profile_values_command();
Command profile_dump_command();
Command profile_export_command();
Command status_command();
Command diff_command();
Command edits_export_command();
Command waves_command();
Command seal_command();
Command functions_command();
Command version_command();
Command completion_command();
// What the completion scripts call; in no list.
Command complete_command();

}  // namespace copctl::cli
