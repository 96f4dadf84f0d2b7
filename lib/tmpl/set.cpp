#include "tmpl/set.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "tmpl/failure.h"

namespace copctl::tmpl {

Definitions::Definitions(std::vector<Body> bodies) : bodies_(std::move(bodies)) {
  for (std::size_t i = 0; i < bodies_.size(); ++i) index_.emplace(bodies_[i].name, i);
}

const Body* Definitions::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &bodies_[found->second];
}

std::vector<Body> TemplateSet::Parsed::parse(std::string_view name, diag::SourceId source) {
  return parse(name, source, nodes);
}

std::vector<Body> TemplateSet::Parsed::parse(std::string_view name, diag::SourceId source,
                                             std::size_t& count) {
  const Grammar grammar{vocabulary, options, environment, count};
  return parse_text(grammar, name, source, sources.text(source));
}

std::vector<Body> TemplateSet::Parsed::parse_beside(diag::SourceId source) {
  const std::unique_lock lock(parsing);
  return parse(options.root_name, source);
}

void TemplateSet::Parsed::define(std::vector<Body> parsed) {
  for (Body& body : parsed) {
    const auto known = bodies.find(body.name);
    if (known == bodies.end()) {
      std::string name = body.name;
      bodies.emplace(std::move(name), std::move(body));
    } else if (!is_empty(body.nodes)) {
      known->second = std::move(body);
    }
  }
}

const Body* TemplateSet::Parsed::find(std::string_view name) const {
  const auto found = bodies.find(name);
  return found == bodies.end() ? nullptr : &found->second;
}

const Definitions& TemplateSet::Parsed::tpl(std::string_view text) {
  if (const Definitions* known = find_tpl(text)) return *known;
  const std::unique_lock lock(parsing);
  // Another thread may have come first.
  const auto known = tpl_texts.find(text);
  return known != tpl_texts.end() ? *known->second : add_tpl(text);
}

const Definitions* TemplateSet::Parsed::find_tpl(std::string_view text) {
  const std::shared_lock lock(parsing);
  const auto known = tpl_texts.find(text);
  return known == tpl_texts.end() ? nullptr : known->second.get();
}

const Definitions& TemplateSet::Parsed::add_tpl(std::string_view text) {
  tpl_bytes += text.size();
  if (tpl_bytes > options.limits.tpl_bytes) {
    fail(diag::Kind::kTemplateLimit, {},
         fmt::format("different `tpl` texts of more than {} bytes (limit `tpl_bytes`)",
                     options.limits.tpl_bytes));
  }
  const diag::SourceId source =
      sources.add(diag::SourceKind::kFile, options.root_name, std::string(text));
  auto parsed = std::make_unique<const Definitions>(parse(options.root_name, source));
  return *tpl_texts.emplace(sources.text(source), std::move(parsed)).first->second;
}

std::vector<std::string> TemplateSet::Parsed::names() const {
  std::vector<std::string> names;
  names.reserve(bodies.size());
  for (const auto& [name, body] : bodies) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace copctl::tmpl
