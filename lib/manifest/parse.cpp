#include <fmt/format.h>

#include "manifest/metadata.h"
#include "value/path.h"

// Positions cost as much as the rest of the reading, and nearly every manifest is sound: a text is
// read without them first, and once more with them only to say what is wrong.

namespace copctl::manifest {
namespace {

// kustomize: api/types/kustomization.go.
constexpr std::string_view kKustomizeGroup = "kustomize.config.k8s.io";

class Parser {
 public:
  Parser(const diag::SourceMap& sources, const Text& text, diag::Diagnostics& diagnostics)
      : sources_(sources), text_(text), diagnostics_(diagnostics) {}

  std::optional<std::vector<Resource>> run(bool spans) {
    diag::Diagnostics found;
    const std::size_t before = diagnostics_.error_count();
    const auto documents = codec::decode_yaml(sources_, text_.source, {.spans = spans}, found);
    for (const diag::Diagnostic& diagnostic : found.all()) {
      repeat(diagnostic);
    }
    if (!documents) {
      return std::nullopt;
    }
    for (const codec::Document& document : *documents) {
      if (!document.value.is_nil()) {
        take(document, document.value, "");
      }
    }
    const bool sound = diagnostics_.error_count() == before;
    return sound ? std::optional(std::move(resources_)) : std::nullopt;
  }

 private:
  // What codec says of the rendered text, said of what wrote it.
  void repeat(const diag::Diagnostic& diagnostic) {
    diag::Diagnostic& repeated =
        report(text_, diagnostic.span, diagnostic.kind, diagnostic.message, diagnostics_);
    for (const diag::Note& note : diagnostic.notes) {
      repeated.notes.push_back({blame(text_, note.span), note.message});
    }
  }

  // One mapping that is a resource or a list of them.
  void take(const codec::Document& document, const value::Value& body, const std::string& pointer) {
    const Part part{sources_, text_, document, body, pointer};
    if (!body.is_map()) {
      report_at(part, "", fmt::format("a manifest must be a mapping; got {}", kind_words(body)),
                diagnostics_);
      return;
    }
    const std::optional<Gvk> gvk = read_gvk(part, diagnostics_);
    if (!gvk) {
      return;
    }
    // What kustomize reads stands beside manifests and is never applied; it needs no name.
    if (gvk->group == kKustomizeGroup) {
      return;
    }
    // unstructured.go, IsList: any kind with `items`, which by convention ends in List.
    const value::Value* items = body.find("items");
    if (gvk->kind.ends_with("List") && (items != nullptr || gvk->kind == "List")) {
      take_items(part, items);
    } else if (auto resource = read_resource(part, *gvk, diagnostics_)) {
      resources_.push_back(std::move(*resource));
    }
  }

  void take_items(const Part& list, const value::Value* items) {
    if (items == nullptr || items->is_nil()) {
      return;
    }
    if (!items->is_list()) {
      report_at(list, "/items", fmt::format("`items` must be a list; got {}", kind_words(*items)),
                diagnostics_);
      return;
    }
    const std::string pointer = list.pointer + "/items";
    for (std::size_t i = 0; i < items->items().size(); ++i) {
      take(list.document, items->items()[i], value::child_pointer(pointer, i));
    }
  }

  const diag::SourceMap& sources_;
  const Text& text_;
  diag::Diagnostics& diagnostics_;
  std::vector<Resource> resources_;
};

}  // namespace

std::optional<std::vector<Resource>> parse(const diag::SourceMap& sources, const Text& text,
                                           diag::Diagnostics& diagnostics) {
  diag::Diagnostics unplaced;
  if (auto resources = Parser(sources, text, unplaced).run(false)) {
    return resources;
  }
  return Parser(sources, text, diagnostics).run(true);
}

}  // namespace copctl::manifest
