#pragma once

#include <string>
#include <string_view>

// Slash-separated paths, lexically. Nothing here touches a disk.

namespace copctl::base {

// `a` and `b` with one slash between; `b` alone when `a` is empty or `b` is absolute.
std::string join_path(std::string_view a, std::string_view b);
// Go's path.Clean.
std::string clean_path(std::string_view path);
// Everything behind the last slash.
std::string_view base_name(std::string_view path);
// Everything before the last slash; empty when there is none.
std::string_view dir_name(std::string_view path);
// From the last dot of the base name on, with the dot (Go's path.Ext); empty when there is none.
std::string_view extension(std::string_view path);
// True when `path` is relative, not empty, and no element is empty, `.` or `..`, holds a backslash,
// a control character (NUL, C0, C1) or invalid UTF-8, or is longer than 255 bytes: the only paths
// that are ever joined to an output folder.
bool is_plain_relative_path(std::string_view path);
// Match of a whole path, as Helm's `.Files.Glob` does it (gobwas/glob with `/` as separator): `*`
// and
// `?` within an element, `**` anything across elements, `[a-z]`, `[!a]`, `{a,b}`, `\\` before a
// character that is meant itself. A malformed pattern matches nothing. Costs at most pattern times
// path.
bool matches_glob(std::string_view pattern, std::string_view path);

}  // namespace copctl::base
