#include "tmpl/tmpl.h"

#include <fmt/format.h>

#include <utility>

#include "tmpl/exec.h"
#include "tmpl/failure.h"
#include "tmpl/quote.h"
#include "tmpl/set.h"

namespace copctl::tmpl {

TemplateSet::TemplateSet(diag::SourceMap& sources, Options options)
    : parsed_(std::make_unique<Parsed>(sources, std::move(options))) {}

TemplateSet::~TemplateSet() = default;
TemplateSet::TemplateSet(TemplateSet&&) noexcept = default;
TemplateSet& TemplateSet::operator=(TemplateSet&&) noexcept = default;

void TemplateSet::add_functions(std::span<const Function> table) {
  parsed_->vocabulary.add_functions(table);
}

void TemplateSet::add_methods(std::span<const Method> table) {
  parsed_->vocabulary.add_methods(table);
}

void TemplateSet::allow(Environment* environment) { parsed_->environment = environment; }

bool TemplateSet::parse(std::string_view name, diag::SourceId source,
                        diag::Diagnostics& diagnostics) {
  try {
    parsed_->define(parsed_->parse(name, source));
    return true;
  } catch (Failure& failure) {
    diagnostics.error(failure.span, failure.kind, std::move(failure.message));
    return false;
  }
}

struct TemplateSet::Draft::Text {
  std::string name;
  diag::SourceId source;
  std::vector<Body> bodies = {};
  std::size_t nodes = 0;
  bool sound = false;
};

TemplateSet::Draft::Draft(std::unique_ptr<Text> text) : text_(std::move(text)) {}
TemplateSet::Draft::Draft(Draft&&) noexcept = default;
TemplateSet::Draft& TemplateSet::Draft::operator=(Draft&&) noexcept = default;
TemplateSet::Draft::~Draft() = default;

TemplateSet::Draft TemplateSet::draft(std::string_view name, diag::SourceId source) const {
  auto text = std::make_unique<Draft::Text>(Draft::Text{std::string(name), source});
  try {
    text->bodies = parsed_->parse(name, source, text->nodes);
    text->sound = true;
  } catch (const Failure&) {
    // Said when it is added: how far a text may go depends on those before it.
  }
  return Draft(std::move(text));
}

bool TemplateSet::add(Draft draft, diag::Diagnostics& diagnostics) {
  Draft::Text& text = *draft.text_;
  if (!text.sound || parsed_->nodes + text.nodes > parsed_->options.limits.nodes) {
    return parse(text.name, text.source, diagnostics);
  }
  parsed_->nodes += text.nodes;
  parsed_->define(std::move(text.bodies));
  return true;
}

bool TemplateSet::contains(std::string_view name) const { return parsed_->find(name) != nullptr; }

std::vector<std::string> TemplateSet::names() const { return parsed_->names(); }

std::optional<Output> TemplateSet::execute(std::string_view name, const value::Value& data,
                                           diag::Diagnostics& diagnostics) const {
  const Body* body = parsed_->find(name);
  if (body == nullptr) {
    diagnostics.error(
        {}, diag::Kind::kUnknownTemplate,
        fmt::format("no template {} associated with template {}{}", quote(name),
                    quote(parsed_->options.root_name), did_you_mean(name, parsed_->names())));
    return std::nullopt;
  }
  Executor executor(*parsed_, data);
  try {
    executor.run(*body);
    return executor.take_output();
  } catch (Failure& failure) {
    diagnostics.add(executor.report(std::move(failure)));
    return std::nullopt;
  }
}

std::optional<value::Value> TemplateSet::evaluate(diag::SourceId source, const value::Value& data,
                                                  diag::Diagnostics& diagnostics) const {
  Executor executor(*parsed_, data);
  try {
    const std::vector<Body> bodies = parsed_->parse_beside(source);
    return executor.evaluate(bodies.front());
  } catch (Failure& failure) {
    diagnostics.add(executor.report(std::move(failure)));
    return std::nullopt;
  }
}

std::optional<std::string> TemplateSet::expand(diag::SourceId source, const value::Value& data,
                                               diag::Diagnostics& diagnostics) const {
  Executor executor(*parsed_, data);
  try {
    const std::vector<Body> bodies = parsed_->parse_beside(source);
    executor.run(bodies.front());
    return executor.take_output().text;
  } catch (Failure& failure) {
    diagnostics.add(executor.report(std::move(failure)));
    return std::nullopt;
  }
}

}  // namespace copctl::tmpl
