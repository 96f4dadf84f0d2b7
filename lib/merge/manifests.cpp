#include "merge/manifests.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "merge/diff3.h"
#include "merge/piece.h"
#include "merge/weave.h"

namespace copctl::merge {
namespace {

bool reads_as(std::string_view text, const value::Items& expected) {
  const std::optional<value::Items> values = read_values(text);
  return values && std::ranges::equal(*values, expected, value::same_data);
}

bool says(std::string_view text, const std::optional<value::Value>& v) {
  return reads_as(text, v && !v->is_nil() ? value::Items{*v} : value::Items());
}

// Lines of the three texts, merged; empty where they clash.
std::optional<std::string> clean_lines(const Texts& texts) {
  std::string text;
  for (const Chunk& chunk : merge_lines(texts.base, texts.mine, texts.theirs)) {
    if (chunk.conflict) {
      return std::nullopt;
    }
    text += chunk.mine;
  }
  return text;
}

// One document in its three files.
struct Bodies {
  const Part* base = nullptr;
  const Part* mine = nullptr;
  const Part* theirs = nullptr;
};

const Part* part_of(const File& file, const Node* root) {
  return root == nullptr ? nullptr : &file.parts[root - file.root.children.data()];
}

std::string_view body(const File& file, const Part* part) {
  return part == nullptr ? std::string_view()
                         : file.text.substr(part->body, part->all.end - part->body);
}

// The `---` and what stands before it.
std::string head(const File& file, const Part* part) {
  return part == nullptr
             ? std::string()
             : std::string(file.text.substr(part->all.begin, part->body - part->all.begin));
}

class Documents {
 public:
  Documents(const Files& files, Plan plan)
      : files_(files), plan_(std::move(plan)), stuck_(plan_.parts.size()) {}

  Merged run(Decision decision) {
    if (std::optional<std::string> text = merged_lines()) {
      return {std::move(*text), {}};
    }
    Merged merged;
    merged.text = assembled(Decision::kMine);
    if (!reads_as(merged.text, expected())) {
      stuck_.assign(stuck_.size(), true);
    }
    merged.conflicts = conflicts();
    if (decision == Decision::kReport && !merged.conflicts.empty()) {
      merged.text = files_.mine.text;
    } else if (decision == Decision::kNew || decision == Decision::kMark) {
      merged.text = assembled(decision);
    }
    return merged;
  }

 private:
  // What keeps everything that anybody wrote, comments included, where it says the right thing.
  std::optional<std::string> merged_lines() const {
    if (has_conflict(plan_)) {
      return std::nullopt;
    }
    std::optional<std::string> text =
        clean_lines({files_.base.text, files_.mine.text, files_.theirs.text});
    return text && reads_as(*text, expected()) ? std::move(text) : std::nullopt;
  }

  // The values of the documents, conflicts decided for mine.
  value::Items expected() const {
    value::Items values;
    for (std::size_t i = 0; i < plan_.parts.size(); ++i) {
      const std::optional<value::Value> v = expected(i);
      if (v && !v->is_nil()) {
        values.push_back(*v);
      }
    }
    return values;
  }

  std::optional<value::Value> expected(std::size_t i) const {
    const Plan& document = plan_.parts[i];
    const Node* mine = document.versions.mine;
    if (!stuck_[i]) {
      return merged_value(document, Taker::kMine);
    }
    return mine == nullptr ? std::nullopt : std::optional(mine->value);
  }

  std::vector<Conflict> conflicts() const {
    std::vector<Conflict> all;
    for (std::size_t i = 0; i < plan_.parts.size(); ++i) {
      if (stuck_[i]) {
        all.push_back(document_conflict(files_, plan_.parts[i]));
      } else if (has_conflict(plan_.parts[i])) {
        std::vector<Conflict> some = conflicts_of(files_, plan_.parts[i]);
        std::ranges::move(some, std::back_inserter(all));
      }
    }
    return all;
  }

  std::string assembled(Decision decision) {
    std::string out;
    bool any = false;
    for (std::size_t i = 0; i < plan_.parts.size(); ++i) {
      const Bodies bodies = bodies_of(plan_.parts[i]);
      const std::optional<std::string> text = document(i, bodies, decision);
      if (!text) {
        out += comments_of_removed(plan_.parts[i]);
        continue;
      }
      std::string start = head(bodies.mine != nullptr ? files_.mine : files_.theirs,
                               bodies.mine != nullptr ? bodies.mine : bodies.theirs);
      if (any && start.empty()) {
        start = "---\n";
      }
      if (!out.empty() && out.back() != '\n') {
        out += '\n';
      }
      out += start + *text;
      any = true;
    }
    return out;
  }

  Bodies bodies_of(const Plan& document) const {
    const Versions& v = document.versions;
    return {part_of(files_.base, v.base), part_of(files_.mine, v.mine),
            part_of(files_.theirs, v.theirs)};
  }

  // What the user wrote into a document that goes.
  std::string comments_of_removed(const Plan& document) const {
    const Versions& v = document.versions;
    if (v.mine == nullptr || v.theirs != nullptr) {
      return {};
    }
    const auto stretch = [](const File& file, const Node* root) {
      const Part* part = part_of(file, root);
      return part == nullptr ? Stretch() : Stretch{file.text, root, part->all};
    };
    return kept_comments(stretch(files_.mine, v.mine), stretch(files_.base, v.base), 0);
  }

  // The body of the merged document `i`; empty when it is gone.
  std::optional<std::string> document(std::size_t i, const Bodies& bodies, Decision decision) {
    const Plan& plan = plan_.parts[i];
    if (stuck_[i]) {
      return undecided(bodies, decision);
    }
    if (bodies.mine == nullptr || bodies.theirs == nullptr) {
      return one_sided(plan, bodies, decision);
    }
    const std::string_view mine = body(files_.mine, bodies.mine);
    const std::string_view base = body(files_.base, bodies.base);
    const std::string_view theirs = body(files_.theirs, bodies.theirs);
    if (bodies.base != nullptr && base == mine) {
      return std::string(theirs);
    }
    if (mine == theirs || (bodies.base != nullptr && base == theirs)) {
      return std::string(mine);
    }
    if (std::optional<std::string> text = written(plan, bodies, decision)) {
      return text;
    }
    // Once conflicts have been told there must be no other: marks are the way out.
    if (decision != Decision::kMine) {
      return undecided(bodies, Decision::kMark);
    }
    stuck_[i] = true;
    return undecided(bodies, decision);
  }

  // Nothing finer can be said than that both sides changed the document.
  std::optional<std::string> undecided(const Bodies& bodies, Decision decision) const {
    const std::string_view mine = body(files_.mine, bodies.mine);
    const std::string_view theirs = body(files_.theirs, bodies.theirs);
    if (decision == Decision::kMark) {
      return marked(body(files_.base, bodies.base), mine, theirs);
    }
    const bool takes_theirs = decision == Decision::kNew;
    if ((takes_theirs ? bodies.theirs : bodies.mine) == nullptr) {
      return std::nullopt;
    }
    return std::string(takes_theirs ? theirs : mine);
  }

  // A document that one of the sides lacks.
  std::optional<std::string> one_sided(const Plan& plan, const Bodies& bodies,
                                       Decision decision) const {
    if (plan.verdict == Verdict::kConflict) {
      return undecided(bodies, decision);
    }
    return undecided(bodies, plan.verdict == Verdict::kTheirs ? Decision::kNew : Decision::kMine);
  }

  std::optional<std::string> written(const Plan& plan, const Bodies& bodies,
                                     Decision decision) const {
    const Taker taker = decision == Decision::kNew ? Taker::kTheirs : Taker::kMine;
    const std::optional<value::Value> wanted = merged_value(plan, taker);
    const std::string start = head(files_.mine, bodies.mine);
    // Of a single document the lines have been tried.
    if (plan_.parts.size() > 1 && !has_conflict(plan)) {
      std::optional<std::string> text =
          clean_lines({body(files_.base, bodies.base), body(files_.mine, bodies.mine),
                       body(files_.theirs, bodies.theirs)});
      if (text && says(start + *text, wanted)) {
        return text;
      }
    }
    const Texts texts{files_.base.text, files_.mine.text, files_.theirs.text};
    const Range mine{bodies.mine->body, bodies.mine->all.end};
    const Range theirs{bodies.theirs->body, bodies.theirs->all.end};
    for (const bool verbatim : {true, false}) {
      std::optional<std::string> text = weave(texts, plan, mine, theirs, {decision, verbatim});
      // Marks are there to be not read; without conflicts there are none.
      const bool marks = decision == Decision::kMark && has_conflict(plan);
      if (text && (marks || says(start + *text, wanted))) {
        return text;
      }
    }
    return std::nullopt;
  }

  const Files& files_;
  Plan plan_;
  // Documents that could not be merged part by part.
  std::vector<bool> stuck_;
};

Merged as_a_whole(const Texts& texts, Decision decision) {
  Merged merged;
  merged.conflicts.push_back(
      {"", "", std::string(texts.base), std::string(texts.mine), std::string(texts.theirs), 1});
  merged.text = decision == Decision::kMark  ? marked(texts.base, texts.mine, texts.theirs)
                : decision == Decision::kNew ? std::string(texts.theirs)
                                             : std::string(texts.mine);
  return merged;
}

}  // namespace

Merged merge_manifests(const Files& files, Decision decision) {
  std::optional<Plan> plan =
      decide_documents({&files.base.root, &files.mine.root, &files.theirs.root},
                       pair_documents(files.base, files.mine, files.theirs));
  // Both sides put the documents in another order each.
  if (!plan) {
    return as_a_whole({files.base.text, files.mine.text, files.theirs.text}, decision);
  }
  return Documents(files, std::move(*plan)).run(decision);
}

}  // namespace copctl::merge
