#include <fmt/format.h>

#include <algorithm>
#include <set>

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
    if (!leaf.generate.given()) continue;
    Value& tree = layers.values().tree;
    const std::string_view above = leaf.pointer.substr(0, leaf.pointer.rfind('/'));
    if (value::lookup_pointer(tree, leaf.pointer) != nullptr || layers.removed(above)) continue;
    const auto remembered = inputs.remembered.find(std::string(leaf.pointer));
    const std::string secret = remembered != inputs.remembered.end()
                                   ? remembered->second
                                   : generate(leaf.generate.value(), random);
    const Origin origin{OriginKind::kGenerated, "generated", leaf.span, leaf.span};
    layers.lay_at(leaf.path(), Value::string(secret), [&](const std::string&) { return origin; });
  }
}

void warn_of_deprecated(const Profile& profile, const Values& values,
                        diag::Diagnostics& diagnostics) {
  for (const Parameter& parameter : profile.parameters) {
    const schema::Leaf& leaf = parameter.leaf;
    if (!leaf.deprecated || value::lookup_pointer(values.tree, leaf.pointer) == nullptr) continue;
    const Origin origin = values.origin(leaf.pointer);
    if (origin.kind <= OriginKind::kGenerated) continue;
    diagnostics.warning(origin.key_span, diag::Kind::kDeprecated,
                        fmt::format("`{}` is deprecated{}{}", parameter.display(),
                                    leaf.description.empty() ? "" : ": ", leaf.description));
  }
}

// Brings the origins to the leaves that the tree has after validation: defaults inside lists came
// in, nulls there fell away.
class LeafOrigins {
 public:
  LeafOrigins(const Profile& profile, Values& values) : profile_(profile), values_(values) {}

  void run() {
    visit(values_.tree);
    values_.origins = std::move(found_);
  }

 private:
  void visit(const Value& v) {
    const std::size_t here = pointer_.size();
    if (values_.documents.contains(pointer_)) return keep();
    for (const auto& [key, child] : v.entries()) {
      value::append_step(pointer_, key);
      visit(child);
      pointer_.resize(here);
    }
    for (std::size_t i = 0; i < v.items().size(); ++i) {
      value::append_step(pointer_, i);
      visit(v.items()[i]);
      pointer_.resize(here);
    }
    if (here != 0 && v.items().empty() && v.entries().empty()) keep();
  }

  void keep() {
    if (auto known = values_.origins.extract(pointer_)) {
      found_.insert(found_.end(), std::move(known));
    } else {
      found_.emplace_hint(found_.end(), pointer_, Origin{});
    }
    if (profile_.schema.secret(pointer_)) values_.secrets.push_back(pointer_);
  }

  const Profile& profile_;
  Values& values_;
  std::map<std::string, Origin, std::less<>> found_;
  std::string pointer_;
};

Values finished(const Profile& profile, Layers& layers) {
  Values values = std::move(layers.values());
  LeafOrigins(profile, values).run();
  std::sort(values.secrets.begin(), values.secrets.end());
  return values;
}

// Notes what is missing instead of telling it.
class MissingPlaces : public ValuePlaces {
 public:
  using ValuePlaces::ValuePlaces;

  std::string how_to_give(std::string_view pointer) const override {
    missing_.emplace(pointer);
    return {};
  }
  const std::set<std::string, std::less<>>& missing() const { return missing_; }

 private:
  mutable std::set<std::string, std::less<>> missing_;
};

}  // namespace

std::vector<const Parameter*> missing_secrets(const Profile& profile, const Inputs& inputs,
                                              const base::FileSystem& disk,
                                              const RandomBytes& random, diag::SourceMap& sources) {
  diag::Diagnostics ignored;
  Layers layers(profile, sources);
  Reading reading{profile, inputs, disk, sources, ignored, {}};
  if (!lay_inputs(reading, layers)) return {};
  add_generated(profile, inputs, random, layers);
  const MissingPlaces places(profile, layers.values(), sources);
  static_cast<void>(profile.schema.validate(layers.values().tree, places, ignored));
  std::vector<const Parameter*> secrets;
  for (const Parameter& parameter : profile.parameters) {
    if (parameter.leaf.secret && places.missing().contains(parameter.leaf.pointer))
      secrets.push_back(&parameter);
  }
  return secrets;
}

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
