#include "funcs/arguments.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "funcs/numerals.h"
#include "tmpl/tmpl.h"

namespace copctl::funcs {

using tmpl::Call;
using value::Kind;
using value::Value;

namespace {

// A list or map that is being walked, and where the walk stands in it.
struct Level {
  Value holder;
  std::size_t index = 0;
  value::Entries::const_iterator entry;
};

Level level_of(const Value& v) {
  Level level{v, 0, {}};
  if (v.is_map()) {
    level.entry = v.entries().begin();
  }
  return level;
}

// The next item or entry of `level`; nullptr when there is none left.
const Value* advance(Level& level, Extent& extent) {
  if (level.holder.is_list()) {
    const auto& items = level.holder.items();
    return level.index < items.size() ? &items[level.index++] : nullptr;
  }
  if (level.entry == level.holder.entries().end()) {
    return nullptr;
  }
  extent.text += level.entry->first.size();
  return &(level.entry++)->second;
}

// Escaping makes at most six bytes of one; short texts are not worth the caution.
std::size_t weight_of(const std::string& text) {
  constexpr std::size_t kLong = 1u << 20;
  return text.size() > kLong ? 6 * text.size() : text.size();
}

}  // namespace

Extent measure(const Call& call, const Value& v) {
  Extent extent;
  std::vector<Level> levels;
  for (const Value* next = &v;;) {
    if (next->is_string()) {
      extent.text += weight_of(next->as_string());
    }
    if (next->is_list() || next->is_map()) {
      if (levels.size() == kMaxNesting) {
        call.fail(
            fmt::format("the value is nested deeper than {} levels, or holds itself", kMaxNesting));
      }
      levels.push_back(level_of(*next));
    }
    if (++extent.nodes > kMaxWalked) {
      call.fail(fmt::format("the value has more than {} items", kMaxWalked));
    }
    extent.depths += levels.size();
    next = nullptr;
    while (!levels.empty() && (next = advance(levels.back(), extent)) == nullptr) {
      levels.pop_back();
    }
    if (next == nullptr) {
      return extent;
    }
  }
}

std::string printed(const Call& call, const Value& v) {
  if (v.is_string()) {
    return v.as_string();
  }
  const Extent extent = measure(call, v);
  call.reserve(sum(extent.text, product(extent.nodes, 4)));
  return tmpl::print_value(v);
}

std::string text_of(const Call& call, const Value& v) {
  const bool bytes = v.is_list() && v.as_list().element == value::Element::kByte;
  if (!bytes) {
    return printed(call, v);
  }
  std::string text;
  text.reserve(v.items().size());
  for (const Value& item : v.items()) {
    text += static_cast<char>(item.as_int().number);
  }
  return text;
}

std::vector<std::string> texts_of(const Call& call, const Value& v) {
  std::vector<std::string> texts;
  if (v.is_nil()) {
    return texts;
  }
  if (!v.is_list()) {
    return {text_of(call, v)};
  }
  call.reserve(sum(measure(call, v).text, product(v.items().size(), sizeof(std::string))));
  texts.reserve(v.items().size());
  for (const Value& item : v.items()) {
    if (!item.is_nil()) {
      texts.push_back(text_of(call, item));
    }
  }
  return texts;
}

Value text_list(const Call& call, std::vector<std::string> texts) {
  call.reserve(product(texts.size(), kNodeBytes));
  call.work(product(texts.size(), kListSteps));
  value::Items items;
  items.reserve(texts.size());
  for (std::string& text : texts) {
    items.push_back(Value::string(std::move(text)));
  }
  return Value::list(std::move(items), value::Element::kString);
}

namespace {

// cast: trimZeroDecimal. "5.00" is an integer, "5.", "5.01" and "5.0e1" are not.
std::string_view without_zero_decimals(std::string_view text) {
  const std::size_t last = text.find_last_not_of('0');
  if (last == std::string_view::npos || text[last] != '.' || last + 1 == text.size()) {
    return text;
  }
  return text.substr(0, last);
}

std::int64_t to_int64(std::string_view text) {
  const ParsedInteger parsed = parse_integer(without_zero_decimals(text), 0);
  return parsed.exact ? parsed.number : 0;
}

}  // namespace

std::int64_t truncated(double d) {
  constexpr double kLimit = 9223372036854775808.0;
  if (!(d > -kLimit && d < kLimit)) {
    return std::numeric_limits<std::int64_t>::min();
  }
  return static_cast<std::int64_t>(d);
}

std::int64_t to_int64(const Value& v) {
  switch (v.kind()) {
    case Kind::kBool:
      return v.as_bool() ? 1 : 0;
    case Kind::kInt:
      return v.as_int().number;
    case Kind::kFloat:
      return truncated(v.as_float());
    case Kind::kString:
      return to_int64(std::string_view(v.as_string()));
    default:
      return 0;
  }
}

double to_float64(const Value& v) {
  switch (v.kind()) {
    case Kind::kBool:
      return v.as_bool() ? 1 : 0;
    case Kind::kInt: {
      const value::Int n = v.as_int();
      return n.type == value::IntType::kUint64
                 ? static_cast<double>(static_cast<std::uint64_t>(n.number))
                 : static_cast<double>(n.number);
    }
    case Kind::kFloat:
      return v.as_float();
    case Kind::kString:
      return parse_float(v.as_string()).value_or(0);
    default:
      return 0;
  }
}

const value::List& list_at(const Call& call, std::size_t i, std::string_view verb) {
  const Value& v = call.arg(i);
  if (v.is_nil()) {
    call.fail(fmt::format("Cannot {} on a value that is missing", verb));
  }
  if (!v.is_list()) {
    call.fail(fmt::format("Cannot {} on type {}", verb, value::kind_name(v)));
  }
  return v.as_list();
}

value::Map& writable_map_at(const Call& call, std::size_t i) {
  value::Map& map = call.arg(i).as_map();
  if (map.nil) {
    call.fail("assignment to entry in nil map");
  }
  return map;
}

Value make_list(const Call& call, value::Items items) {
  call.reserve(product(items.size(), sizeof(Value)));
  return Value::list(std::move(items));
}

std::size_t product(std::size_t left, std::size_t right) {
  std::size_t result = 0;
  return __builtin_mul_overflow(left, right, &result) ? SIZE_MAX : result;
}

std::size_t sum(std::size_t left, std::size_t right) {
  std::size_t result = 0;
  return __builtin_add_overflow(left, right, &result) ? SIZE_MAX : result;
}

}  // namespace copctl::funcs
