#include "merge/merge.h"

#include "merge/manifests.h"
#include "merge/shape.h"

namespace copctl::merge {
namespace {

// Texts are plain, and no two of them are the same.
Merged merge_plain(const Texts& texts, const MergeOptions& options) {
  if (options.form == Form::kYaml) {
    const std::optional<File> base = read_file(texts.base);
    const std::optional<File> mine = read_file(texts.mine);
    const std::optional<File> theirs = read_file(texts.theirs);
    if (base && mine && theirs) {
      return merge_manifests({*base, *mine, *theirs}, options.decision);
    }
  }
  return merge_by_lines(texts, options.decision);
}

}  // namespace

Merged merge_texts(std::string_view base, std::string_view mine, std::string_view theirs,
                   const MergeOptions& options) {
  if (base == theirs || mine == theirs) {
    return {std::string(mine), {}};
  }
  if (base == mine) {
    return {std::string(theirs), {}};
  }
  const std::string plain_base = plain(base);
  const std::string plain_mine = plain(mine);
  const std::string plain_theirs = plain(theirs);
  if (plain_base == plain_theirs || plain_mine == plain_theirs) {
    return {std::string(mine), {}};
  }
  const Shape shape = shape_of(mine);
  if (plain_base == plain_mine) {
    return {shaped(plain_theirs, shape), {}};
  }
  Merged merged = merge_plain({plain_base, plain_mine, plain_theirs}, options);
  merged.text = shaped(merged.text, shape);
  return merged;
}

}  // namespace copctl::merge
