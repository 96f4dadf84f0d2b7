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
  // Room for `count` arguments; no more may be pushed.
  explicit ArgumentBuffer(std::size_t count) {
    if (count > kInline) many_.reserve(count);
    on_heap_ = count > kInline;
  }
  ArgumentBuffer(const ArgumentBuffer&) = delete;
  ArgumentBuffer& operator=(const ArgumentBuffer&) = delete;

  void push(value::Value v) {
    if (on_heap_) {
      many_.push_back(std::move(v));
    } else {
      few_[count_++] = std::move(v);
    }
  }
  std::span<const value::Value> values() const {
    if (on_heap_) return many_;
    return {few_.data(), count_};
  }

 private:
  static constexpr std::size_t kInline = 5;

  std::array<value::Value, kInline> few_;
  std::size_t count_ = 0;
  std::vector<value::Value> many_;
  bool on_heap_ = false;
};

}  // namespace copctl::tmpl
