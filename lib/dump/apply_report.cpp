#include "dump/apply_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.h"
#include "base/text.h"
#include "dump/documents.h"
#include "value/path.h"

namespace copctl::dump {

namespace {

using Resources = std::vector<manifest::Resource>;

// One file before and after, with what stands in it.
struct Pair {
  const folder::Change* change;
  Resources before = {};
  Resources after = {};
  bool broken = false;
};

class Reader {
 public:
  // What stays as it is need not be known in full where nothing goes: it is asked only who mentions
  // what is gone. Of thousands of files that is most of the memory.
  Reader(diag::SourceMap& sources, bool anything_goes)
      : sources_(sources), keeps_all_(anything_goes) {}

  // For several threads at once.
  void read(Pair& pair) {
    const folder::Change& change = *pair.change;
    const bool stays =
        change.action == folder::Action::kUnchanged || change.action == folder::Action::kKeep;
    bool ignored = false;
    if (change.action != folder::Action::kDelete)
      pair.after = resources(change, change.text, pair.broken);
    if (change.action == folder::Action::kUnchanged && !keeps_all_) {
      for (manifest::Resource& resource : pair.after) resource.body = {};
    }
    if (stays) {
      pair.before = pair.after;
    } else if (!change.moved) {
      pair.before = resources(change, change.before, ignored);
    }
    // What is in it now is not known, and certainly not that its resources are gone.
    if (pair.broken) pair.after = pair.before;
  }

 private:
  Resources resources(const folder::Change& change, const std::string& text, bool& broken) {
    if (text.empty()) return {};
    diag::Diagnostics problems;
    const auto source = sources_.add(diag::SourceKind::kFile, change.path, text);
    auto found = manifest::parse(sources_, {source, nullptr, 0, change.secret}, problems);
    broken = !found.has_value();
    return found ? std::move(*found) : Resources();
  }

  diag::SourceMap& sources_;
  bool keeps_all_;
};

void collect(const value::Value& v, std::vector<std::string>& texts) {
  if (v.is_string()) texts.push_back(v.as_string());
  for (const value::Value& item : v.items()) collect(item, texts);
  for (const auto& [key, child] : v.entries()) collect(child, texts);
}

}  // namespace

ApplyPlan apply_plan_of(const folder::Plan& plan, const std::set<std::string>& plain,
                        std::string_view old_namespace, std::string_view new_namespace,
                        const std::vector<std::string>& secrets, diag::SourceMap& sources,
                        diag::Diagnostics& diagnostics) {
  std::vector<Pair> pairs;
  for (const folder::Change& change : plan.changes) {
    if (is_manifest(change.path) && !plain.contains(change.path)) pairs.push_back({&change});
  }
  const bool anything_goes = std::ranges::any_of(pairs, [](const Pair& pair) {
    const folder::Action action = pair.change->action;
    return action == folder::Action::kDelete || action == folder::Action::kUpdate ||
           action == folder::Action::kMerge;
  });
  Reader reader(sources, anything_goes);
  base::for_each_index(pairs.size(), base::usable_threads(),
                       [&](std::size_t i, std::size_t) { reader.read(pairs[i]); });
  Resources before;
  Resources after;
  std::vector<std::string> paths;
  for (Pair& pair : pairs) {
    for (manifest::Resource& resource : pair.before) resource.file = paths.size();
    for (manifest::Resource& resource : pair.after) resource.file = paths.size();
    paths.push_back(pair.change->path);
    std::ranges::move(pair.before, std::back_inserter(before));
    std::ranges::move(pair.after, std::back_inserter(after));
    if (!pair.broken) continue;
    diagnostics.warning({}, diag::Kind::kInvalidManifest,
                        fmt::format("`{}` is no manifest as it stands: kubectl will stop at it",
                                    base::printable(pair.change->path)));
  }
  return apply_plan({before, old_namespace, paths}, {after, new_namespace, paths}, secrets);
}

void add_secret_texts(const folder::Lock& lock, std::vector<std::string>& texts) {
  for (const auto& [pointer, locked] : lock.secret_values) collect(locked.value, texts);
}

std::vector<std::string> secret_texts(const profile::Values& values, const folder::Lock* lock) {
  std::vector<std::string> texts;
  for (const std::string& pointer : values.secrets) {
    if (const value::Value* secret = value::lookup_pointer(values.tree, pointer))
      collect(*secret, texts);
  }
  if (lock != nullptr) add_secret_texts(*lock, texts);
  return texts;
}

}  // namespace copctl::dump
