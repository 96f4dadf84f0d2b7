#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "codec/codec.h"
#include "render/objects.h"
#include "render/render.h"
#include "tmpl/tmpl.h"

namespace copctl::render {

namespace {

using tmpl::Call;
using value::Element;
using value::Value;

std::string yaml_of(const Value& v) { return codec::encode_yaml(v).value_or(""); }

// chartutil.Values

Value values_as_map(Call& call) { return Value::map(call.arg(0).entries()); }

Value values_yaml(Call& call) { return Value::string(yaml_of(call.arg(0))); }

[[noreturn]] void fail_no_table(Call& call, std::string_view key) {
  call.fail(tmpl::quote(key) + " is not a table");
  __builtin_unreachable();
}

// The map that `path` leads to, and in `broken` the step that does not lead to one.
Value table_at(const Value& values, std::string_view path, std::string_view& broken) {
  Value table = values;
  for (const std::string_view key : base::split(path, '.')) {
    const Value* next = table.find(key);
    if (next == nullptr || !next->is_map()) {
      broken = key;
      return table;
    }
    table = *next;
  }
  return make_values(Value::map(table.entries()));
}

Value values_table(Call& call) {
  std::string_view broken;
  Value table = table_at(call.arg(0), call.text(1), broken);
  if (broken.data() != nullptr) fail_no_table(call, broken);
  return table;
}

Value values_path_value(Call& call) {
  const std::string& path = call.text(1);
  if (path.empty()) call.fail("YAML path cannot be empty");
  const std::size_t dot = path.rfind('.');
  const std::string_view last = std::string_view(path).substr(dot + 1);
  std::string_view broken;
  const Value table = dot == std::string::npos
                          ? call.arg(0)
                          : table_at(call.arg(0), std::string_view(path).substr(0, dot), broken);
  const Value* found = broken.data() == nullptr ? table.find(last) : nullptr;
  if (found == nullptr || found->is_map()) call.fail(tmpl::quote(last) + " is not a value");
  return *found;
}

// chartutil.Capabilities

Value kube_version_text(Call& call) { return *call.arg(0).as_object().field("Version"); }

Value version_set_has(Call& call) {
  const value::Items& versions = call.arg(0).items();
  return Value::boolean(std::ranges::any_of(
      versions, [&](const Value& version) { return version.as_string() == call.text(1); }));
}

// engine.files

std::string text_of(const Value& bytes) {
  std::string text;
  text.reserve(bytes.items().size());
  for (const Value& byte : bytes.items()) text += static_cast<char>(byte.as_int().number);
  return text;
}

Value files_get_bytes(Call& call) {
  const Value* file = call.arg(0).find(call.text(1));
  return file != nullptr ? *file : Value::list({}, Element::kByte);
}

Value files_get(Call& call) { return Value::string(text_of(files_get_bytes(call))); }

Value files_lines(Call& call) {
  const Value* file = call.arg(0).find(call.text(1));
  if (file == nullptr) return Value::list({}, Element::kString);
  const std::string text = text_of(*file);
  if (text.empty()) call.fail("runtime error: index out of range [-1]");
  std::string_view rest = text;
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  value::Items lines;
  for (const std::string_view line : base::split(rest, '\n')) lines.push_back(Value::string(line));
  return Value::list(std::move(lines), Element::kString);
}

// gobwas/glob refuses a pattern with an open bracket or brace; Helm then takes every file.
bool is_whole_pattern(std::string_view pattern) {
  int braces = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '[') {
      i = pattern.find(']', i + 1);
      if (i == std::string_view::npos) return false;
    } else if (pattern[i] == '{') {
      ++braces;
    } else if (pattern[i] == '}') {
      --braces;
    }
  }
  return braces == 0;
}

Value files_glob(Call& call) {
  const std::string& pattern = call.text(1);
  const bool all = !is_whole_pattern(pattern);
  Value matching = make_files({});
  for (const auto& [path, bytes] : call.arg(0).entries()) {
    if (all || base::matches_glob(pattern, path)) matching.as_map().entries.emplace(path, bytes);
  }
  return matching;
}

// YAML of base name -> content; of two files with one base name the last stays.
template <class Content>
Value by_base_name(Call& call, Content content) {
  value::Entries entries;
  for (const auto& [path, bytes] : call.arg(0).entries()) {
    entries.insert_or_assign(std::string(base::base_name(path)), content(bytes));
  }
  std::string yaml = yaml_of(Value::map(std::move(entries)));
  if (yaml.ends_with('\n')) yaml.pop_back();
  return Value::string(std::move(yaml));
}

Value files_as_config(Call& call) {
  return by_base_name(call, [](const Value& bytes) { return Value::string(text_of(bytes)); });
}

// Bytes are base64 in YAML.
Value files_as_secrets(Call& call) {
  return by_base_name(call, [](const Value& bytes) { return bytes; });
}

constexpr std::array kMethods = std::to_array<tmpl::Method>({
    {"chartutil.Values",
     "AsMap",
     "() map[string]any",
     values_as_map,
     "the values as a plain map",
     {"{{ .Values.AsMap.image.tag }}", "1.2"}},
    {"chartutil.Values",
     "PathValue",
     "(string) any",
     values_path_value,
     "the value at a path with dots; a map or nothing there is an error",
     {R"({{ .Values.PathValue "image.tag" }})", "1.2"}},
    {"chartutil.Values",
     "Table",
     "(string) any",
     values_table,
     "the map at a path with dots; anything else there is an error",
     {R"({{ (.Values.Table "image").tag }})", "1.2"}},
    {"chartutil.Values",
     "YAML",
     "() string",
     values_yaml,
     "the values as YAML",
     {"{{ .Values.YAML }}", "image:\n  tag: \"1.2\"\n"}},
    {"chartutil.KubeVersion",
     "GitVersion",
     "() string",
     kube_version_text,
     "the version of Kubernetes; the older name of `Version`",
     {"{{ .Capabilities.KubeVersion.GitVersion }}", "v1.29.0"}},
    {"chartutil.KubeVersion",
     "String",
     "() string",
     kube_version_text,
     "the version of Kubernetes",
     {"{{ .Capabilities.KubeVersion.String }}", "v1.29.0"}},
    {"chartutil.VersionSet",
     "Has",
     "(string) bool",
     version_set_has,
     "whether the cluster serves an API version, or a kind of one",
     {R"({{ .Capabilities.APIVersions.Has "batch/v1" }})", "true"}},
    {"engine.files",
     "AsConfig",
     "() string",
     files_as_config,
     "the files as YAML, base name to text, for a ConfigMap",
     {R"({{ (.Files.Glob "*.txt").AsConfig }})", "motd.txt: |\n  Welcome!\n  Be kind."}},
    {"engine.files",
     "AsSecrets",
     "() string",
     files_as_secrets,
     "the files as YAML, base name to base64, for a Secret",
     {R"({{ (.Files.Glob "*.txt").AsSecrets }})", "motd.txt: V2VsY29tZSEKQmUga2luZC4K"}},
    {"engine.files",
     "Get",
     "(string) string",
     files_get,
     "the text of a file; empty when there is none",
     {R"({{ .Files.Get "motd.txt" }})", "Welcome!\nBe kind.\n"}},
    {"engine.files",
     "GetBytes",
     "(string) any",
     files_get_bytes,
     "the bytes of a file; none when there is no such file",
     {R"({{ .Files.GetBytes "motd.txt" | len }})", "18"}},
    {"engine.files",
     "Glob",
     "(string) any",
     files_glob,
     "the files whose paths match a pattern: `*`, `**`, `?`, `[a-z]`, `{a,b}`",
     {R"({{ range $path, $_ := .Files.Glob "*.txt" }}{{ $path }}{{ end }})", "motd.txt"}},
    {"engine.files",
     "Lines",
     "(string) any",
     files_lines,
     "the lines of a file",
     {R"({{ .Files.Lines "motd.txt" | last }})", "Be kind."}},
});

constexpr std::array kObjectPaths = std::to_array<ObjectPath>({
    {".Values", "chartutil.Values"},
    {".Files", "engine.files"},
    {".Capabilities.KubeVersion", "chartutil.KubeVersion"},
    {".Capabilities.APIVersions", "chartutil.VersionSet"},
});

}  // namespace

std::span<const ObjectPath> object_paths() { return kObjectPaths; }

std::span<const tmpl::Method> methods() { return kMethods; }

}  // namespace copctl::render
