#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tmpl/function.h"

// The function library: sprig's, Helm's and copctl's own functions. One file a family; each returns
// its rows. Front door of the room.

namespace copctl::funcs {

std::span<const tmpl::Function> strings();
std::span<const tmpl::Function> letter_case();
std::span<const tmpl::Function> text_lists();
std::span<const tmpl::Function> text_layout();
std::span<const tmpl::Function> numbers();
std::span<const tmpl::Function> defaults();
std::span<const tmpl::Function> lists();
std::span<const tmpl::Function> dictionaries();
std::span<const tmpl::Function> types();
std::span<const tmpl::Function> paths();
std::span<const tmpl::Function> urls();
std::span<const tmpl::Function> encodings();
std::span<const tmpl::Function> documents();
std::span<const tmpl::Function> surroundings();
std::span<const tmpl::Function> regular_expressions();
std::span<const tmpl::Function> versions();
std::span<const tmpl::Function> dates();
std::span<const tmpl::Function> crypto();
std::span<const tmpl::Function> certificates();
std::span<const tmpl::Function> randoms();

// What Helm adds to a family or has in another form.
std::span<const tmpl::Function> helm_defaults();
std::span<const tmpl::Function> helm_documents();
std::span<const tmpl::Function> helm_surroundings();

// What neither has and profiles need.
std::span<const tmpl::Function> addresses();
std::span<const tmpl::Function> graphs();
std::span<const tmpl::Function> nearest();
std::span<const tmpl::Function> sealing();

// Whose functions they are.
enum class Library : std::uint8_t { kSprig, kHelm, kCopctl };

// A table with the heading under which people look for its functions; two may share a heading.
struct Family {
  std::string_view title;
  Library library;
  std::span<const tmpl::Function> functions;
};

// All of the above: sprig's, Helm's, copctl's.
std::span<const Family> families();

// Methods of the objects that the functions make (semver.Version, time.Time).
std::span<const tmpl::Method> methods();

// Tables to be added in this order, later rows hiding earlier ones of the same name: sprig's rows
// without Helm's changes; what Helm adds or replaces; and copctl's own, which replace nothing.
std::vector<std::span<const tmpl::Function>> sprig();
std::vector<std::span<const tmpl::Function>> helm();
std::vector<std::span<const tmpl::Function>> copctl();

}  // namespace copctl::funcs
