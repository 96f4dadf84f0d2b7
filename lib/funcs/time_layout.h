#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "funcs/time.h"

// Go's layouts: a time is described by how the reference time, Mon Jan 2 15:04:05 MST 2006, would
// be written.

namespace copctl::funcs {

// Time.String's layout.
inline constexpr std::string_view kPrintLayout = "2006-01-02 15:04:05.999999999 -0700 MST";
// time.RFC3339Nano, which JSON uses.
inline constexpr std::string_view kJsonLayout = "2006-01-02T15:04:05.999999999Z07:00";

// Longer layouts, dates and durations are refused by the functions: an error would quote them, and
// none is in use.
inline constexpr std::size_t kMaxTimeText = 1u << 16;

// No layout makes a text longer than this many times its own length, plus as much once.
inline constexpr std::size_t kMaxLayoutGrowth = 16;

// Time.Format.
std::string format_time(const Time& time, std::string_view layout);

// time.Parse: what has no offset and no known zone is UTC. Empty with `error` set to Go's text.
std::optional<Time> parse_time(std::string_view layout, std::string_view text, std::string& error);

}  // namespace copctl::funcs
