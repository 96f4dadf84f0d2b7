#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

// Values in one line for people, without secrets.

namespace copctl::dump {

// What stands for a value that is, or holds, a secret.
inline constexpr std::string_view kMasked = "***";
// Code points of one value that are shown.
inline constexpr std::size_t kMaxShown = 60;

// The secret texts of a dump. A text holds one when it has it as it is, in base64 at any offset,
// percent-encoded, or quoted as JSON or YAML quotes it.
class Masking {
 public:
  explicit Masking(const std::vector<std::string>& secrets);
  // Masks nothing, not even what a Secret holds: for who asked to see it.
  static Masking none();

  bool masks_nothing() const { return open_; }

  bool holds_secret(std::string_view text) const;
  // A part that holds a secret, as a value, as a key or below, is masked; the rest is as it was.
  value::Value masked(const value::Value& v) const;

 private:
  std::vector<std::string> needles_;
  bool open_ = false;
};

// How one value became the other, each in one line that is safe to print: plain words as they are,
// anything else as JSON, several lines as their number. Long values are cut, but never so that the
// two look alike. nullptr for what was not or will not be there: then the text is empty.
struct Shown {
  std::string before;
  std::string after;
};
Shown show(const value::Value* before, const value::Value* after, const Masking& masking);

}  // namespace copctl::dump
