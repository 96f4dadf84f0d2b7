#include <fmt/format.h>

#include "tmpl/exec.h"

namespace copctl::tmpl {

namespace {

// What a value costs beside the bytes of its text.
constexpr std::size_t kValueBytes = 64;

}  // namespace

void Executor::out_of_steps() const {
  fail_here(fmt::format("more than {} steps in one render; does a loop not end? (limit `steps`)",
                        limits_.steps),
            diag::Kind::kTemplateLimit);
}

void Executor::out_of_stack() const {
  fail_here(fmt::format("templates that run each other need more than {} bytes of stack; does one "
                        "run itself? (limit `stack_bytes`)",
                        limits_.stack_bytes),
            diag::Kind::kTemplateLimit);
}

void Executor::out_of_output() const {
  fail_here(
      fmt::format("output of more than {} bytes (limit `output_bytes`)", limits_.output_bytes),
      diag::Kind::kTemplateLimit);
}

void Executor::reserve(std::size_t bytes) {
  if (bytes > limits_.text_bytes) {
    fail_here(fmt::format("a value of more than {} bytes (limit `text_bytes`)", limits_.text_bytes),
              diag::Kind::kTemplateLimit);
  }
  step(bytes / 64);
}

// Everything that calls make in one render, freed or not: a bound on what can be alive at once.
void Executor::charge(const value::Value& made) {
  std::size_t bytes = 0;
  if (made.is_string()) bytes = made.as_string().size() + kValueBytes;
  if (made.is_list()) bytes = made.items().size() * sizeof(value::Value) + kValueBytes;
  if (made.is_map()) bytes = kValueBytes;
  made_ += bytes;
  if (made_ <= limits_.made_bytes) return;
  fail_here(fmt::format("calls made more than {} bytes of values in one render (limit "
                        "`made_bytes`)",
                        limits_.made_bytes),
            diag::Kind::kTemplateLimit);
}

}  // namespace copctl::tmpl
