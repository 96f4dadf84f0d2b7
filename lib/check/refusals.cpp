#include <algorithm>
#include <set>

#include "base/text.h"
#include "check/check.h"
#include "check/rules.h"
#include "check/same.h"
#include "check/ways_out.h"

namespace copctl::check {
namespace {

using value::Value;

std::string_view last_key(std::string_view path) { return path.substr(path.rfind('.') + 1); }

// The key that holds the last one; empty at the top.
std::string_view parent_key(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : last_key(path.substr(0, dot));
}

// Gathers what the rules say about one resource.
class Examiner {
 public:
  Examiner(const manifest::Resource& before, const manifest::Resource& after,
           std::string_view release_namespace)
      : before_(before), after_(after), release_namespace_(release_namespace) {}

  void apply(const Rule& rule) {
    if (rule.group != after_.gvk.group || rule.kind != after_.gvk.kind) {
      return;
    }
    if (!rule.free_keys.empty()) {
      return examine_frozen(rule);
    }
    const auto verdict = rule.judge != nullptr    ? rule.judge(before_.body, after_.body)
                         : same_field(rule.field) ? std::nullopt
                                                  : std::optional(Verdict::kRefused);
    if (verdict) {
      add(rule, std::string(rule.field), *verdict);
    }
  }

  Refusals take() {
    Refusals all{.fields = std::move(found_)};
    if (strongest_ != nullptr) {
      all.way_out = way_out(strongest_->way, before_, after_, release_namespace_);
      all.way_out.effect = strongest_->effect;
    }
    return all;
  }

 private:
  bool same_field(std::string_view path) const {
    return same_stored(at(before_.body, path), at(after_.body, path), last_key(path),
                       parent_key(path));
  }

  void examine_frozen(const Rule& rule) {
    std::set<std::string> keys;
    for (const Value* side : {at(before_.body, rule.field), at(after_.body, rule.field)}) {
      for (const auto& [key, unused] : side == nullptr ? value::kNoEntries : side->entries()) {
        keys.insert(key);
      }
    }
    for (const std::string& key : keys) {
      const bool free = std::ranges::find(rule.free_keys, key) != rule.free_keys.end();
      if (!free && !same_field(joined(rule.field, key))) {
        add(rule, joined(rule.field, base::printable(key)), Verdict::kRefused);
      }
    }
  }

  static std::string joined(std::string_view field, std::string_view key) {
    return std::string(field) + "." + std::string(key);
  }

  // A finished job that was removed is made anew by the apply.
  bool may_be_gone() const {
    return after_.gvk.kind == "Job" && at(before_.body, "spec.ttlSecondsAfterFinished") != nullptr;
  }

  void add(const Rule& rule, std::string field, Verdict verdict) {
    if (std::ranges::find(found_, field, &Refusal::field) != found_.end()) {
      return;
    }
    Refusal refusal{
        .verdict = verdict, .field = std::move(field), .message = std::string(rule.message)};
    if (verdict == Verdict::kMayBeRefused) {
      refusal.condition = rule.condition;
    } else if (verdict == Verdict::kRefused && may_be_gone()) {
      refusal.verdict = Verdict::kMayBeRefused;
      refusal.condition = "unless it has finished and its ttlSecondsAfterFinished removed it";
    }
    found_.push_back(std::move(refusal));
    if (strongest_ == nullptr || rule.way > strongest_->way) {
      strongest_ = &rule;
    }
  }

  const manifest::Resource& before_;
  const manifest::Resource& after_;
  std::string_view release_namespace_;
  std::vector<Refusal> found_;
  // The rule whose way out does for all that was found.
  const Rule* strongest_ = nullptr;
};

}  // namespace

const Value* at(const Value& body, std::string_view path) {
  const Value* found = &body;
  for (const std::string_view key : base::split(path, '.')) {
    found = found == nullptr ? nullptr : found->find(key);
  }
  return found;
}

std::string_view text_at(const Value& body, std::string_view path) {
  const Value* found = at(body, path);
  return found != nullptr && found->is_string() ? std::string_view(found->as_string())
                                                : std::string_view();
}

Refusals refusals(const manifest::Resource& before, const manifest::Resource& after,
                  std::string_view release_namespace) {
  Examiner examiner(before, after, release_namespace);
  for (const auto rules : {workload_rules(), storage_rules(), service_rules(), other_rules()}) {
    for (const Rule& rule : rules) {
      examiner.apply(rule);
    }
  }
  return examiner.take();
}

}  // namespace copctl::check
