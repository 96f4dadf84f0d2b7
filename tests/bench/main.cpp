#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "allocations.h"
#include "codec/codec.h"
#include "run.h"

// copctl-bench [-n N] REQUEST.json…: times each request N times and prints, as JSON, nanoseconds
// and allocations of one run: of decoding the data, parsing and rendering (`parse_exec`), and of
// rendering alone with everything parsed (`exec`).

namespace copctl::bench {
namespace {

using conformance::Vector;
using value::Value;

// Neither random nor late: two runs make the same.
class FixedEnvironment final : public tmpl::Environment {
 public:
  std::string random_bytes(std::size_t count) override { return std::string(count, 'r'); }
  std::int64_t now() override { return 0; }
};

struct Request {
  std::string path;
  Vector vector;
  // The data as JSON text: decoding it is part of the work.
  std::string data;
};

struct Cost {
  std::int64_t nanoseconds = 0;
  Allocations made;
};

codec::Numbers numbers_of(const Vector& vector) {
  return vector.numbers == "int64" ? codec::Numbers::kInt64 : codec::Numbers::kFloat64;
}

// Everything that one parse makes.
struct Parsed {
  explicit Parsed(const Request& request)
      : set(conformance::make_set(request.vector, sources, environment)),
        dot(conformance::make_dot(
            request.vector,
            codec::go_json_unmarshal(request.data, numbers_of(request.vector)).value)) {
    good = conformance::parse_all(request.vector, set, sources, diagnostics);
  }

  std::optional<std::string> execute(const std::string& entry) {
    auto output = set.execute(entry, dot, diagnostics);
    if (!output) return std::nullopt;
    return std::move(output->text);
  }

  diag::SourceMap sources;
  diag::Diagnostics diagnostics;
  FixedEnvironment environment;
  tmpl::TemplateSet set;
  Value dot;
  bool good = false;
};

// The mean of `count` runs.
template <class Work>
Cost cost_of(std::int64_t count, Work work) {
  const Allocations before = allocations();
  const auto begin = std::chrono::steady_clock::now();
  for (std::int64_t i = 0; i < count; ++i) work();
  const std::chrono::nanoseconds taken = std::chrono::steady_clock::now() - begin;
  const Allocations after = allocations();
  const auto runs = static_cast<std::size_t>(count);
  return {taken.count() / count,
          {(after.count - before.count) / runs, (after.bytes - before.bytes) / runs}};
}

// False when the request does not render.
bool measure(const Request& request, std::int64_t count) {
  const std::string& entry = request.vector.entry;
  Parsed parsed(request);
  const auto output = parsed.good ? parsed.execute(entry) : std::nullopt;
  if (!output) {
    const std::string why = parsed.diagnostics.all().front().message;
    fmt::print(stderr, "{}: {}\n", request.path, why);
    return false;
  }
  const Cost exec = cost_of(count, [&] { parsed.execute(entry); });
  const Cost both = cost_of(count, [&] { Parsed(request).execute(entry); });
  fmt::print(
      R"({{"name": "{}", "bytes": {}, "exec_ns": {}, "exec_allocations": {}, "exec_allocated": {}, )"
      R"("parse_exec_ns": {}, "parse_exec_allocations": {}, "parse_exec_allocated": {}}})",
      request.path, output->size(), exec.nanoseconds, exec.made.count, exec.made.bytes,
      both.nanoseconds, both.made.count, both.made.bytes);
  return true;
}

std::optional<Request> load(const std::string& path) {
  std::string error;
  auto vector = conformance::read_request(path, error);
  auto data = vector ? codec::encode_json(vector->data, {}, error) : std::nullopt;
  if (!data) {
    fmt::print(stderr, "{}: {}\n", path, error);
    return std::nullopt;
  }
  return Request{path, std::move(*vector), std::move(*data)};
}

int run(const std::vector<std::string_view>& arguments) {
  std::int64_t count = 100;
  std::string_view separator = "[";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "-n" && i + 1 < arguments.size()) {
      const std::string_view text = arguments[++i];
      std::from_chars(text.data(), text.data() + text.size(), count);
      continue;
    }
    const auto request = load(std::string(arguments[i]));
    fmt::print("{}", std::exchange(separator, ",\n"));
    if (!request || count < 1 || !measure(*request, count)) return 1;
  }
  fmt::print("]\n");
  return 0;
}

}  // namespace
}  // namespace copctl::bench

int main(int argc, char** argv) { return copctl::bench::run({argv + 1, argv + argc}); }
