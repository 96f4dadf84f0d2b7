#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/edit_distance.h"
#include "base/text.h"
#include "cli/all_commands.h"
#include "cli/functions.h"
#include "cli/help.h"
#include "codec/codec.h"

namespace copctl::cli {

namespace {

using value::Value;
using Functions = std::vector<ListedFunction>;

// Of the list's first column; what is longer stands on a line of its own.
constexpr std::size_t kColumn = 48;

std::vector<Flag> flags() {
  return {{.name = "output",
           .short_name = 'o',
           .metavar = "FORMAT",
           .help = "how to print",
           .allowed = {"text", "json"},
           .default_text = "text"}};
}

bool is_in_profiles(const ListedFunction& listed) { return listed.needs == tmpl::Needs::kNothing; }

Value to_value(const ListedFunction& listed) {
  const auto text = [](std::string_view shown) { return Value::string(std::string(shown)); };
  return Value::map({{"name", text(listed.name)},
                     {"family", text(listed.title)},
                     {"from", text(listed.origin)},
                     {"signature", text(listed.signature)},
                     {"summary", text(listed.summary)},
                     {"example", text(listed.example.source)},
                     {"prints", text(listed.example.output)},
                     {"inProfiles", Value::boolean(is_in_profiles(listed))},
                     {"instead", text(tmpl::instead_of(listed.needs))}});
}

std::string as_json(const Functions& functions) {
  value::Items items;
  for (const ListedFunction& listed : functions) items.push_back(to_value(listed));
  std::string error;
  return codec::encode_json(Value::list(std::move(items)), {.escape_html = false, .indent = 2},
                            error)
             .value_or("[]") +
         "\n";
}

// The signature as a caller sees it: that a function may fail is true of all.
std::string short_signature(std::string_view signature) {
  constexpr std::string_view kMayFail = ", error)";
  if (!signature.ends_with(kMayFail)) return std::string(signature);
  const std::size_t results = signature.rfind('(');
  return std::string(signature.substr(0, results)) +
         std::string(
             signature.substr(results + 1, signature.size() - results - 1 - kMayFail.size()));
}

std::string line_of(const ListedFunction& listed) {
  const std::string call = listed.name + short_signature(listed.signature);
  const std::string_view mark = is_in_profiles(listed) ? "  " : "* ";
  if (call.size() <= kColumn) {
    return fmt::format("{}{:<{}} {}\n", mark, call, kColumn, listed.summary);
  }
  return fmt::format("{}{}\n{:<{}} {}\n", mark, call, "", kColumn + 2, listed.summary);
}

// What stands at the end of the list: the marked functions by what to do instead.
std::string legend(const Functions& functions) {
  std::map<tmpl::Needs, std::vector<std::string>> marked;
  for (const ListedFunction& listed : functions) {
    if (!is_in_profiles(listed)) marked[listed.needs].push_back(listed.name);
  }
  std::map<std::string_view, std::vector<std::string>> by_advice;
  for (const auto& [needs, names] : marked) {
    auto& all = by_advice[tmpl::instead_of(needs)];
    all.insert(all.end(), names.begin(), names.end());
  }
  std::string out = "* not in profiles: the same values must always give the same files\n";
  for (auto& [advice, names] : by_advice) {
    std::ranges::sort(names);
    out += wrapped(fmt::format("{}: {}", advice, fmt::join(names, ", ")), 2);
  }
  return out;
}

std::string as_list(const Functions& functions) {
  std::string out;
  std::string_view title;
  for (const ListedFunction& listed : functions) {
    if (listed.title != title) out += fmt::format("{}{}:\n", out.empty() ? "" : "\n", listed.title);
    title = listed.title;
    out += line_of(listed);
  }
  return out + "\n" + legend(functions) +
         "\n`copctl functions NAME` explains one and shows an example.\n";
}

std::string indented(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return "  " + base::replace_all(text, "\n", "\n  ") + "\n";
}

std::string explanation(const ListedFunction& listed) {
  std::string out = fmt::format("{}{}\n{}\nFrom {}.", listed.name, listed.signature,
                                indented(listed.summary), listed.origin);
  if (!is_in_profiles(listed)) {
    out += fmt::format(" Not in profiles; {}.", tmpl::instead_of(listed.needs));
  }
  return out + "\n\nExample:\n" + indented(listed.example.source) + "prints\n" +
         indented(listed.example.output.empty() ? "(nothing)" : listed.example.output);
}

std::string as_text(const Functions& functions) {
  std::string out;
  for (const ListedFunction& listed : functions) {
    out += (out.empty() ? "" : "\n") + explanation(listed);
  }
  return out;
}

void report_unknown(const std::string& word, diag::Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (ListedFunction& listed : listed_functions()) known.push_back(std::move(listed.name));
  const auto meant = base::closest(word, known);
  diagnostics.error(
      {}, diag::Kind::kUnknownFunction,
      "unknown function `" + word + "`; " +
          (meant ? "did you mean `" + *meant + "`?" : "`copctl functions` lists them"));
}

ExitCode run(const Invocation& invocation) {
  const std::vector<std::string>& operands = invocation.arguments.operands;
  diag::Diagnostics diagnostics;
  const Functions functions =
      operands.empty() ? listed_functions() : functions_named(operands.front());
  if (functions.empty()) {
    report_unknown(operands.front(), diagnostics);
    return report(diagnostics, invocation.sources, invocation.env);
  }
  const std::string* format = invocation.arguments.find("output");
  const bool is_json = format != nullptr && *format == "json";
  invocation.env.out += is_json            ? as_json(functions)
                        : operands.empty() ? as_list(functions)
                                           : as_text(functions);
  return ExitCode::kDone;
}

}  // namespace

Command functions_command() {
  return {.name = "functions",
          .operands = "[NAME]",
          .min_operands = 0,
          .max_operands = 1,
          .summary = "the functions that templates can call",
          .description =
              "Lists the functions and methods that templates can call, by theme, each with what "
              "it takes and gives. With a name, `trunc` or `.Files.Get`, explains that one: whose "
              "it is, whether profiles have it, an example and what that prints.",
          .takes = Takes::kNothing,
          .flags = flags,
          .run = run};
}

}  // namespace copctl::cli
