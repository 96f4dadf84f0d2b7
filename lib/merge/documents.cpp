#include "merge/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "codec/codec.h"
#include "merge/layout.h"

namespace copctl::merge {
namespace {

std::string text_at(const value::Value& v, std::string_view key) {
  const value::Value* found = v.find(key);
  return found != nullptr && found->is_string() ? found->as_string() : std::string();
}

// The version of an API is no part of an identity.
std::string group_of(const value::Value& resource) {
  const std::string version = text_at(resource, "apiVersion");
  const std::size_t slash = version.find('/');
  return slash == std::string::npos ? std::string() : version.substr(0, slash);
}

void identify(const value::Value& document, Part& part) {
  const std::string kind = text_at(document, "kind");
  const value::Value* metadata = document.find("metadata");
  if (kind.empty() || metadata == nullptr) {
    return;
  }
  const std::string name = text_at(*metadata, "name");
  if (name.empty()) {
    return;
  }
  part.kind = fmt::format("{}/{}", group_of(document), kind);
  part.identity = fmt::format("{}/{}/{}", part.kind, text_at(*metadata, "namespace"), name);
  part.display = base::printable(fmt::format("{}/{}", kind, name));
}

// Behind the line that begins with `---`; where the root begins when it stands on that line.
std::size_t body_of(std::string_view text, const Range& all, const Node& root) {
  const std::size_t limit = root.placed ? root.begin : all.end;
  std::size_t body = all.begin;
  for (std::size_t at = all.begin; at < limit; at = line_end(text, at)) {
    if (text.substr(at).starts_with("---")) {
      body = line_end(text, at);
    }
  }
  return std::min(body, std::max(limit, all.begin));
}

std::optional<std::vector<codec::Document>> decode(std::string_view text, bool spans,
                                                   diag::SourceMap& sources) {
  diag::Diagnostics diagnostics;
  const diag::SourceId source = sources.add_view(diag::SourceKind::kFile, "", text);
  return codec::decode_yaml(sources, source, {.spans = spans}, diagnostics);
}

// Slots of documents, by a key that each has.
class Pairing {
 public:
  void add(const File& file, std::size_t Slot::*side) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < file.parts.size(); ++i) {
      const std::string& identity = file.parts[i].identity;
      const auto key = std::pair(identity, seen[identity]++);
      const auto [at, is_new] = by_key_.emplace(key, slots_.size());
      if (is_new) {
        slots_.emplace_back();
      }
      slots_[at->second].*side = i;
    }
  }

  void join_renamed(const File& base, const File& file, std::size_t Slot::*side) {
    if (base.parts.size() != file.parts.size()) {
      return;
    }
    std::map<std::string, std::vector<std::size_t>> gone;
    std::map<std::string, std::vector<std::size_t>> added;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      const Slot& slot = slots_[i];
      if (slot.base != kNone && slot.*side == kNone) {
        gone[base.parts[slot.base].kind].push_back(i);
      } else if (slot.base == kNone && slot.*side != kNone) {
        added[file.parts[slot.*side].kind].push_back(i);
      }
    }
    for (const auto& [kind, olds] : gone) {
      const auto news = added.find(kind);
      if (olds.size() == 1 && news != added.end() && news->second.size() == 1) {
        slots_[olds[0]].*side = std::exchange(slots_[news->second[0]].*side, kNone);
      }
    }
  }

  std::vector<Slot> take() {
    std::erase(slots_, Slot{});
    return std::move(slots_);
  }

 private:
  std::vector<Slot> slots_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> by_key_;
};

}  // namespace

std::optional<File> read_file(std::string_view text) {
  diag::SourceMap sources;
  const auto documents = decode(text, true, sources);
  if (!documents) {
    return std::nullopt;
  }
  File file;
  file.text = text;
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    file.breaks.push_back(at);
  }
  file.root.value = value::Value::list();
  file.root.placed = true;
  for (const codec::Document& document : *documents) {
    Part part;
    part.all = {document.span.begin, document.span.end};
    Node& root = file.root.children.emplace_back(read_tree(text, document));
    part.body = body_of(text, part.all, root);
    identify(document.value, part);
    file.parts.push_back(std::move(part));
    file.root.value.as_list().items.push_back(document.value);
  }
  return file;
}

std::size_t File::line_of(std::size_t at) const {
  return 1 + static_cast<std::size_t>(std::ranges::lower_bound(breaks, at) - breaks.begin());
}

std::optional<value::Items> read_values(std::string_view text) {
  diag::SourceMap sources;
  const auto documents = decode(text, false, sources);
  if (!documents) {
    return std::nullopt;
  }
  value::Items values;
  for (const codec::Document& document : *documents) {
    if (!document.value.is_nil()) {
      values.push_back(document.value);
    }
  }
  return values;
}

std::vector<Slot> pair_documents(const File& base, const File& mine, const File& theirs) {
  Pairing pairing;
  pairing.add(base, &Slot::base);
  pairing.add(mine, &Slot::mine);
  pairing.add(theirs, &Slot::theirs);
  pairing.join_renamed(base, mine, &Slot::mine);
  pairing.join_renamed(base, theirs, &Slot::theirs);
  return pairing.take();
}

}  // namespace copctl::merge
