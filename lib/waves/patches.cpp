#include "waves/patches.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/codec.h"
#include "waves/fields.h"
#include "waves/scene.h"

namespace copctl::waves {

namespace {

using value::Value;

// Fields of a target are expressions that match a whole word; most are the word itself.
bool matches(std::string_view pattern, std::string_view text) {
  const bool is_expression = pattern.find_first_of("*+?()[]{}|^$\\") != std::string_view::npos;
  return pattern.empty() || is_expression || pattern == text;
}

struct Target {
  std::string_view group;
  std::string_view version;
  std::string_view kind;
  std::string_view name;
  std::string_view name_space;

  bool takes(const manifest::Resource& resource, const std::string& space) const {
    return matches(group, resource.gvk.group) && matches(version, resource.gvk.version) &&
           matches(kind, resource.gvk.kind) && matches(name, resource.identity.name) &&
           (name_space.empty() || matches(name_space, space));
  }
};

// Without a target the patch says itself what it is for.
Target target_of(const Value& patch, const Value& body) {
  if (patch.find("target") != nullptr)
    return {text_at(patch, "/target/group"), text_at(patch, "/target/version"),
            text_at(patch, "/target/kind"), text_at(patch, "/target/name"),
            text_at(patch, "/target/namespace")};
  return {{},
          {},
          text_at(body, "/kind"),
          text_at(body, "/metadata/name"),
          text_at(body, "/metadata/namespace")};
}

std::string described(const Target& target) {
  return quoted(fmt::format("{}/{}", target.kind.empty() ? "*" : target.kind,
                            target.name.empty() ? "*" : target.name));
}

// RFC 6902: these need what they name.
bool needs_path(std::string_view operation) {
  return operation == "replace" || operation == "remove" || operation == "test";
}

}  // namespace

std::string patch_fault(const Tree& tree, const Value& patch, const Content& content) {
  const auto read = codec::go_yaml_unmarshal(text_at(patch, "/patch"), codec::Numbers::kInt64);
  if (!read.error.empty()) return "has a patch that is no YAML";
  const Target target = target_of(patch, read.value);
  // By labels or annotations: whom that meets is not looked into.
  if (value::lookup_pointer(patch, "/target/labelSelector") != nullptr ||
      value::lookup_pointer(patch, "/target/annotationSelector") != nullptr)
    return {};
  bool met = false;
  for (const Deployed& item : content.items) {
    const manifest::Resource& resource = tree.resources[item.resource];
    if (!target.takes(resource, item.name_space)) continue;
    met = true;
    std::string_view added = "-";
    for (const Value& operation : read.value.items()) {
      const std::string_view path = text_at(operation, "/path");
      if (text_at(operation, "/op") == "add") added = path;
      if (needs_path(text_at(operation, "/op")) && !path.starts_with(added) &&
          value::lookup_pointer(resource.body, path) == nullptr)
        return fmt::format("patches {} of {}, which is not there", quoted(path),
                           quoted(manifest::display(resource.identity)));
    }
  }
  return met || content.partial
             ? std::string()
             : fmt::format("patches {}, which is not in the folder", described(target));
}

}  // namespace copctl::waves
