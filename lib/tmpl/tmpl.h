#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "diag/source_map.h"
#include "diag/span_map.h"
#include "tmpl/function.h"
#include "value/value.h"

// The template language: Go's text/template, and Helm's `include` and `tpl`, which need the
// executor. Front door of the room.

namespace copctl::tmpl {

// Option `missingkey` of text/template: what a map's missing key gives.
enum class MissingKey : std::uint8_t { kDefault, kZero, kError };

// Bounds on one render, each named in the message of the error that ends it.
struct Limits {
  // Nested control structures and parentheses while parsing. Go: none before 1.25, then 10,000 for
  // parentheses.
  std::size_t parse_depth = 1000;
  // Nested `template` calls. Go's maxExecDepth is 100,000; a C++ stack carries less. Raised by
  // nothing.
  std::size_t exec_depth = 1000;
  // Nested runs of one name through `include`, as Helm counts them.
  std::size_t include_depth = 1000;
  // Nodes and calls executed in one render of one file: ends a loop that would not end.
  std::size_t steps = 50'000'000;
  // Bytes that one render may write, 32 more for each part that it writes: to know where each byte
  // came from takes room.
  std::size_t output_bytes = 48u << 20;
  // Bytes that one function call may make or work on: the scrypt of derivePassword needs 32 MiB.
  std::size_t text_bytes = 40u << 20;
  // Bytes of all texts and lists that calls make in one render, whether still held or not: what may
  // be alive at once is less.
  std::size_t made_bytes = 96u << 20;
  // C++ stack that nested templates may use together, of the 8 MiB that a thread has. An include
  // takes about 1 KiB, under the sanitizers 4.
  std::size_t stack_bytes = 6u << 20;
  // Texts, actions and words that a set may hold, `tpl` texts included: about 150 bytes each.
  std::size_t nodes = 800'000;
  // Bytes of all different texts given to `tpl`: a set keeps each of them.
  std::size_t tpl_bytes = 8u << 20;
};

struct Options {
  MissingKey missing_key = MissingKey::kDefault;
  // `include` and `tpl`, and the deletion of `<no value>` from the output and from every `tpl`
  // result, as Helm does.
  bool helm = false;
  // Go's later additions: `else with`, `range` over integers.
  bool modern = true;
  // Name that the set's root and `tpl` texts bear in messages.
  std::string root_name = "gotpl";
  Limits limits = {};
};

// What a render wrote, and which part of which template wrote it.
struct Output {
  std::string text;
  diag::SpanMap origins;
};

// Named templates, parsed once; many renders may run on it. Borrows the SourceMap and the function
// tables for its life; owns everything parsed.
// `execute`, `evaluate` and `expand` may run on several threads at once, beside the other const
// members and nothing else. Each call then needs its own Diagnostics and its own `data`: a deep
// copy made before, whose objects hold no list or map of another's. They add the texts of `tpl` to
// the SourceMap and read it, so it must stand `add` and `text` from several threads, and an
// Environment must stand calls from several. What a render writes does not depend on the others,
// except for which of them meets a limit that the set has as a whole (`nodes`, `tpl_bytes`).
class TemplateSet {
 public:
  TemplateSet(diag::SourceMap& sources, Options options);
  ~TemplateSet();
  TemplateSet(TemplateSet&&) noexcept;
  TemplateSet& operator=(TemplateSet&&) noexcept;

  // Later tables hide earlier rows of the same name; text/template's own functions are there from
  // the start. Functions that need what `environment` does not give are known by name only, for the
  // message.
  void add_functions(std::span<const Function> table);
  void add_methods(std::span<const Method> table);
  // Clock and randomness for functions that need them; without one those functions do not exist.
  // Borrowed.
  void allow(Environment* environment);

  // Parses the source's text as template `name` with all its `define`s. A later text replaces
  // earlier definitions unless its body is empty (parse.go: AddParseTree). False when at least one
  // error was added.
  [[nodiscard]] bool parse(std::string_view name, diag::SourceId source,
                           diag::Diagnostics& diagnostics);

  // A text that is parsed and not yet a part of the set.
  class Draft {
   public:
    Draft(Draft&&) noexcept;
    Draft& operator=(Draft&&) noexcept;
    ~Draft();

   private:
    friend class TemplateSet;
    struct Text;
    explicit Draft(std::unique_ptr<Text> text);
    std::unique_ptr<Text> text_;
  };
  // The two halves of `parse`, with the same result. Texts may be drafted on several threads at
  // once, while nothing else happens to the set; then they are added in their order.
  Draft draft(std::string_view name, diag::SourceId source) const;
  [[nodiscard]] bool add(Draft draft, diag::Diagnostics& diagnostics);

  bool contains(std::string_view name) const;
  std::vector<std::string> names() const;

  // Runs template `name` with `data` as dot. Empty with one error added when it fails; nothing
  // partial comes back. `data` may be changed by `set` and the like.
  [[nodiscard]] std::optional<Output> execute(std::string_view name, const value::Value& data,
                                              diag::Diagnostics& diagnostics) const;

  // The value of the pipeline in `source` (`{{ .Values.clusters }}`, one action and nothing else)
  // with `data` as dot; no value is nil. Functions and templates are this set's.
  [[nodiscard]] std::optional<value::Value> evaluate(diag::SourceId source,
                                                     const value::Value& data,
                                                     diag::Diagnostics& diagnostics) const;
  // What the text in `source` renders to, as a template of this set that bears no name.
  [[nodiscard]] std::optional<std::string> expand(diag::SourceId source, const value::Value& data,
                                                  diag::Diagnostics& diagnostics) const;

  struct Parsed;
  const Parsed& parsed() const { return *parsed_; }

 private:
  std::unique_ptr<Parsed> parsed_;
};

// text/template's own functions, and the ones of Helm that need the executor; in ascending order of
// names. Rows without a body are run by the executor itself.
std::span<const Function> builtin_functions();
std::span<const Function> helm_functions();

// Go's fmt: `%v` of a value; nil prints `<nil>`.
std::string print_value(const value::Value& v);
// fmt.Sprintf.
std::string format(std::string_view format, std::span<const value::Value> operands,
                   std::size_t max_bytes, bool& too_long);
// strconv.Quote.
std::string quote(std::string_view text);
// strconv.FormatFloat(d, 'g', -1, 64), which is what `%v` prints: shortest digits that round-trip,
// exponent form below 1e-4 and from 1e+06 on.
std::string format_float(double d);

}  // namespace copctl::tmpl
