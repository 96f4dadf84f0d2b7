#include <vector>

#include "funcs/funcs.h"
#include "funcs/method_rows.h"

namespace copctl::funcs {

namespace {

std::vector<tmpl::Method> joined() {
  std::vector<tmpl::Method> all;
  for (const std::span<const tmpl::Method> rows : {version_methods(), time_methods()}) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

}  // namespace

std::span<const tmpl::Method> methods() {
  static const std::vector<tmpl::Method> all = joined();
  return all;
}

}  // namespace copctl::funcs
