#include "cli/terminal.h"

#include <termios.h>
#include <unistd.h>

#include <string_view>

namespace copctl::cli {

namespace {

// Takes the terminal's echo away as long as it lives. Ctrl-C is read as a character meanwhile, so
// that nothing ends the process before the echo is back.
class Hidden {
 public:
  Hidden() {
    changed_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    changed_ = changed_ && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;
  ~Hidden() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

  bool works() const { return changed_; }

 private:
  termios before_{};
  bool changed_ = false;
};

void say(std::string_view text) {
  static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

std::optional<std::string> read_line() {
  constexpr char kInterrupt = 3;
  constexpr std::size_t kLongest = 64u << 10;
  std::string line;
  char letter = 0;
  while (line.size() < kLongest && ::read(STDIN_FILENO, &letter, 1) == 1) {
    if (letter == kInterrupt) return std::nullopt;
    if (letter == '\n') return line;
    line += letter;
  }
  return std::nullopt;
}

}  // namespace

bool can_ask() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

std::optional<std::string> ask_hidden(const std::string& question) {
  const Hidden hidden;
  if (!hidden.works()) return std::nullopt;
  say(question);
  auto line = read_line();
  say("\n");
  return line;
}

}  // namespace copctl::cli
