#include "schema/pattern.h"

#include <re2/re2.h>

#include <mutex>
#include <optional>

namespace copctl::schema {

namespace {

// Bytes of a compiled expression; what people write needs a tenth.
constexpr std::int64_t kMaxMemory = 1 << 20;

}  // namespace

struct Pattern::Compiled {
  std::once_flag once;
  std::optional<re2::RE2> expression;

  const re2::RE2& of(const std::string& text) {
    std::call_once(once, [&] {
      re2::RE2::Options options;
      options.set_log_errors(false);
      options.set_max_mem(kMaxMemory);
      expression.emplace(text, options);
    });
    return *expression;
  }
};

Pattern::Pattern(std::string text)
    : text_(std::move(text)), compiled_(std::make_shared<Compiled>()) {}

std::string Pattern::problem() const { return compiled_->of(text_).error(); }

bool Pattern::matches(std::string_view text) const {
  const re2::RE2& expression = compiled_->of(text_);
  return expression.ok() &&
         re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression);
}

}  // namespace copctl::schema
