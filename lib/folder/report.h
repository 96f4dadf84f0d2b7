#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "diag/diagnostic.h"

// The words for what goes wrong with a folder. Nothing here has a position: a path is named.

namespace copctl::folder {

// "cannot write `path`: no space left on device; free some space, or choose another folder with
// -o".
void report_unwritable(const std::string& path, const std::error_code& error,
                       diag::Diagnostics& diagnostics);
void report_unreadable(const std::string& path, const std::error_code& error,
                       diag::Diagnostics& diagnostics);
// Another copctl holds the folder.
void report_busy(const std::string& dir, diag::Diagnostics& diagnostics);

// An error whose message is `path` in backticks, made printable, and then `rest`.
void report_path(diag::Kind kind, const std::string& path, std::string_view rest,
                 diag::Diagnostics& diagnostics);
void warn_path(diag::Kind kind, const std::string& path, std::string_view rest,
               diag::Diagnostics& diagnostics);

bool is_missing(const std::error_code& error);

}  // namespace copctl::folder
