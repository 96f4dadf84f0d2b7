#pragma once

#include <span>
#include <string>
#include <string_view>

#include "manifest/manifest.h"

// Command lines for a person to run. Every word is quoted for a POSIX shell where it must be.

namespace copctl::check {

// A word of a command line, quoted when a shell would take it apart.
std::string shell_word(std::string_view word);

// `statefulset`; with its group where Kubernetes itself does not own the kind, since others may
// have one of that name: `certificate.cert-manager.io`.
std::string kubectl_kind(const manifest::Gvk& gvk);

// `kubectl VERB statefulset pg -n cnvrg`; without `-n` when `name_space` is empty.
std::string kubectl_line(std::string_view verb, std::string_view kind,
                         std::span<const std::string> names, std::string_view name_space);
std::string kubectl_line(std::string_view verb, std::string_view kind, const std::string& name,
                         std::string_view name_space);

}  // namespace copctl::check
