#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "dump/apply_plan.h"

namespace copctl::dump {
namespace {

std::string counts(const ApplyPlan& plan) {
  const std::string line =
      fmt::format("{} created, {} changed, {} unchanged, {} no longer there", plan.created.size(),
                  plan.changed.size(), plan.unchanged.size(), plan.gone.size());
  const std::size_t refused = count_refused(plan);
  return refused == 0 ? line : line + fmt::format("; {} refused", refused);
}

// `Deployment/web`, and where it is when that is not the release's namespace.
std::string named(const PlannedResource& resource, const ApplyPlan& plan) {
  std::string name = base::printable(resource.kind + "/" + resource.name);
  if (!resource.name_space.empty() && resource.name_space != plan.release_namespace) {
    name += " in " + base::printable(resource.name_space);
  }
  return name;
}

std::string change_words(const FieldChange& change) {
  if (!change.had) {
    return "+ " + change.after;
  }
  if (!change.has) {
    return "- " + change.before;
  }
  return change.before.empty() ? change.after : fmt::format("{} → {}", change.before, change.after);
}

void append_changed(std::string& out, const ChangedResource& changed, const ApplyPlan& plan) {
  out += fmt::format("~ {}{}\n", named(changed.resource, plan),
                     changed.restarts ? " (its pods restart)" : "");
  std::size_t shown = 0;
  for (const FieldChange& change : changed.fields) {
    if (shown++ == kMaxFieldsShown) {
      out += fmt::format("    and {} more\n", changed.fields.size() - kMaxFieldsShown);
      break;
    }
    out += fmt::format("    {}: {}\n", change.field, change_words(change));
  }
}

void append_present(std::string& out, const ApplyPlan& plan) {
  for (const PlannedResource& created : plan.created) {
    out += fmt::format("+ {}\n", named(created, plan));
  }
  for (const ChangedResource& changed : plan.changed) {
    append_changed(out, changed, plan);
  }
}

void append_way_out(std::string& out, const check::WayOut& way_out) {
  if (way_out.before_apply.empty() && way_out.after_apply.empty()) {
    return;
  }
  out += fmt::format("    the way out{}: {}\n", way_out.data_loss ? ", which deletes data" : "",
                     way_out.effect);
  for (const std::string& line : way_out.before_apply) {
    out += fmt::format("      {}\n", line);
  }
  if (!way_out.after_apply.empty()) {
    out += "      # and after the apply\n";
  }
  for (const std::string& line : way_out.after_apply) {
    out += fmt::format("      {}\n", line);
  }
}

// Fields with one message share a line.
void append_refusals(std::string& out, const std::vector<check::Refusal>& refusals) {
  for (auto first = refusals.begin(); first != refusals.end();) {
    const auto next = std::find_if(first, refusals.end(), [&](const check::Refusal& refusal) {
      return refusal.message != first->message || refusal.verdict != first->verdict;
    });
    std::string fields;
    for (auto refusal = first; refusal != next; ++refusal) {
      fields += (refusal == first ? "" : ", ") + refusal->field;
    }
    const std::string condition =
        first->condition.empty() ? "" : fmt::format(" ({})", first->condition);
    out += fmt::format("    {}: {}{}\n", fields, first->message, condition);
    first = next;
  }
}

struct VerdictWords {
  check::Verdict verdict;
  std::string_view heading;
};
// The first that one of a resource's fields has is the resource's.
constexpr VerdictWords kVerdicts[] = {
    {check::Verdict::kRefused, "the API server will refuse:"},
    {check::Verdict::kMayBeRefused, "the API server may refuse:"},
    {check::Verdict::kKeepsOld, "the API server will accept, but keep the old value of:"}};

check::Verdict verdict_of(const RefusedResource& resource) {
  check::Verdict gravest = check::Verdict::kKeepsOld;
  for (const check::Refusal& refusal : resource.refusals.fields) {
    gravest = std::min(gravest, refusal.verdict);
  }
  return gravest;
}

void append_refused(std::string& out, const ApplyPlan& plan) {
  for (const VerdictWords& words : kVerdicts) {
    bool first = true;
    for (const RefusedResource& resource : plan.refused) {
      if (verdict_of(resource) != words.verdict) {
        continue;
      }
      out += first ? fmt::format("\n{}\n", words.heading) : "";
      first = false;
      out += fmt::format("  {}\n", named(resource.resource, plan));
      append_refusals(out, resource.refusals.fields);
      append_way_out(out, resource.refusals.way_out);
    }
  }
}

void append_gone(std::string& out, const ApplyPlan& plan) {
  std::string plain;
  std::string data;
  std::string kept;
  for (const GoneResource& gone : plan.gone) {
    const std::string name = named(gone.resource, plan);
    if (gone.command.empty()) {
      kept += fmt::format("  {}: {}\n", name, gone.why);
    } else if (gone.data_loss.empty()) {
      plain += fmt::format("  {}\n", gone.command);
    } else {
      data += fmt::format("  # {}: {}\n  {}\n", name, gone.data_loss, gone.command);
    }
    if (!gone.claims_command.empty()) {
      const std::string more =
          gone.more_claims == 0 ? "" : fmt::format(" ({} more not listed)", gone.more_claims);
      data += fmt::format(
          "  # claims that {} leaves behind{}: the data of their volumes goes with "
          "them\n  {}\n",
          name, more, gone.claims_command);
    }
  }
  out +=
      plain.empty() ? "" : "\nno longer there, but still in the cluster until deleted:\n" + plain;
  out += kept.empty() ? "" : "\nno longer there, but needed; do not delete:\n" + kept;
  out += data.empty() ? "" : "\nthese delete data for good; an apply does not need them:\n" + data;
}

}  // namespace

std::string differences_text(const ApplyPlan& plan) {
  std::string out;
  for (const GoneResource& gone : plan.gone) {
    out += fmt::format("- {}\n", named(gone.resource, plan));
  }
  append_present(out, plan);
  return out;
}

std::string text_of(const ApplyPlan& plan) {
  std::string out = counts(plan) + "\n";
  append_present(out, plan);
  append_refused(out, plan);
  append_gone(out, plan);
  return out;
}

}  // namespace copctl::dump
