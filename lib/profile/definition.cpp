#include "profile/definition.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/path.h"
#include "base/text.h"
#include "profile/origins.h"
#include "schema/schema.h"

namespace copctl::profile {

namespace {

using value::Value;

constexpr std::string_view kDefinitionSchema = R"(
type: object
required: [name, version, summary]
properties:
  name: {type: string, format: dns-label}
  aliases: {type: array, items: {type: string, format: dns-label}, uniqueItems: true}
  version: {type: string, minLength: 1}
  appVersion: {type: string}
  summary: {type: string, minLength: 1}
  outputDir: {type: string, minLength: 1}
  namespace: {type: string, format: dns-label, default: default}
  layout: {type: string, enum: [flat, tree], default: flat}
  notes: {type: string, minLength: 1}
  let:
    type: array
    items:
      type: object
      required: [as, template]
      properties:
        as: {type: string, pattern: "^[a-z][A-Za-z0-9_]*$"}
        template: {type: string, minLength: 1}
  problems: {type: string, minLength: 1}
  keep: {type: string, minLength: 1}
  files:
    type: array
    items:
      type: object
      required: [templates]
      properties:
        templates: {type: string, minLength: 1}
        forEach:
          type: array
          items:
            type: object
            required: [as, in]
            properties:
              as: {type: string, pattern: "^[a-z][A-Za-z0-9_]*$"}
              in: {type: string, minLength: 1}
        output: {type: string, minLength: 1}
        kind: {type: string, enum: [manifest, file]}
        secret: {type: boolean}
)";

schema::Schema load_definition_schema() {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const diag::SourceId source =
      sources.add_view(diag::SourceKind::kFile, "profile.yaml's schema", kDefinitionSchema);
  auto documents = codec::decode_yaml(sources, source, {}, diagnostics);
  COPCTL_CHECK(documents && documents->size() == 1);
  auto schema = schema::Schema::load(documents->front(), diagnostics);
  COPCTL_CHECK(schema.has_value());
  return *schema;
}

const schema::Schema& definition_schema() {
  static const schema::Schema kSchema = load_definition_schema();
  return kSchema;
}

std::string text_of(const Value& map, std::string_view key, std::string_view otherwise = {}) {
  const Value* v = map.find(key);
  return v == nullptr ? std::string(otherwise) : v->as_string();
}

class Reader {
 public:
  Reader(const codec::Document& document, diag::Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics) {}

  Definition read() {
    const Value& v = document_.value;
    Definition out;
    out.source = document_.span.source;
    out.summary.name = text_of(v, "name");
    if (const Value* aliases = v.find("aliases")) {
      for (const Value& alias : aliases->items()) out.summary.aliases.push_back(alias.as_string());
    }
    out.summary.version = text_of(v, "version");
    out.summary.app_version = text_of(v, "appVersion");
    out.summary.summary = text_of(v, "summary");
    out.output_dir = path_of(v, "", "outputDir", out.summary.name + "-manifests");
    out.release_namespace = text_of(v, "namespace", "default");
    out.layout = text_of(v, "layout") == "tree" ? Layout::kTree : Layout::kFlat;
    out.notes = path_of(v, "", "notes", "");
    out.notes_span = span("/notes");
    read_bindings(v, out.bindings);
    out.problems = {text_of(v, "problems"), span("/problems")};
    out.keep = {text_of(v, "keep"), span("/keep")};
    if (const Value* files = v.find("files")) {
      for (std::size_t i = 0; i < files->items().size(); ++i) {
        out.files.push_back(rule(files->items()[i], value::child_pointer("/files", i)));
      }
    }
    return out;
  }

 private:
  diag::Span span(const std::string& pointer) const {
    return document_.spans.nearest(pointer).value;
  }

  std::string path_of(const Value& map, const std::string& pointer, std::string_view key,
                      std::string_view otherwise) {
    std::string path = text_of(map, key, otherwise);
    if (map.find(key) != nullptr && !base::is_plain_relative_path(path)) {
      diagnostics_.error(span(value::child_pointer(pointer, key)), diag::Kind::kUnsafePath,
                         fmt::format("`{}` must be a relative path without `.` and `..`; got `{}`",
                                     key, base::printable(path)));
    }
    return path;
  }

  void read_bindings(const Value& v, std::vector<Binding>& bindings) {
    const Value* list = v.find("let");
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      const Value& binding = list->items()[i];
      const std::string at = value::child_pointer("/let", i);
      bindings.push_back({text_of(binding, "as"), path_of(binding, at, "template", ""),
                          span(value::child_pointer(at, "template"))});
    }
  }

  FileRule rule(const Value& v, const std::string& pointer) {
    FileRule rule;
    rule.templates = path_of(v, pointer, "templates", "");
    rule.output = text_of(v, "output");
    rule.kind = text_of(v, "kind") == "file" ? OutputKind::kFile : OutputKind::kManifest;
    rule.secret = v.find("secret") != nullptr && v.find("secret")->as_bool();
    rule.span = span(value::child_pointer(pointer, "templates"));
    if (const Value* loops = v.find("forEach")) {
      for (std::size_t i = 0; i < loops->items().size(); ++i) {
        const Value& loop = loops->items()[i];
        const std::string at = value::child_pointer(pointer + "/forEach", i);
        rule.loops.push_back({text_of(loop, "as"), text_of(loop, "in"), span(at + "/in")});
      }
    }
    return rule;
  }

  const codec::Document& document_;
  diag::Diagnostics& diagnostics_;
};

}  // namespace

bool check_definition(codec::Document& document, const diag::SourceMap& sources,
                      diag::Diagnostics& diagnostics) {
  if (!document.value.is_map()) {
    diagnostics.error(document.span, diag::Kind::kInvalidProfile,
                      "profile.yaml must be a map with name, version and summary");
    return false;
  }
  const DocumentPlaces places(document, sources);
  return definition_schema().validate(document.value, places, diagnostics);
}

std::optional<Definition> read_definition(const codec::Document& document,
                                          diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.error_count();
  Definition definition = Reader(document, diagnostics).read();
  if (diagnostics.error_count() != before) return std::nullopt;
  return definition;
}

}  // namespace copctl::profile
