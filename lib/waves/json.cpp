#include "codec/codec.h"
#include "waves/fields.h"
#include "waves/waves.h"

namespace copctl::waves {

namespace {

using value::Value;

Value waves_value(const std::vector<Wave>& waves);

Value wait_value(const Wait& wait) {
  constexpr std::string_view kWords[] = {"declared", "external", "needs"};
  value::Entries entries{{"name", Value::string(wait.name)},
                         {"why", Value::string(kWords[static_cast<std::size_t>(wait.why)])}};
  if (!wait.what.empty()) entries.emplace("what", Value::string(wait.what));
  if (!wait.name_space.empty()) entries.emplace("namespace", Value::string(wait.name_space));
  return Value::map(std::move(entries));
}

Value step_value(const Step& step) {
  value::Items waits;
  for (const Wait& wait : step.waits) waits.push_back(wait_value(wait));
  value::Entries entries{{"name", Value::string(step.name)},
                         {"kind", Value::string(step.kind)},
                         {"namespace", Value::string(step.name_space)},
                         {"tier", Value::string(step.tier)},
                         {"file", Value::string(step.file)},
                         {"waitsFor", Value::list(std::move(waits))}};
  if (!step.waves.empty()) entries.emplace("waves", waves_value(step.waves));
  return Value::map(std::move(entries));
}

Value waves_value(const std::vector<Wave>& waves) {
  value::Items all;
  for (const Wave& wave : waves) {
    value::Items steps;
    for (const Step& step : wave.steps) steps.push_back(step_value(step));
    const std::size_t blank = wave.label.find(' ');
    const bool in_phase = blank != std::string::npos;
    int number = 0;
    read_integer(std::string_view(wave.label).substr(in_phase ? blank + 1 : 0), number);
    value::Entries entries{{"wave", Value::integer(number)},
                           {"steps", Value::list(std::move(steps))}};
    if (in_phase) entries.emplace("phase", Value::string(wave.label.substr(0, blank)));
    all.push_back(Value::map(std::move(entries)));
  }
  return Value::list(std::move(all));
}

}  // namespace

std::string as_json(const std::vector<Timeline>& timelines) {
  value::Items all;
  for (const Timeline& timeline : timelines) {
    all.push_back(Value::map({{"cluster", Value::string(timeline.cluster)},
                              {"root", Value::string(timeline.root)},
                              {"waves", waves_value(timeline.waves)}}));
  }
  std::string error;
  return codec::encode_json(Value::map({{"timelines", Value::list(std::move(all))}}),
                            {.escape_html = false, .indent = 2}, error)
             .value_or("{}") +
         "\n";
}

}  // namespace copctl::waves
