#include <fmt/format.h>

#include <algorithm>

#include "profile/generate.h"
#include "profile/inputs.h"
#include "profile/layers.h"
#include "profile/origins.h"
#include "profile/profile.h"

namespace copctl::profile {

namespace {

using value::Value;

// In the order of the schema, so that a fixed source of bytes gives fixed secrets.
void add_generated(const Profile& profile, const Inputs& inputs, const RandomBytes& random,
                   Layers& layers) {
  for (const schema::Leaf& leaf : profile.schema.leaves()) {
    if (leaf.generate.is_nil()) continue;
    Value& tree = layers.values().tree;
    const std::string_view above =
        std::string_view(leaf.pointer).substr(0, leaf.pointer.rfind('/'));
    if (value::lookup(tree, leaf.path) != nullptr || layers.removed(above)) continue;
    const auto remembered = inputs.remembered.find(leaf.pointer);
    const std::string secret = remembered != inputs.remembered.end()
                                   ? remembered->second
                                   : generate(leaf.generate, random);
    const Origin origin{OriginKind::kGenerated, "generated", leaf.span, leaf.span};
    layers.lay_at(leaf.path, Value::string(secret), [&](const std::string&) { return origin; });
  }
}

void warn_of_deprecated(const Profile& profile, const Values& values,
                        diag::Diagnostics& diagnostics) {
  for (const Parameter& parameter : profile.parameters) {
    const schema::Leaf& leaf = parameter.leaf;
    if (!leaf.deprecated || value::lookup(values.tree, leaf.path) == nullptr) continue;
    const Origin& origin = values.origin(leaf.pointer);
    if (origin.kind <= OriginKind::kGenerated) continue;
    diagnostics.warning(origin.key_span, diag::Kind::kDeprecated,
                        fmt::format("`{}` is deprecated{}", parameter.display,
                                    leaf.description.empty() ? "" : ": " + leaf.description));
  }
}

// Brings the origins to the leaves that the tree has after validation: defaults inside lists came
// in, nulls there fell away.
class LeafOrigins {
 public:
  LeafOrigins(const Profile& profile, Values& values) : profile_(profile), values_(values) {}

  void run() {
    visit(values_.tree, "");
    values_.origins = std::move(found_);
  }

 private:
  void visit(const Value& v, const std::string& pointer) {
    for (const auto& [key, child] : v.entries()) visit(child, value::child_pointer(pointer, key));
    for (std::size_t i = 0; i < v.items().size(); ++i) {
      visit(v.items()[i], value::child_pointer(pointer, i));
    }
    if (pointer.empty() || !v.items().empty() || !v.entries().empty()) return;
    const auto at = values_.origins.find(pointer);
    found_.emplace_hint(found_.end(), pointer, at == values_.origins.end() ? Origin{} : at->second);
    if (profile_.schema.secret(pointer)) values_.secrets.push_back(pointer);
  }

  const Profile& profile_;
  Values& values_;
  std::map<std::string, Origin, std::less<>> found_;
};

Values finished(const Profile& profile, Layers& layers) {
  Values values = std::move(layers.values());
  LeafOrigins(profile, values).run();
  std::sort(values.secrets.begin(), values.secrets.end());
  return values;
}

}  // namespace

std::optional<Values> resolve(const Profile& profile, const Inputs& inputs,
                              const base::FileSystem& disk, const RandomBytes& random,
                              diag::SourceMap& sources, diag::Diagnostics& diagnostics) {
  Layers layers(profile, sources);
  Reading reading{profile, inputs, disk, sources, diagnostics, {}};
  // What an unreadable file would have given must not be told missing.
  if (!lay_inputs(reading, layers)) return std::nullopt;
  add_generated(profile, inputs, random, layers);
  Values& values = layers.values();
  const ValuePlaces places(profile, values, sources);
  if (!profile.schema.validate(values.tree, places, diagnostics)) return std::nullopt;
  warn_of_deprecated(profile, values, diagnostics);
  return finished(profile, layers);
}

std::optional<Values> resolve_partially(const Profile& profile, const Inputs& inputs,
                                        const base::FileSystem& disk, diag::SourceMap& sources,
                                        diag::Diagnostics& diagnostics) {
  Layers layers(profile, sources);
  Reading reading{profile, inputs, disk, sources, diagnostics, {}};
  if (!lay_inputs(reading, layers)) return std::nullopt;
  Values& values = layers.values();
  const ValuePlaces places(profile, values, sources);
  diag::Diagnostics ignored;
  static_cast<void>(profile.schema.validate(values.tree, places, ignored));
  return finished(profile, layers);
}

}  // namespace copctl::profile
