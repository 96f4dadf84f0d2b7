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

Value without_no_value(Value text) {
  if (text.as_string().find(kNoValue) == std::string::npos) return text;
  return Value::string(base::replace_all(text.as_string(), kNoValue, ""));
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
  if (body == nullptr) no_template(call, name);
  if (frames_.size() > limits_.include_depth) check_include_depth(call, body->name);
  enter(FrameKind::kInclude, call, body->name);
  const std::size_t begin = out_.size();
  capture(*body, data);
  leave();
  return captured(begin);
}

// Of more frames than the limit too many may be of one name.
void Executor::check_include_depth(const diag::Span& call, std::string_view name) {
  step(frames_.size() / 16);
  const auto of_name = std::ranges::count_if(frames_, [&](const Frame& frame) {
    return frame.kind == FrameKind::kInclude && frame.name == name;
  });
  if (static_cast<std::size_t>(of_name) > limits_.include_depth) too_many_includes(call, name);
}

void Executor::no_template(const diag::Span& call, std::string_view name) const {
  fail(diag::Kind::kUnknownTemplate, call,
       fmt::format("error calling include: template: no template {} associated with template {}{}",
                   quote(name), quote(set_.options.root_name), did_you_mean(name, body_names())));
}

void Executor::too_many_includes(const diag::Span& call, std::string_view name) const {
  fail(diag::Kind::kTemplateLimit, call,
       fmt::format("error calling include: rendering template has a nested reference name: {}: "
                   "unable to execute template; it includes itself more than {} times (limit "
                   "`include_depth`)",
                   name, limits_.include_depth));
}

Value Executor::tpl(const diag::Span& call, std::string_view text, const Value& data) {
  check_depth();
  enter(FrameKind::kTpl, call, {});
  const Definitions& definitions = parsed_tpl(call, text);
  const Overlay overlay{&definitions, overlay_};
  overlay_ = &overlay;
  ++template_depth_;
  const std::size_t begin = out_.size();
  capture(*definitions.find(set_.options.root_name), data);
  --template_depth_;
  overlay_ = overlay.below;
  leave();
  return without_no_value(captured(begin));
}

const Definitions& Executor::parsed_tpl(const diag::Span& call, std::string_view text) const {
  try {
    return set_.tpl(text);
  } catch (Failure& failure) {
    if (!failure.span) failure.span = call;
    failure.message = fmt::format("error calling tpl: cannot parse template {}: {}", shown(text),
                                  failure.message);
    throw;
  }
}

// Runs a body whose output is no output yet.
void Executor::capture(const Body& body, const Value& data) {
  ++captures_;
  run_body(body, {data});
  --captures_;
}

// Takes back what was written since `begin`.
Value Executor::captured(std::size_t begin) {
  Value text = Value::string(std::string_view(out_).substr(begin));
  out_.resize(begin);
  charge(text, {});
  return text;
}

}  // namespace copctl::tmpl
