#include "diag/diagnostic.h"

#include <algorithm>
#include <array>
#include <utility>

namespace copctl::diag {
namespace {

constexpr std::array kNames = {
#define COPCTL_KIND(name) std::string_view(#name),
#include "diag/diagnostic_kind.def"
#undef COPCTL_KIND
};

}  // namespace

std::string_view kind_name(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    kinds.push_back(static_cast<Kind>(i));
  }
  return kinds;
}

Diagnostic& Diagnostics::error(Span span, Kind kind, std::string message) {
  return keep({.kind = kind, .span = span, .message = std::move(message), .notes = {}});
}

Diagnostic& Diagnostics::warning(Span span, Kind kind, std::string message) {
  return keep({.severity = Severity::kWarning,
               .kind = kind,
               .span = span,
               .message = std::move(message),
               .notes = {}});
}

void Diagnostics::add(Diagnostic diagnostic) { keep(std::move(diagnostic)); }

void Diagnostics::append(Diagnostics other) {
  for (Diagnostic& diagnostic : other.list_) {
    keep(std::move(diagnostic));
  }
  errors_ += other.dropped_;
  dropped_ += other.dropped_;
  dropped_warnings_ += other.dropped_warnings_;
}

Diagnostic& Diagnostics::keep(Diagnostic diagnostic) {
  const bool is_error = diagnostic.severity == Severity::kError;
  const std::size_t kept = is_error ? errors_ - dropped_ : list_.size() - (errors_ - dropped_);
  errors_ += is_error ? 1 : 0;
  if (kept < kMaxErrors) {
    return list_.emplace_back(std::move(diagnostic));
  }
  ++(is_error ? dropped_ : dropped_warnings_);
  spare_ = std::move(diagnostic);
  return spare_;
}

}  // namespace copctl::diag
