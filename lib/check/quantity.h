#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

// Amounts as Kubernetes writes them: `500m`, `1.5Gi`, `2e3`.

namespace copctl::check {

// An exact amount in billionths, which is as fine as the API server stores one; what is finer is
// rounded away from zero (apimachinery: resource.ParseQuantity).
class Quantity {
 public:
  // Empty when `text` is no quantity, or one that is too long or too large for any use.
  static std::optional<Quantity> parse(std::string_view text);
  // A string or number of a manifest.
  static std::optional<Quantity> of(const value::Value& v);

  std::strong_ordering operator<=>(const Quantity& other) const;
  bool operator==(const Quantity& other) const = default;

 private:
  bool negative_ = false;
  // Decimal, most significant first, without leading zeros; empty for zero.
  std::string digits_;
};

}  // namespace copctl::check
