#include <algorithm>
#include <set>

#include "codec/codec.h"
#include "dump/documents.h"
#include "dump/dump.h"
#include "dump/memory.h"
#include "dump/provenance.h"
#include "render/render.h"

namespace copctl::dump {

namespace {

using value::Value;

// The inputs with an example in the place of every required value that they lack.
profile::Inputs with_examples(const profile::Profile& profile, const Value& given,
                              profile::Inputs inputs) {
  for (const profile::Parameter& parameter : profile.parameters) {
    const schema::Leaf& leaf = parameter.leaf;
    const bool needed = leaf.required && value::lookup_pointer(given, leaf.pointer) == nullptr;
    if (!needed || !leaf.example.given()) continue;
    std::string error;
    const auto text = codec::encode_json(leaf.example.value(), {}, error);
    if (!text) continue;
    inputs.assignments.push_back(
        {profile::Assignment::Kind::kSetJson, "set-json", parameter.display() + "=" + *text});
  }
  return inputs;
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
  const auto given = profile::resolve_partially(profile, request.inputs, surroundings.disk,
                                                surroundings.sources, diagnostics);
  if (!given) return std::nullopt;
  const auto values =
      profile::resolve(profile, with_examples(profile, given->tree, request.inputs),
                       surroundings.disk, surroundings.random, surroundings.sources, diagnostics);
  if (!values) return std::nullopt;
  diag::Diagnostics problems;
  const render::Release release{profile.summary.name, profile.release_namespace,
                                kube_version_of(request)};
  auto templates = render::parse_templates(profile, surroundings.sources, problems);
  std::optional<Manifests> rendered;
  if (templates) {
    // Examples are not the user's values: what they lack is no problem.
    profile::Profile shown = profile;
    shown.problems = {};
    render::Renderer renderer(shown, std::move(*templates), *values, release, surroundings.sources);
    rendered = render_manifests(renderer, Bodies::kKeep, surroundings.sources, problems);
  }
  diagnostics.append(with_value_notes(problems, *values, surroundings.sources));
  if (!rendered) return std::nullopt;
  Preview found;
  for (const render::RenderedFile& file : rendered->files) found.files.push_back(file.path);
  std::set<std::string> images;
  for (const manifest::Resource& resource : rendered->resources)
    collect_images(resource.body, images);
  found.images.assign(images.begin(), images.end());
  return found;
}

}  // namespace copctl::dump
