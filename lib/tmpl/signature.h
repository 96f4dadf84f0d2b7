#pragma once

// The compile-time parser of Signature; part of tmpl/function.h.

#include "tmpl/function.h"

namespace copctl::tmpl {

namespace signature_detail {

struct Word {
  std::string_view text;
  Type type;
};

inline constexpr Word kWords[] = {
    {"any", Type::kAny},
    {"string", Type::kString},
    {"bool", Type::kBool},
    {"int", Type::kInt},
    {"int64", Type::kInt64},
    {"uint32", Type::kUint32},
    {"float64", Type::kFloat64},
    {"map[string]any", Type::kMap},
    {"[]any", Type::kList},
    {"time.Time", Type::kTime},
    {"sprig.certificate", Type::kCertificate},
};

consteval Type find(std::string_view word) {
  for (const Word& known : kWords) {
    if (known.text == word) return known.type;
  }
  throw "unknown parameter type in a signature";
}

}  // namespace signature_detail

consteval Signature::Signature(const char* text) : text_(text) {
  if (text_.empty() || text_[0] != '(') throw "a signature begins with its parameters";
  std::string_view inside = text_.substr(1, text_.find(')') - 1);
  while (!inside.empty()) {
    if (variadic_) throw "only the last parameter can be variadic";
    if (count_ == kMaxParameters) throw "too many parameters";
    const std::size_t comma = inside.find(", ");
    std::string_view word = inside.substr(0, comma);
    inside = comma == std::string_view::npos ? std::string_view() : inside.substr(comma + 2);
    if (word.starts_with("...")) {
      variadic_ = true;
      word.remove_prefix(3);
    }
    parameters_[count_++] = signature_detail::find(word);
  }
}

}  // namespace copctl::tmpl
