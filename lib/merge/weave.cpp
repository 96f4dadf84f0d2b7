#include "merge/weave.h"

#include <algorithm>

#include "codec/codec.h"
#include "merge/diff3.h"
#include "merge/layout.h"
#include "merge/piece.h"

// Goes down the plan and puts each collection together from the pieces of its parts. A part that
// the user left as it was rendered is taken from theirs as a whole, with its comments; in others
// only the values change that theirs changed.

namespace copctl::merge {
namespace {

std::string_view slice(std::string_view text, std::size_t begin, std::size_t end) {
  return text.substr(begin, end - begin);
}

bool is_block(const Node* node) { return node != nullptr && node->placed && !node->in_flow; }

class Weaver {
 public:
  Weaver(const Texts& texts, const WeaveOptions& options) : texts_(texts), options_(options) {}

  std::optional<std::string> run(const Plan& plan, Range mine, Range theirs) {
    std::string out = document(plan, mine, theirs);
    return failed_ ? std::nullopt : std::optional(std::move(out));
  }

 private:
  std::string_view mine(std::size_t begin, std::size_t end) const {
    return slice(texts_.mine, begin, end);
  }

  std::string fail() {
    failed_ = true;
    return {};
  }

  // What a conflict comes to. With marks it stays one.
  Verdict verdict(const Plan& plan) const {
    if (plan.verdict != Verdict::kConflict || options_.decision == Decision::kMark) {
      return plan.verdict;
    }
    return options_.decision == Decision::kNew ? Verdict::kTheirs : Verdict::kMine;
  }

  // Marks stand around whole lines: a conflict inside brackets, or behind the `-` of an item, marks
  // the part around it.
  bool is_marked(const Plan& plan) const {
    if (options_.decision != Decision::kMark || plan.verdict == Verdict::kConflict) {
      return options_.decision == Decision::kMark;
    }
    const Node* own = plan.versions.mine;
    if (own == nullptr || (own->is_container() && own->flow)) {
      return has_conflict(plan);
    }
    return std::ranges::any_of(plan.parts, [&](const Plan& part) {
      const Node* first = part.versions.mine;
      return first != nullptr && first->placed && first->inline_head(texts_.mine) &&
             is_marked(part);
    });
  }

  std::string document(const Plan& plan, Range own, Range theirs) {
    const Versions& v = plan.versions;
    if (is_marked(plan)) {
      const Node* base = v.base;
      const std::string_view before =
          base == nullptr || !base->placed ? "" : slice(texts_.base, base->lead, base->body_end);
      return marked(before, mine(own.begin, own.end),
                    slice(texts_.theirs, theirs.begin, theirs.end));
    }
    if (verdict(plan) == Verdict::kTheirs) {
      return std::string(slice(texts_.theirs, theirs.begin, theirs.end));
    }
    if (verdict(plan) == Verdict::kMine) {
      return std::string(mine(own.begin, own.end));
    }
    const Node& root = *v.mine;
    const std::string body = container(plan).body;
    return std::string(mine(own.begin, root.head)) + body +
           std::string(mine(root.body_end, own.end));
  }

  // A part as it stands in theirs or in base.
  Piece foreign(std::string_view text, const Node& node, const Plan& plan, std::size_t column) {
    const bool entry =
        plan.versions.mine != nullptr ? !plan.versions.mine->key.empty() : !node.key.empty();
    if (options_.verbatim && node.placed && !node.in_flow) {
      return moved(text, node, column);
    }
    std::optional<Piece> piece = rewritten(node, entry, column);
    failed_ |= !piece;
    return piece.value_or(Piece());
  }

  // A part of a block collection whose parts stand in `column`.
  Piece part(const Plan& plan, const Node& owner, std::size_t column) {
    const Node* own = plan.versions.mine;
    if (own == nullptr) {
      return new_part(plan, column);
    }
    if (!own->placed) {
      failed_ |= differs_from_mine(plan);
      return {};
    }
    Piece piece = is_marked(plan) ? marks(plan, column) : changed_part(plan, column);
    piece.behind += behind(*own, owner, piece.body.empty());
    return piece;
  }

  Piece new_part(const Plan& plan, std::size_t column) {
    if (is_marked(plan)) {
      return marks(plan, column);
    }
    return verdict(plan) == Verdict::kTheirs
               ? foreign(texts_.theirs, *plan.versions.theirs, plan, column)
               : Piece();
  }

  Piece marks(const Plan& plan, std::size_t column) {
    const Versions& v = plan.versions;
    const auto lines_of = [&](std::string_view text, const Node* node) {
      return node == nullptr ? std::string()
                             : std::string(column, ' ') + foreign(text, *node, plan, column).body;
    };
    Piece piece = v.mine == nullptr ? Piece() : written(texts_.mine, *v.mine);
    std::string own = v.mine == nullptr ? "" : std::string(column, ' ') + piece.body;
    piece.body = marked(lines_of(texts_.base, v.base), own, lines_of(texts_.theirs, v.theirs));
    piece.whole_lines = true;
    return piece;
  }

  // What stands behind a part up to the next; blank lines behind a part that goes, go with it.
  std::string behind(const Node& own, const Node& owner, bool gone) const {
    const Node* next = &own + 1;
    if (next == owner.children.data() + owner.children.size() || !next->placed) {
      return {};
    }
    const std::string_view between = mine(own.body_end, next->lead);
    return gone && is_blank(between) ? std::string() : std::string(between);
  }

  Piece changed_part(const Plan& plan, std::size_t column) {
    const auto& [base, own, theirs] = plan.versions;
    if (is_block(base) && is_block(theirs) && options_.verbatim &&
        same_text(texts_.base, *base, texts_.mine, *own)) {
      return same_text(texts_.base, *base, texts_.theirs, *theirs)
                 ? written(texts_.mine, *own)
                 : moved(texts_.theirs, *theirs, column);
    }
    if (verdict(plan) == Verdict::kTheirs && theirs == nullptr) {
      Piece gone;
      gone.above = kept(plan, own->lead);
      return gone;
    }
    Piece piece = verdict(plan) == Verdict::kTheirs  ? replaced(plan)
                  : verdict(plan) == Verdict::kParts ? container(plan)
                  : verdict(plan) == Verdict::kText  ? with_lines(plan)
                                                     : written(texts_.mine, *own);
    carry_comments(plan, column, piece);
    return piece;
  }

  // What the user wrote into a part behind `from`, beside what was there.
  std::string kept(const Plan& plan, std::size_t from) const {
    const Node& own = *plan.versions.mine;
    const Node* base = plan.versions.base;
    Stretch before{texts_.base, nullptr, {}};
    if (base != nullptr && base->placed) {
      before = {texts_.base, base, {base->lead, base->body_end}};
    }
    return kept_comments({texts_.mine, &own, {from, own.body_end}}, before,
                         column(texts_.mine, own.head));
  }

  // Comments above a part that theirs alone changed.
  void carry_comments(const Plan& plan, std::size_t column, Piece& piece) const {
    const auto& [base, own, theirs] = plan.versions;
    if (!is_block(base) || !is_block(theirs) || own->inline_head(texts_.mine)) {
      return;
    }
    const std::string theirs_above = moved(texts_.theirs, *theirs, column).above;
    const std::string base_above = moved(texts_.base, *base, column).above;
    const std::string own_above = written(texts_.mine, *own).above;
    if (own_above == base_above && piece.above.starts_with(own_above)) {
      piece.above.replace(0, own_above.size(), theirs_above);
    }
  }

  // The key or `-` of mine with the value of theirs.
  Piece replaced(const Plan& plan) {
    const Node& own = *plan.versions.mine;
    Piece piece = written(texts_.mine, own);
    const std::string_view old = mine(own.after, std::max(own.end, own.after));
    const std::string fresh = new_value(plan);
    piece.body = std::string(mine(own.head, own.after)) + fresh;
    if (fresh.ends_with('\n') || old.find('\n') != old.npos) {
      piece.above += kept(plan, own.after);
      piece.body += fresh.ends_with('\n') ? "" : "\n";
    } else {
      piece.body += rest(plan);
    }
    return piece;
  }

  // What stands behind the key or `-` in theirs: of several lines with the last line break.
  std::string new_value(const Plan& plan) {
    const Node& theirs = *plan.versions.theirs;
    const std::size_t to = column(texts_.mine, plan.versions.mine->head);
    if (!options_.verbatim || !is_block(&theirs)) {
      std::optional<std::string> text = rewritten_value(theirs, to);
      return text ? *text : fail();
    }
    const std::size_t end = std::max(theirs.end, theirs.after);
    const std::string_view text = slice(texts_.theirs, theirs.after, end);
    return text.find('\n') == text.npos
               ? std::string(text)
               : moved(texts_.theirs, theirs, to).body.substr(theirs.after - theirs.head);
  }

  // A block scalar with other lines, indented as mine's are.
  Piece with_lines(const Plan& plan) const {
    const Node& own = *plan.versions.mine;
    const std::size_t begin = line_end(texts_.mine, own.begin);
    const std::size_t first = texts_.mine.find_first_not_of(" \n", begin);
    const std::size_t indent = column(texts_.mine, std::min(first, texts_.mine.size()));
    Piece piece = written(texts_.mine, own);
    piece.body = mine(own.head, begin);
    for (const std::string_view line : lines(plan.text)) {
      piece.body.append(line == "\n" ? 0 : indent, ' ');
      piece.body += line;
    }
    piece.body += piece.body.ends_with('\n') ? "" : "\n";
    return piece;
  }

  // What follows a value on its line: that of theirs when the user has not touched it.
  std::string_view rest(const Plan& plan) const {
    const auto& [base, own, theirs] = plan.versions;
    const auto behind_value = [](std::string_view text, const Node& node) {
      return slice(text, std::max(node.end, node.after), node.body_end);
    };
    const std::string_view kept = behind_value(texts_.mine, *own);
    const bool untouched =
        is_block(base) && is_block(theirs) && behind_value(texts_.base, *base) == kept;
    return untouched ? behind_value(texts_.theirs, *theirs) : kept;
  }

  // A collection whose parts are decided one by one.
  Piece container(const Plan& plan) {
    const Node& own = *plan.versions.mine;
    Piece piece = written(texts_.mine, own);
    if (own.flow && !opens(plan)) {
      const std::string inside = flow(plan);
      piece.body = std::string(mine(own.head, own.begin)) + inside +
                   std::string(mine(own.end, own.body_end));
      return piece;
    }
    const Node* first = own.flow || own.children.empty() ? nullptr : &own.children.front();
    const std::size_t inside = parts_column(plan, first);
    const bool inline_first = first != nullptr && first->inline_head(texts_.mine);
    std::vector<Piece> pieces = parts(plan, inside);
    const std::string body = stacked(pieces, inside, inline_first);
    const bool empty = std::ranges::all_of(pieces, [](const Piece& p) { return p.body.empty(); });
    if (empty && !own.children.empty()) {
      piece.above += shift_lines(body, inside, column(texts_.mine, own.head));
      piece.body = emptied(own, inline_first);
    } else {
      piece.body = opening(own, first) + body;
    }
    return piece;
  }

  std::vector<Piece> parts(const Plan& plan, std::size_t inside) {
    const Node& own = *plan.versions.mine;
    std::vector<Piece> pieces;
    for (const Plan& each : plan.parts) {
      pieces.push_back(part(each, own, inside));
    }
    return pieces;
  }

  // An empty collection that is filled with lines.
  bool opens(const Plan& plan) const {
    const Node& own = *plan.versions.mine;
    return own.children.empty() && !own.in_flow && own.after != 0 && !plan.parts.empty() &&
           std::ranges::all_of(plan.parts, [&](const Plan& each) {
             return verdict(each) == Verdict::kTheirs && is_block(each.versions.theirs);
           });
  }

  std::size_t parts_column(const Plan& plan, const Node* first) const {
    if (first != nullptr) {
      return column(texts_.mine, first->head);
    }
    const Node& own = *plan.versions.mine;
    if (plan.parts.empty()) {
      return 0;
    }
    const Node& theirs = *plan.versions.theirs;
    return column(texts_.mine, own.head) +
           column(texts_.theirs, plan.parts.front().versions.theirs->head) -
           column(texts_.theirs, theirs.head);
  }

  // From the key or `-` to the first part.
  std::string opening(const Node& own, const Node* first) const {
    if (first != nullptr) {
      return std::string(mine(own.head, first->lead));
    }
    return std::string(mine(own.head, own.after)) + std::string(mine(own.end, own.body_end));
  }

  // All parts are gone.
  std::string emptied(const Node& own, bool inline_first) {
    if (own.after == 0) {
      return fail();
    }
    const std::string empty = own.value.is_map() ? " {}" : " []";
    return std::string(mine(own.head, own.after)) + empty +
           (inline_first ? "\n" : std::string(mine(own.after, line_end(texts_.mine, own.after))));
  }

  // The text of a value inside brackets.
  std::string flow(const Plan& plan) {
    const Node& own = *plan.versions.mine;
    if (verdict(plan) == Verdict::kMine) {
      return std::string(mine(own.begin, own.end));
    }
    if (verdict(plan) == Verdict::kParts) {
      return own.placed && own.flow ? flow_parts(plan) : fail();
    }
    return foreign_flow(*plan.versions.theirs);
  }

  std::string foreign_flow(const Node& node) {
    std::optional<std::string> text = flow_text(texts_.theirs, node);
    return text ? *text : fail();
  }

  std::string flow_parts(const Plan& plan) {
    const Node& own = *plan.versions.mine;
    std::string out;
    const Node* last = nullptr;
    const std::string between = separator(own);
    if (has_comments(own) && !keeps_parts(plan)) {
      return fail();
    }
    for (const Plan& each : plan.parts) {
      const Node* node = each.versions.mine;
      const bool taken = verdict(each) == Verdict::kTheirs;
      if (taken ? each.versions.theirs == nullptr : node == nullptr) {
        continue;
      }
      if (node != nullptr && !node->placed) {
        return fail();
      }
      out += last == nullptr && out.empty() ? "" : gap(last, node, between);
      out += flow_part(each);
      last = node;
    }
    return enclosed(own, out);
  }

  bool has_comments(const Node& own) const {
    return !comments_between(texts_.mine, own, own.begin, own.end).empty();
  }

  // No part comes, goes or moves.
  bool keeps_parts(const Plan& plan) const {
    const Node& own = *plan.versions.mine;
    const Node* next = own.children.data();
    return plan.parts.size() == own.children.size() &&
           std::ranges::all_of(plan.parts, [&](const Plan& each) {
             return each.versions.mine == next++ &&
                    (verdict(each) != Verdict::kTheirs || each.versions.theirs != nullptr);
           });
  }

  std::string flow_part(const Plan& plan) {
    const Node* node = plan.versions.mine;
    if (node != nullptr) {
      return std::string(mine(node->head, node->begin)) + flow(plan);
    }
    const Node& theirs = *plan.versions.theirs;
    std::string key;
    if (!theirs.key.empty()) {
      codec::append_json_string(key, theirs.key);
      key += ": ";
      if (theirs.placed && theirs.after > theirs.head) {
        key = std::string(slice(texts_.theirs, theirs.head, theirs.after)) + " ";
      }
    }
    return key + foreign_flow(theirs);
  }

  // Between neighbours of mine that still are, what stands there.
  std::string gap(const Node* last, const Node* next, const std::string& between) const {
    return last != nullptr && next == last + 1 ? std::string(mine(last->end, next->head)) : between;
  }

  std::string separator(const Node& own) {
    if (own.children.size() < 2 || !own.children[1].placed) {
      return ", ";
    }
    return std::string(mine(own.children[0].end, own.children[1].head));
  }

  // The brackets, with what stands between them and the parts.
  std::string enclosed(const Node& own, const std::string& inside) {
    const bool none = own.children.empty() || inside.empty();
    const std::string open(none ? mine(own.begin, own.begin + 1)
                                : mine(own.begin, own.children.front().head));
    const std::string close(none ? mine(own.end - 1, own.end)
                                 : mine(own.children.back().end, own.end));
    return open + inside + close;
  }

  const Texts& texts_;
  const WeaveOptions& options_;
  bool failed_ = false;
};

}  // namespace

std::optional<std::string> weave(const Texts& texts, const Plan& plan, Range mine, Range theirs,
                                 const WeaveOptions& options) {
  return Weaver(texts, options).run(plan, mine, theirs);
}

}  // namespace copctl::merge
