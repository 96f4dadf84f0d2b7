#include <algorithm>
#include <set>

#include "dump/documents.h"
#include "dump/dump.h"
#include "render/render.h"

namespace copctl::dump {

namespace {

using value::Value;

// The first of the `examples` that the schema gives for a property.
const Value* example_of(const Value& schema, const value::Path& path) {
  const Value* node = &schema;
  for (const value::Step& step : path) {
    const std::string* key = std::get_if<std::string>(&step);
    const Value* properties = node->find("properties");
    node = key != nullptr && properties != nullptr ? properties->find(*key) : nullptr;
    if (node == nullptr) return nullptr;
  }
  const Value* examples = node->find("examples");
  return examples != nullptr && !examples->items().empty() ? &examples->items().front() : nullptr;
}

void fill_required(const profile::Profile& profile, Value& tree) {
  for (const profile::Parameter& parameter : profile.parameters) {
    if (!parameter.leaf.required || value::lookup(tree, parameter.leaf.path) != nullptr) continue;
    const Value* example = example_of(profile.schema.root(), parameter.leaf.path);
    if (example != nullptr) value::assign(tree, parameter.leaf.path, *example);
  }
}

// Every `image` of a container, wherever a pod template stands in the resource.
void collect_images(const Value& v, std::set<std::string>& images) {
  for (const Value& item : v.items()) collect_images(item, images);
  for (const auto& [key, child] : v.entries()) {
    const bool names_containers = key == "containers" || key == "initContainers";
    if (!names_containers) {
      collect_images(child, images);
      continue;
    }
    for (const Value& container : child.items()) {
      const Value* image = container.find("image");
      if (image != nullptr && image->is_string()) images.insert(image->as_string());
    }
  }
}

}  // namespace

std::optional<Preview> preview(const profile::Profile& profile, const Request& request,
                               const Surroundings& surroundings, diag::Diagnostics& diagnostics) {
  auto values = profile::resolve_partially(profile, request.inputs, surroundings.disk,
                                           surroundings.sources, diagnostics);
  if (!values) return std::nullopt;
  fill_required(profile, values->tree);
  const render::Release release{profile.summary.name, profile.release_namespace,
                                request.kube_version};
  auto renderer =
      render::Renderer::make(profile, *values, release, surroundings.sources, diagnostics);
  auto rendered = renderer ? renderer->render(diagnostics) : std::nullopt;
  auto resources =
      rendered ? read_resources(*rendered, surroundings.sources, diagnostics) : std::nullopt;
  if (!resources) return std::nullopt;
  Preview found;
  for (const render::RenderedFile& file : *rendered) found.files.push_back(file.path);
  std::set<std::string> images;
  for (const manifest::Resource& resource : *resources) collect_images(resource.body, images);
  found.images.assign(images.begin(), images.end());
  return found;
}

}  // namespace copctl::dump
