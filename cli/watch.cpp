#include "cli/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "cli/watched_disk.h"

namespace copctl::cli {

namespace {

using std::chrono::milliseconds;

const std::string kFlag = "watch";
const std::string kIntervalFlag = "watch-interval";
// As often as the operators look that copctl stands in for.
constexpr int kDefaultSeconds = 3;
constexpr int kMaxSeconds = 86'400;

// None: what was given is no such number.
std::optional<int> seconds_of(const Arguments& arguments) {
  const std::string* text = arguments.find(kIntervalFlag);
  if (text == nullptr) return kDefaultSeconds;
  int seconds = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  return whole && seconds >= 1 && seconds <= kMaxSeconds ? std::optional(seconds) : std::nullopt;
}

// Between two looks at files that are being written.
constexpr milliseconds kSettling(200);

class Watch {
 public:
  Watch(Env& env, const std::function<Watched(Env&)>& run)
      : env_(env), run_(run), disk_(env.disk), standard_input_(env.standard_input) {}

  ExitCode run() {
    Watched first = run_once();
    if (!first.interval || first.code == ExitCode::kUsage || !env_.wait) return first.code;
    const std::size_t count = disk_.file_count();
    env_.err +=
        fmt::format("watching {} {}; interrupt to end\n", count, count == 1 ? "file" : "files");
    flush();
    while (env_.wait(*first.interval)) {
      const auto changed = disk_.changed();
      if (changed.empty()) continue;
      if (!settle(std::min(*first.interval, kSettling))) break;
      env_.err += fmt::format("changed: {}\n",
                              base::printable(fmt::format("{}", fmt::join(changed, ", "))));
      run_once();
      flush();
    }
    return ExitCode::kDone;
  }

 private:
  Watched run_once() {
    disk_.begin();
    Env inner{.disk = disk_,
              .embedded = env_.embedded,
              .environment = env_.environment,
              .random = env_.random,
              .standard_input = [this] { return read_input(); },
              .ask = env_.ask,
              .color = env_.color};
    const Watched done = run_(inner);
    env_.out += inner.out;
    env_.err += inner.err;
    return done;
  }

  // Standard input is read by the first run only, and what it held goes on.
  std::optional<std::string> read_input() {
    if (!input_) input_ = standard_input_ ? standard_input_() : std::nullopt;
    return input_;
  }

  // Until two looks are the same; false when an end is wanted.
  bool settle(milliseconds pause) {
    for (std::string before = disk_.state();;) {
      if (!env_.wait(pause)) return false;
      std::string now = disk_.state();
      if (now == before) return true;
      before = std::move(now);
    }
  }

  void flush() {
    if (env_.flush) env_.flush(env_);
  }

  Env& env_;
  const std::function<Watched(Env&)>& run_;
  WatchedDisk disk_;
  std::function<std::optional<std::string>()> standard_input_;
  std::optional<std::string> input_;
};

}  // namespace

std::vector<Flag> watch_flags() {
  return {{.name = kFlag,
           .kind = FlagKind::kSwitch,
           .help = "stay, and dump again whenever a file that was read has changed; an interrupt "
                   "ends it",
           .group = "Output"},
          {.name = kIntervalFlag,
           .metavar = "SECONDS",
           .help = "how often --watch looks at the files",
           .group = "Output",
           .default_text = std::to_string(kDefaultSeconds)}};
}

bool check_interval(const Arguments& arguments, diag::Diagnostics& diagnostics) {
  if (seconds_of(arguments)) return true;
  diagnostics.error(
      {}, diag::Kind::kUsage,
      fmt::format("`--{}` must be a whole number of seconds from 1 to {}; got `{}`", kIntervalFlag,
                  kMaxSeconds, base::printable(*arguments.find(kIntervalFlag))));
  return false;
}

std::optional<milliseconds> watch_interval(const Arguments& arguments) {
  if (!arguments.is_set(kFlag)) return std::nullopt;
  return std::chrono::seconds(seconds_of(arguments).value_or(kDefaultSeconds));
}

bool asks_to_watch(const std::vector<std::string>& words) {
  return std::ranges::any_of(
      words, [](const std::string& word) { return word.starts_with("--" + kFlag); });
}

ExitCode watch(Env& env, const std::function<Watched(Env&)>& run) { return Watch(env, run).run(); }

}  // namespace copctl::cli
