#include "dump/field_changes.h"

#include <algorithm>

#include "merge/merge.h"

namespace copctl::dump {
namespace {

// Where a secret's own text would stand, whatever it is.
bool always_masked(const manifest::Resource& resource, std::string_view field) {
  constexpr std::string_view kApplied =
      R"(metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"])";
  return resource.gvk.group.empty() && resource.gvk.kind == "Secret" &&
         (field.starts_with("data") || field.starts_with("stringData") || field == kApplied ||
          field == "metadata.annotations");
}

FieldChange shown_change(const merge::FieldChange& change, const manifest::Resource& resource,
                         const Masking& masking) {
  FieldChange out{.field = masking.holds_secret(change.path) ? std::string(kMasked) : change.path,
                  .had = change.kind != merge::ChangeKind::kAdded,
                  .has = change.kind != merge::ChangeKind::kRemoved};
  if (change.kind == merge::ChangeKind::kReordered) {
    out.after = "in another order";
  } else if (!masking.masks_nothing() && always_masked(resource, change.path)) {
    out.before = out.had ? kMasked : "";
    out.after = out.has ? kMasked : "";
  } else {
    Shown shown =
        show(out.had ? &change.before : nullptr, out.has ? &change.after : nullptr, masking);
    out.before = std::move(shown.before);
    out.after = std::move(shown.after);
  }
  return out;
}

}  // namespace

std::vector<FieldChange> field_changes(const manifest::Resource& before,
                                       const manifest::Resource& after, const Masking& masking) {
  std::vector<FieldChange> fields;
  for (const merge::FieldChange& change : merge::changes(before.body, after.body)) {
    // One states what `kubectl -n` says for the other.
    if (change.path != "metadata.namespace") {
      fields.push_back(shown_change(change, after, masking));
    }
  }
  return fields;
}

}  // namespace copctl::dump
