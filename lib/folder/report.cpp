#include "folder/report.h"

#include <fmt/format.h>

#include "base/file_system.h"
#include "base/text.h"

namespace copctl::folder {
namespace {

struct Hint {
  std::errc code;
  std::string_view text;
};

constexpr Hint kWriteHints[] = {
    {std::errc::no_space_on_device, "free some space, or choose another folder with -o"},
    {std::errc::permission_denied, "choose a folder that you may write to, with -o"},
    {std::errc::operation_not_permitted, "choose a folder that you may write to, with -o"},
    {std::errc::read_only_file_system, "choose another folder with -o"},
    {std::errc::not_a_directory, "a part of the path is a file; choose another folder with -o"},
    {std::errc::filename_too_long, "choose a shorter name with -o"},
};

std::string_view write_hint(const std::error_code& error) {
  for (const Hint& hint : kWriteHints) {
    if (error == hint.code) {
      return hint.text;
    }
  }
  return {};
}

std::string named(const std::string& path, std::string_view rest) {
  return fmt::format("`{}` {}", base::printable(path), rest);
}

}  // namespace

void report_unwritable(const std::string& path, const std::error_code& error,
                       diag::Diagnostics& diagnostics) {
  const std::string_view hint = write_hint(error);
  diagnostics.error({}, diag::Kind::kCannotWrite,
                    fmt::format("cannot write `{}`: {}{}{}", base::printable(path),
                                base::error_text(error), hint.empty() ? "" : "; ", hint));
}

void report_unreadable(const std::string& path, const std::error_code& error,
                       diag::Diagnostics& diagnostics) {
  diagnostics.error(
      {}, diag::Kind::kCannotRead,
      fmt::format("cannot read `{}`: {}", base::printable(path), base::error_text(error)));
}

void report_busy(const std::string& dir, diag::Diagnostics& diagnostics) {
  diagnostics.error({}, diag::Kind::kBusy,
                    fmt::format("another copctl is at work on `{}`; wait until it is done",
                                base::printable(dir)));
}

void report_path(diag::Kind kind, const std::string& path, std::string_view rest,
                 diag::Diagnostics& diagnostics) {
  diagnostics.error({}, kind, named(path, rest));
}

void warn_path(diag::Kind kind, const std::string& path, std::string_view rest,
               diag::Diagnostics& diagnostics) {
  diagnostics.warning({}, kind, named(path, rest));
}

bool is_missing(const std::error_code& error) {
  return error == std::errc::no_such_file_or_directory;
}

}  // namespace copctl::folder
