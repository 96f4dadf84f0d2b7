#include "base/check.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "support/catch.h"

namespace copctl::base {
namespace {

struct End {
  int signal = 0;
  std::string said;
};

// What a process that runs `body` says on standard error, and the signal that ends it.
template <class Body>
End run_in_child(Body body) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::signal(SIGABRT, SIG_DFL);
    ::dup2(ends[1], STDERR_FILENO);
    body();
    ::_exit(0);
  }
  ::close(ends[1]);
  End end;
  char buffer[256];
  for (ssize_t got; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
    end.said.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return end;
}

TEST_CASE("a check that holds does nothing") {
  const End end = run_in_child([] { COPCTL_CHECK(1 + 1 == 2); });
  CHECK(end.signal == 0);
  CHECK(end.said == "");
}

TEST_CASE("a broken check says which and where, and aborts") {
  const End end = run_in_child([] { check_failed("1 == 2", "lib/base/x.cpp", 1203); });
  CHECK(end.signal == SIGABRT);
  CHECK(end.said == "copctl: defect: 1 == 2 does not hold at lib/base/x.cpp:1203\n");
}

}  // namespace
}  // namespace copctl::base
