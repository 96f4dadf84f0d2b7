#pragma once

#include <memory>
#include <utility>

#include "value/value.h"

namespace copctl::render {

// What the templates of one thread see as `.`: a copy of the data of its own, which is made anew
// once a template changed it (`set`), so that no file depends on what another one's template did.
class Root {
 public:
  // `data` is copied; borrowed, and not changed as long as this lives.
  explicit Root(const value::Value& data) : data_(data) { renew(); }

  value::Value& value() { return value_; }

  // From now on `.Template` is a copy of `description`.
  void set_template(value::Value description) {
    template_ = std::move(description);
    bind_template();
  }

  // True when a template had changed the copy; it then is a new one.
  bool restore() {
    if (!*changed_) return false;
    renew();
    return true;
  }

 private:
  void renew() {
    value_ = value::deep_copy(data_);
    *changed_ = false;
    value::watch(value_, *changed_);
    bind_template();
  }

  void bind_template() {
    value::Value copy = value::deep_copy(template_);
    value::watch(copy, *changed_);
    value_.as_map().entries["Template"] = std::move(copy);
  }

  const value::Value& data_;
  value::Value template_;
  value::Value value_;
  // On the heap: the maps point at it wherever this is moved to.
  std::unique_ptr<bool> changed_ = std::make_unique<bool>(false);
};

}  // namespace copctl::render
