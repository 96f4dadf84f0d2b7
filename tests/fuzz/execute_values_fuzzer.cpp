#include "fuzz/targets.h"
#include "fuzz/templates.h"
#include "fuzz/values.h"

namespace copctl::fuzz {

// A template and, after `--`, the bytes of its values: as `execute`, and pure, for the same inputs
// write the same text twice.
void execute_values(std::string_view bytes) {
  const Halves halves = split(bytes);
  std::optional<std::string> before;
  for (int run = 0; run < 2; ++run) {
    Templates templates(halves.first);
    if (!templates.parsed()) return;
    Bytes source(halves.second);
    const value::Value values = make_value(source, Shapes::kAll);
    const auto output = templates.execute(values);
    check_told(output.has_value(), templates.diagnostics(), templates.sources());
    const std::string text = output ? output->text : templates.diagnostics().all().front().message;
    COPCTL_CHECK(!before || *before == text);
    before = text;
  }
}

}  // namespace copctl::fuzz
