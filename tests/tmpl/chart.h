#pragma once

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"
#include "codec/codec.h"
#include "diag/printer.h"
#include "funcs/funcs.h"
#include "render/objects.h"
#include "render/render.h"
#include "support/catch.h"
#include "support/golden.h"
#include "tmpl/tmpl.h"

// Golden cases of templates as the author of a chart or profile sees them: with sprig's and Helm's
// functions, `.Values`, `.Chart` and the rest. Sections that go in: `template NAME`, parsed in the
// order in which they stand, `main.yaml` being what is run; `values` in YAML, else those of
// values.yaml; `options`, a line each: `missingkey=error`, `clock` (functions that need a clock or
// randomness are there), or a limit. What comes out is `output` or `error`.

namespace copctl::tests {

using support::Archive;
using support::Section;
using value::Value;

inline constexpr std::string_view kSharedValues = "tests/tmpl/testdata/values.yaml";
inline constexpr std::string_view kTemplate = "template ";

// The same clock and the same bytes in every run.
class FixedEnvironment final : public tmpl::Environment {
 public:
  std::string random_bytes(std::size_t count) override { return std::string(count, '\x2a'); }
  std::int64_t now() override { return 1'700'000'000'123'456'789; }
};

struct NamedLimit {
  std::string_view name;
  std::size_t tmpl::Limits::*limit;
};

inline constexpr NamedLimit kLimits[] = {
    {"parse_depth", &tmpl::Limits::parse_depth},     {"exec_depth", &tmpl::Limits::exec_depth},
    {"include_depth", &tmpl::Limits::include_depth}, {"steps", &tmpl::Limits::steps},
    {"output_bytes", &tmpl::Limits::output_bytes},   {"text_bytes", &tmpl::Limits::text_bytes},
    {"made_bytes", &tmpl::Limits::made_bytes}};

inline void set_option(tmpl::Options& options, std::string_view line) {
  if (line.empty() || line == "clock") return;
  if (line == "missingkey=error") {
    options.missing_key = tmpl::MissingKey::kError;
    return;
  }
  const std::size_t equals = line.find('=');
  INFO(line);
  REQUIRE(equals != std::string_view::npos);
  const auto known = std::ranges::find(kLimits, line.substr(0, equals), &NamedLimit::name);
  REQUIRE(known != std::end(kLimits));
  const std::string_view digits = line.substr(equals + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), options.limits.*known->limit);
}

inline tmpl::Options options_of(const Archive& archive) {
  tmpl::Options options{.missing_key = tmpl::MissingKey::kZero, .helm = true};
  for (const std::string_view line : base::split(archive.text("options"), '\n')) {
    set_option(options, line);
  }
  return options;
}

inline std::string shared_values() {
  std::error_code error;
  const auto files = base::make_real_file_system();
  const auto text = files->read(std::string(kSharedValues), 1u << 16, error);
  REQUIRE(text);
  return *text;
}

inline Value values_of(const Archive& archive) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source =
      sources.add(diag::SourceKind::kFile, "values.yaml",
                  archive.has("values") ? std::string(archive.text("values")) : shared_values());
  const auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  REQUIRE(documents);
  return documents->front().value;
}

inline Value root_of(const Archive& archive) {
  const Value chart = Value::map({{"name", Value::string("web")},
                                  {"version", Value::string("1.2.3")},
                                  {"apiVersion", Value::string("v2")}});
  const Value release =
      Value::map({{"Name", Value::string("demo")}, {"Namespace", Value::string("default")}});
  return render::make_values(Value::map(
      {{"Values", render::make_values(values_of(archive))},
       {"Release", release},
       {"Chart", render::make_chart(chart)},
       {"Capabilities", render::make_capabilities("v1.29.0", render::served_api_versions())},
       {"Files", render::make_files({{"motd.txt", "Welcome!\n"}})}}));
}

inline bool parse_all(tmpl::TemplateSet& set, const Archive& archive, diag::SourceMap& sources,
                      diag::Diagnostics& diagnostics) {
  bool parsed = true;
  for (const Section& section : archive.sections) {
    if (!section.name.starts_with(kTemplate)) continue;
    const std::string name = section.name.substr(kTemplate.size());
    const auto source = sources.add(diag::SourceKind::kFile, name, section.text);
    parsed = set.parse(name, source, diagnostics) && parsed;
  }
  return parsed;
}

inline std::vector<Section> run_chart_case(const Archive& archive) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  FixedEnvironment environment;
  tmpl::TemplateSet set(sources, options_of(archive));
  if (archive.text("options").find("clock") != std::string_view::npos) set.allow(&environment);
  for (const auto& table : funcs::sprig()) set.add_functions(table);
  for (const auto& table : funcs::helm()) set.add_functions(table);
  set.add_methods(funcs::methods());
  set.add_methods(render::methods());
  if (parse_all(set, archive, sources, diagnostics)) {
    const auto output = set.execute("main.yaml", root_of(archive), diagnostics);
    if (output) return {{"output", output->text}};
  }
  CHECK(diagnostics.has_errors());
  return {{"error", diag::print(diagnostics, sources)}};
}

}  // namespace copctl::tests
