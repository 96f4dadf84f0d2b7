#include "funcs/duration.h"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace copctl::funcs {

namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;
// The magnitude of the smallest duration: one more than that of the largest.
constexpr std::uint64_t kLimit = std::uint64_t{1} << 63;

struct Unit {
  std::string_view name;
  std::uint64_t nanoseconds;
};

// The micro sign and the Greek letter both mean a microsecond.
constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"\u00b5s", 1'000},
                                         {"\u03bcs", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", kSecond},
                                         {"m", 60 * kSecond},
                                         {"h", 3600 * kSecond}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A magnitude as far as it was read: `whole` and `fraction` / `scale`.
struct Amount {
  std::uint64_t whole = 0;
  std::uint64_t fraction = 0;
  double scale = 1;
  bool has_digits = false;
};

// Digits before the point; false when the number is too large.
bool take_whole(std::string_view& text, Amount& amount) {
  for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
    if (amount.whole > kLimit / 10) return false;
    amount.whole = amount.whole * 10 + static_cast<std::uint64_t>(text[0] - '0');
    if (amount.whole > kLimit) return false;
    amount.has_digits = true;
  }
  return true;
}

// time.go: leadingFraction. Digits that no longer fit do not count.
void take_fraction(std::string_view& text, Amount& amount) {
  if (!text.starts_with('.')) return;
  text.remove_prefix(1);
  bool full = false;
  for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
    amount.has_digits = true;
    if (full || amount.fraction > (kLimit - 1) / 10) {
      full = true;
      continue;
    }
    const std::uint64_t next = amount.fraction * 10 + static_cast<std::uint64_t>(text[0] - '0');
    if (next > kLimit) {
      full = true;
      continue;
    }
    amount.fraction = next;
    amount.scale *= 10;
  }
}

std::string_view take_unit(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && text[end] != '.' && !is_digit(text[end])) ++end;
  const std::string_view name = text.substr(0, end);
  text.remove_prefix(end);
  return name;
}

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

// One amount in nanoseconds; empty when it is too large.
std::optional<std::uint64_t> scaled(const Amount& amount, std::uint64_t unit) {
  if (amount.whole > kLimit / unit) return std::nullopt;
  std::uint64_t total = amount.whole * unit;
  if (amount.fraction > 0) {
    total += static_cast<std::uint64_t>(static_cast<double>(amount.fraction) *
                                        (static_cast<double>(unit) / amount.scale));
  }
  if (total > kLimit) return std::nullopt;
  return total;
}

// One `1.5h` at the start of `rest`. Empty with `error` set; `text` is the whole duration.
std::optional<std::uint64_t> take_term(std::string_view& rest, std::string_view text,
                                       std::string& error) {
  const auto invalid = [&](std::string problem) {
    error = fmt::format("time: {} duration {}", problem, quote_for_time(text));
    return std::nullopt;
  };
  if (rest[0] != '.' && !is_digit(rest[0])) return invalid("invalid");
  Amount amount;
  if (!take_whole(rest, amount)) return invalid("invalid");
  take_fraction(rest, amount);
  if (!amount.has_digits) return invalid("invalid");
  const std::string_view name = take_unit(rest);
  if (name.empty()) return invalid("missing unit in");
  const Unit* unit = find_unit(name);
  if (unit == nullptr) return invalid(fmt::format("unknown unit {} in", quote_for_time(name)));
  const std::optional<std::uint64_t> term = scaled(amount, unit->nanoseconds);
  if (!term) return invalid("invalid");
  return term;
}

// `value` in units of 10^-digits with trailing zeros of the fraction left out: `1.5`.
std::string with_fraction(std::uint64_t value, int digits) {
  std::uint64_t unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  std::string text = std::to_string(value / unit);
  if (value % unit == 0) return text;
  text += fmt::format(".{:0{}}", value % unit, digits);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

// Below a second the unit is the largest that leaves a digit before the point.
std::string print_short(std::uint64_t nanoseconds) {
  if (nanoseconds == 0) return "0s";
  if (nanoseconds < 1'000) return fmt::format("{}ns", nanoseconds);
  if (nanoseconds < 1'000'000) return with_fraction(nanoseconds, 3) + "\u00b5s";
  return with_fraction(nanoseconds, 6) + "ms";
}

std::string print_long(std::uint64_t nanoseconds) {
  const std::uint64_t seconds = nanoseconds / kSecond;
  std::string text = with_fraction(nanoseconds % (60 * kSecond), 9) + "s";
  if (seconds >= 60) text.insert(0, fmt::format("{}m", seconds / 60 % 60));
  if (seconds >= 3600) text.insert(0, fmt::format("{}h", seconds / 3600));
  return text;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text, std::string& error) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest == "0") return 0;
  std::uint64_t total = 0;
  const auto invalid = [&] {
    error = fmt::format("time: invalid duration {}", quote_for_time(text));
    return std::nullopt;
  };
  if (rest.empty()) return invalid();
  while (!rest.empty()) {
    const std::optional<std::uint64_t> term = take_term(rest, text, error);
    if (!term) return std::nullopt;
    total += *term;
    if (total > kLimit) return invalid();
  }
  if (negative) return static_cast<std::int64_t>(0 - total);
  if (total == kLimit) return invalid();
  return static_cast<std::int64_t>(total);
}

std::string print_duration(std::int64_t nanoseconds) {
  const auto bits = static_cast<std::uint64_t>(nanoseconds);
  const std::uint64_t magnitude = nanoseconds < 0 ? 0 - bits : bits;
  return (nanoseconds < 0 ? "-" : "") +
         (magnitude < kSecond ? print_short(magnitude) : print_long(magnitude));
}

std::int64_t round_to_seconds(std::int64_t nanoseconds) {
  constexpr auto kUnit = static_cast<std::int64_t>(kSecond);
  const std::int64_t rest = nanoseconds % kUnit;
  const std::int64_t down = nanoseconds - rest;
  std::int64_t rounded = down;
  if (rest >= kUnit / 2 && __builtin_add_overflow(down, kUnit, &rounded)) {
    return std::numeric_limits<std::int64_t>::max();
  }
  if (rest <= -kUnit / 2 && __builtin_sub_overflow(down, kUnit, &rounded)) {
    return std::numeric_limits<std::int64_t>::min();
  }
  return rounded;
}

std::string quote_for_time(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x80) {
      quoted += fmt::format("\\x{:02x}", byte);
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace copctl::funcs
