#include "fuzz/targets.h"
#include "fuzz/templates.h"

namespace copctl::fuzz {

namespace {

using value::Value;

Value values() {
  const Value list =
      Value::list({Value::string("b"), Value::string("a"), Value::integer(3), Value::nil()});
  const Value sub = Value::map({{"x", Value::integer(1)}, {"y", Value::string("2024-05-17")}});
  return Value::map({{"s", Value::string("text é, with: things\n")},
                     {"v", Value::string("1.2.3-rc.1+build")},
                     {"t", Value::string("{{ .Values.s | upper }}")},
                     {"n", Value::integer(42)},
                     {"f", Value::real(2.5)},
                     {"big", Value::real(1e21)},
                     {"b", Value::boolean(true)},
                     {"e", Value::string("")},
                     {"nil", Value::nil()},
                     {"l", list},
                     {"m", Value::map({{"k", Value::string("v")}, {"sub", sub}})}});
}

}  // namespace

// A template writes a text within its limits or says why not.
void execute(std::string_view bytes) {
  Templates templates(bytes);
  if (!templates.parsed()) return;
  const auto output = templates.execute(values());
  check_told(output.has_value(), templates.diagnostics(), templates.sources());
  if (output) COPCTL_CHECK(output->text.size() <= Templates::limits().output_bytes);
}

}  // namespace copctl::fuzz
