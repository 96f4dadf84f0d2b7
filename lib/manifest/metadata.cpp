#include "manifest/metadata.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "value/path.h"

namespace copctl::manifest {
namespace {

constexpr std::string_view kKindWords[] = {"null",     "a boolean", "an integer",
                                           "a number", "a number",  "a string",
                                           "a list",   "a mapping", "an object"};

// "`metadata.name` is `yes`, which YAML reads as a boolean; quote it". The text of a secret file is
// not repeated.
std::string not_a_string(const Part& part, std::string_view pointer, const value::Value& v) {
  const std::string field = value::display_pointer(pointer);
  if (v.is_list() || v.is_map()) {
    return fmt::format("`{}` must be a string; got {}", field, kind_words(v));
  }
  const auto* spans = part.document.spans.find(part.pointer + std::string(pointer));
  const std::string_view written =
      spans != nullptr && !part.text.secret ? part.sources.text(spans->value) : std::string_view();
  if (written.empty()) {
    return fmt::format("`{}` must be a string; YAML reads it as {}: quote it", field,
                       kind_words(v));
  }
  return fmt::format("`{}` is `{}`, which YAML reads as {}; quote it", field,
                     base::printable(written), kind_words(v));
}

// The string at `pointer`; nullptr after an error, of which absence is one.
const std::string* required_string(const Part& part, std::string_view pointer,
                                   diag::Diagnostics& diagnostics) {
  const value::Value* found = value::lookup_pointer(part.body, pointer);
  if (found == nullptr) {
    report_at(part, pointer, fmt::format("`{}` is missing", value::display_pointer(pointer)),
              diagnostics);
  } else if (found->is_nil() || (found->is_string() && found->as_string().empty())) {
    report_at(part, pointer, fmt::format("`{}` is empty", value::display_pointer(pointer)),
              diagnostics);
  } else if (!found->is_string()) {
    report_at(part, pointer, not_a_string(part, pointer, *found), diagnostics);
  } else {
    return &found->as_string();
  }
  return nullptr;
}

// labels or annotations: a mapping of strings.
void check_strings(const Part& part, std::string_view pointer, diag::Diagnostics& diagnostics) {
  const value::Value* found = value::lookup_pointer(part.body, pointer);
  if (found == nullptr || found->is_nil()) {
    return;
  }
  if (!found->is_map()) {
    report_at(part, pointer,
              fmt::format("`{}` must be a mapping; got {}", value::display_pointer(pointer),
                          kind_words(*found)),
              diagnostics);
    return;
  }
  for (const auto& [key, v] : found->entries()) {
    if (!v.is_string() && !v.is_nil()) {
      const std::string child = value::child_pointer(pointer, key);
      report_at(part, child, not_a_string(part, child, v), diagnostics);
    }
  }
}

std::string read_namespace(const Part& part, const Gvk& gvk, diag::Diagnostics& diagnostics) {
  constexpr std::string_view kPointer = "/metadata/namespace";
  const value::Value* found = value::lookup_pointer(part.body, kPointer);
  if (found == nullptr || found->is_nil()) {
    return {};
  }
  if (!found->is_string()) {
    report_at(part, kPointer, not_a_string(part, kPointer, *found), diagnostics);
    return {};
  }
  const std::string& name = found->as_string();
  if (const std::string fault = namespace_fault(name); !name.empty() && !fault.empty()) {
    report_at(part, kPointer,
              fmt::format("`metadata.namespace` {}; got `{}`", fault, base::printable(name)),
              diagnostics);
  }
  return cluster_scoped(gvk) ? std::string() : name;
}

std::string read_name(const Part& part, const Gvk& gvk, diag::Diagnostics& diagnostics) {
  constexpr std::string_view kPointer = "/metadata/name";
  if (value::lookup_pointer(part.body, kPointer) == nullptr &&
      value::lookup_pointer(part.body, "/metadata/generateName") != nullptr) {
    report_at(part, "/metadata/generateName",
              "`metadata.generateName` makes a new resource with every apply; give "
              "`metadata.name`",
              diagnostics);
    return {};
  }
  const std::string* name = required_string(part, kPointer, diagnostics);
  if (name == nullptr) {
    return {};
  }
  if (const std::string fault = name_fault(gvk, *name); !fault.empty()) {
    report_at(part, kPointer,
              fmt::format("the name of a {} {}; got `{}`", base::printable(gvk.kind), fault,
                          base::printable(*name)),
              diagnostics);
  }
  return *name;
}

diag::Span head_of(const diag::SourceMap& sources, diag::Span document) {
  const std::string_view text = sources.text(document);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = base::trim(text.substr(begin, end - begin));
    if (!line.empty() && !line.starts_with('#') && !line.starts_with("---")) {
      return {document.source, document.begin + static_cast<std::uint32_t>(begin),
              document.begin + static_cast<std::uint32_t>(end)};
    }
    begin = end + 1;
  }
  return document;
}

}  // namespace

std::string_view kind_words(const value::Value& v) {
  return kKindWords[static_cast<std::size_t>(v.kind())];
}

void report_at(const Part& part, std::string_view pointer, std::string message,
               diag::Diagnostics& diagnostics) {
  const value::SpanTable& spans = part.document.spans;
  const std::string full = part.pointer + std::string(pointer);
  diag::Span span;
  if (const auto* exact = spans.find(full)) {
    span = exact->value;
  } else {
    const auto around = spans.nearest(full);
    span = around.key ? around.key : around.value;
  }
  report(part.text, span ? span : part.document.span, diag::Kind::kInvalidManifest,
         std::move(message), diagnostics);
}

std::optional<Gvk> read_gvk(const Part& part, diag::Diagnostics& diagnostics) {
  if (part.body.find("apiVersion") == nullptr && part.body.find("kind") == nullptr) {
    report_at(part, "", "no manifest: neither `apiVersion` nor `kind` is there", diagnostics);
    return std::nullopt;
  }
  const std::string* version = required_string(part, "/apiVersion", diagnostics);
  const std::string* kind = required_string(part, "/kind", diagnostics);
  if (version == nullptr || kind == nullptr) {
    return std::nullopt;
  }
  const std::size_t slash = version->find('/');
  const bool has_group = slash != std::string::npos;
  Gvk gvk{has_group ? version->substr(0, slash) : std::string(),
          has_group ? version->substr(slash + 1) : *version, *kind};
  if (gvk.group.empty() == has_group || gvk.version.empty() ||
      gvk.version.find('/') != std::string::npos) {
    report_at(part, "/apiVersion",
              fmt::format("`apiVersion` must be `version` or `group/version`; got `{}`",
                          base::printable(*version)),
              diagnostics);
    return std::nullopt;
  }
  return gvk;
}

std::optional<Resource> read_resource(const Part& part, const Gvk& gvk,
                                      diag::Diagnostics& diagnostics) {
  const value::Value* metadata = part.body.find("metadata");
  if (metadata == nullptr) {
    report_at(part, "/metadata", "`metadata` is missing", diagnostics);
    return std::nullopt;
  }
  if (!metadata->is_map()) {
    report_at(part, "/metadata",
              fmt::format("`metadata` must be a mapping; got {}", kind_words(*metadata)),
              diagnostics);
    return std::nullopt;
  }
  const std::size_t before = diagnostics.error_count();
  Resource resource;
  resource.gvk = gvk;
  resource.identity = {gvk.group, gvk.kind, read_namespace(part, gvk, diagnostics),
                       read_name(part, gvk, diagnostics)};
  check_strings(part, "/metadata/labels", diagnostics);
  check_strings(part, "/metadata/annotations", diagnostics);
  resource.body = part.body;
  resource.file = part.text.file;
  resource.span = part.document.span;
  resource.head = head_of(part.sources, part.document.span);
  return diagnostics.error_count() == before ? std::optional(std::move(resource)) : std::nullopt;
}

}  // namespace copctl::manifest
