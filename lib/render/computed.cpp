#include "render/computed.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "codec/codec.h"
#include "render/expression.h"

namespace copctl::render {

namespace {

using value::Value;

std::string name_of(const profile::Profile& profile, const std::string& path) {
  return profile.summary.name + "/templates/" + path;
}

bool begins_as_json(std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  return trimmed.starts_with('{') || trimmed.starts_with('[');
}

// The value of a rendered document; its errors point at the template too.
std::optional<Value> value_of(const Computation& computation, const profile::Binding& binding,
                              tmpl::Output output) {
  const bool json = begins_as_json(output.text);
  const diag::SourceId source =
      computation.sources.add(diag::SourceKind::kRendered, binding.path, std::move(output.text));
  diag::Diagnostics found;
  std::optional<Value> result;
  if (json) {
    const auto document =
        codec::decode_json(computation.sources, source, codec::Numbers::kInt64, found, false);
    if (document) result = document->value;
  } else {
    const auto documents = codec::decode_yaml(computation.sources, source, {}, found);
    if (documents && documents->size() == 1) result = documents->front().value;
    if (documents && documents->size() != 1) {
      found.error({}, diag::Kind::kInvalidProfile,
                  fmt::format("`{}` must render to one document", binding.path));
    }
  }
  for (diag::Diagnostic diagnostic : found.all()) {
    diagnostic.notes.push_back({output.origins.origin(diagnostic.span.begin), "rendered here"});
    diagnostic.notes.push_back({binding.span, "for the computed value that is written here"});
    computation.diagnostics.add(std::move(diagnostic));
  }
  return result;
}

bool bind_one(const Computation& computation, const profile::Binding& binding) {
  const std::string name = name_of(computation.profile, binding.path);
  auto& entries = computation.root.as_map().entries;
  entries["Template"] = description_of(computation.profile, name);
  auto output = computation.set.execute(name, computation.root, computation.diagnostics);
  auto computed =
      output ? value_of(computation, binding, std::move(*output)) : std::optional<Value>();
  if (!computed) return false;
  entries[binding.as] = std::move(*computed);
  return true;
}

// One entry of `problems`.
struct Problem {
  value::Path at;
  std::string message;
  diag::Severity severity = diag::Severity::kError;
};

std::optional<value::Path> path_of(const Value& steps) {
  value::Path path;
  for (const Value& step : steps.items()) {
    if (step.is_string()) {
      path.emplace_back(step.as_string());
    } else if (step.is_int() && step.as_int().number >= 0) {
      path.emplace_back(static_cast<std::size_t>(step.as_int().number));
    } else {
      return std::nullopt;
    }
  }
  return path;
}

std::optional<Problem> problem_of(const Value& entry) {
  const Value* at = entry.find("at");
  const Value* message = entry.find("message");
  const Value* severity = entry.find("severity");
  if (message == nullptr || !message->is_string() || (at != nullptr && !at->is_list()))
    return std::nullopt;
  Problem problem{.message = message->as_string()};
  if (at != nullptr) {
    auto path = path_of(*at);
    if (!path) return std::nullopt;
    problem.at = std::move(*path);
  }
  if (severity == nullptr) return problem;
  if (!severity->is_string()) return std::nullopt;
  if (severity->as_string() == "warning") problem.severity = diag::Severity::kWarning;
  const bool known = severity->as_string() == "error" || severity->as_string() == "warning";
  return known ? std::optional(std::move(problem)) : std::nullopt;
}

// A default stands in the schema, where the user cannot look.
diag::Diagnostic diagnostic_of(const Problem& problem, const profile::Values& values) {
  const profile::Origin origin = values.origin(value::pointer(problem.at));
  const bool given = origin.kind > profile::OriginKind::kGenerated && origin.span;
  const bool named = !given && !problem.at.empty();
  return {.severity = problem.severity,
          .kind = diag::Kind::kInvalidValue,
          .span = given ? origin.span : diag::Span(),
          .message = (named ? fmt::format("`{}`: ", value::display(problem.at)) : std::string()) +
                     base::printable(problem.message)};
}

// The list that an expression of profile.yaml gives; nothing is an empty one.
std::optional<value::Items> list_of(const Computation& computation, std::string_view part,
                                    const profile::Expression& expression) {
  if (expression.text.empty()) return value::Items();
  const auto found = Expression(computation.sources, part, expression.text, expression.span)
                         .evaluate(computation.set, computation.root, computation.diagnostics);
  if (!found) return std::nullopt;
  if (found->is_nil()) return value::Items();
  if (found->is_list()) return found->items();
  computation.diagnostics.error(expression.span, diag::Kind::kInvalidProfile,
                                fmt::format("`{}` is a {}; {} needs a list", expression.text,
                                            value::kind_name(*found), part));
  return std::nullopt;
}

}  // namespace

Value description_of(const profile::Profile& profile, const std::string& name) {
  return Value::map({{"Name", Value::string(name)},
                     {"BasePath", Value::string(profile.summary.name + "/templates")}});
}

bool bind_computed(const Computation& computation, Value previous) {
  auto& entries = computation.root.as_map().entries;
  entries["Previous"] = std::move(previous);
  const bool bound = std::ranges::all_of(
      computation.profile.bindings,
      [&](const profile::Binding& binding) { return bind_one(computation, binding); });
  entries.erase("Previous");
  entries.erase("Template");
  return bound;
}

bool tell_problems(const Computation& computation) {
  const profile::Expression& expression = computation.profile.problems;
  const auto list = list_of(computation, "problems", expression);
  if (!list) return false;
  const std::size_t before = computation.diagnostics.error_count();
  for (const Value& entry : *list) {
    const auto problem = problem_of(entry);
    if (problem) {
      computation.diagnostics.add(diagnostic_of(*problem, computation.values));
    } else {
      computation.diagnostics.error(
          expression.span, diag::Kind::kInvalidProfile,
          "an entry of `problems` needs a message, and may have `at`, a list of keys and indexes, "
          "and a severity, error or warning");
    }
  }
  return computation.diagnostics.error_count() == before;
}

bool list_kept(const Computation& computation, std::vector<std::string>& paths) {
  const profile::Expression& expression = computation.profile.keep;
  const auto list = list_of(computation, "keep", expression);
  if (!list) return false;
  for (const Value& path : *list) {
    if (!path.is_string()) {
      computation.diagnostics.error(expression.span, diag::Kind::kInvalidProfile,
                                    "`keep` must list paths");
      return false;
    }
    paths.push_back(path.as_string());
  }
  return true;
}

}  // namespace copctl::render
