#include "check/quantity.h"
#include "check/rules.h"
#include "check/same.h"

// Volumes, claims, and the classes that make them.

namespace copctl::check {
namespace {

using value::Value;

constexpr std::string_view kImmutable = "field is immutable";

// pkg/apis/core/validation: ValidatePersistentVolumeClaimUpdate.
constexpr std::string_view kClaimFrozen =
    "spec is immutable after creation except resources.requests and volumeAttributesClassName for "
    "bound claims";
constexpr std::string_view kClaimFree[] = {"resources", "storageClassName", "volumeName",
                                           "volumeAttributesClassName"};
constexpr std::string_view kResourcesFree[] = {"requests"};
constexpr std::string_view kRequestsFree[] = {"storage"};
constexpr std::string_view kDataIsLost =
    "the volume's data is lost, unless it was copied before; to keep it, leave the field as it was";

// ValidatePersistentVolumeUpdate: what is not one of these is the volume's source.
constexpr std::string_view kVolumeFrozen =
    "spec.persistentvolumesource is immutable after creation";
constexpr std::string_view kVolumeFree[] = {"accessModes",      "capacity",
                                            "claimRef",         "mountOptions",
                                            "nodeAffinity",     "persistentVolumeReclaimPolicy",
                                            "storageClassName", "volumeAttributesClassName",
                                            "volumeMode"};
constexpr std::string_view kClaimIsLost =
    "the claim that is bound to it loses its volume; to keep the data, leave the field as it was";

// A field that the cluster fills in when it is left out may be stated later, if it is right.
template <const std::string_view& kPath>
std::optional<Verdict> judge_filled_in(const Value& before, const Value& after) {
  const std::string_view key = kPath.substr(kPath.rfind('.') + 1);
  if (same_stored(at(before, kPath), at(after, kPath), key, "spec")) {
    return std::nullopt;
  }
  const bool was_left_out = same_stored(at(before, kPath), nullptr, key, "spec");
  return was_left_out ? Verdict::kMayBeRefused : Verdict::kRefused;
}

std::optional<std::strong_ordering> growth(const Value& before, const Value& after) {
  constexpr std::string_view kStorage = "spec.resources.requests.storage";
  const Value* old_size = at(before, kStorage);
  const Value* new_size = at(after, kStorage);
  if (old_size == nullptr || new_size == nullptr) {
    return std::nullopt;
  }
  const auto old_amount = Quantity::of(*old_size);
  const auto new_amount = Quantity::of(*new_size);
  return old_amount && new_amount ? std::optional(*new_amount <=> *old_amount) : std::nullopt;
}

std::optional<Verdict> judge_shrinking(const Value& before, const Value& after) {
  const bool shrinks = growth(before, after) == std::strong_ordering::less;
  return shrinks ? std::optional(Verdict::kRefused) : std::nullopt;
}

// plugin/pkg/admission/storage/persistentvolume/resize.
std::optional<Verdict> judge_growing(const Value& before, const Value& after) {
  const bool grows = growth(before, after) == std::strong_ordering::greater;
  return grows ? std::optional(Verdict::kMayBeRefused) : std::nullopt;
}

// Once set, it may change or be set anew, but never go.
template <const std::string_view& kPath>
std::optional<Verdict> judge_removal(const Value& before, const Value& after) {
  const bool gone = !text_at(before, kPath).empty() && text_at(after, kPath).empty();
  return gone ? std::optional(Verdict::kRefused) : std::nullopt;
}

// Once set, it stays.
template <const std::string_view& kPath>
std::optional<Verdict> judge_once_set(const Value& before, const Value& after) {
  const std::string_view key = kPath.substr(kPath.rfind('.') + 1);
  const bool was_set = !same_stored(at(before, kPath), nullptr, key, "spec");
  const bool same = same_stored(at(before, kPath), at(after, kPath), key, "spec");
  return was_set && !same ? std::optional(Verdict::kRefused) : std::nullopt;
}

constexpr std::string_view kClassName = "spec.storageClassName";
constexpr std::string_view kVolumeName = "spec.volumeName";
constexpr std::string_view kAttributesClass = "spec.volumeAttributesClassName";
constexpr std::string_view kNodeAffinity = "spec.nodeAffinity";
constexpr std::string_view kVolumesStay = "the volumes that it made stay";

constexpr Rule kRules[] = {
    {"", "PersistentVolumeClaim", "spec", kClaimFrozen, Way::kDeleteWithData, kDataIsLost,
     kClaimFree},
    {"",
     "PersistentVolumeClaim",
     kClassName,
     kClaimFrozen,
     Way::kDeleteWithData,
     kDataIsLost,
     {},
     judge_filled_in<kClassName>,
     "unless the cluster gave the claim that class by default"},
    {"",
     "PersistentVolumeClaim",
     kVolumeName,
     kClaimFrozen,
     Way::kDeleteWithData,
     kDataIsLost,
     {},
     judge_filled_in<kVolumeName>,
     "unless the claim is not bound yet, or to that volume"},
    {"", "PersistentVolumeClaim", "spec.resources", kClaimFrozen, Way::kDeleteWithData, kDataIsLost,
     kResourcesFree},
    {"", "PersistentVolumeClaim", "spec.resources.requests", kClaimFrozen, Way::kDeleteWithData,
     kDataIsLost, kRequestsFree},
    {"",
     "PersistentVolumeClaim",
     "spec.resources.requests.storage",
     "field can not be less than previous value",
     Way::kDeleteWithData,
     kDataIsLost,
     {},
     judge_shrinking},
    {"",
     "PersistentVolumeClaim",
     "spec.resources.requests.storage",
     "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc "
     "must support resize",
     Way::kNone,
     "",
     {},
     judge_growing,
     "unless its storage class has `allowVolumeExpansion: true`"},
    {"",
     "PersistentVolumeClaim",
     kAttributesClass,
     "update from non-nil value to nil is forbidden",
     Way::kNone,
     "",
     {},
     judge_removal<kAttributesClass>},
    {"", "PersistentVolume", "spec", kVolumeFrozen, Way::kDeleteWithData, kClaimIsLost,
     kVolumeFree},
    {"", "PersistentVolume", "spec.volumeMode", kImmutable, Way::kDeleteWithData, kClaimIsLost},
    {"",
     "PersistentVolume",
     kNodeAffinity,
     kImmutable,
     Way::kDeleteWithData,
     kClaimIsLost,
     {},
     judge_once_set<kNodeAffinity>},
    // pkg/apis/storage/validation: ValidateStorageClassUpdate. What is not here may change:
    // allowVolumeExpansion, mountOptions, allowedTopologies.
    {"storage.k8s.io", "StorageClass", "parameters", "updates to parameters are forbidden.",
     Way::kDelete, kVolumesStay},
    {"storage.k8s.io", "StorageClass", "provisioner", "updates to provisioner are forbidden.",
     Way::kDelete, kVolumesStay},
    {"storage.k8s.io", "StorageClass", "reclaimPolicy", "updates to reclaimPolicy are forbidden.",
     Way::kDelete, kVolumesStay},
    {"storage.k8s.io", "StorageClass", "volumeBindingMode", kImmutable, Way::kDelete, kVolumesStay},
    // ValidateVolumeAttributesClassUpdate.
    {"storage.k8s.io", "VolumeAttributesClass", "driverName",
     "updates to driverName are forbidden.", Way::kDelete, "the volumes that use it stay"},
    {"storage.k8s.io", "VolumeAttributesClass", "parameters",
     "updates to parameters are forbidden.", Way::kDelete, "the volumes that use it stay"},
    // ValidateCSIDriverUpdate.
    {"storage.k8s.io", "CSIDriver", "spec.attachRequired", kImmutable, Way::kDelete,
     "no volume of the driver is mounted until the apply"},
    {"storage.k8s.io", "CSIDriver", "spec.volumeLifecycleModes", kImmutable, Way::kDelete,
     "no volume of the driver is mounted until the apply"},
};

}  // namespace

std::span<const Rule> storage_rules() { return kRules; }

}  // namespace copctl::check
