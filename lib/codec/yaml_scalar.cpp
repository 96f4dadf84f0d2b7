#include "codec/yaml_scalar.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "codec/base64.h"
#include "codec/number.h"

namespace copctl::codec {
namespace {

std::string valid_utf8(std::string text) {
  if (base::find_invalid_utf8(text) == std::string::npos) {
    return text;
  }
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const base::Rune rune = base::decode_rune(rest);
    base::append_rune(out, rune.code);
    rest.remove_prefix(rune.length);
  }
  return out;
}

// Helm's floats come from JSON digits: rounded to nearest, as by the cast.
value::Value integer(value::Int number, Numbers numbers) {
  if (numbers == Numbers::kFloat64) {
    return value::Value::real(to_double(number));
  }
  if (numbers == Numbers::kInt && number.type == value::IntType::kInt64) {
    number.type = value::IntType::kInt;
  }
  return value::Value::integer(number.number, number.type);
}

}  // namespace

std::string short_tag(std::string_view tag) {
  constexpr std::string_view kLong = "tag:yaml.org,2002:";
  return tag.starts_with(kLong) ? "!!" + std::string(tag.substr(kLong.size())) : std::string(tag);
}

bool resolve_tagged(std::string_view tag, std::string_view text, Resolution& what) {
  constexpr Tag kKnown[] = {Tag::kNull, Tag::kBool, Tag::kInt, Tag::kFloat, Tag::kTimestamp};
  const auto* wanted = std::ranges::find(kKnown, tag, tag_name);
  if (wanted == std::end(kKnown)) {
    what = {};
    return true;
  }
  what = resolve(text, *wanted == Tag::kTimestamp);
  // resolve.go: an int may stand for a float, a uint64 may not.
  if (*wanted == Tag::kFloat && what.tag == Tag::kInt &&
      what.integer.type != value::IntType::kUint64) {
    what = {.tag = Tag::kFloat, .real = to_double(what.integer)};
  }
  return what.tag == *wanted;
}

value::Value to_value(const Resolution& what, std::string_view text, Numbers numbers) {
  switch (what.tag) {
    case Tag::kNull:
      return value::Value::nil();
    case Tag::kBool:
      return value::Value::boolean(what.truth);
    case Tag::kInt:
      return integer(what.integer, numbers);
    case Tag::kFloat:
      return value::Value::real(what.real);
    default:
      return value::Value::string(text);
  }
}

std::optional<std::string> binary_text(std::string_view text) {
  auto bytes = decode_base64(text);
  return bytes ? std::optional(valid_utf8(std::move(*bytes))) : std::nullopt;
}

std::string key_text(const Resolution& meaning, std::string_view text) {
  std::string out;
  switch (meaning.tag) {
    case Tag::kBool:
      return meaning.truth ? "true" : "false";
    case Tag::kInt:
      append_int(out, meaning.integer);
      return out;
    case Tag::kFloat:
      if (!std::isfinite(meaning.real)) {
        return std::isnan(meaning.real) ? ".nan" : meaning.real < 0 ? "-.inf" : ".inf";
      }
      // The library spells keys with float32's digits.
      append_float32_g(out, static_cast<float>(meaning.real));
      return out;
    default:
      return std::string(text);
  }
}

Resolution meaning_of(const value::Value& v) {
  switch (v.kind()) {
    case value::Kind::kNil:
      return {.tag = Tag::kNull};
    case value::Kind::kBool:
      return {.tag = Tag::kBool, .truth = v.as_bool()};
    case value::Kind::kInt:
      return {.tag = Tag::kInt, .integer = v.as_int()};
    case value::Kind::kFloat:
      return {.tag = Tag::kFloat, .real = v.as_float()};
    default:
      return {};
  }
}

}  // namespace copctl::codec
