#include "fuzz/templates.h"

#include "funcs/funcs.h"
#include "render/objects.h"
#include "render/render.h"

namespace copctl::fuzz {

namespace {

using value::Value;

class FixedEnvironment final : public tmpl::Environment {
 public:
  std::string random_bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(next_ += 37);
    return bytes;
  }
  std::int64_t now() override { return 1'700'000'000'123'456'789; }

 private:
  unsigned char next_ = 0;
};

Value root(const Value& values) {
  const Value release = Value::map({{"Name", Value::string("r")},
                                    {"Namespace", Value::string("ns")},
                                    {"Revision", Value::integer(1, value::IntType::kInt)},
                                    {"IsInstall", Value::boolean(true)}});
  const Value about =
      Value::map({{"Name", Value::string("main")}, {"BasePath", Value::string("chart/templates")}});
  return render::make_values(Value::map(
      {{"Values", render::make_values(values)},
       {"Release", release},
       {"Chart", render::make_chart(Value::map(
                     {{"name", Value::string("chart")}, {"version", Value::string("1.2.3")}}))},
       {"Capabilities",
        render::make_capabilities("v1.29.0", render::served_api_versions(), "v3.14.0")},
       {"Files", render::make_files({{"a.txt", "one\ntwo\n"}, {"dir/b.yaml", "a: 1\n"}})},
       {"Template", render::make_values(about)}}));
}

}  // namespace

tmpl::Limits Templates::limits() {
  return {.parse_depth = 100,
          .exec_depth = 100,
          .include_depth = 50,
          .steps = 20'000,
          .output_bytes = 64u << 10,
          .text_bytes = 256u << 10,
          .made_bytes = 2u << 20,
          .nodes = 20'000,
          .tpl_bytes = 64u << 10};
}

Templates::Templates(std::string_view text)
    : environment_(std::make_unique<FixedEnvironment>()),
      set_(sources_, {.missing_key = tmpl::MissingKey::kZero, .helm = true, .limits = limits()}) {
  set_.allow(environment_.get());
  for (const auto table : funcs::sprig()) set_.add_functions(table);
  for (const auto table : funcs::helm()) set_.add_functions(table);
  set_.add_methods(funcs::methods());
  set_.add_methods(render::methods());
  const auto source = sources_.add(diag::SourceKind::kFile, "main.yaml", std::string(text));
  parsed_ = set_.parse("main", source, diagnostics_);
}

std::optional<tmpl::Output> Templates::execute(const Value& values) {
  return set_.execute("main", root(values), diagnostics_);
}

}  // namespace copctl::fuzz
