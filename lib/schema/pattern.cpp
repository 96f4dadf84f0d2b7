#include "schema/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>

namespace copctl::schema {

namespace {

// Bytes of a compiled expression; what people write needs a tenth.
constexpr std::int64_t kMaxMemory = 1 << 20;

}  // namespace

struct Pattern::Compiled {
  std::vector<std::string_view> known;
  bool learning = false;
  std::set<std::string, std::less<>> learnt;
  std::once_flag once;
  std::optional<re2::RE2> expression;

  const re2::RE2& of(std::string_view text) {
    std::call_once(once, [&] {
      re2::RE2::Options options;
      options.set_log_errors(false);
      options.set_max_mem(kMaxMemory);
      expression.emplace(re2::StringPiece(text.data(), text.size()), options);
    });
    return *expression;
  }
};

Pattern::Pattern(std::string_view text, std::vector<std::string_view> matching)
    : text_(text), compiled_(std::make_shared<Compiled>()) {
  compiled_->known = std::move(matching);
}

std::string Pattern::problem() const { return compiled_->of(text_).error(); }

bool Pattern::matches(std::string_view text) const {
  const auto& known = compiled_->known;
  if (std::find(known.begin(), known.end(), text) != known.end()) return true;
  const re2::RE2& expression = compiled_->of(text_);
  const bool found = expression.ok() &&
                     re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression);
  if (found && compiled_->learning) compiled_->learnt.emplace(text);
  return found;
}

void Pattern::learn() const {
  if (given()) compiled_->learning = true;
}

std::vector<std::string_view> Pattern::matching() const {
  return {compiled_->learnt.begin(), compiled_->learnt.end()};
}

}  // namespace copctl::schema
