#include <array>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.h"
#include "tmpl/engine.h"

namespace copctl::tests {
namespace {

constexpr std::size_t kThreads = 4;
constexpr std::size_t kRounds = 40;

constexpr const char* kPartial =
    R"({{ define "item" }}<{{ .s }}{{ range $i, $x := .l }}{{ $i }}{{ $x }}{{ end }}>{{ end }})";
// Every thread brings the same `tpl` texts, with names of fields that no parsed text has, and one
// of its own.
constexpr const char* kMain =
    R"({{ include "item" . }}{{ tpl "{{ .m.k }}{{ .late.field }}" . }})"
    R"({{ range $i := .n }}{{ tpl (printf "{{ .n }}/%d;{{ include \"item\" . }}" $i) $ }}{{ end }})"
    R"({{ tpl (printf "{{ .own%d }}" .id) . }}{{ template "item" . }}{{ index .m "sub" }})";

value::Value data_of(std::size_t id) {
  value::Value data = value::deep_copy(sample());
  value::Entries& entries = data.as_map().entries;
  entries.emplace("id", value::Value::integer(static_cast<std::int64_t>(id)));
  entries.emplace("own" + std::to_string(id), value::Value::string("mine"));
  entries.emplace("late", value::Value::map({{"field", value::Value::string("too")}}));
  return data;
}

// A parsed set, and expressions for it.
struct Shared {
  Shared() {
    const diag::SourceId main = sources.add(diag::SourceKind::kFile, "main", kMain);
    const diag::SourceId partial = sources.add(diag::SourceKind::kFile, "partial", kPartial);
    REQUIRE(set.parse("main", main, diagnostics));
    REQUIRE(set.parse("partial", partial, diagnostics));
    pipeline = sources.add(diag::SourceKind::kArgument, "in", "{{ .m.sub.x }}");
    path = sources.add(diag::SourceKind::kArgument, "output", "out/{{ .id }}-{{ .fresh }}.yaml");
  }

  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  tmpl::TemplateSet set{sources, {.missing_key = tmpl::MissingKey::kZero, .helm = true}};
  diag::SourceId pipeline = diag::kNoSource;
  diag::SourceId path = diag::kNoSource;
};

// What one thread makes with the set in one round.
std::string work(const Shared& shared, std::size_t id) {
  diag::Diagnostics diagnostics;
  const value::Value data = data_of(id);
  const auto output = shared.set.execute("main", data, diagnostics);
  const auto number = shared.set.evaluate(shared.pipeline, data, diagnostics);
  const auto path = shared.set.expand(shared.path, data, diagnostics);
  if (!output || !number || !path) return "failed";
  return output->text + tmpl::print_value(*number) + *path +
         std::to_string(output->origins.origin(1).source);
}

TEST_CASE("a set serves several threads as it serves one") {
  std::array<std::string, kThreads> expected;
  {
    const Shared shared;
    for (std::size_t id = 0; id < kThreads; ++id) expected[id] = work(shared, id);
  }
  CHECK(expected[0] ==
        "<str0a1b2c>vtoo3/0;<str0a1b2c>3/1;<str0a1b2c>3/2;<str0a1b2c>mine<str0a1b2c>map[x:1]1"
        "out/0-.yaml1");

  const Shared shared;
  std::array<std::size_t, kThreads> wrong{};
  std::vector<std::thread> threads;
  for (std::size_t id = 0; id < kThreads; ++id) {
    threads.emplace_back([&, id] {
      for (std::size_t round = 0; round < kRounds; ++round) {
        if (work(shared, id) != expected[id]) ++wrong[id];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::array<std::size_t, kThreads>{});
}

}  // namespace
}  // namespace copctl::tests
