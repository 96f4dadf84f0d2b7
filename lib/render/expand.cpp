#include "render/expand.h"

#include <optional>

#include "base/check.h"
#include "render/expression.h"

namespace copctl::render {

namespace {

using value::Value;

class Expansion {
 public:
  Expansion(const profile::FileRule& rule, const tmpl::TemplateSet& set, Root& root,
            diag::SourceMap& sources, diag::Diagnostics& diagnostics,
            const std::function<bool(std::string)>& render)
      : rule_(rule), set_(set), root_(root), diagnostics_(diagnostics), render_(render) {
    for (const profile::Loop& loop : rule.loops)
      loops_.emplace_back(sources, "forEach of " + rule.templates, loop.in, loop.span);
    elements_.resize(loops_.size());
    index_.resize(loops_.size());
    if (!rule.output.empty())
      output_ = sources.add(diag::SourceKind::kFile,
                            "profile.yaml (output of " + rule.templates + ")", rule.output);
  }

  bool run(std::size_t depth = 0) {
    if (depth == loops_.size()) return render_element();
    if (!evaluate_loop(depth)) return false;
    bool rendered = true;
    for (index_[depth] = 0; index_[depth] < elements_[depth].size(); ++index_[depth]) {
      bind(depth);
      rendered = run(depth + 1) && rendered;
    }
    root_.value().as_map().entries.erase(rule_.loops[depth].as);
    return rendered;
  }

 private:
  bool reject(const profile::Loop& loop, const Value& found) {
    diagnostics_.error(loop.span, diag::Kind::kInvalidProfile,
                       "`" + loop.in + "` is a " + std::string(value::kind_name(found)) +
                           "; forEach needs a list or a map");
    return false;
  }

  bool evaluate_loop(std::size_t depth) {
    const std::optional<Value> found = loops_[depth].evaluate(set_, root_.value(), diagnostics_);
    if (!found) return false;
    if (!found->is_nil() && !found->is_list() && !found->is_map())
      return reject(rule_.loops[depth], *found);
    elements_[depth] = found->items();
    for (const auto& [key, element] : found->entries()) elements_[depth].push_back(element);
    return true;
  }

  void bind(std::size_t depth) {
    root_.value().as_map().entries[rule_.loops[depth].as] = elements_[depth][index_[depth]];
  }

  // After a render that changed what it saw: the same elements again, of the new copy.
  bool bind_again() {
    for (std::size_t depth = 0; depth < loops_.size(); ++depth) {
      if (!evaluate_loop(depth)) return false;
      COPCTL_CHECK(index_[depth] < elements_[depth].size());
      bind(depth);
    }
    return true;
  }

  bool render_element() {
    std::optional<std::string> path = std::string();
    if (output_ != diag::kNoSource) path = path_of_element();
    const bool rendered = path && render_(std::move(*path));
    return (!root_.restore() || bind_again()) && rendered;
  }

  std::optional<std::string> path_of_element() {
    diag::Diagnostics found;
    std::optional<std::string> path = set_.expand(output_, root_.value(), found);
    for (diag::Diagnostic diagnostic : found.all()) {
      diagnostic.notes.push_back({rule_.span, "written here"});
      diagnostics_.add(std::move(diagnostic));
    }
    return path;
  }

  const profile::FileRule& rule_;
  const tmpl::TemplateSet& set_;
  Root& root_;
  diag::Diagnostics& diagnostics_;
  const std::function<bool(std::string)>& render_;
  std::vector<Expression> loops_;
  // By depth: what is looped over, and where the loop stands.
  std::vector<value::Items> elements_;
  std::vector<std::size_t> index_;
  diag::SourceId output_ = diag::kNoSource;
};

}  // namespace

bool expand(const profile::FileRule& rule, const tmpl::TemplateSet& set, Root& root,
            diag::SourceMap& sources, diag::Diagnostics& diagnostics,
            const std::function<bool(std::string)>& render) {
  return Expansion(rule, set, root, sources, diagnostics, render).run();
}

}  // namespace copctl::render
