#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

// The mechanical part of the house's rules. Each check takes the files of the source tree as values
// (path from the root -> text), so that a test can plant a violation.

namespace copctl::layering {

using Files = std::map<std::string, std::string>;

// A room and the rooms that its CMakeLists.txt names as DEPENDS.
using Rooms = std::map<std::string, std::vector<std::string>>;

// Lines of `room: room room`, as lib/CMakeLists.txt writes them.
Rooms parse_rooms(std::string_view text);

// What is wrong, one line each: `lib/tmpl/lex.cpp:12: what: the line itself`.
using Findings = std::vector<std::string>;

// DEPENDS leads to a lower level of ARCHITECTURE.md's table only; every folder of lib/ is a room.
Findings check_levels(const Files& files, const Rooms& rooms);
// An #include of another room is one of a room below, by its front door or a vocabulary header.
Findings check_includes(const Files& files, const Rooms& rooms);
// Each library and each effect is spoken of in the one room that owns it.
Findings check_words(const Files& files);
// No C++ names a profile, not even in a comment.
Findings check_profile_names(const Files& files);
// Every source file is in a CMakeLists.txt, is not longer than anybody reads, and has a test: in
// tests/ROOM, FILE_test.cpp, a golden folder testdata/FILE, the same of the family that begins its
// name (exec_test.cpp for exec_range.cpp), or its name in a line `// Covers FILE.cpp, …` of another
// test.
Findings check_sources(const Files& files);

}  // namespace copctl::layering
