#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "funcs/time.h"

// The elements of a layout, as a table: how each is spelled, printed and read. Part of time_layout.

namespace copctl::funcs {

// What a time shows of itself in its zone.
struct Shown {
  Civil civil;
  std::int64_t nanosecond = 0;
  ZoneOffset offset;
};

// A text on its way to become a time. Fields that were not read stay empty.
struct Reader {
  std::string_view text;
  // Of the layout, what stands behind the element that is being read.
  std::string_view layout;
  Civil civil{.year = 0};
  bool has_month = false;
  bool has_day = false;
  bool has_year_day = false;
  std::int64_t nanosecond = 0;
  // `AM` or `PM` was read.
  bool morning = false;
  bool afternoon = false;
  bool utc = false;
  std::optional<int> offset;
  std::string_view zone_name;
  // What was read but cannot be: "month".
  std::string_view out_of_range;
};

struct Element {
  std::string_view spelling;
  // `spelled` is the element as the layout has it. Reading takes it from the start of the text;
  // false, with whatever taken, when it is not there.
  void (*print)(std::string& out, const Shown& shown, std::string_view spelled);
  bool (*read)(Reader& reader, std::string_view spelled);
  // Not an element when a lower-case letter follows: `Janet`.
  bool word = false;
  // Bytes of the spelling that stand for themselves: the blank of `_2006`.
  std::size_t literal = 0;
};

// Where a layout's first element stands.
struct Found {
  const Element* element = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// format.go: nextStdChunk. Without an element `begin` is the layout's length.
Found find_element(std::string_view layout);
// Whether it is a fraction of a second.
bool is_fraction(const Found& found);

}  // namespace copctl::funcs
