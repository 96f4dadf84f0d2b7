// Covers commented_values.cpp, flag_inputs.cpp, inputs.cpp, kept.cpp, layers.cpp.
// Covers loaded_files.cpp, origins.cpp, set_inputs.cpp, values_file.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "profile/support.h"
#include "support/golden.h"

namespace copctl::profile {
namespace {

constexpr std::string_view kKinds[] = {"default", "generated",   "kept", "preset",
                                       "file",    "environment", "set",  "flag"};

std::string line_of(const std::string& pointer, const Origin& origin) {
  return fmt::format("{}: {} {}\n", pointer, kKinds[static_cast<int>(origin.kind)], origin.label);
}

// Of the parts of a document, which say where they come from only when they are asked.
void add_parts(const Values& values, const value::Value& v, const std::string& pointer,
               std::string& out) {
  for (const auto& [key, child] : v.entries())
    add_parts(values, child, value::child_pointer(pointer, key), out);
  for (std::size_t i = 0; i < v.items().size(); ++i)
    add_parts(values, v.items()[i], value::child_pointer(pointer, i), out);
  if (v.entries().empty() && v.items().empty())
    out += "  " + line_of(pointer, values.origin(pointer));
}

std::string origins_of(const Values& values) {
  std::string out;
  for (const auto& [pointer, origin] : values.origins) {
    if (values.documents.contains(pointer)) {
      out += line_of(pointer, origin);
      add_parts(values, *value::lookup_pointer(values.tree, pointer), pointer, out);
      continue;
    }
    const bool secret = std::binary_search(values.secrets.begin(), values.secrets.end(), pointer);
    const std::string_view kind = kKinds[static_cast<int>(origin.kind)];
    out += fmt::format("{}: {}{}{}\n", pointer, kind,
                       origin.label.empty() || origin.label == kind ? "" : " " + origin.label,
                       secret ? ", secret" : "");
  }
  return out;
}

// What a dump would remember.
std::string settings_text(const Profile& profile, const Values& values) {
  std::string out;
  for (const Setting& setting : settings_of(profile, values)) {
    std::string error;
    out +=
        fmt::format("{} {} {}{}\n", setting.pointer, kKinds[static_cast<int>(setting.origin.kind)],
                    codec::encode_json(setting.value, {}, error).value_or(error),
                    setting.secret ? " secret" : "");
  }
  return out;
}

std::vector<support::Section> resolve_case(const support::Archive& archive) {
  Fixture fixture(archive);
  INFO(fixture.printed());
  REQUIRE(fixture.profile);
  const Inputs inputs = inputs_of(*fixture.profile, archive);
  const auto values = resolve(*fixture.profile, inputs, fixture.disk, counting(), fixture.sources,
                              fixture.diagnostics);
  CHECK(values.has_value() == !fixture.diagnostics.has_errors());
  if (!values) return {{"error", fixture.printed()}};
  std::vector<support::Section> out{{"values", codec::encode_yaml(values->tree).value_or("")},
                                    {"origins", origins_of(*values)}};
  if (archive.has("kept")) out.push_back({"settings", settings_text(*fixture.profile, *values)});
  if (!fixture.diagnostics.empty()) out.push_back({"warning", fixture.printed()});
  return out;
}

TEST_CASE("inputs become values, or say what is wrong with them") {
  support::run_goldens({.folder = "tests/profile/testdata/resolve",
                        .outputs = {"values", "origins", "settings", "warning", "error"},
                        .run = resolve_case});
}

// The commented file, which must give the same values when it is read back.
std::vector<support::Section> values_case(const support::Archive& archive) {
  Fixture fixture(archive);
  REQUIRE(fixture.profile);
  const Inputs inputs = inputs_of(*fixture.profile, archive);
  const auto values = resolve_partially(*fixture.profile, inputs, fixture.disk, fixture.sources,
                                        fixture.diagnostics);
  REQUIRE(values);
  const std::string text = commented_values(*fixture.profile, *values);

  std::error_code error;
  REQUIRE(fixture.disk.create("back.yaml", text, base::kPublicMode, error));
  Inputs again;
  again.value_files = {"back.yaml"};
  const auto back = resolve_partially(*fixture.profile, again, fixture.disk, fixture.sources,
                                      fixture.diagnostics);
  INFO(fixture.printed());
  REQUIRE(back);
  // A list that holds a secret stays out of the file as a whole.
  value::Value expected = value::deep_copy(values->tree);
  for (const std::string& pointer : values->secrets) {
    std::size_t end = pointer.find_first_of("0123456789");
    end = end == std::string::npos ? pointer.size() : end - 1;
    const std::size_t slash = pointer.rfind('/', end - 1);
    const value::Value* parent = value::lookup_pointer(expected, pointer.substr(0, slash));
    REQUIRE(parent != nullptr);
    parent->as_map().entries.erase(pointer.substr(slash + 1, end - slash - 1));
  }
  CHECK(codec::encode_yaml(back->tree).value_or("") == codec::encode_yaml(expected).value_or(""));
  return {{"commented", text}};
}

TEST_CASE("a commented values file reads back as the same values") {
  support::run_goldens(
      {.folder = "tests/profile/testdata/values", .outputs = {"commented"}, .run = values_case});
}

TEST_CASE("the same inputs give the same values, and secrets that are given are taken") {
  const support::Archive archive = support::parse_txtar(R"(
-- schema.yaml --
properties:
  a: {type: string, writeOnly: true, x-generate: {alphabet: alnum, length: 20}}
)");
  Fixture fixture(archive);
  REQUIRE(fixture.profile);
  const auto secret = [&](const Inputs& inputs) {
    const auto values = resolve(*fixture.profile, inputs, fixture.disk, kernel_random(),
                                fixture.sources, fixture.diagnostics);
    REQUIRE(values);
    return values->tree.find("a")->as_string();
  };
  CHECK(secret({}) != secret({}));
  Inputs remembered;
  remembered.remembered = {{"/a", "kept"}};
  CHECK(secret(remembered) == "kept");
  remembered.assignments = {{Assignment::Kind::kFlag, "a", "given"}};
  CHECK(secret(remembered) == "given");
}

}  // namespace
}  // namespace copctl::profile
