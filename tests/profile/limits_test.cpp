#include <fmt/format.h>

#include "profile/support.h"

// Inputs made to hurt: each must end quickly and in bounded memory, with a message.

namespace copctl::profile {
namespace {

constexpr std::string_view kSchema = R"(
-- schema.yaml --
properties:
  name: {type: string}
  list: {type: array, items: {type: string}}
  secret: {type: string, writeOnly: true}
)";

// What is said of the inputs; nothing when they are taken.
std::string said(Inputs inputs, std::map<std::string, std::string> files = {}) {
  Fixture fixture(support::parse_txtar(kSchema));
  REQUIRE(fixture.profile);
  std::error_code error;
  for (const auto& [path, text] : files) {
    REQUIRE(fixture.disk.create(path, text, base::kPublicMode, error));
  }
  const auto values = resolve(*fixture.profile, inputs, fixture.disk, counting(), fixture.sources,
                              fixture.diagnostics);
  CHECK(values.has_value() == !fixture.diagnostics.has_errors());
  std::string out;
  for (const auto& one : fixture.diagnostics.all()) out += one.message + "\n";
  return out;
}

Inputs set(std::string text) {
  Inputs inputs;
  inputs.assignments = {{Assignment::Kind::kSet, "set", std::move(text)}};
  return inputs;
}

Inputs file(std::string path) {
  Inputs inputs;
  inputs.value_files = {std::move(path)};
  return inputs;
}

TEST_CASE("--set cannot ask for more memory than it is worth") {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += fmt::format("list{}[65536]=x,", i);
  CHECK(said(set(many)).starts_with("the indexes of lists leave more than 1000000 holes\n"));
  CHECK(said(set(std::string(2u << 20, 'a') + "=1")) == "more than 1024 KiB in one argument\n");
}

TEST_CASE("a values file is bounded") {
  const std::string large = "name: " + std::string(5u << 20, 'x') + "\n";
  CHECK(said(file("large.yaml"), {{"large.yaml", large}}) ==
        "`large.yaml` holds more than 4 MiB\n");
  std::string many = "list: [";
  for (int i = 0; i < 300'000; ++i) many += "a,";
  CHECK(said(file("many.yaml"), {{"many.yaml", many + "]\n"}}) ==
        "`many.yaml` holds more than 200000 values\n");
  const std::string deep = "name: " + std::string(100'000, '[') + "\n";
  CHECK_FALSE(said(file("deep.yaml"), {{"deep.yaml", deep}}).empty());
}

TEST_CASE("every type of value in every place is judged") {
  for (const char* key : {"name", "list", "secret", "other"}) {
    for (const char* v :
         {"", "~", "true", "1", "1.5", "x", "[]", "[1, [2]]", "{}", "{a: {b: 1}}"}) {
      const std::string text = fmt::format("{}: {}\n", key, v);
      INFO(text);
      said(file("v.yaml"), {{"v.yaml", text}});
      said(set(fmt::format("{}={}", key, v)));
      said(set(fmt::format("{}[0].a={}", key, v)));
      said(set(fmt::format("{}.a[1]={}", key, v)));
    }
  }
}

}  // namespace
}  // namespace copctl::profile
