#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "waves/fields.h"
#include "waves/rules.h"

namespace copctl::waves {

namespace {

using value::Value;

// References among the resources of one cluster.
class Judge {
 public:
  Judge(Scene& scene, const std::vector<Deployed>& items) : scene_(scene), items_(items) {
    for (const Deployed& item : items) learn(item);
  }

  void run() {
    for (const Deployed& item : items_) {
      secrets(item);
      if (is(at(item), "cert-manager.io", "Certificate")) wildcard(item);
      if (is(at(item), "networking.k8s.io", "NetworkPolicy")) selectors(item);
      if (is(at(item), "autoscaling", "HorizontalPodAutoscaler")) requests(item);
    }
  }

 private:
  const manifest::Resource& at(const Deployed& item) const {
    return scene_.tree.resources[item.resource];
  }

  void learn(const Deployed& item) {
    const manifest::Resource& resource = at(item);
    for (const Thing& thing : brought_by(resource, item.name_space)) {
      if (thing.kind == "Secret" && thing.group.empty())
        secrets_[thing.name].insert(thing.name_space);
    }
    const Value* labels = value::lookup_pointer(resource.body, "/metadata/labels");
    if (is(resource, "", "Namespace") && labels != nullptr) {
      for (const auto& entry : labels->entries()) labels_.insert(pair_of(entry));
    }
    by_name_.emplace(std::pair(resource.gvk.kind + "/" + resource.identity.name, item.name_space),
                     &resource);
  }

  const manifest::Resource* find(std::string_view kind, std::string_view name,
                                 const std::string& name_space) const {
    const auto found = by_name_.find({fmt::format("{}/{}", kind, name), name_space});
    return found == by_name_.end() ? nullptr : found->second;
  }

  // A secret is read in the reader's own namespace; one of that name elsewhere is a mistake.
  void secrets(const Deployed& item) {
    for (const Need& need : needs_of(at(item), item.name_space)) {
      if (need.what.kind != "Secret" || !need.what.group.empty()) continue;
      const auto found = secrets_.find(need.what.name);
      if (found == secrets_.end() || found->second.contains(need.what.name_space) ||
          found->second.contains("") || need.what.name_space.empty())
        continue;
      fault(scene_, at(item), need.pointer, diag::Kind::kForeignSecret,
            fmt::format("reads {} in namespace {}, but it is only in {}",
                        quoted("Secret/" + need.what.name), quoted(need.what.name_space),
                        quoted(*found->second.begin())));
    }
  }

  // RFC 8555, 7.1.3, and Let's Encrypt: a wildcard is proved by DNS alone.
  void wildcard(const Deployed& item) {
    const Value& body = at(item).body;
    const auto& names = items_at(body, "/spec/dnsNames");
    const auto star = std::ranges::find_if(names, [](const Value& name) {
      return name.is_string() && name.as_string().starts_with("*.");
    });
    if (star == names.end()) return;
    const bool cluster = text_at(body, "/spec/issuerRef/kind") == "ClusterIssuer";
    const manifest::Resource* issuer =
        find(cluster ? "ClusterIssuer" : "Issuer", text_at(body, "/spec/issuerRef/name"),
             cluster ? "" : item.name_space);
    if (issuer == nullptr || value::lookup_pointer(issuer->body, "/spec/acme") == nullptr) return;
    const bool proves =
        std::ranges::any_of(items_at(issuer->body, "/spec/acme/solvers"),
                            [](const Value& solver) { return solver.find("dns01") != nullptr; });
    if (proves) return;
    fault(scene_, at(item), fmt::format("/spec/dnsNames/{}", star - names.begin()),
          diag::Kind::kWildcardSolver,
          fmt::format("asks {} for the wildcard {}, which takes a `dns01` solver",
                      quoted(manifest::display(issuer->identity)), quoted(star->as_string())))
        .notes.push_back({issuer->head, "the issuer is here"});
  }

  void selectors(const Deployed& item) {
    for (const std::string_view way : {"/spec/ingress", "/spec/egress"}) {
      const std::string_view side = way == "/spec/ingress" ? "from" : "to";
      for (std::size_t i = 0; i < items_at(at(item).body, way).size(); ++i) {
        const std::string peers = fmt::format("{}/{}/{}", way, i, side);
        for (std::size_t k = 0; k < items_at(at(item).body, peers).size(); ++k)
          selector(item, fmt::format("{}/{}/namespaceSelector/matchLabels", peers, k));
      }
    }
  }

  static std::string pair_of(const std::pair<const std::string, Value>& entry) {
    return entry.first + ": " + (entry.second.is_string() ? entry.second.as_string() : "");
  }

  // Every namespace has the label kubernetes.io/metadata.name, and no other that nobody gave it.
  void selector(const Deployed& item, const std::string& pointer) {
    const Value* labels = value::lookup_pointer(at(item).body, pointer);
    if (labels == nullptr) return;
    const auto unmet = std::ranges::find_if(labels->entries(), [&](const auto& entry) {
      return entry.first != "kubernetes.io/metadata.name" && !labels_.contains(pair_of(entry));
    });
    if (unmet == labels->entries().end()) return;
    doubt(scene_, at(item), pointer, diag::Kind::kUnmatchedSelector,
          fmt::format("lets in namespaces labelled {}, and none in the folder is; every namespace "
                      "has `kubernetes.io/metadata.name`",
                      quoted(pair_of(*unmet))));
  }

  // A share of what is requested can be told only when something is.
  void requests(const Deployed& item) {
    const Value& body = at(item).body;
    const std::string kind(text_at(body, "/spec/scaleTargetRef/kind"));
    const std::string_view name = text_at(body, "/spec/scaleTargetRef/name");
    const manifest::Resource* target = find(kind, name, item.name_space);
    if (target == nullptr) return;
    for (std::size_t i = 0; i < items_at(body, "/spec/metrics").size(); ++i) {
      const std::string metric = fmt::format("/spec/metrics/{}/resource", i);
      const std::string_view what = text_at(body, metric + "/name");
      if (text_at(body, metric + "/target/type") != "Utilization" || what.empty()) continue;
      const auto& containers = items_at(target->body, "/spec/template/spec/containers");
      const bool requested = std::ranges::all_of(containers, [&](const Value& container) {
        return value::lookup_pointer(container, fmt::format("/resources/requests/{}", what)) !=
               nullptr;
      });
      if (!requested)
        fault(scene_, at(item), metric + "/name", diag::Kind::kInvalidAutoscaler,
              fmt::format("scales by a share of the {} that {} requests, but it requests none",
                          what, quoted(manifest::display(target->identity))));
    }
  }

  Scene& scene_;
  const std::vector<Deployed>& items_;
  std::map<std::string, std::set<std::string>, std::less<>> secrets_;
  // Of namespaces, as `key: value`.
  std::set<std::string> labels_;
  std::map<std::pair<std::string, std::string>, const manifest::Resource*> by_name_;
};

}  // namespace

void judge_references(Scene& scene, const std::vector<Deployed>& items) {
  Judge(scene, items).run();
}

}  // namespace copctl::waves
