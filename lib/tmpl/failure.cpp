#include "tmpl/failure.h"

#include <utility>

namespace copctl::tmpl {

void fail(diag::Kind kind, const diag::Span& span, std::string message) {
  throw Failure{kind, span, std::move(message)};
}

}  // namespace copctl::tmpl
