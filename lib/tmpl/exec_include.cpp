#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "tmpl/exec.h"
#include "tmpl/quote.h"

namespace copctl::tmpl {

using value::Value;

namespace {

// A `tpl` text in a message is cut to so many bytes.
constexpr std::size_t kShownText = 200;
constexpr std::string_view kNoValue = "<no value>";

std::string shown(std::string_view text) {
  return text.size() <= kShownText ? quote(text) : quote(text.substr(0, kShownText)) + "...";
}

}  // namespace

const Body* Executor::find_body(std::string_view name) const {
  const Body* empty = nullptr;
  for (const Overlay* overlay = overlay_; overlay != nullptr; overlay = overlay->below) {
    const Body* body = overlay->definitions->find(name);
    if (body == nullptr) continue;
    if (!is_empty(body->nodes)) return body;
    empty = body;
  }
  const Body* body = set_.find(name);
  return body != nullptr ? body : empty;
}

std::vector<std::string> Executor::body_names() const { return set_.names(); }

Value Executor::include(const diag::Span& call, std::string_view name, const Value& data) {
  const Body* body = find_body(name);
  if (body == nullptr) {
    fail(diag::Kind::kUnknownTemplate, call,
         fmt::format("error calling include: template: no template {} associated with template "
                     "{}{}",
                     quote(name), quote(set_.options.root_name), did_you_mean(name, body_names())));
  }
  std::size_t& running = running_[body->name];
  if (running > limits_.include_depth) {
    fail(diag::Kind::kTemplateLimit, call,
         fmt::format("error calling include: rendering template has a nested reference name: {}: "
                     "unable to execute template; it includes itself more than {} times (limit "
                     "`include_depth`)",
                     name, limits_.include_depth));
  }
  ++running;
  frames_.push_back({FrameKind::kInclude, call, body->name});
  Value text = capture(*body, data);
  frames_.pop_back();
  --running_[body->name];
  return text;
}

Value Executor::tpl(const diag::Span& call, std::string_view text, const Value& data) {
  check_depth();
  frames_.push_back({FrameKind::kTpl, call, {}});
  const Definitions* definitions = nullptr;
  try {
    definitions = &set_.tpl(text);
  } catch (Failure& failure) {
    if (!failure.span) failure.span = call;
    failure.message = fmt::format("error calling tpl: cannot parse template {}: {}", shown(text),
                                  failure.message);
    throw;
  }
  const Overlay overlay{definitions, overlay_};
  overlay_ = &overlay;
  ++template_depth_;
  Value result = capture(*definitions->find(set_.options.root_name), data);
  --template_depth_;
  overlay_ = overlay.below;
  frames_.pop_back();
  if (result.as_string().find(kNoValue) == std::string::npos) return result;
  return Value::string(base::replace_all(result.as_string(), kNoValue, ""));
}

// Runs a body for its text alone.
Value Executor::capture(const Body& body, const Value& data) {
  const std::size_t begin = out_.size();
  ++captures_;
  run_body(body, {data});
  --captures_;
  Value text = Value::string(std::string_view(out_).substr(begin));
  out_.resize(begin);
  return text;
}

}  // namespace copctl::tmpl
