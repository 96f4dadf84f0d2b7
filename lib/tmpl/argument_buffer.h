#pragma once

#include <cstddef>
#include <memory>
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
    if (room <= kFew) return;
    many_.resize(room);
    first_ = many_.data();
  }
  ArgumentBuffer(const ArgumentBuffer&) = delete;
  ArgumentBuffer& operator=(const ArgumentBuffer&) = delete;
  ~ArgumentBuffer() {
    if (first_ == few) std::destroy_n(few, count_);
  }

  void push(value::Value v) {
    if (first_ == few) {
      std::construct_at(few + count_, std::move(v));
    } else {
      first_[count_] = std::move(v);
    }
    ++count_;
  }
  std::span<const value::Value> values() const { return {first_, count_}; }

 private:
  static constexpr std::size_t kFew = 4;

  // Only the first `count_` of them exist.
  union {
    value::Value few[kFew];
  };
  std::vector<value::Value> many_;
  value::Value* first_ = few;
  std::size_t count_ = 0;
};

}  // namespace copctl::tmpl
