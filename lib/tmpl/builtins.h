#pragma once

#include <string>
#include <utility>

#include "tmpl/function.h"
#include "value/value.h"

// Bodies of text/template's own functions, by theme; builtins.cpp has their rows.

namespace copctl::tmpl {

// Call::fail, with what a compiler forgets of a virtual function: that it does not return.
[[noreturn]] inline void fail_call(const Call& call, std::string message) {
  call.fail(std::move(message));
  __builtin_unreachable();
}

value::Value call_eq(Call& call);
value::Value call_ne(Call& call);
value::Value call_lt(Call& call);
value::Value call_le(Call& call);
value::Value call_gt(Call& call);
value::Value call_ge(Call& call);

value::Value call_index(Call& call);
value::Value call_slice(Call& call);
value::Value call_len(Call& call);

value::Value call_html(Call& call);
value::Value call_js(Call& call);
value::Value call_urlquery(Call& call);

}  // namespace copctl::tmpl
