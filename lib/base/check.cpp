#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace copctl::base {

void check_failed(const char* condition, const char* file, int line) {
  // A defect is told with what still works: no allocation, no formatting library.
  std::fputs("copctl: defect: ", stderr);
  std::fputs(condition, stderr);
  std::fputs(" does not hold at ", stderr);
  std::fputs(file, stderr);
  char digits[12];
  int length = 0;
  for (int rest = line; rest > 0; rest /= 10) {
    digits[length++] = static_cast<char>('0' + rest % 10);
  }
  std::fputc(':', stderr);
  while (length > 0) {
    std::fputc(digits[--length], stderr);
  }
  std::fputc('\n', stderr);
  std::abort();
}

}  // namespace copctl::base
