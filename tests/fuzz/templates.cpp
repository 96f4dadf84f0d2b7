#include "fuzz/templates.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <vector>

#include "base/check.h"
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

// Maps that functions have changed. Templates can put a map into itself, and as values count their
// holders such a map is never freed. Only these are emptied after a run: what else is left is a
// leak. Every circle has one of them in it, since what is made holds what was there before.
std::map<const value::Map*, Value>& changed_maps() {
  static std::map<const value::Map*, Value> maps;
  return maps;
}

void break_circles() {
  for (const auto& changed : changed_maps()) {
    const Value& map = changed.second;
    const bool circular = std::ranges::any_of(
        map.entries(), [&](const auto& entry) { return value::reaches(entry.second, map); });
    if (circular) map.as_map().entries.clear();
  }
  changed_maps().clear();
}

// `map`, and the maps in it that a merge may change, too.
void remember(const Value& map, bool merges) {
  if (!map.is_map() || !changed_maps().emplace(&map.as_map(), map).second || !merges) return;
  for (const auto& [key, v] : map.entries()) remember(v, merges);
}

constexpr std::string_view kChanging[] = {"set", "merge", "mustMerge", "mergeOverwrite",
                                          "mustMergeOverwrite"};

std::map<std::string_view, tmpl::Function>& changing() {
  static std::map<std::string_view, tmpl::Function> rows;
  return rows;
}

Value remember_and_call(tmpl::Call& call) {
  remember(call.arg(0), call.function().name != "set");
  return changing().at(call.function().name).call(call);
}

// sprig's functions, those that change maps being watched.
std::vector<tmpl::Function> make_functions() {
  std::vector<tmpl::Function> out;
  for (const auto table : funcs::sprig()) out.insert(out.end(), table.begin(), table.end());
  for (tmpl::Function& row : out) {
    if (std::ranges::count(kChanging, row.name) == 0) continue;
    changing().emplace(row.name, row);
    row.call = remember_and_call;
  }
  COPCTL_CHECK(changing().size() == std::size(kChanging));
  return out;
}

std::span<const tmpl::Function> functions() {
  static const std::vector<tmpl::Function> rows = make_functions();
  return rows;
}

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
  set_.add_functions(functions());
  for (const auto table : funcs::helm()) set_.add_functions(table);
  for (const auto table : funcs::copctl()) set_.add_functions(table);
  set_.add_methods(funcs::methods());
  set_.add_methods(render::methods());
  const auto source = sources_.add(diag::SourceKind::kFile, "main.yaml", std::string(text));
  parsed_ = set_.parse("main", source, diagnostics_);
}

std::optional<tmpl::Output> Templates::execute(const Value& values) {
  auto output = set_.execute("main", root(values), diagnostics_);
  break_circles();
  return output;
}

}  // namespace copctl::fuzz
