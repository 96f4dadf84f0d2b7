#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "folder/folder.h"
#include "manifest/manifest.h"
#include "profile/profile.h"
#include "render/render.h"

// From rendered files to what stands in the folder or on the stream.

namespace copctl::dump {

// One YAML document with the path of the file that it belongs to.
struct Document {
  std::string path;
  std::string text;
};

// What a profile rendered to: its files in the order of paths, and the resources in them;
// Resource::file indexes `files`.
struct Manifests {
  std::vector<render::RenderedFile> files;
  std::vector<manifest::Resource> resources;
};

// Whether resources keep what their manifests say, or only what they are: of thousands of files
// that is a third of a dump's memory.
enum class Bodies : std::uint8_t { kKeep, kDrop };

// Renders, and reads each manifest where it was rendered. A file that holds a Secret is marked
// secret. Errors: what rendering finds, or else what manifest::parse finds, and duplicates.
[[nodiscard]] std::optional<Manifests> render_manifests(render::Renderer& renderer, Bodies bodies,
                                                        const diag::SourceMap& sources,
                                                        diag::Diagnostics& diagnostics);

// The files under the names of the layout, in the order of paths; two files with one flat name are
// an error at both templates.
[[nodiscard]] std::optional<std::vector<folder::File>> lay_out(
    const std::vector<render::RenderedFile>& files, profile::Layout layout,
    const diag::SourceMap& sources, diag::Diagnostics& diagnostics);

// Every manifest document in the order of installation, equal ranks in the order of files.
// `laid_out` has the paths to name them by, in the order of Resource::file.
std::vector<Document> in_install_order(std::span<const manifest::Resource> resources,
                                       const diag::SourceMap& sources,
                                       const std::vector<folder::File>& laid_out);

// The documents as one YAML stream, each headed by `# Source: PATH`.
std::string joined(const std::vector<Document>& documents);

// Whether `kubectl apply -f DIR` would read a file of that name.
bool is_manifest(std::string_view path);
// Whether a file of a dump is one: its profile may say that it is none.
bool is_manifest(const folder::File& file);

// The manifest of the release's namespace, named so that it sorts before all others.
folder::File namespace_file(const std::string& name);
bool holds_namespace(std::span<const manifest::Resource> resources, const std::string& name);

}  // namespace copctl::dump
