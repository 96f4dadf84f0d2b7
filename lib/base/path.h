#pragma once

#include <string>
#include <string_view>

// Slash-separated paths, lexically. Nothing here touches a disk.

namespace copctl::base {

// `a` and `b` with one slash between; `b` alone when `a` is empty or `b` is absolute.
std::string join_path(std::string_view a, std::string_view b);
// Go's path.Clean.
std::string clean_path(std::string_view path);
std::string_view base_name(std::string_view path);
// Everything before the last slash; empty when there is none.
std::string_view dir_name(std::string_view path);
std::string_view extension(std::string_view path);
// True when `path` is relative, not empty, and no element is empty, `.` or `..`, holds a NUL, a
// backslash or a control character, or is longer than 255 bytes: the only paths that are ever
// joined to an output folder.
bool is_plain_relative_path(std::string_view path);
// Shell-like match of one path: `*` and `?` within an element, `**` across elements, `[a-z]`,
// `{a,b}`.
bool matches_glob(std::string_view pattern, std::string_view path);

}  // namespace copctl::base
