#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "value/value.h"

// How functions arrive: as rows of a table. A row is data; nothing registers itself.

namespace copctl::tmpl {

class Call;

// The Go types that a parameter can have. Arguments are checked and converted by the executor
// before a function runs (exec.go: evalArg), so a function body may take its arguments' kinds for
// granted.
enum class Type : std::uint8_t {
  kAny,
  kString,
  kBool,
  kInt,
  kInt64,
  kUint32,
  kFloat64,
  kMap,          // map[string]interface {}, or a named type of it; nil becomes a nil map
  kList,         // []interface {}; nil becomes a nil list
  kTime,         // time.Time
  kCertificate,  // sprig.certificate
};

// Go's name of a parameter type, for error texts: `map[string]interface {}`.
std::string_view type_name(Type type);

// What a function needs beside its arguments. A set that does not allow it does not have the
// function; using its name is an error that says what to do instead.
enum class Needs : std::uint8_t { kNothing, kRandom, kClock, kEnvironment, kNetwork };

// What a template's author does instead of calling a function that needs this: "declare a parameter
// for the time instead". Empty for kNothing.
std::string_view instead_of(Needs needs);

// A signature in Go's spelling with `any` for interface {}: "(int, ...string) (string, error)".
// Parsed when compiling; a bad one does not compile.
class Signature {
 public:
  static constexpr std::size_t kMaxParameters = 6;

  consteval Signature(
      const char* text);  // NOLINT(google-explicit-constructor): rows are written as plain literals

  constexpr std::string_view text() const { return text_; }
  // Fixed parameters, then the variadic one if any.
  constexpr std::span<const Type> parameters() const { return {parameters_.data(), count_}; }
  constexpr bool variadic() const { return variadic_; }

 private:
  std::string_view text_;
  std::array<Type, kMaxParameters> parameters_{};
  std::size_t count_ = 0;
  bool variadic_ = false;
};

// An example that a test runs: `template` must print `output`.
struct Example {
  std::string_view source;
  std::string_view output;
};

struct Function {
  std::string_view name;
  Signature signature;
  value::Value (*call)(Call&);
  // One line for `copctl functions`.
  std::string_view summary;
  Example example;
  Needs needs = Needs::kNothing;
};

// A method of an object or a named map type: `.Files.Get`. The receiver is argument 0 of the call
// and not part of the signature.
struct Method {
  std::string_view receiver;  // Go's type name
  std::string_view name;
  Signature signature;
  value::Value (*call)(Call&);
  // As a function's. A row of a type `T` may leave both to the row of the same name of `*T`.
  std::string_view summary = {};
  Example example = {};
};

// What may differ between two runs with the same inputs. A set without one has no function that
// needs it.
class Environment {
 public:
  virtual ~Environment() = default;
  // `count` bytes from a CSPRNG.
  virtual std::string random_bytes(std::size_t count) = 0;
  // Nanoseconds since 1970-01-01 UTC.
  virtual std::int64_t now() = 0;
};

// One call of a function: its checked arguments and the way to fail. Borrowed for the duration of
// the call.
class Call {
 public:
  Call(const Function* function, std::span<const value::Value> arguments, Environment* environment)
      : function_(function), arguments_(arguments), environment_(environment) {}
  virtual ~Call() = default;

  std::size_t count() const { return arguments_.size(); }
  std::span<const value::Value> args() const { return arguments_; }
  // Arguments from `first` on: the variadic ones.
  std::span<const value::Value> rest(std::size_t first) const {
    return arguments_.subspan(first < arguments_.size() ? first : arguments_.size());
  }
  const value::Value& arg(std::size_t i) const { return arguments_[i]; }
  const std::string& text(std::size_t i) const { return arguments_[i].as_string(); }
  std::int64_t integer(std::size_t i) const { return arguments_[i].as_int().number; }
  bool boolean(std::size_t i) const { return arguments_[i].as_bool(); }
  double real(std::size_t i) const { return arguments_[i].as_float(); }
  // The row that was called: one body may serve several rows (`fromJson`, `mustFromJson`).
  const Function& function() const { return *function_; }
  // Only for a function whose row says that it needs it, or after has_environment().
  Environment& environment() const { return *environment_; }
  // Whether the set allows an environment: for functions that need one for some arguments only.
  bool has_environment() const { return environment_ != nullptr; }

  // The function's error: the user reads `error calling NAME: MESSAGE`.
  [[noreturn]] virtual void fail(std::string message) const = 0;
  // Helm's `fail` and `required`: the user reads MESSAGE, at the outermost call, with the include
  // stack as notes.
  [[noreturn]] virtual void fail_plainly(std::string message) const = 0;
  // To be called before making a text or list of `bytes`: exceeding the limit on growth ends the
  // render with a clear message.
  virtual void reserve(std::size_t bytes) const = 0;
  // To be called before anything that takes long for its size: as many steps of the render's limit,
  // each some 20 nanoseconds.
  virtual void work(std::size_t steps) const = 0;

 private:
  const Function* function_;
  std::span<const value::Value> arguments_;
  Environment* environment_;
};

}  // namespace copctl::tmpl

#include "tmpl/signature.h"
