#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "funcs/time.h"
#include "value/value.h"

namespace copctl::funcs {

inline constexpr std::string_view kTimeTypeName = "time.Time";

// A `time.Time` as templates hold it. Only time.Time values have its type name.
class TimeObject final : public value::Object {
 public:
  explicit TimeObject(Time time) : time_(std::move(time)) {}

  std::string_view type_name() const override { return kTimeTypeName; }
  std::string text(bool addressable) const override;
  value::Value plain() const override;

  const Time& time() const { return time_; }

 private:
  Time time_;
};

value::Value make_time(Time time);
// The time that `v` holds; nullptr when it is no time.Time.
const Time* find_time(const value::Value& v);

}  // namespace copctl::funcs
