#include <array>

#include "base/edit_distance.h"
#include "funcs/arguments.h"
#include "funcs/funcs.h"

// Did you mean.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// With a word of about the same length; longer ones than this are near to nothing.
std::size_t steps_to_compare(std::size_t length) {
  constexpr std::size_t kLongest = 256;
  constexpr std::size_t kLetterSteps = 8;
  return length > kLongest ? 1 : (length * length) / kLetterSteps + kLetterSteps;
}

Value nearest_word(Call& call) {
  const std::vector<std::string> candidates = texts_of(call, call.arg(1));
  call.work(product(candidates.size(), steps_to_compare(call.text(0).size())));
  return Value::string(base::closest(call.text(0), candidates).value_or(""));
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"nearest",
     "(string, any) string",
     nearest_word,
     "the text of a list that a word was most likely meant to be; empty when none is near",
     {R"({{ nearest "postgers" (list "redis" "postgres") }})", "postgres"}},
});

}  // namespace

std::span<const tmpl::Function> nearest() { return kFunctions; }

}  // namespace copctl::funcs
