#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>

namespace copctl::base {
namespace {

// One for_each_index: the index that comes next, and what went wrong.
class Round {
 public:
  Round(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work)
      : count_(count), work_(work) {}

  void run(std::size_t thread) {
    try {
      for (std::size_t index = next_++; index < count_; index = next_++) {
        work_(index, thread);
      }
    } catch (...) {
      next_ = count_;
      if (!failed_.exchange(true)) {
        failure_ = std::current_exception();
      }
    }
  }

  // For after the last thread has ended.
  void rethrow() const {
    if (failure_) {
      std::rethrow_exception(failure_);
    }
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t, std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  std::exception_ptr failure_;
};

// The cores that this process may run on.
struct Cores {
  Cores() { known = sched_getaffinity(0, sizeof set, &set) == 0; }

  // The `n`-th of them, from 1 on, that is not the caller's, alone.
  cpu_set_t other(std::size_t n) const {
    cpu_set_t one = set;
    const int mine = sched_getcpu();
    for (int core = 0; core < CPU_SETSIZE; ++core) {
      if (core == mine || !CPU_ISSET(core, &set) || --n != 0) {
        continue;
      }
      CPU_ZERO(&one);
      CPU_SET(core, &one);
      break;
    }
    return one;
  }

  cpu_set_t set;
  bool known = false;
};

struct Thread {
  pthread_t handle;
  Round* round;
  std::size_t number;
  const Cores* cores;
};

void* enter(void* argument) {
  const Thread& thread = *static_cast<const Thread*>(argument);
  if (thread.cores->known) {
    pthread_setaffinity_np(pthread_self(), sizeof thread.cores->set, &thread.cores->set);
  }
  thread.round->run(thread.number);
  return nullptr;
}

// std::thread cannot be given a stack, and the default follows `ulimit -s`. Each thread begins on a
// core of its own and may then go anywhere: some kernels leave a new thread beside its maker for
// milliseconds, in which all the work would be done.
bool start(Thread& thread) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) {
    return false;
  }
  if (thread.cores->known) {
    const cpu_set_t core = thread.cores->other(thread.number);
    pthread_attr_setaffinity_np(&attributes, sizeof core, &core);
  }
  const bool started = pthread_attr_setstacksize(&attributes, kThreadStack) == 0 &&
                       pthread_create(&thread.handle, &attributes, enter, &thread) == 0;
  pthread_attr_destroy(&attributes);
  return started;
}

}  // namespace

std::size_t usable_threads() {
  const Cores cores;
  const auto count = static_cast<std::size_t>(cores.known ? CPU_COUNT(&cores.set) : 1);
  return std::clamp<std::size_t>(count, 1, kMaxThreads);
}

void for_each_index(std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t, std::size_t)>& work) {
  Round round(count, work);
  const Cores cores;
  std::array<Thread, kMaxThreads> others;
  const std::size_t wanted = std::min({threads, count, kMaxThreads});
  std::size_t started = 0;
  while (started + 1 < wanted) {
    Thread& thread = others[started];
    thread = {{}, &round, started + 1, &cores};
    if (!start(thread)) {
      break;
    }
    ++started;
  }
  round.run(0);
  for (std::size_t i = 0; i < started; ++i) {
    pthread_join(others[i].handle, nullptr);
  }
  round.rethrow();
}

}  // namespace copctl::base
