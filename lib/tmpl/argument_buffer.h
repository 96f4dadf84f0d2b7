#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "value/value.h"

namespace copctl::tmpl {

// The arguments of one call: few of them stand on the stack, many on the heap.
class ArgumentBuffer {
 public:
  // Room for `room` arguments; no more may be pushed.
  explicit ArgumentBuffer(std::size_t room) {
    if (room <= few_.size()) return;
    many_.resize(room);
    first_ = many_.data();
  }
  ArgumentBuffer(const ArgumentBuffer&) = delete;
  ArgumentBuffer& operator=(const ArgumentBuffer&) = delete;

  void push(value::Value v) { first_[count_++] = std::move(v); }
  std::span<const value::Value> values() const { return {first_, count_}; }

 private:
  std::array<value::Value, 4> few_;
  std::vector<value::Value> many_;
  value::Value* first_ = few_.data();
  std::size_t count_ = 0;
};

}  // namespace copctl::tmpl
