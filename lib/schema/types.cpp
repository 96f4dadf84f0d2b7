#include "schema/types.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/edit_distance.h"
#include "base/text.h"

namespace copctl::schema {

namespace {

using value::IntType;
using value::Value;

// Echoed text is cut here: a message is one line.
constexpr std::size_t kMaxEchoed = 80;

struct Type {
  std::string_view name;
  TypeSet bit;
  std::string_view phrase;
};

constexpr auto kTypes = std::to_array<Type>({{"null", kNullBit, "null"},
                                             {"boolean", kBooleanBit, "true or false"},
                                             {"integer", kIntegerBit, "an integer"},
                                             {"number", kNumberBit, "a number"},
                                             {"string", kStringBit, "a string"},
                                             {"array", kArrayBit, "a list"},
                                             {"object", kObjectBit, "a map"}});

long double wide(const Value& v) {
  if (v.is_float()) return v.as_float();
  const value::Int n = v.as_int();
  if (n.type == IntType::kUint64)
    return static_cast<long double>(static_cast<std::uint64_t>(n.number));
  return static_cast<long double>(n.number);
}

std::string number_text(const Value& v) {
  if (v.is_float()) return fmt::format("{}", v.as_float());
  const value::Int n = v.as_int();
  if (n.type == IntType::kUint64) return fmt::format("{}", static_cast<std::uint64_t>(n.number));
  return fmt::format("{}", n.number);
}

}  // namespace

TypeSet type_bit(std::string_view name) {
  for (const Type& type : kTypes) {
    if (type.name == name) return type.bit;
  }
  return 0;
}

TypeSet bits_of(const Value& v) {
  switch (v.kind()) {
    case value::Kind::kNil:
      return kNullBit;
    case value::Kind::kBool:
      return kBooleanBit;
    case value::Kind::kInt:
      return kIntegerBit | kNumberBit;
    case value::Kind::kFloat:
      return std::trunc(v.as_float()) == v.as_float() ? kIntegerBit | kNumberBit : kNumberBit;
    case value::Kind::kString:
      return kStringBit;
    case value::Kind::kList:
      return kArrayBit;
    case value::Kind::kMap:
      return kObjectBit;
    default:
      return 0;
  }
}

std::string type_phrase(TypeSet types) {
  std::vector<std::string> phrases;
  for (const Type& type : kTypes) {
    const bool implied = type.bit == kIntegerBit && (types & kNumberBit) != 0;
    if ((types & type.bit) != 0 && !implied) phrases.emplace_back(type.phrase);
  }
  return listed(phrases, "or");
}

std::string quoted(std::string_view text) {
  return fmt::format("`{}`", base::printable_start(text, kMaxEchoed));
}

std::string described_value(const Value& v) {
  switch (v.kind()) {
    case value::Kind::kNil:
      return "null";
    case value::Kind::kBool:
      return v.as_bool() ? "true" : "false";
    case value::Kind::kInt:
    case value::Kind::kFloat:
      return number_text(v);
    case value::Kind::kString:
      return v.as_string().empty() ? "an empty string" : quoted(v.as_string());
    case value::Kind::kList:
      return "a list";
    case value::Kind::kMap:
      return "a map";
    default:
      return "something else";
  }
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto near = base::closest(word, candidates);
  return near ? fmt::format("; did you mean `{}`?", *near) : std::string();
}

std::string listed(std::span<const std::string> words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    out += words[i];
  }
  return out;
}

int compare_numbers(const Value& a, const Value& b) {
  // The x87 long double holds every int64, uint64 and double exactly.
  static_assert(sizeof(long double) > sizeof(double));
  const long double x = wide(a);
  const long double y = wide(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

}  // namespace copctl::schema
