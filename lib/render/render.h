#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "diag/span_map.h"
#include "profile/profile.h"
#include "tmpl/function.h"
#include "tmpl/tmpl.h"

// Profile + values -> rendered files. Front door of the room.

namespace copctl::render {

// What templates see as `.Release` and `.Capabilities`.
struct Release {
  std::string name;
  std::string release_namespace;
  // `v1.35.0`.
  std::string kube_version;
};

struct RenderedFile {
  // In the tree layout, `tmpl/pg/dep.yaml`.
  std::string path;
  // The rendered text, in the SourceMap as kRendered under `path`.
  diag::SourceId source = diag::kNoSource;
  diag::SpanMap origins;
  profile::OutputKind kind = profile::OutputKind::kManifest;
  // The profile says that it holds a secret, or a secret value stands in it.
  bool secret = false;
  // The template that wrote it.
  std::string template_name;
};

// What NOTES.txt may say of the dump itself (`.Dump`).
struct DumpFacts {
  std::size_t files = 0;
  std::string dir;
  profile::Layout layout = profile::Layout::kFlat;
  bool create_namespace = false;
  // Into a dump that was there before.
  bool again = false;
};

// The parsing of a profile's templates in parts that do not depend on each other. Borrows the
// profile and the SourceMap.
class TemplateParsing {
 public:
  TemplateParsing(const profile::Profile& profile, diag::SourceMap& sources);

  std::size_t parts() const { return drafts_.size(); }
  // Once for each part, several at once if wanted.
  void parse(std::size_t part);
  // When all parts are parsed: the templates; each reports its first error.
  [[nodiscard]] std::optional<tmpl::TemplateSet> finish(diag::Diagnostics& diagnostics);

 private:
  std::vector<const profile::TemplateFile*> order_;
  tmpl::TemplateSet set_;
  std::vector<std::optional<tmpl::TemplateSet::Draft>> drafts_;
};
// All of it at once.
[[nodiscard]] std::optional<tmpl::TemplateSet> parse_templates(const profile::Profile& profile,
                                                               diag::SourceMap& sources,
                                                               diag::Diagnostics& diagnostics);

// A profile's parsed templates with the values and the release that they see. Borrows the profile,
// the values and the SourceMap.
class Renderer {
 public:
  // `previous` is what computed values see as `.Previous`, a map; nil on a first dump.
  Renderer(const profile::Profile& profile, tmpl::TemplateSet templates,
           const profile::Values& values, const Release& release, diag::SourceMap& sources,
           value::Value previous = {});
  Renderer(Renderer&&) noexcept;
  ~Renderer();

  // Computes what the profile's `let` binds and tells its `problems`, of which an error ends it;
  // then renders every template that is neither a partial nor the notes, in the order of paths; one
  // that renders to nothing but space and comments gives no file. All templates are tried; each
  // reports its first error. Two renders to one path, and a path that leads out of the folder, are
  // errors. Templates run on several threads; on whichever thread made it, `each` is called with
  // every file that has a text, several at once and in no order, so that more can be done there and
  // then.
  using Visitor = std::function<void(const RenderedFile&)>;
  [[nodiscard]] std::optional<std::vector<RenderedFile>> render(diag::Diagnostics& diagnostics,
                                                                const Visitor& each = {});

  // The profile's `keep`: paths of the tree layout. Known once it has rendered.
  const std::vector<std::string>& kept_paths() const;

  // The profile's notes; an empty text when it has none.
  [[nodiscard]] std::optional<std::string> render_notes(const DumpFacts& facts,
                                                        diag::Diagnostics& diagnostics);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
  value::Value previous_;
};

// Where templates find an object with methods, and the receiver in the rows of these:
// `.Files`, `engine.files`.
struct ObjectPath {
  std::string_view path;
  std::string_view receiver;
};
std::span<const ObjectPath> object_paths();
// The methods of all of these.
std::span<const tmpl::Method> methods();

}  // namespace copctl::render
