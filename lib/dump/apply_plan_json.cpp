#include "codec/codec.h"
#include "dump/apply_plan.h"

namespace copctl::dump {
namespace {

using value::Value;

Value text(std::string_view words) { return Value::string(words); }

Value count(std::size_t number) { return Value::integer(static_cast<std::int64_t>(number)); }

Value lines(const std::vector<std::string>& all) {
  value::Items items;
  for (const std::string& line : all) {
    items.push_back(text(line));
  }
  return Value::list(std::move(items));
}

template <class T, class F>
Value each(const std::vector<T>& all, F describe) {
  value::Items items;
  for (const T& one : all) {
    items.push_back(describe(one));
  }
  return Value::list(std::move(items));
}

Value described(const PlannedResource& resource) {
  return Value::map({{"apiVersion", text(resource.api_version)},
                     {"kind", text(resource.kind)},
                     {"namespace", text(resource.name_space)},
                     {"name", text(resource.name)},
                     {"file", text(resource.path)}});
}

Value described(const PlannedResource& resource, value::Entries more) {
  Value all = described(resource);
  all.as_map().entries.merge(std::move(more));
  return all;
}

Value described_field(const FieldChange& change) {
  const std::string_view what = !change.had ? "added" : change.has ? "changed" : "removed";
  return Value::map({{"field", text(change.field)},
                     {"change", text(what)},
                     {"before", text(change.before)},
                     {"after", text(change.after)}});
}

Value described_changed(const ChangedResource& changed) {
  return described(changed.resource, {{"restarts", Value::boolean(changed.restarts)},
                                      {"fields", each(changed.fields, described_field)}});
}

Value described_refusal(const check::Refusal& refusal) {
  constexpr std::string_view kVerdicts[] = {"refused", "mayBeRefused", "keepsOld"};
  return Value::map({{"verdict", text(kVerdicts[static_cast<std::size_t>(refusal.verdict)])},
                     {"field", text(refusal.field)},
                     {"message", text(refusal.message)},
                     {"condition", text(refusal.condition)}});
}

Value described_refused(const RefusedResource& refused) {
  const check::WayOut& way_out = refused.refusals.way_out;
  return described(refused.resource, {{"fields", each(refused.refusals.fields, described_refusal)},
                                      {"effect", text(way_out.effect)},
                                      {"dataLoss", Value::boolean(way_out.data_loss)},
                                      {"beforeApply", lines(way_out.before_apply)},
                                      {"afterApply", lines(way_out.after_apply)}});
}

Value described_gone(const GoneResource& gone) {
  return described(gone.resource, {{"command", text(gone.command)},
                                   {"dataLoss", text(gone.data_loss)},
                                   {"why", text(gone.why)},
                                   {"claims", lines(gone.claims)},
                                   {"moreClaims", count(gone.more_claims)},
                                   {"claimsCommand", text(gone.claims_command)}});
}

}  // namespace

std::string json_of(const ApplyPlan& plan) {
  const auto plain = [](const PlannedResource& resource) { return described(resource); };
  const Value all = Value::map({{"counts", Value::map({{"created", count(plan.created.size())},
                                                       {"changed", count(plan.changed.size())},
                                                       {"unchanged", count(plan.unchanged.size())},
                                                       {"gone", count(plan.gone.size())},
                                                       {"refused", count(count_refused(plan))}})},
                                {"created", each(plan.created, plain)},
                                {"changed", each(plan.changed, described_changed)},
                                {"unchanged", each(plan.unchanged, plain)},
                                {"gone", each(plan.gone, described_gone)},
                                {"refused", each(plan.refused, described_refused)}});
  std::string error;
  return codec::encode_json(all, {.escape_html = false, .indent = 2}, error).value_or("{}") + "\n";
}

}  // namespace copctl::dump
