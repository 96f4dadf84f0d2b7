#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/codec.h"
#include "waves/locate.h"
#include "waves/waves.h"

// What a folder of the tree deploys: through its kustomization, or the manifests in it.

namespace copctl::waves {

// One resource as a folder deploys it. `name_space` is what a kustomization puts it into, else its
// own; empty when nobody says.
struct Deployed {
  std::size_t resource = 0;
  std::string name_space;
};

struct Content {
  std::vector<Deployed> items;
  // There is no such folder or file, or no file in it.
  bool missing = false;
  bool empty = false;
  // Rendered through a kustomization, or a Helm chart, which copctl does not render.
  bool kustomized = false;
  bool chart = false;
  // More than `items` comes out: of charts, generators or what lies elsewhere.
  bool partial = false;
};

// How Argo CD reads a folder of plain manifests (spec.source.directory).
struct DirectoryWay {
  bool recurse = false;
  std::string include;
  std::string exclude;
  auto operator<=>(const DirectoryWay&) const = default;
};

// Borrows the tree and the sources. Contents are computed once; they stay valid as long as this.
class Folders {
 public:
  Folders(const Tree& tree, const diag::SourceMap& sources, diag::Diagnostics& diagnostics);

  // `path` from the root of the tree, cleaned; `.` is the root.
  const Content& content(const std::string& path, const DirectoryWay& way);
  // All files below it; indexes of Tree::paths.
  std::pair<std::size_t, std::size_t> range(std::string_view path) const;
  // The resources of a file, as indexes: first and one past the last.
  std::pair<std::size_t, std::size_t> resources_of(std::size_t file) const;
  // So much was looked at for one folder after the other that the rest is left out.
  bool is_exhausted() const { return looked_at_ > kMaxLooks; }
  // Folders that hold a kustomization.
  bool has_kustomization(const std::string& folder) const {
    return kustomizations_.contains(folder);
  }
  // What everything in the tree amounts to that no Application points at: all manifests, of folders
  // with a kustomization those that it takes.
  std::vector<Deployed> everything();

 private:
  // Files and entries of kustomizations that are looked at: some seconds.
  static constexpr std::size_t kMaxLooks = 3'000'000;

  struct Kustomization {
    std::size_t file = 0;
    std::string name_space;
    bool partial = false;
    // What it takes in, with the JSON pointer of each.
    std::vector<std::pair<std::string, std::string>> entries;
  };

  void read_kustomization(std::size_t file);
  std::string folder_above(std::string_view path) const;
  void add_file(std::size_t file, const std::string& name_space, Content& content) const;
  void add_plain(const std::string& path, const DirectoryWay& way, Content& content);
  void add_kustomized(const std::string& path, Content& content);
  void report_entry(const Kustomization& from, std::size_t entry, const std::string& target);

  const Tree& tree_;
  const diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
  Locator locator_;
  std::vector<std::size_t> first_resource_;
  std::size_t looked_at_ = 0;
  std::map<std::string, Kustomization, std::less<>> kustomizations_;
  std::set<std::string, std::less<>> charts_;
  std::set<std::pair<std::size_t, std::size_t>> reported_;
  std::map<std::pair<std::string, DirectoryWay>, Content> contents_;
};

}  // namespace copctl::waves
