#include "check/rules.h"

// Services: what the server allocates stays, and is silently put back when a manifest leaves it out
// (pkg/registry/core/service/strategy.go: patchAllocatedValues).

namespace copctl::check {
namespace {

using value::Value;

constexpr std::string_view kHeadless = "None";

std::string_view type_of(const Value& body) {
  const std::string_view stated = text_at(body, "spec.type");
  return stated.empty() ? "ClusterIP" : stated;
}

// The address that a manifest asks for; empty when it leaves that to the server.
std::string_view address_of(const Value& body) {
  const std::string_view stated = text_at(body, "spec.clusterIP");
  const Value* all = at(body, "spec.clusterIPs");
  if (!stated.empty() || all == nullptr || all->items().empty()) {
    return stated;
  }
  const Value& first = all->items()[0];
  return first.is_string() ? std::string_view(first.as_string()) : std::string_view();
}

bool has_address(const Value& body) { return type_of(body) != "ExternalName"; }

// validateUpgradeDowngradeClusterIPs. From and to ExternalName the address comes and goes freely.
std::optional<Verdict> judge_address(const Value& before, const Value& after) {
  const std::string_view old_address = address_of(before);
  const std::string_view wanted = address_of(after);
  if (!has_address(before) || !has_address(after) || old_address == wanted) {
    return std::nullopt;
  }
  if (wanted.empty()) {
    return old_address == kHeadless ? std::optional(Verdict::kKeepsOld) : std::nullopt;
  }
  const bool may_be_right = old_address.empty() && wanted != kHeadless;
  return may_be_right ? Verdict::kMayBeRefused : Verdict::kRefused;
}

// ValidateService: a headless service has no port on the nodes. The old `None` stays when the new
// manifest leaves the address out.
template <const std::string_view& kType>
std::optional<Verdict> judge_headless(const Value& before, const Value& after) {
  const bool stays_headless = has_address(before) && address_of(before) == kHeadless &&
                              (address_of(after).empty() || address_of(after) == kHeadless);
  return stays_headless && type_of(after) == kType ? std::optional(Verdict::kRefused)
                                                   : std::nullopt;
}

// validateUpgradeDowngradeIPFamilies.
std::optional<Verdict> judge_families(const Value& before, const Value& after) {
  const Value* old_list = at(before, "spec.ipFamilies");
  const Value* new_list = at(after, "spec.ipFamilies");
  const bool stated = old_list != nullptr && new_list != nullptr && !old_list->items().empty() &&
                      !new_list->items().empty();
  const bool free = !has_address(before) || !has_address(after) ||
                    address_of(before) == kHeadless || address_of(after) == kHeadless;
  if (!stated || free || value::same_data(old_list->items()[0], new_list->items()[0])) {
    return std::nullopt;
  }
  return Verdict::kRefused;
}

bool balanced(const Value& body) { return type_of(body) == "LoadBalancer"; }

// validateLoadBalancerClassField.
std::optional<Verdict> judge_balancer(const Value& before, const Value& after) {
  constexpr std::string_view kField = "spec.loadBalancerClass";
  const bool differs = text_at(before, kField) != text_at(after, kField);
  return balanced(before) && balanced(after) && differs ? std::optional(Verdict::kRefused)
                                                        : std::nullopt;
}

// validateHealthCheckNodePort, for services that had and have one.
std::optional<Verdict> judge_health_port(const Value& before, const Value& after) {
  const auto needs = [](const Value& body) {
    return balanced(body) && text_at(body, "spec.externalTrafficPolicy") == "Local";
  };
  const Value* old_port = at(before, "spec.healthCheckNodePort");
  const Value* new_port = at(after, "spec.healthCheckNodePort");
  const bool stated = old_port != nullptr && new_port != nullptr && value::truth(*new_port);
  return needs(before) && needs(after) && stated && !value::same_data(*old_port, *new_port)
             ? std::optional(Verdict::kRefused)
             : std::nullopt;
}

constexpr std::string_view kNodePort = "NodePort";
constexpr std::string_view kLoadBalancer = "LoadBalancer";
constexpr std::string_view kOnce = "may not change once set";
constexpr std::string_view kEffect =
    "its address, node ports and load balancer are given up, and it gets new ones";

constexpr Rule kRules[] = {
    // pkg/apis/core/validation: ValidateServiceUpdate. A node port may change, if it is free.
    {"",
     "Service",
     "spec.clusterIP",
     "may not be set to 'None' for NodePort services",
     Way::kDelete,
     kEffect,
     {},
     judge_headless<kNodePort>},
    {"",
     "Service",
     "spec.clusterIP",
     "may not be set to 'None' for LoadBalancer services",
     Way::kDelete,
     kEffect,
     {},
     judge_headless<kLoadBalancer>},
    {"",
     "Service",
     "spec.clusterIP",
     kOnce,
     Way::kDelete,
     kEffect,
     {},
     judge_address,
     "unless the service has that address already"},
    {"", "Service", "spec.ipFamilies", kOnce, Way::kDelete, kEffect, {}, judge_families},
    {"", "Service", "spec.loadBalancerClass", kOnce, Way::kDelete, kEffect, {}, judge_balancer},
    {"",
     "Service",
     "spec.healthCheckNodePort",
     "field is immutable",
     Way::kDelete,
     kEffect,
     {},
     judge_health_port},
};

}  // namespace

std::span<const Rule> service_rules() { return kRules; }

}  // namespace copctl::check
