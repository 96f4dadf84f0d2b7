#pragma once

#include <span>
#include <vector>

#include "tmpl/function.h"

// The function library: sprig's and Helm's functions, and the few of copctl's own. One file a
// family; each returns its rows. Front door of the room.

namespace copctl::funcs {

std::span<const tmpl::Function> strings();
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
std::span<const tmpl::Function> regular_expressions();
std::span<const tmpl::Function> versions();
std::span<const tmpl::Function> dates();
std::span<const tmpl::Function> crypto();
std::span<const tmpl::Function> certificates();
std::span<const tmpl::Function> randoms();

// Methods of the objects that the functions make (semver.Version, time.Time).
std::span<const tmpl::Method> methods();

// sprig's rows (without Helm's changes); what Helm adds or replaces; what only copctl has.
std::vector<std::span<const tmpl::Function>> sprig();
std::vector<std::span<const tmpl::Function>> helm();

}  // namespace copctl::funcs
