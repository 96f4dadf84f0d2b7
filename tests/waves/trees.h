#pragma once

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "diag/diagnostic.h"
#include "diag/printer.h"
#include "diag/source_map.h"
#include "support/catch.h"
#include "waves/waves.h"

// Folders in memory, for tests.

namespace copctl::waves {

// Path -> text.
using Texts = std::map<std::string, std::string>;

// A folder, read and planned.
struct Planned {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  std::optional<Tree> tree;
  std::vector<Timeline> timelines;

  explicit Planned(const Texts& texts, const Wishes& wishes = {}) {
    Texts placed;
    for (const auto& [path, text] : texts) placed["d/" + path] = text;
    const base::MemoryFileSystem disk(placed);
    tree = read(disk, "d", sources, diagnostics);
    if (tree) timelines = plan(*tree, wishes, sources, diagnostics);
  }

  // `d/a.yaml:1:2: error: message [Kind]`, and a note behind each as `  d/b.yaml:3: message`.
  std::string said() const {
    std::string all;
    for (const diag::Diagnostic& diagnostic : diagnostics.all()) {
      const bool is_error = diagnostic.severity == diag::Severity::kError;
      all += place(diagnostic.span) + (is_error ? "error: " : "warning: ") + diagnostic.message +
             " [" + std::string(diag::kind_name(diagnostic.kind)) + "]\n";
      for (const diag::Note& note : diagnostic.notes)
        all += "  " + place(note.span) + note.message + "\n";
    }
    return all;
  }

 private:
  std::string place(const diag::Span& span) const {
    if (!span) return "";
    const diag::Position position = sources.position(span);
    return fmt::format("{}:{}:{}: ", sources.name(span.source), position.line, position.column);
  }
};

// An Application on line by line; `more` are lines of its annotations, each with its line break.
inline std::string application(const std::string& name, const std::string& wave,
                               const std::string& more = "", const std::string& path = "") {
  std::string text =
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: " + name +
      "\n  namespace: argocd\n  annotations:\n";
  if (!wave.empty()) text += "    argocd.argoproj.io/sync-wave: " + wave + "\n";
  for (std::size_t at = 0; at < more.size();) {
    const std::size_t end = std::min(more.find('\n', at), more.size());
    text += "    " + more.substr(at, end - at) + "\n";
    at = end + 1;
  }
  if (wave.empty() && more.empty()) text += "    note: none\n";
  return text +
         "spec:\n  project: default\n  source:\n    repoURL: https://git.example.com/r.git\n"
         "    targetRevision: main\n    path: " +
         (path.empty() ? "apps/" + name : path) +
         "\n  destination:\n    server: https://kubernetes.default.svc\n    namespace: " + name +
         "\n";
}

// A resource of which only the metadata matters.
inline std::string resource(const std::string& api_version, const std::string& kind,
                            const std::string& name, const std::string& name_space = "",
                            const std::string& rest = "") {
  std::string text =
      "apiVersion: " + api_version + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n";
  if (!name_space.empty()) text += "  namespace: " + name_space + "\n";
  return text + rest;
}

}  // namespace copctl::waves
