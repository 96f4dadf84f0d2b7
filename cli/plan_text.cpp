#include "cli/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "merge/merge.h"

namespace copctl::cli {

namespace {

constexpr std::string_view kMask = "***";

struct ActionWords {
  std::string_view sign;
  std::string_view word;
};

const std::map<folder::Action, ActionWords> kActions = {
    {folder::Action::kCreate, {"+", "created"}},
    {folder::Action::kUpdate, {"~", "changed"}},
    {folder::Action::kMerge, {"*", "changed, your edits kept"}},
    {folder::Action::kDelete, {"-", "removed"}},
    {folder::Action::kKeep, {"=", "kept as it is"}},
    {folder::Action::kUnchanged, {" ", "unchanged"}}};

const std::map<folder::ConflictReason, std::string_view> kReasons = {
    {folder::ConflictReason::kBothChanged, "you changed it, and so did the profile or your values"},
    {folder::ConflictReason::kInTheWay, "stands where a new file is to be written"},
    {folder::ConflictReason::kBaseUnknown,
     "its secrets are known only to the missing secrets.lock; restore that, give the secrets that "
     "the file holds, or take new ones with --conflicts=new"},
    {folder::ConflictReason::kMarkers,
     "still has the markers of an earlier conflict; decide them in the file first"},
    {folder::ConflictReason::kNoText, "was changed by you and by the profile, and is no text"}};

// `pg-dep.yaml:12: Deployment/pg, spec.replicas`.
std::string place_of(const folder::Conflict& conflict) {
  std::string place = base::printable(conflict.path);
  if (conflict.line != 0) place += fmt::format(":{}", conflict.line);
  if (!conflict.object.empty()) place += ": " + base::printable(conflict.object);
  if (!conflict.field.empty()) place += ", " + base::printable(conflict.field);
  return place;
}

// One side, its name before the first line.
std::string side_text(std::string_view name, const std::string& text, bool secret) {
  if (secret) return fmt::format("  {:<9} | {}\n", name, kMask);
  if (text.empty()) return fmt::format("  {:<9} | (nothing)\n", name);
  std::string out;
  for (const std::string_view line : base::split_lines(text)) {
    if (line.empty() && line.data() == text.data() + text.size()) continue;
    out += fmt::format("  {:<9} | {}\n", name, base::printable(line));
    name = {};
  }
  return out;
}

std::string conflict_text(const folder::Conflict& conflict) {
  std::string out =
      fmt::format("conflict: {}: {}\n", place_of(conflict), kReasons.at(conflict.reason));
  const bool whole = conflict.base.empty() && conflict.mine.empty() && conflict.fresh.empty();
  if (whole || conflict.reason != folder::ConflictReason::kBothChanged) return out;
  out += side_text("last dump", conflict.base, conflict.secret);
  out += side_text("yours", conflict.mine, conflict.secret);
  return out + side_text("new", conflict.fresh, conflict.secret);
}

// An inventory holds thousands of values: from this many of one file on they are counted.
constexpr std::size_t kMaxOfFile = 20;

// `values.yaml:7:12` -> `values.yaml`; of a flag itself.
std::string file_of(const std::string& origin) {
  const std::size_t column = origin.rfind(':');
  const std::size_t line = column == origin.npos ? column : origin.rfind(':', column - 1);
  return line == origin.npos ? origin : origin.substr(0, line);
}

}  // namespace

// What the user need not give again, each with how it was given.
std::string kept_text(const std::vector<dump::KeptSetting>& kept) {
  if (kept.empty()) return {};
  std::map<std::string, std::size_t> counts;
  for (const dump::KeptSetting& setting : kept) ++counts[file_of(setting.origin)];
  std::string out = "kept from the last dump (--reset-values forgets it):\n";
  for (const dump::KeptSetting& setting : kept) {
    std::size_t& count = counts[file_of(setting.origin)];
    if (count == 0) continue;
    if (count > kMaxOfFile) {
      out += fmt::format("  {} values ({})\n", count, file_of(setting.origin));
      count = 0;
    } else {
      out += fmt::format("  {} = {} ({})\n", setting.name, setting.value, setting.origin);
    }
  }
  return out;
}

std::string plan_text(const folder::Plan& plan) {
  std::string out;
  std::map<folder::Action, std::size_t> counts;
  std::size_t moved = 0;
  for (const folder::Change& change : plan.changes) {
    if (change.moved) continue;
    if (!change.from.empty()) {
      ++moved;
      out +=
          fmt::format("> {} -> {}\n", base::printable(change.from), base::printable(change.path));
      continue;
    }
    ++counts[change.action];
    if (change.action != folder::Action::kUnchanged)
      out += fmt::format("{} {}\n", kActions.at(change.action).sign, base::printable(change.path));
  }
  std::vector<std::string> words;
  if (moved != 0) words.push_back(fmt::format("{} moved, your edits kept", moved));
  for (const auto& [action, count] : counts)
    words.push_back(fmt::format("{} {}", count, kActions.at(action).word));
  return out + fmt::format("{}\n", fmt::join(words, ", "));
}

std::string conflicts_text(const folder::Plan& plan) {
  std::string out;
  std::set<std::string_view> files;
  std::size_t count = 0;
  for (const folder::Conflict& conflict : plan.conflicts) {
    if (conflict.resolution != folder::Resolution::kReport) continue;
    out += conflict_text(conflict);
    files.insert(conflict.path);
    ++count;
  }
  if (count == 0) return out;
  const std::string first = base::printable(*files.begin());
  return out + fmt::format(
                   "{} {} in {} {}: nothing was written; decide with --conflicts=mine, "
                   "--conflicts=new or --conflicts=mark, for some files with "
                   "--conflicts=mine:{}\n",
                   count, count == 1 ? "conflict" : "conflicts", files.size(),
                   files.size() == 1 ? "file" : "files", first);
}

std::string diff_text(const folder::Plan& plan) {
  std::string out;
  for (const folder::Change& change : plan.changes) {
    if (change.action == folder::Action::kKeep || change.action == folder::Action::kUnchanged)
      continue;
    if (change.secret) {
      out += fmt::format("# {} {}: it holds secrets, which are not shown\n",
                         base::printable(change.path), kActions.at(change.action).word);
      continue;
    }
    if (change.moved) continue;
    const bool removed = change.action == folder::Action::kDelete;
    out += merge::unified_diff(removed ? change.text : change.before, removed ? "" : change.text,
                               change.action == folder::Action::kCreate && change.from.empty()
                                   ? "/dev/null"
                                   : "a/" + (change.from.empty() ? change.path : change.from),
                               removed ? "/dev/null" : "b/" + change.path);
  }
  return out;
}

}  // namespace copctl::cli
