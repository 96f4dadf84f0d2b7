#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/terminal.h"
#include "dump/dump.h"

namespace {

using copctl::cli::Env;
using copctl::cli::ExitCode;

// Larger than any text that copctl reads as one piece.
constexpr std::size_t kMaxStandardInput = 64u << 20;

std::map<std::string, std::string> environment_of(char** entries) {
  std::map<std::string, std::string> environment;
  for (; *entries != nullptr; ++entries) {
    const std::string_view entry = *entries;
    const std::size_t equals = entry.find('=');
    if (equals != entry.npos)
      environment.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return environment;
}

std::optional<std::string> read_standard_input() {
  std::string text;
  char buffer[65536];
  while (text.size() <= kMaxStandardInput) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count == 0) return text;
    if (count < 0) return std::nullopt;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return std::nullopt;
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

[[noreturn]] void end_as_defect(const char* what) {
  std::fprintf(stderr, "copctl: internal error: %s; this is a defect of copctl, please report it\n",
               what);
  std::_Exit(static_cast<int>(ExitCode::kDefect));
}

void on_abort(int) { std::_Exit(static_cast<int>(ExitCode::kDefect)); }

void flush(Env& env) {
  write_all(STDERR_FILENO, env.err);
  write_all(STDOUT_FILENO, env.out);
  env.err.clear();
  env.out.clear();
}

// From the first call on, a request to end waits for the next one, so that it never breaks into a
// dump.
bool wait_for(std::chrono::milliseconds time) {
  sigset_t ends;
  sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, signal);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  const timespec left{.tv_sec = time.count() / 1000, .tv_nsec = time.count() % 1000 * 1'000'000};
  return sigtimedwait(&ends, nullptr, &left) < 0;
}

int finish(ExitCode code, const Env& env) {
  const bool told = write_all(STDERR_FILENO, env.err);
  const bool printed = write_all(STDOUT_FILENO, env.out);
  if (told && printed) return static_cast<int>(code);
  return static_cast<int>(code == ExitCode::kDone ? ExitCode::kWrong : code);
}

// Memory is asked of the kernel in large pieces: in small ones the calls cost more than the memory,
// and they make the threads wait for each other.
void prepare_memory() {
  constexpr int kPiece = 2 << 20;
  mallopt(M_TOP_PAD, kPiece);
  mallopt(M_TRIM_THRESHOLD, 16 * kPiece);
  mallopt(M_MMAP_THRESHOLD, 16 * kPiece);
}

bool wants_color(const std::map<std::string, std::string>& environment) {
  return ::isatty(STDERR_FILENO) == 1 && !environment.contains("NO_COLOR");
}

}  // namespace

int main(int argc, char** argv, char** envp) {
  prepare_memory();
  std::signal(SIGABRT, on_abort);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const auto disk = copctl::base::make_real_file_system();
    Env env{.disk = *disk,
            .embedded = copctl::dump::embedded_profiles(),
            .environment = environment_of(envp),
            .random = copctl::profile::kernel_random(),
            .standard_input = read_standard_input};
    env.flush = flush;
    env.wait = wait_for;
    env.color = wants_color(env.environment);
    if (copctl::cli::can_ask()) env.ask = copctl::cli::ask_hidden;
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    return finish(copctl::cli::run(words, env), env);
  } catch (const std::bad_alloc&) {
    end_as_defect("out of memory");
  } catch (const std::exception& error) {
    end_as_defect(error.what());
  }
}
