#include "merge/diff3.h"
#include "merge/manifests.h"

namespace copctl::merge {
namespace {

std::string text_of(const Chunk& chunk, Decision decision) {
  if (chunk.conflict && decision == Decision::kMark) {
    return marked(chunk.base, chunk.mine, chunk.theirs);
  }
  return chunk.conflict && decision == Decision::kNew ? chunk.theirs : chunk.mine;
}

}  // namespace

Merged merge_by_lines(const Texts& texts, Decision decision) {
  Merged merged;
  for (const Chunk& chunk : merge_lines(texts.base, texts.mine, texts.theirs)) {
    merged.text += text_of(chunk, decision);
    if (chunk.conflict) {
      merged.conflicts.push_back({"", "", chunk.base, chunk.mine, chunk.theirs, chunk.line});
    }
  }
  if (decision == Decision::kReport && !merged.conflicts.empty()) {
    merged.text = texts.mine;
  }
  return merged;
}

}  // namespace copctl::merge
