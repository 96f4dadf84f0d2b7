#include "check/commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/check.h"

namespace copctl::check {
namespace {

// Groups whose kinds kubectl finds by their bare names, because Kubernetes serves them first.
constexpr std::string_view kOwnGroups[] = {"",
                                           "admissionregistration.k8s.io",
                                           "apiextensions.k8s.io",
                                           "apiregistration.k8s.io",
                                           "apps",
                                           "autoscaling",
                                           "batch",
                                           "coordination.k8s.io",
                                           "discovery.k8s.io",
                                           "networking.k8s.io",
                                           "node.k8s.io",
                                           "policy",
                                           "rbac.authorization.k8s.io",
                                           "resource.k8s.io",
                                           "scheduling.k8s.io",
                                           "storage.k8s.io"};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_./:=,@%+").find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) {
    return std::string(word);
  }
  return "'" + base::replace_all(base::printable(word), "'", "'\\''") + "'";
}

std::string namespace_of(const manifest::Resource& resource, std::string_view release_namespace) {
  if (manifest::cluster_scoped(resource.gvk)) {
    return {};
  }
  const std::string& own = resource.identity.name_space;
  return own.empty() ? std::string(release_namespace) : own;
}

std::string kubectl_kind(const manifest::Gvk& gvk) {
  const std::string kind = base::to_lower_ascii(gvk.kind);
  const bool own = std::ranges::find(kOwnGroups, gvk.group) != std::end(kOwnGroups);
  return own ? kind : kind + "." + gvk.group;
}

std::string kubectl_line(std::string_view verb, std::string_view kind,
                         std::span<const std::string> names, std::string_view name_space) {
  // A name that begins like a flag would be one: `--all`.
  const bool apart =
      std::ranges::none_of(names, [](const std::string& name) { return name.starts_with('-'); });
  std::string line = fmt::format("kubectl {}", verb);
  line += apart ? " " + shell_word(kind) : "";
  for (const std::string& name : names) {
    line += " " + shell_word(apart ? name : fmt::format("{}/{}", kind, name));
  }
  if (!name_space.empty()) {
    line += " -n " + shell_word(name_space);
  }
  return line;
}

std::string kubectl_line(std::string_view verb, std::string_view kind, const std::string& name,
                         std::string_view name_space) {
  return kubectl_line(verb, kind, std::span(&name, 1), name_space);
}

std::string delete_command(const manifest::Resource& resource, std::string_view release_namespace) {
  return kubectl_line("delete", kubectl_kind(resource.gvk), resource.identity.name,
                      namespace_of(resource, release_namespace));
}

std::string delete_command(std::string_view kind, std::span<const std::string> names,
                           std::string_view name_space) {
  return kubectl_line("delete", kind, names, name_space);
}

}  // namespace copctl::check
