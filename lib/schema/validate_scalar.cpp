#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "schema/load.h"
#include "schema/types.h"
#include "schema/validate.h"

namespace copctl::schema {

namespace {

using value::Value;

// A longer list of allowed values is cut in messages.
constexpr std::size_t kMaxAllowedShown = 20;

std::string plain(const Value& v) {
  return v.is_string() ? base::printable(v.as_string()) : described_value(v);
}

std::string allowed_phrase(const std::vector<Value>& allowed) {
  if (allowed.size() == 1) return plain(allowed.front());
  std::string out = "one of ";
  for (std::size_t i = 0; i < std::min(allowed.size(), kMaxAllowedShown); ++i) {
    if (i != 0) out += ", ";
    out += plain(allowed[i]);
  }
  return allowed.size() > kMaxAllowedShown ? out + ", …" : out;
}

std::string suggestion(const ScalarRules& rules, const Value& v) {
  if (!v.is_string()) return {};
  for (const auto& [word, meant] : rules.synonyms) {
    if (base::to_lower_ascii(v.as_string()) == base::to_lower_ascii(word)) {
      return fmt::format("; did you mean `{}`?", meant);
    }
  }
  std::vector<std::string> words;
  for (const Value& one : rules.allowed) {
    if (one.is_string()) words.push_back(one.as_string());
  }
  return did_you_mean(v.as_string(), words);
}

bool is_multiple(const Value& v, const Value& step) {
  if (v.is_int() && step.is_int()) return v.as_int().number % step.as_int().number == 0;
  const auto real = [](const Value& n) {
    return n.is_int() ? static_cast<double>(n.as_int().number) : n.as_float();
  };
  const double quotient = real(v) / real(step);
  return std::abs(quotient - std::round(quotient)) < 1e-9 * std::max(1.0, std::abs(quotient));
}

// `"3"` where 3 is wanted: the quotes are the mistake.
bool only_quotes_are_wrong(TypeSet types, const Value& v) {
  if (!v.is_string()) return false;
  const std::string& text = v.as_string();
  if ((types & kBooleanBit) != 0) return text == "true" || text == "false";
  const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
  return (types & (kIntegerBit | kNumberBit)) != 0 && !digits.empty() && digits.size() < 19 &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What the schema's own recipe could have made was held against the pattern when the schema was
// loaded.
bool fits_pattern(const ScalarRules& rules, const std::string& text) {
  if (!rules.pattern.given()) return true;
  if (rules.generate.given() && could_make(rules.generate.value(), text)) return true;
  return rules.pattern.matches(text);
}

}  // namespace

void Validator::scalar(const Node& node, const Subject& subject, Out out) {
  const TypeSet types = node.types;
  const ScalarRules& rules = *node.scalar;
  if (types != 0 && (types & bits_of(subject.value)) == 0) {
    // The list of allowed words says more than their type.
    if (rules.has_enum) return allowed(rules, subject, out);
    return wrong_type(types, subject, out);
  }
  if (!node.scalar.given()) return;
  allowed(rules, subject, out);
  if (subject.value.is_number()) number(rules, subject, out);
  if (subject.value.is_string()) text(rules, subject, out);
}

void Validator::wrong_type(TypeSet types, const Subject& subject, Out out) {
  add(out, diag::Kind::kWrongType, subject.place, [&] {
    const std::string pointer = subject.place.pointer();
    const bool quotes = !secret(pointer) && only_quotes_are_wrong(types, subject.value);
    return fmt::format("{} must be {}{}{}", name_of(pointer), type_phrase(types), got(subject),
                       quotes ? " in quotes; write it without" : "");
  });
}

void Validator::allowed(const ScalarRules& rules, const Subject& subject, Out out) {
  if (!rules.has_enum) return;
  const bool found = std::any_of(rules.allowed.begin(), rules.allowed.end(), [&](const Value& v) {
    return value::same_data(v, subject.value);
  });
  if (found) return;
  add(out, diag::Kind::kNotInEnum, subject.place, [&] {
    const std::string pointer = subject.place.pointer();
    return fmt::format("{} must be {}{}{}", name_of(pointer), allowed_phrase(rules.allowed),
                       got(subject), secret(pointer) ? "" : suggestion(rules, subject.value));
  });
}

void Validator::number(const ScalarRules& rules, const Subject& subject, Out out) {
  const auto wrong = [&](std::string_view bound, const Value& limit) {
    add(out, diag::Kind::kOutOfRange, subject.place, [&] {
      return fmt::format("{} must be {} {}{}", name_of(subject.place), bound,
                         described_value(limit), got(subject));
    });
  };
  for (const Bound& bound : rules.minimum) {
    const int order = compare_numbers(subject.value, bound.number);
    if (order < 0 || (bound.exclusive && order == 0)) {
      wrong(bound.exclusive ? "more than" : "at least", bound.number);
    }
  }
  for (const Bound& bound : rules.maximum) {
    const int order = compare_numbers(subject.value, bound.number);
    if (order > 0 || (bound.exclusive && order == 0)) {
      wrong(bound.exclusive ? "less than" : "at most", bound.number);
    }
  }
  const Value& step = rules.multiple_of;
  if (!step.is_nil() && !is_multiple(subject.value, step)) wrong("a multiple of", step);
}

void Validator::text(const ScalarRules& rules, const Subject& subject, Out out) {
  const std::string& text = subject.value.as_string();
  if (rules.min_length || rules.max_length) length(rules, subject, out);
  if (!fits_pattern(rules, text)) {
    add(out, diag::Kind::kInvalidValue, subject.place, [&] {
      return fmt::format("{} must match `{}`{}", name_of(subject.place),
                         base::printable(rules.pattern.text()), got(subject));
    });
  }
  if (!rules.format.empty()) format(rules, subject, out);
}

void Validator::format(const ScalarRules& rules, const Subject& subject, Out out) {
  const std::string problem = format_problem(rules.format, subject.value.as_string());
  if (problem.empty()) return;
  add(out, diag::Kind::kWrongFormat, subject.place, [&] {
    const std::string pointer = subject.place.pointer();
    return secret(pointer) ? fmt::format("{} is not a valid {}", name_of(pointer),
                                         base::printable(rules.format))
                           : fmt::format("{}: {} {}", name_of(pointer),
                                         described_value(subject.value), problem);
  });
}

void Validator::length(const ScalarRules& rules, const Subject& subject, Out out) {
  const std::size_t count = base::rune_count(subject.value.as_string());
  const auto wrong = [&](std::string_view bound, std::size_t n) {
    add(out, diag::Kind::kOutOfRange, subject.place, [&] {
      const std::string pointer = subject.place.pointer();
      return count == 0 ? name_of(pointer) + " must not be empty"
                        : fmt::format("{} must have at {} {} character{}{}", name_of(pointer),
                                      bound, n, n == 1 ? "" : "s",
                                      secret(pointer) ? "" : fmt::format("; got {}", count));
    });
  };
  if (rules.min_length && count < *rules.min_length) wrong("least", *rules.min_length);
  if (rules.max_length && count > *rules.max_length) wrong("most", *rules.max_length);
}

}  // namespace copctl::schema
