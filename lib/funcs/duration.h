#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Go's time.Duration: signed nanoseconds in 64 bits, written `1h2m3.5s`.

namespace copctl::funcs {

// time.ParseDuration. Empty with `error` set to Go's text.
std::optional<std::int64_t> parse_duration(std::string_view text, std::string& error);

// Duration.String.
std::string print_duration(std::int64_t nanoseconds);

// Duration.Round to whole seconds: halves away from zero, the nearest int64 at the ends.
std::int64_t round_to_seconds(std::int64_t nanoseconds);

// Package time's own quoting in errors: blanks and ASCII as they are, `"` and `\` escaped, every
// other byte as \xNN.
std::string quote_for_time(std::string_view text);

}  // namespace copctl::funcs
