#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tmpl/function.h"
#include "value/value.h"

// A tmpl::Call without an engine, so that a row's body can be run alone: arguments are handed over
// as they are, unchecked and unconverted.

namespace copctl::tests {

// What `fail` and `fail_plainly` throw here.
struct Failure {
  std::string message;
  bool plain = false;
};

// Bytes 0, 1, 2… instead of random ones, and a clock that stands still.
class FakeEnvironment final : public tmpl::Environment {
 public:
  explicit FakeEnvironment(std::int64_t now = 1'700'000'000'000'000'000) : now_(now) {}
  std::string random_bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(next_++);
    return bytes;
  }
  std::int64_t now() override { return now_; }

 private:
  std::int64_t now_;
  unsigned char next_ = 0;
};

class FakeCall final : public tmpl::Call {
 public:
  FakeCall(const tmpl::Function* function, std::span<const value::Value> arguments,
           tmpl::Environment* environment = nullptr, std::size_t limit = 64u << 20)
      : Call(function, arguments, environment), limit_(limit) {}

  [[noreturn]] void fail(std::string message) const override {
    throw Failure{std::move(message), false};
  }
  [[noreturn]] void fail_plainly(std::string message) const override {
    throw Failure{std::move(message), true};
  }
  void reserve(std::size_t bytes) const override {
    if (bytes > limit_) fail("too large");
  }
  void work(std::size_t) const override {}

 private:
  std::size_t limit_;
};

// The row `name` of `table`; nullptr when there is none.
inline const tmpl::Function* find_row(std::span<const tmpl::Function> table,
                                      std::string_view name) {
  for (const tmpl::Function& row : table) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

// The result of row `name` of `table`.
inline value::Value run(std::span<const tmpl::Function> table, std::string_view name,
                        const std::vector<value::Value>& arguments,
                        tmpl::Environment* environment = nullptr) {
  const tmpl::Function* row = find_row(table, name);
  if (row == nullptr) throw Failure{"no row " + std::string(name), false};
  FakeCall call(row, arguments, environment);
  return row->call(call);
}

// The message that row `name` fails with; empty when it does not fail.
inline std::string failure_of(std::span<const tmpl::Function> table, std::string_view name,
                              const std::vector<value::Value>& arguments,
                              tmpl::Environment* environment = nullptr) {
  try {
    static_cast<void>(run(table, name, arguments, environment));
  } catch (const Failure& failure) {
    return failure.message;
  }
  return {};
}

}  // namespace copctl::tests
