#include "run.h"

#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "funcs/funcs.h"
#include "render/objects.h"
#include "render/render.h"
#include "tmpl/tmpl.h"

namespace copctl::conformance {

namespace {

using value::Value;

class TestEnvironment final : public tmpl::Environment {
 public:
  std::string random_bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    std::ranges::generate(bytes, [this] { return static_cast<char>(device_()); });
    return bytes;
  }
  std::int64_t now() override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  }

 private:
  std::random_device device_;
};

tmpl::MissingKey missing_key(const Vector& vector) {
  if (vector.missing_key == "zero") return tmpl::MissingKey::kZero;
  if (vector.missing_key == "error") return tmpl::MissingKey::kError;
  return vector.mode == Mode::kHelm ? tmpl::MissingKey::kZero : tmpl::MissingKey::kDefault;
}

void add_functions(tmpl::TemplateSet& set, Mode mode) {
  if (mode == Mode::kGo) return;
  for (const auto table : funcs::sprig()) set.add_functions(table);
  set.add_methods(funcs::methods());
  if (mode == Mode::kSprig) return;
  for (const auto table : funcs::helm()) set.add_functions(table);
  set.add_methods(render::methods());
}

// Ascending; in Helm's mode deepest path first, and of equal depth descending.
std::vector<std::string> parse_order(const Vector& vector) {
  std::vector<std::string> names;
  for (const auto& [name, text] : vector.templates) names.push_back(name);
  if (vector.mode != Mode::kHelm) return names;
  std::ranges::sort(names, [](const std::string& a, const std::string& b) {
    const auto depth_a = std::ranges::count(a, '/');
    const auto depth_b = std::ranges::count(b, '/');
    return depth_a != depth_b ? depth_a > depth_b : a > b;
  });
  return names;
}

const Value* member(const Value& data, std::string_view name, bool (Value::*is)() const) {
  const Value* found = data.find(name);
  return found != nullptr && (found->*is)() ? found : nullptr;
}

Value release_of(const Value& data) {
  value::Entries release{{"Name", Value::string("release-name")},
                         {"Namespace", Value::string("default")},
                         {"IsUpgrade", Value::boolean(false)},
                         {"IsInstall", Value::boolean(true)},
                         {"Revision", Value::integer(1, value::IntType::kInt)},
                         {"Service", Value::string("Helm")}};
  if (const Value* given = member(data, "Release", &Value::is_map)) {
    for (const auto& [key, entry] : given->entries()) release.insert_or_assign(key, entry);
  }
  Value& revision = release["Revision"];
  if (revision.is_number()) {
    const auto number = revision.is_float() ? static_cast<std::int64_t>(revision.as_float())
                                            : revision.as_int().number;
    revision = Value::integer(number, value::IntType::kInt);
  }
  return Value::map(std::move(release));
}

Value capabilities_of(const Value& data) {
  std::string kube = "v1.29.0";
  std::string helm = "v3.14.0";
  std::vector<std::string> versions{"v1",
                                    "apps/v1",
                                    "batch/v1",
                                    "networking.k8s.io/v1",
                                    "policy/v1",
                                    "autoscaling/v2",
                                    "rbac.authorization.k8s.io/v1"};
  if (const Value* given = member(data, "Capabilities", &Value::is_map)) {
    if (const Value* v = member(*given, "kubeVersion", &Value::is_string)) kube = v->as_string();
    if (const Value* v = member(*given, "helmVersion", &Value::is_string)) helm = v->as_string();
    if (const Value* list = member(*given, "apiVersions", &Value::is_list)) {
      versions.clear();
      for (const Value& item : list->items()) versions.push_back(tmpl::print_value(item));
    }
  }
  return render::make_capabilities(kube, std::move(versions), helm);
}

Value files_of(const Value& data) {
  std::map<std::string, std::string> files;
  if (const Value* given = member(data, "Files", &Value::is_map)) {
    for (const auto& [path, text] : given->entries()) files[path] = tmpl::print_value(text);
  }
  return render::make_files(files);
}

Value chart_of(const Value& data) {
  if (const Value* given = data.find("Chart")) return render::make_chart(*given);
  return render::make_chart(Value::map({{"name", Value::string("chart")},
                                        {"version", Value::string("0.1.0")},
                                        {"apiVersion", Value::string("v2")}}));
}

std::string base_path(const std::string& entry) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string::npos || entry.starts_with("templates/")) return "templates";
  return entry.substr(0, slash) + "/templates";
}

// The top-level dot of a chart's templates.
Value helm_root(const Vector& vector, const Value& data) {
  value::Entries root = data.entries();
  const Value* values = member(data, "Values", &Value::is_map);
  root.insert_or_assign("Values", render::make_values(values != nullptr ? *values : Value::map()));
  root.insert_or_assign("Release", release_of(data));
  root.insert_or_assign("Chart", chart_of(data));
  root.insert_or_assign("Capabilities", capabilities_of(data));
  root.insert_or_assign("Files", files_of(data));
  root.emplace("Subcharts", Value::map());
  const Value about = Value::map({{"Name", Value::string(vector.entry)},
                                  {"BasePath", Value::string(base_path(vector.entry))}});
  root.insert_or_assign("Template", render::make_values(about));
  return render::make_values(Value::map(std::move(root)));
}

// Helm reports the outermost call of `include` or `tpl`; frames of `template` are none to it.
Outcome failed(const diag::Diagnostics& diagnostics, const diag::SourceMap& sources) {
  const diag::Diagnostic& first = diagnostics.all().front();
  diag::Span span = first.span;
  for (const diag::Note& note : first.notes) {
    if (note.message.find(", called here") != std::string::npos) span = note.span;
  }
  return {std::nullopt, first.message, sources.position(span).line};
}

}  // namespace

tmpl::TemplateSet make_set(const Vector& vector, diag::SourceMap& sources,
                           tmpl::Environment& environment) {
  tmpl::TemplateSet set(sources,
                        {.missing_key = missing_key(vector), .helm = vector.mode == Mode::kHelm});
  set.allow(&environment);
  add_functions(set, vector.mode);
  return set;
}

bool parse_all(const Vector& vector, tmpl::TemplateSet& set, diag::SourceMap& sources,
               diag::Diagnostics& diagnostics) {
  return std::ranges::all_of(parse_order(vector), [&](const std::string& name) {
    const auto source = sources.add_view(diag::SourceKind::kFile, name, vector.templates.at(name));
    return set.parse(name, source, diagnostics);
  });
}

Value make_dot(const Vector& vector, const Value& data) {
  return vector.mode == Mode::kHelm ? helm_root(vector, data) : data;
}

Outcome run(const Vector& vector) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  TestEnvironment environment;
  tmpl::TemplateSet set = make_set(vector, sources, environment);
  if (!parse_all(vector, set, sources, diagnostics)) return failed(diagnostics, sources);
  const Value data = vector.mode == Mode::kHelm ? vector.data : value::deep_copy(vector.data);
  auto output = set.execute(vector.entry, make_dot(vector, data), diagnostics);
  if (!output) return failed(diagnostics, sources);
  return {std::move(output->text), {}, 0};
}

bool passes(const Vector& vector, const Outcome& outcome) {
  if (vector.property) {
    RE2::Options options;
    options.set_dot_nl(true);
    const RE2 regex(vector.property->regex, options);
    if (!outcome.output || !RE2::FullMatch(*outcome.output, regex)) return false;
    return !vector.property->distinct || run(vector).output != outcome.output;
  }
  return std::ranges::any_of(vector.wanted, [&](const Wanted& wanted) {
    if (wanted.output) return outcome.output == wanted.output;
    if (outcome.output) return false;
    const bool same_line = !wanted.line || *wanted.line == outcome.line;
    return same_line && outcome.message.find(wanted.substring) != std::string::npos;
  });
}

}  // namespace copctl::conformance
