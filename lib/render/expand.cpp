#include "render/expand.h"

#include <optional>

#include "base/text.h"

namespace copctl::render {

namespace {

using value::Value;

class Expansion {
 public:
  Expansion(const profile::FileRule& rule, const tmpl::TemplateSet& set, Value& root,
            diag::SourceMap& sources, diag::Diagnostics& diagnostics,
            const std::function<bool(std::string)>& render)
      : rule_(rule),
        set_(set),
        root_(root),
        sources_(sources),
        diagnostics_(diagnostics),
        render_(render) {
    for (const profile::Loop& loop : rule.loops)
      loops_.push_back(add_text("{{ " + loop.in + " }}", "forEach"));
    if (!rule.output.empty()) output_ = add_text(rule.output, "output");
  }

  bool run(std::size_t depth) {
    if (depth == loops_.size()) return render_element();
    std::optional<Value> elements = evaluate(loops_[depth], rule_.loops[depth].span);
    if (!elements) return false;
    if (!elements->is_nil() && !elements->is_list() && !elements->is_map())
      return reject(rule_.loops[depth], *elements);
    return bind_each(depth, *elements);
  }

 private:
  diag::SourceId add_text(std::string text, const char* part) {
    return sources_.add(diag::SourceKind::kFile,
                        "profile.yaml (" + std::string(part) + " of " + rule_.templates + ")",
                        std::move(text));
  }

  std::optional<Value> evaluate(diag::SourceId expression, const diag::Span& written) {
    diag::Diagnostics found;
    std::optional<Value> result = set_.evaluate(expression, root_, found);
    for (diag::Diagnostic diagnostic : found.all()) {
      diagnostic.notes.push_back({written, "written here"});
      diagnostics_.add(std::move(diagnostic));
    }
    return result;
  }

  bool reject(const profile::Loop& loop, const Value& found) {
    diagnostics_.error(loop.span, diag::Kind::kInvalidProfile,
                       "`" + loop.in + "` is a " + std::string(value::kind_name(found)) +
                           "; forEach needs a list or a map");
    return false;
  }

  bool bind_each(std::size_t depth, const Value& elements) {
    const std::string& name = rule_.loops[depth].as;
    bool rendered = true;
    const auto bind = [&](const Value& element) {
      root_.as_map().entries[name] = element;
      rendered = run(depth + 1) && rendered;
    };
    for (const Value& element : elements.items()) bind(element);
    for (const auto& [key, element] : elements.entries()) bind(element);
    root_.as_map().entries.erase(name);
    return rendered;
  }

  bool render_element() {
    if (output_ == diag::kNoSource) return render_({});
    diag::Diagnostics found;
    std::optional<std::string> path = set_.expand(output_, root_, found);
    for (diag::Diagnostic diagnostic : found.all()) {
      diagnostic.notes.push_back({rule_.span, "written here"});
      diagnostics_.add(std::move(diagnostic));
    }
    return path && render_(std::move(*path));
  }

  const profile::FileRule& rule_;
  const tmpl::TemplateSet& set_;
  Value& root_;
  diag::SourceMap& sources_;
  diag::Diagnostics& diagnostics_;
  const std::function<bool(std::string)>& render_;
  std::vector<diag::SourceId> loops_;
  diag::SourceId output_ = diag::kNoSource;
};

}  // namespace

bool expand(const profile::FileRule& rule, const tmpl::TemplateSet& set, Value& root,
            diag::SourceMap& sources, diag::Diagnostics& diagnostics,
            const std::function<bool(std::string)>& render) {
  return Expansion(rule, set, root, sources, diagnostics, render).run(0);
}

}  // namespace copctl::render
