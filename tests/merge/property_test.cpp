#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "codec/codec.h"
#include "merge/merge.h"
#include "merge/random_edits.h"
#include "support/catch.h"

// Random manifests, random edits, random changes. COPCTL_MERGE_ROUNDS sets how many rounds,
// COPCTL_MERGE_SEED the first of them; a failure prints its own.

namespace copctl::merge {
namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  if (text == nullptr) {
    return otherwise;
  }
  std::from_chars(text, text + std::string_view(text).size(), otherwise);
  return otherwise;
}

// Lists as sets: which of two new items comes first is for the table tests.
value::Value sorted(const value::Value& v) {
  value::Value out = v.is_list() ? value::Value::list() : v.is_map() ? value::Value::map() : v;
  for (const auto& [key, child] : v.entries()) {
    out.as_map().entries.emplace(key, sorted(child));
  }
  for (const value::Value& item : v.items()) {
    out.as_list().items.push_back(sorted(item));
  }
  if (v.is_list()) {
    std::ranges::sort(out.as_list().items, {}, [](const value::Value& item) {
      std::string error;
      return codec::encode_json(item, {}, error).value_or("");
    });
  }
  return out;
}

std::optional<value::Value> read(const std::string& text) {
  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  const auto source = sources.add_view(diag::SourceKind::kFile, "a.yaml", text);
  const auto documents = codec::decode_yaml(sources, source, {.spans = false}, diagnostics);
  if (!documents) {
    return std::nullopt;
  }
  value::Value list = value::Value::list();
  for (const codec::Document& document : *documents) {
    if (!document.value.is_nil()) {
      list.as_list().items.push_back(document.value);
    }
  }
  return list;
}

struct Round {
  std::string base;
  std::string mine;
  std::string theirs;
  // Base with the edits and the changes.
  std::string both;
  std::vector<std::string> comments;
  bool resized_plain_list = false;
};

Round make_round(Random& random, bool apart) {
  ModelMaker maker(random);
  const ModelNode base = maker.file();
  EditMaker edits(base, maker, random, apart);
  ModelNode sides[2] = {base, base};
  ModelNode both = base;
  for (const std::size_t side : {1u, 0u}) {
    for (std::size_t i = below(random, 6); i > 0; --i) {
      Edit edit;
      if (edits.change(side, edit)) {
        apply(edit, sides[side]);
        apply(edit, both);
      }
    }
  }
  Round round;
  for (const std::size_t side : {1u, 0u}) {
    for (std::size_t i = below(random, side == 0 ? 6 : 3); i > 0; --i) {
      const Edit edit = edits.restyle(side == 0 ? "mine" : "new");
      apply(edit, sides[side]);
    }
  }
  round.resized_plain_list = edits.resized_plain_list();
  round.base = yaml_of(base);
  round.mine = yaml_of(sides[0]);
  round.theirs = yaml_of(sides[1]);
  round.both = yaml_of(both);
  for (const std::string_view line : lines(round.mine)) {
    const std::size_t at = line.find("# mine ");
    if (at != line.npos) {
      round.comments.emplace_back(line.substr(at, line.find('\n') - at));
    }
  }
  return round;
}

std::string told(const Merged& merged) {
  std::string out;
  for (const Conflict& conflict : merged.conflicts) {
    out += fmt::format("{} {} line {}\n", conflict.resource, conflict.path, conflict.line);
  }
  return out;
}

void require(bool holds, const char* what, const Round& round, const Merged& merged) {
  if (!holds) {
    FAIL(what << "\n--- base\n"
              << round.base << "--- mine\n"
              << round.mine << "--- theirs\n"
              << round.theirs << "--- merged\n"
              << merged.text << "--- conflicts\n"
              << told(merged));
  }
}

void check_identities(const Round& round) {
  const auto check = [&](const Merged& merged, const std::string& text) {
    require(merged.text == text && merged.conflicts.empty(), "only one side changed", round,
            merged);
  };
  check(merge_texts(round.base, round.mine, round.base), round.mine);
  check(merge_texts(round.base, round.base, round.theirs), round.theirs);
  check(merge_texts(round.base, round.mine, round.mine), round.mine);
}

// Every edit, every change and every comment of the user is in the text, and nothing else.
void check_apart(const Round& round) {
  const Merged merged = merge_texts(round.base, round.mine, round.theirs);
  require(merged.conflicts.empty(), "no conflict", round, merged);
  const auto result = read(merged.text);
  const auto expected = read(round.both);
  require(result && expected && value::same_data(sorted(*result), sorted(*expected)),
          "base with both", round, merged);
  for (const std::string& comment : round.comments) {
    require(merged.text.find(comment) != std::string::npos, comment.c_str(), round, merged);
  }
  require(merge_texts(round.theirs, merged.text, round.theirs).text == merged.text, "at rest",
          round, merged);
  // With the old base once more nothing is done twice. In a list without keys it tells no more what
  // became of what.
  const Merged again = merge_texts(round.base, merged.text, round.theirs);
  require(round.resized_plain_list ||
              value::same_data(read(again.text).value_or(value::Value()), *result),
          "merged again", round, again);
}

// Edits and changes anywhere: whatever comes out is sound.
void check_anywhere(const Round& round) {
  const Merged merged = merge_texts(round.base, round.mine, round.theirs);
  require(read(merged.text).has_value(), "can be read", round, merged);
  if (merged.conflicts.empty()) {
    return;
  }
  require(merged.text == round.mine, "mine where there are conflicts", round, merged);
  for (const Decision decision : {Decision::kMine, Decision::kNew, Decision::kMark}) {
    const Merged decided =
        merge_texts(round.base, round.mine, round.theirs, {.decision = decision});
    require(decided.conflicts == merged.conflicts, "the same conflicts", round, decided);
    require(read(decided.text).has_value() == (decision != Decision::kMark), "can be read decided",
            round, decided);
  }
}

void run(bool apart) {
  const std::uint64_t rounds = from_environment("COPCTL_MERGE_ROUNDS", 1000);
  const std::uint64_t first = from_environment("COPCTL_MERGE_SEED", 1);
  for (std::uint64_t seed = first; seed < first + rounds; ++seed) {
    INFO("COPCTL_MERGE_SEED=" << seed);
    Random random(seed);
    const Round round = make_round(random, apart);
    check_identities(round);
    apart ? check_apart(round) : check_anywhere(round);
  }
}

TEST_CASE("edits and changes that are apart all survive", "[property]") { run(true); }

TEST_CASE("edits and changes anywhere give a sound text or conflicts", "[property]") { run(false); }

}  // namespace
}  // namespace copctl::merge
