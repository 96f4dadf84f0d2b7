#include <string>
#include <string_view>

#include "funcs/arguments.h"
#include "funcs/funcs.h"

// What sprig lets a template see of the machine that it runs on. Here nothing is ever seen: no
// variable is set and no host is known.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using tmpl::Needs;
using value::Value;

Value nothing(Call&) { return Value::string(""); }

bool is_special_name(char c) {
  return (c >= '0' && c <= '9') || std::string_view("*#$@!?-").find(c) != std::string_view::npos;
}

bool is_name_byte(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// os.Expand: bytes of the name at the start of `text`, braces included; 0 when there is none. An
// opening brace that nothing closes counts alone.
std::size_t length_of_name(std::string_view text, bool closes) {
  if (text.empty()) {
    return 0;
  }
  if (text[0] == '{') {
    return closes ? text.find('}') + 1 : 1;
  }
  if (is_special_name(text[0])) {
    return 1;
  }
  std::size_t length = 0;
  while (length < text.size() && is_name_byte(text[length])) {
    ++length;
  }
  return length;
}

// Every variable is unset.
Value expand_env(Call& call) {
  const std::string_view text = call.text(0);
  const std::size_t last_brace = text.rfind('}');
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool closes = last_brace != std::string_view::npos && i < last_brace;
    const std::size_t name = text[i] == '$' ? length_of_name(text.substr(i + 1), closes) : 0;
    if (name == 0) {
      out += text[i];
    }
    i += name;
  }
  return Value::string(std::move(out));
}

Value no_environment(Call& call) {
  call.fail("templates do not see the environment; pass a value instead");
  return Value::nil();
}

Value no_network(Call& call) {
  call.fail("templates do not see the network; pass the address as a value");
  return Value::nil();
}

constexpr tmpl::Function kTable[] = {
    {"env",
     "(string) string",
     nothing,
     "an environment variable: none is ever set",
     {"[{{ env \"HOME\" }}]", "[]"}},
    {"expandenv",
     "(string) string",
     expand_env,
     "the text with environment variables filled in: none is ever set",
     {"{{ expandenv \"a${HOME}b\" }}", "ab"}},
    {"getHostByName",
     "(string) string",
     nothing,
     "the address of a host: none is ever known",
     {"[{{ getHostByName \"localhost\" }}]", "[]"}},
};

constexpr tmpl::Function kHelmTable[] = {
    {"env",
     "(string) string",
     no_environment,
     "an environment variable; Helm has none either",
     {"{{ env \"HOME\" }}",
      "error: function \"env\" not defined; templates see values alone, declare a parameter "
      "instead"},
     Needs::kEnvironment},
    {"expandenv",
     "(string) string",
     no_environment,
     "the text with environment variables filled in; Helm has none either",
     {"{{ expandenv \"$HOME\" }}",
      "error: function \"expandenv\" not defined; templates see values alone, declare a parameter "
      "instead"},
     Needs::kEnvironment},
    {"getHostByName",
     "(string) string",
     no_network,
     "the address of a host",
     {"{{ getHostByName \"localhost\" }}",
      "error: function \"getHostByName\" not defined; templates see values alone, declare a "
      "parameter instead"},
     Needs::kNetwork},
};

}  // namespace

std::span<const tmpl::Function> surroundings() { return kTable; }
std::span<const tmpl::Function> helm_surroundings() { return kHelmTable; }

}  // namespace copctl::funcs
