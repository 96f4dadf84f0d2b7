#include <fmt/format.h>

#include <string>

#include "funcs/arguments.h"
#include "funcs/funcs.h"
#include "funcs/url.h"

// URLs as dictionaries of their parts.

namespace copctl::funcs {

namespace {

using tmpl::Call;
using value::Value;

Value url_parse(Call& call) {
  call.reserve(call.text(0).size());
  std::string error;
  const std::optional<Url> url = parse_url(call.text(0), error);
  if (!url) {
    call.fail("unable to parse url: " + error);
  }
  return Value::map({{"scheme", Value::string(url->scheme)},
                     {"host", Value::string(url->host)},
                     {"hostname", Value::string(url->hostname())},
                     {"path", Value::string(url->path)},
                     {"query", Value::string(url->query)},
                     {"opaque", Value::string(url->opaque)},
                     {"fragment", Value::string(url->fragment)},
                     {"userinfo", Value::string(url->user ? url->user->text() : "")}});
}

std::string part_of(Call& call, std::string_view key) {
  const Value* v = call.arg(0).find(key);
  if (v == nullptr) {
    return {};
  }
  if (!v->is_string()) {
    call.fail(fmt::format("unable to parse {} key, must be of type string, but {} found", key,
                          value::kind_name(*v)));
  }
  call.reserve(product(v->as_string().size(), 3));
  return v->as_string();
}

Value url_join(Call& call) {
  Url url;
  url.scheme = part_of(call, "scheme");
  url.host = part_of(call, "host");
  url.path = part_of(call, "path");
  url.query = part_of(call, "query");
  url.opaque = part_of(call, "opaque");
  url.fragment = part_of(call, "fragment");
  if (const std::string user = part_of(call, "userinfo"); !user.empty()) {
    std::string error;
    const std::optional<Url> parsed = parse_url("proto://" + user + "@host", error);
    if (!parsed) {
      call.fail("unable to parse userinfo in dict: " + error);
    }
    url.user = parsed->user;
  }
  return Value::string(url.text());
}

constexpr tmpl::Function kTable[] = {
    {"urlParse",
     "(string) map[string]any",
     url_parse,
     "the parts of a URL: scheme, userinfo, host, hostname, path, query, fragment, opaque",
     {"{{ (urlParse \"https://a.test:80/p?q=1\").host }}", "a.test:80"}},
    {"urlJoin",
     "(map[string]any) string",
     url_join,
     "the URL that has these parts",
     {"{{ urlJoin (dict \"scheme\" \"http\" \"host\" \"a.test\" \"path\" \"b c\") }}",
      "http://a.test/b%20c"}},
};

}  // namespace

std::span<const tmpl::Function> urls() { return kTable; }

}  // namespace copctl::funcs
