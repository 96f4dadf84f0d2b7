#pragma once

#include <cstddef>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tmpl/parse.h"
#include "tmpl/tmpl.h"
#include "tmpl/vocabulary.h"

namespace copctl::tmpl {

// What one text defines, by name.
class Definitions {
 public:
  explicit Definitions(std::vector<Body> bodies);
  Definitions(Definitions&&) = default;
  Definitions& operator=(Definitions&&) = default;

  // Nullptr when the text does not define `name`.
  const Body* find(std::string_view name) const;

 private:
  std::vector<Body> bodies_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

// Everything behind a TemplateSet. Executors on several threads borrow it. Texts that are parsed
// while one runs (those of `tpl`, `evaluate` and `expand`) change it under `parsing`: they add
// names, nodes and definitions, and touch none that are there.
struct TemplateSet::Parsed {
  Parsed(diag::SourceMap& source_map, Options set_options)
      : sources(source_map), options(std::move(set_options)), vocabulary(options.helm) {}

  // While no template runs. Throws Failure.
  std::vector<Body> parse(std::string_view name, diag::SourceId source);
  // The same with a count of its own, on several threads at once.
  std::vector<Body> parse(std::string_view name, diag::SourceId source, std::size_t& count);
  // While templates may run on other threads. Throws Failure.
  std::vector<Body> parse_beside(diag::SourceId source);
  // Takes over a text's bodies; an empty body replaces nothing.
  void define(std::vector<Body> bodies);
  // The set's own body; nullptr when there is none.
  const Body* find(std::string_view name) const;
  // The parsed text of a `tpl` call, parsed once however often it is asked for, while templates may
  // run on other threads. Throws Failure with a span in the text.
  const Definitions& tpl(std::string_view text);
  // The two halves of it: the second is for who holds `parsing`.
  const Definitions* find_tpl(std::string_view text);
  const Definitions& add_tpl(std::string_view text);
  std::vector<std::string> names() const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  diag::SourceMap& sources;
  Options options;
  Vocabulary vocabulary;
  Environment* environment = nullptr;
  std::shared_mutex parsing;
  std::size_t nodes = 0;
  std::unordered_map<std::string, Body, Hash, std::equal_to<>> bodies;
  // By text; the keys live in the SourceMap.
  std::unordered_map<std::string_view, std::unique_ptr<const Definitions>> tpl_texts;
  std::size_t tpl_bytes = 0;
};

}  // namespace copctl::tmpl
