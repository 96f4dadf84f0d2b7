#include "merge/conflicts.h"

#include "merge/piece.h"
#include "merge/step.h"

namespace copctl::merge {
namespace {

// The part of a file whose root is `node`.
const Part* part_of(const File& file, const Node* node) {
  return node == nullptr ? nullptr : &file.parts[node - file.root.children.data()];
}

std::string display_of(const Files& files, const Versions& document) {
  const Part* base = part_of(files.base, document.base);
  const Part* mine = part_of(files.mine, document.mine);
  const Part* theirs = part_of(files.theirs, document.theirs);
  const Part* shown = base != nullptr ? base : mine != nullptr ? mine : theirs;
  return shown->display;
}

// A part indented to column 0.
std::string snippet(std::string_view text, const Node* node, bool entry) {
  if (node == nullptr) {
    return {};
  }
  if (node->placed && !node->in_flow) {
    return moved(text, *node, 0).body;
  }
  const std::optional<Piece> piece = rewritten(*node, entry, 0);
  return piece ? piece->body : std::string();
}

class Collector {
 public:
  explicit Collector(const Files& files) : files_(files) {}

  void document(const Plan& plan) {
    resource_ = display_of(files_, plan.versions);
    visit(plan, plan.versions.mine);
  }

  std::vector<Conflict> take() { return std::move(conflicts_); }

 private:
  // `owner`: the nearest part around this one that mine has.
  void visit(const Plan& plan, const Node* owner) {
    const std::size_t length = path_.size();
    append_step(path_, plan.step);
    const Node* own = plan.versions.mine;
    const Node* here = own != nullptr && own->placed ? own : owner;
    if (plan.verdict == Verdict::kConflict) {
      add(plan.versions, here);
    }
    for (const Plan& part : plan.parts) {
      visit(part, here);
    }
    path_.resize(length);
  }

  void add(const Versions& versions, const Node* here) {
    const bool entry = !path_.ends_with(']') || path_.ends_with("\"]");
    Conflict conflict;
    conflict.resource = resource_;
    conflict.path = path_;
    conflict.base = snippet(files_.base.text, versions.base, entry);
    conflict.mine = snippet(files_.mine.text, versions.mine, entry);
    conflict.theirs = snippet(files_.theirs.text, versions.theirs, entry);
    conflict.line = here == nullptr ? 1 : files_.mine.line_of(here->head);
    conflicts_.push_back(std::move(conflict));
  }

  const Files& files_;
  std::string resource_;
  std::string path_;
  std::vector<Conflict> conflicts_;
};

std::string whole(const File& file, const Node* node) {
  const Part* part = part_of(file, node);
  return part == nullptr ? std::string()
                         : std::string(file.text.substr(part->body, part->all.end - part->body));
}

}  // namespace

std::vector<Conflict> conflicts_of(const Files& files, const Plan& document) {
  Collector collector(files);
  collector.document(document);
  return collector.take();
}

Conflict document_conflict(const Files& files, const Plan& document) {
  const Versions& versions = document.versions;
  Conflict conflict;
  conflict.resource = display_of(files, versions);
  conflict.base = whole(files.base, versions.base);
  conflict.mine = whole(files.mine, versions.mine);
  conflict.theirs = whole(files.theirs, versions.theirs);
  const Part* mine = part_of(files.mine, versions.mine);
  conflict.line = mine == nullptr ? 1 : files.mine.line_of(mine->body);
  return conflict;
}

}  // namespace copctl::merge
