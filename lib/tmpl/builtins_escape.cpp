#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "base/unicode.h"
#include "tmpl/builtins.h"
#include "tmpl/print.h"

namespace copctl::tmpl {

namespace {

using value::Value;

using Replacement = std::pair<char, std::string_view>;

constexpr std::array<Replacement, 6> kHtml{{{'\0', "\xEF\xBF\xBD"},
                                            {'"', "&#34;"},
                                            {'\'', "&#39;"},
                                            {'&', "&amp;"},
                                            {'<', "&lt;"},
                                            {'>', "&gt;"}}};

constexpr std::array<Replacement, 7> kJavaScript{{{'\\', "\\\\"},
                                                  {'\'', "\\'"},
                                                  {'"', "\\\""},
                                                  {'<', "\\u003C"},
                                                  {'>', "\\u003E"},
                                                  {'&', "\\u0026"},
                                                  {'=', "\\u003D"}}};

template <std::size_t N>
const Replacement* find(const std::array<Replacement, N>& table, char c) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [c](const Replacement& row) { return row.first == c; });
  return found == table.end() ? nullptr : found;
}

// funcs.go: evalArgs. Nil stands for itself as `<no value>`.
std::string text_of(Call& call) {
  std::vector<Value> operands(call.args().begin(), call.args().end());
  for (Value& operand : operands) {
    if (operand.is_nil()) operand = Value::string("<no value>");
  }
  constexpr std::size_t kLargest = 64u << 20;
  std::string out;
  Printer printer(out, kLargest);
  printer.print(operands);
  // An escape makes a byte at most six.
  call.reserve(printer.stopped() ? kLargest * 2 : out.size() * 6);
  return out;
}

}  // namespace

Value call_html(Call& call) {
  std::string out;
  for (const char c : text_of(call)) {
    if (const Replacement* row = find(kHtml, c)) {
      out += row->second;
    } else {
      out += c;
    }
  }
  return Value::string(std::move(out));
}

Value call_js(Call& call) {
  const std::string text = text_of(call);
  std::string out;
  std::string_view rest = text;
  while (!rest.empty()) {
    const char c = rest[0];
    const base::Rune rune = base::decode_rune(rest);
    const auto length = static_cast<std::size_t>(rune.length);
    if (const Replacement* row = find(kJavaScript, c)) {
      out += row->second;
    } else if (rune.code < ' ') {
      fmt::format_to(std::back_inserter(out), "\\u00{:02X}", static_cast<unsigned>(rune.code));
    } else if (rune.code < 0x80 || base::is_print(rune.code)) {
      out += rest.substr(0, length);
    } else {
      fmt::format_to(std::back_inserter(out), "\\u{:04X}", static_cast<unsigned>(rune.code));
    }
    rest.remove_prefix(length);
  }
  return Value::string(std::move(out));
}

Value call_urlquery(Call& call) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  std::string out;
  for (const char c : text_of(call)) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return Value::string(std::move(out));
}

}  // namespace copctl::tmpl
