#include <string>
#include <string_view>

#include "base/path.h"
#include "funcs/funcs.h"

// Paths as text: Go's package path. path/filepath is the same where the separator is a slash.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

// path.Base: the last element, trailing slashes aside.
Value base_of(Call& call) {
  const std::string_view path = call.text(0);
  if (path.empty()) {
    return Value::string(".");
  }
  const std::size_t end = path.find_last_not_of('/');
  if (end == std::string_view::npos) {
    return Value::string("/");
  }
  const std::string_view kept = path.substr(0, end + 1);
  const std::size_t slash = kept.rfind('/');
  return Value::string(slash == std::string_view::npos ? kept : kept.substr(slash + 1));
}

// path.Dir: everything up to the last slash, cleaned.
Value dir_of(Call& call) {
  const std::string_view path = call.text(0);
  const std::size_t slash = path.rfind('/');
  return Value::string(base::clean_path(
      slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1)));
}

Value clean(Call& call) { return Value::string(base::clean_path(call.text(0))); }

// path.Ext: from the last dot of the last element.
Value ext_of(Call& call) {
  const std::string_view path = call.text(0);
  const std::size_t at = path.find_last_of("./");
  const bool none = at == std::string_view::npos || path[at] == '/';
  return Value::string(none ? std::string_view() : path.substr(at));
}

Value is_abs(Call& call) { return Value::boolean(call.text(0).starts_with('/')); }

constexpr tmpl::Function kTable[] = {
    {"base",
     "(string) string",
     base_of,
     "the last element of a path",
     {"{{ base \"a/b.txt\" }}", "b.txt"}},
    {"dir",
     "(string) string",
     dir_of,
     "a path without its last element",
     {"{{ dir \"a/b.txt\" }}", "a"}},
    {"clean",
     "(string) string",
     clean,
     "the shortest spelling of a path",
     {"{{ clean \"a/../b//c\" }}", "b/c"}},
    {"ext",
     "(string) string",
     ext_of,
     "the ending of a file's name, with its dot",
     {"{{ ext \"a/b.txt\" }}", ".txt"}},
    {"isAbs",
     "(string) bool",
     is_abs,
     "whether a path begins at the root",
     {"{{ isAbs \"/a\" }}", "true"}},
    {"osBase", "(string) string", base_of, "the same as base", {"{{ osBase \"/a/b\" }}", "b"}},
    {"osDir", "(string) string", dir_of, "the same as dir", {"{{ osDir \"/a/b\" }}", "/a"}},
    {"osClean",
     "(string) string",
     clean,
     "the same as clean",
     {"{{ osClean \"/a/./b\" }}", "/a/b"}},
    {"osExt", "(string) string", ext_of, "the same as ext", {"{{ osExt \"a.tar.gz\" }}", ".gz"}},
    {"osIsAbs", "(string) bool", is_abs, "the same as isAbs", {"{{ osIsAbs \"a\" }}", "false"}},
};

}  // namespace

std::span<const tmpl::Function> paths() { return kTable; }

}  // namespace copctl::funcs
