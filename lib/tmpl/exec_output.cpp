// What a run writes, and which part of which template wrote it.

#include <algorithm>
#include <utility>

#include "tmpl/exec.h"
#include "tmpl/print.h"

namespace copctl::tmpl {

namespace {

constexpr std::string_view kNoValue = "<no value>";

}  // namespace

void Executor::print_value(const diag::Span& span, const Operand& operand) {
  at(span);
  record(span, false);
  const value::Value& v = operand.value;
  if (v.is_string()) {
    out_ += v.as_string();
  } else if (v.is_nil()) {
    out_ += kNoValue;
  } else if (v.is_object()) {
    const value::Object& object = v.as_object();
    out_ += object.text(operand.addressable || object.kind_name() == "ptr");
  } else {
    Printer printer(out_, limits_.text_bytes);
    printer.print_value(v, 'v');
    if (printer.stopped()) reserve(limits_.text_bytes + 1);
  }
  check_output();
}

void Executor::record(const diag::Span& span, bool verbatim) {
  if (captures_ > 0) return;
  if (!origins_.empty() && origins_.back().begin == out_.size()) origins_.pop_back();
  origins_.push_back({static_cast<std::uint32_t>(out_.size()), span, verbatim});
}

// Origins of the bytes from `begin` to `end`, which stand at `at` in the output. `first` is the
// origin that wrote the byte at `begin`, or one before it.
std::size_t Executor::keep_origins(std::size_t first, std::size_t begin, std::size_t end,
                                   std::size_t at, diag::SpanMap& kept) const {
  while (first + 1 < origins_.size() && origins_[first + 1].begin <= begin) ++first;
  for (std::size_t i = first; i < origins_.size() && origins_[i].begin < end; ++i) {
    const Origin& origin = origins_[i];
    const std::size_t from = std::max<std::size_t>(begin, origin.begin);
    const auto offset = static_cast<std::uint32_t>(at + from - begin);
    if (!origin.verbatim) {
      kept.append(offset, origin.span);
      continue;
    }
    diag::Span span = origin.span;
    span.begin += static_cast<std::uint32_t>(from - origin.begin);
    kept.append_text(offset, span);
  }
  return first;
}

// In Helm's mode `<no value>` is deleted, even where a template spells it.
Output Executor::take_output() {
  Output output;
  std::size_t kept = 0;
  std::size_t origin = 0;
  std::size_t begin = 0;
  while (begin <= out_.size()) {
    const std::size_t found = set_.options.helm ? out_.find(kNoValue, begin) : std::string::npos;
    const std::size_t end = std::min(found, out_.size());
    origin = keep_origins(origin, begin, end, kept, output.origins);
    std::char_traits<char>::move(out_.data() + kept, out_.data() + begin, end - begin);
    kept += end - begin;
    begin = end == out_.size() ? end + 1 : end + kNoValue.size();
  }
  out_.resize(kept);
  output.text = std::move(out_);
  return output;
}

}  // namespace copctl::tmpl
