#include <fmt/format.h>

#include "tmpl/exec.h"

namespace copctl::tmpl {

namespace {

// Bytes of text that are made in the time of one step.
constexpr std::size_t kBytesPerStep = 4;
// What a text costs beside its bytes, and a list or map, a key and its entry included.
constexpr std::size_t kTextBytes = 64;
constexpr std::size_t kContainerBytes = 256;
// What a byte of text becomes when it is split or decoded into a list or map.
constexpr std::size_t kGrowth = 32;

std::size_t grown_from(std::span<const value::Value> texts) {
  std::size_t bytes = 0;
  for (const value::Value& v : texts) bytes += v.is_string() ? v.as_string().size() : 0;
  return bytes * kGrowth;
}

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
void Executor::charge(const value::Value& made, std::span<const value::Value> from) {
  if (made.is_string()) {
    made_ += kTextBytes + made.as_string().size();
    step(made.as_string().size() / kBytesPerStep);
  } else if (made.is_list()) {
    made_ += kContainerBytes + made.items().size() * sizeof(value::Value) + grown_from(from);
  } else if (made.is_map()) {
    const bool given = !from.empty() && made.same_reference(from.front());
    made_ += kContainerBytes + (given ? 0 : grown_from(from));
  }
  if (made_ <= limits_.made_bytes) return;
  fail_here(fmt::format("calls made more than {} bytes of values in one render (limit "
                        "`made_bytes`)",
                        limits_.made_bytes),
            diag::Kind::kTemplateLimit);
}

}  // namespace copctl::tmpl
