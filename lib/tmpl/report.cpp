// A failure as the user reads it.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tmpl/exec.h"

namespace copctl::tmpl {

namespace {

// Of a longer stack the innermost calls are shown, and the outermost.
constexpr std::size_t kMaxNotes = 10;

}  // namespace

diag::Note Executor::note(const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::kInclude:
      return {frame.call, fmt::format("in `{}`, called here", frame.name)};
    case FrameKind::kTpl:
      return {frame.call, "in a `tpl` text, called here"};
    case FrameKind::kTemplate:
      break;
  }
  return {frame.call, fmt::format("in `{}`, run by `template` here", frame.name)};
}

diag::Diagnostic Executor::report(Failure failure) const {
  diag::Diagnostic diagnostic{
      diag::Severity::kError, failure.kind, failure.span, std::move(failure.message), {}};
  diagnostic.keeps_layout = failure.kind == diag::Kind::kTemplateFail;
  const std::size_t shown = frames_.size() <= kMaxNotes ? frames_.size() : kMaxNotes - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    diagnostic.notes.push_back(note(frames_[frames_.size() - 1 - i]));
  }
  if (shown == frames_.size()) return diagnostic;
  const auto outermost =
      std::find_if(frames_.begin(), frames_.end() - static_cast<std::ptrdiff_t>(shown),
                   [](const Frame& frame) { return frame.kind != FrameKind::kTemplate; });
  const bool found = outermost != frames_.end() - static_cast<std::ptrdiff_t>(shown);
  diag::Note last = note(found ? *outermost : frames_.front());
  last.message += fmt::format(", {} calls further out", frames_.size() - shown - 1);
  diagnostic.notes.push_back(std::move(last));
  return diagnostic;
}

}  // namespace copctl::tmpl
