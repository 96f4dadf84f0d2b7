#include "dump/documents.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "check/check.h"
#include "dump/dump.h"

namespace copctl::dump {

namespace {

std::vector<manifest::Text> texts_of(const std::vector<render::RenderedFile>& files) {
  std::vector<manifest::Text> texts;
  for (std::size_t i = 0; i < files.size(); ++i)
    texts.push_back({files[i].source, &files[i].origins, i, files[i].secret});
  return texts;
}

bool is_secret(const manifest::Resource& resource) {
  return resource.gvk.group.empty() && resource.gvk.kind == "Secret";
}

// Files as they were read, each on the thread that rendered it.
class Readings {
 public:
  Readings(const diag::SourceMap& sources, Bodies bodies) : sources_(sources), bodies_(bodies) {}

  // For several threads at once.
  void read(const render::RenderedFile& file) {
    if (file.kind == profile::OutputKind::kFile) return;
    Reading reading;
    reading.resources = manifest::parse(sources_, {file.source, &file.origins, 0, file.secret},
                                        reading.diagnostics);
    if (bodies_ == Bodies::kDrop && reading.resources) {
      for (manifest::Resource& resource : *reading.resources) resource.body = {};
    }
    const std::scoped_lock lock(mutex_);
    readings_.emplace(file.source, std::move(reading));
  }

  // Everything that was read, in the order of `files`, in which a secret is marked.
  std::vector<manifest::Resource> take(std::vector<render::RenderedFile>& files,
                                       diag::Diagnostics& diagnostics) {
    std::vector<manifest::Resource> all;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto found = readings_.find(files[i].source);
      if (found == readings_.end()) continue;
      diagnostics.append(std::move(found->second.diagnostics));
      if (!found->second.resources) continue;
      for (manifest::Resource& resource : *found->second.resources) {
        files[i].secret = files[i].secret || is_secret(resource);
        resource.file = i;
        all.push_back(std::move(resource));
      }
    }
    return all;
  }

 private:
  struct Reading {
    std::optional<std::vector<manifest::Resource>> resources;
    diag::Diagnostics diagnostics;
  };

  const diag::SourceMap& sources_;
  Bodies bodies_;
  std::mutex mutex_;
  std::map<diag::SourceId, Reading> readings_;
};

}  // namespace

std::optional<Manifests> render_manifests(render::Renderer& renderer, Bodies bodies,
                                          const diag::SourceMap& sources,
                                          diag::Diagnostics& diagnostics) {
  Readings readings(sources, bodies);
  auto files =
      renderer.render(diagnostics, [&](const render::RenderedFile& file) { readings.read(file); });
  if (!files) return std::nullopt;
  const std::size_t before = diagnostics.error_count();
  auto resources = readings.take(*files, diagnostics);
  if (diagnostics.error_count() != before ||
      !check::duplicates(resources, texts_of(*files), diagnostics))
    return std::nullopt;
  return Manifests{std::move(*files), std::move(resources)};
}

std::optional<std::vector<folder::File>> lay_out(const std::vector<render::RenderedFile>& files,
                                                 profile::Layout layout,
                                                 const diag::SourceMap& sources,
                                                 diag::Diagnostics& diagnostics) {
  std::map<std::string, const render::RenderedFile*> taken;
  std::vector<folder::File> laid_out;
  for (const render::RenderedFile& file : files) {
    std::string path = layout == profile::Layout::kTree ? file.path : flat_name(file.path);
    const auto [found, is_new] = taken.emplace(path, &file);
    if (!is_new) {
      diagnostics.error(file.origins.origin(0), diag::Kind::kDuplicateOutput,
                        "`" + file.path + "` and `" + found->second->path + "` are both `" + path +
                            "` in the flat layout; use `--preserve-templates-dir=true`");
      continue;
    }
    laid_out.push_back({std::move(path), std::string(sources.text(file.source)), file.secret,
                        file.path, file.kind == profile::OutputKind::kFile});
  }
  if (laid_out.size() != files.size()) return std::nullopt;
  return laid_out;
}

std::vector<Document> in_install_order(std::span<const manifest::Resource> resources,
                                       const diag::SourceMap& sources,
                                       const std::vector<folder::File>& laid_out) {
  std::vector<const manifest::Resource*> order;
  for (const manifest::Resource& resource : resources) order.push_back(&resource);
  std::ranges::stable_sort(order, {}, [](const manifest::Resource* resource) {
    return manifest::install_rank(resource->gvk.kind);
  });
  std::vector<Document> documents;
  diag::Span last;
  for (const manifest::Resource* resource : order) {
    if (resource->span == last) continue;
    last = resource->span;
    documents.push_back({laid_out[resource->file].path, std::string(sources.text(resource->span))});
  }
  return documents;
}

std::string joined(const std::vector<Document>& documents) {
  std::string stream;
  for (const Document& document : documents) {
    stream += "---\n# Source: " + document.path + "\n" + document.text;
    if (!stream.ends_with('\n')) stream += '\n';
  }
  return stream;
}

bool is_manifest(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

bool is_manifest(const folder::File& file) { return !file.plain && is_manifest(file.path); }

folder::File namespace_file(const std::string& name) {
  return {"00-namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + name + "\n",
          false};
}

bool holds_namespace(std::span<const manifest::Resource> resources, const std::string& name) {
  return std::ranges::any_of(resources, [&](const manifest::Resource& resource) {
    return resource.gvk.group.empty() && resource.gvk.kind == "Namespace" &&
           resource.identity.name == name;
  });
}

}  // namespace copctl::dump
