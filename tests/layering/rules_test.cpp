#include "layering/rules.h"

#include "support/catch.h"

// A planted violation of each rule is found, and what is allowed is not.

namespace copctl::layering {
namespace {

const Rooms& rooms() {
  static const Rooms kRooms = parse_rooms(
      "base: \ndiag: base\nvalue: diag base\ncodec: value\ntmpl: value\nfuncs: tmpl codec\n"
      "dump: funcs\n");
  return kRooms;
}

Files with_doors(Files files) {
  for (const std::string room : {"codec", "tmpl", "funcs", "dump"}) {
    files.emplace("lib/" + room + "/" + room + ".h", "#pragma once\n");
  }
  return files;
}

TEST_CASE("rooms are read from the build's list") {
  CHECK(rooms().size() == 7);
  CHECK(rooms().at("base").empty());
  CHECK(rooms().at("funcs") == std::vector<std::string>{"tmpl", "codec"});
}

TEST_CASE("levels") {
  const Files files = {
      {"lib/base/text.h", ""}, {"lib/attic/old.cpp", ""}, {"lib/CMakeLists.txt", ""}};
  CHECK(check_levels(files, parse_rooms("base: \ndiag: base\n")) ==
        Findings{"lib/attic: is not a room of the build"});
  CHECK(check_levels({}, parse_rooms("base: diag\ntmpl: codec\nattic: base\ncheck: attic\n")) ==
        Findings{"lib/attic: has no level in the table of rooms",
                 "lib/base: depends on diag, which is not below it",
                 "lib/check: depends on attic, which is not below it",
                 "lib/tmpl: depends on codec, which is not below it"});
}

TEST_CASE("includes") {
  struct Case {
    std::string name;
    std::string path;
    std::string include;
    Findings expected;
  };
  const std::vector<Case> cases = {
      {"own room", "lib/tmpl/lex.cpp", "tmpl/lex.h", {}},
      {"own folder", "lib/tmpl/lex.cpp", "lex.h", {}},
      {"front door below", "lib/funcs/a.cpp", "codec/codec.h", {}},
      {"room below a room below", "lib/funcs/a.cpp", "diag/span.h", {}},
      {"vocabulary", "lib/funcs/a.cpp", "tmpl/function.h", {}},
      {"value's other header", "lib/codec/a.cpp", "value/path.h", {}},
      {"cli takes what dump stands on", "cli/main.cpp", "base/file_system.h", {}},
      {"cli takes front doors", "cli/main.cpp", "codec/codec.h", {}},
      {"not the front door",
       "lib/funcs/a.cpp",
       "codec/emit.h",
       {"lib/funcs/a.cpp:2: codec/emit.h is not the front door of codec: #include "
        "\"codec/emit.h\""}},
      {"cli not by the front door",
       "cli/main.cpp",
       "codec/emit.h",
       {"cli/main.cpp:2: codec/emit.h is not the front door of codec: #include \"codec/emit.h\""}},
      {"upwards",
       "lib/base/a.h",
       "diag/span.h",
       {"lib/base/a.h:2: base may not use diag: #include \"diag/span.h\""}},
      {"sideways",
       "lib/tmpl/a.cpp",
       "codec/codec.h",
       {"lib/tmpl/a.cpp:2: tmpl may not use codec: #include \"codec/codec.h\""}},
      {"cli from below",
       "lib/dump/a.cpp",
       "cli/env.h",
       {"lib/dump/a.cpp:2: dump may not use cli: #include \"cli/env.h\""}},
      {"no room",
       "lib/dump/a.cpp",
       "vendor/x.h",
       {"lib/dump/a.cpp:2: vendor is not a room: #include \"vendor/x.h\""}},
      {"not the house's code", "tests/tmpl/a.cpp", "cli/env.h", {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Files files = with_doors({{c.path, "\n#include \"" + c.include + "\"\n"}});
      CHECK(check_includes(files, rooms()) == c.expected);
    }
  }
}

TEST_CASE("words") {
  struct Case {
    std::string name;
    std::string path;
    std::string line;
    Findings expected;
  };
  const std::vector<Case> cases = {
      {"library in its room", "lib/codec/a.cpp", "YAML::Node n; nlohmann::json j;", {}},
      {"library elsewhere",
       "lib/tmpl/a.cpp",
       "YAML::Node n;",
       {"lib/tmpl/a.cpp:1: `YAML::` is for lib/codec/: YAML::Node n;"}},
      {"its header elsewhere",
       "cli/a.cpp",
       "#include <yaml-cpp/yaml.h>",
       {"cli/a.cpp:1: `<yaml-cpp/` is for lib/codec/: #include <yaml-cpp/yaml.h>"}},
      {"a name with the word", "lib/tmpl/a.cpp", "go_toml_marshal(v);", {}},
      {"command line below",
       "lib/dump/a.cpp",
       "CLI::App app;",
       {"lib/dump/a.cpp:1: `CLI::` is for cli/: CLI::App app;"}},
      {"a stream below",
       "lib/diag/a.cpp",
       "  std::cerr << x;",
       {"lib/diag/a.cpp:1: `std::cerr` is for cli/: std::cerr << x;"}},
      {"a stream in cli", "cli/a.cpp", "std::cout << x; exit(1);", {}},
      {"the end of the process",
       "lib/base/a.cpp",
       "std::exit(1);",
       {"lib/base/a.cpp:1: `exit(` is for cli/: std::exit(1);"}},
      {"throwing in tmpl", "lib/tmpl/a.cpp", "throw Failure{};", {}},
      {"throwing elsewhere",
       "lib/value/a.h",
       "throw 1;",
       {"lib/value/a.h:1: `throw` is for lib/tmpl/: throw 1;"}},
      {"catching in cli", "cli/main.cpp", "} catch (const X& e) {", {}},
      {"catching elsewhere",
       "lib/dump/a.cpp",
       "} catch (...) {",
       {"lib/dump/a.cpp:1: `catch (` is for lib/base/parallel.cpp, lib/tmpl/, "
        "lib/codec/, lib/funcs/, cli/: "
        "} catch (...) {"}},
      {"nowhere",
       "lib/codec/a.cpp",
       "std::stod(text);",
       {"lib/codec/a.cpp:1: `std::stod` is for nowhere: std::stod(text);"}},
      {"in a comment", "lib/tmpl/a.cpp", "// never YAML::Node, strtod or throw", {}},
      {"in a string", "lib/funcs/a.cpp", "f(\"atoi\", \"toml\");", {}},
      {"in a test", "tests/tmpl/a.cpp", "throw 1;", {}},
      {"in the build", "lib/tmpl/CMakeLists.txt", "throw", {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(check_words({{c.path, c.line + "\n"}}) == c.expected); }
  }
}

TEST_CASE("profile names") {
  const auto check = [](const std::string& path, const std::string& line) {
    return check_profile_names({{"profiles/blue-whale/profile.yaml", ""},
                                {"profiles/README.md", ""},
                                {path, "\n" + line + "\n"}});
  };
  CHECK(check("lib/profile/a.cpp", "a whale, blue; a README").empty());
  CHECK(check("tests/profile/a.cpp", "blue-whale").empty());
  CHECK(check("lib/profile/a.cpp", "load(\"blue-whale\");") ==
        Findings{"lib/profile/a.cpp:2: names the profile blue-whale: load(\"blue-whale\");"});
  CHECK(check("cli/a.h", "int Blue_Whale;") ==
        Findings{"cli/a.h:2: names the profile blue-whale: int Blue_Whale;"});
  CHECK(check("cli/a.h", "// BlueWhale") ==
        Findings{"cli/a.h:2: names the profile blue-whale: // BlueWhale"});
}

TEST_CASE("sources have a place in the build, an end and a test") {
  const Files base = {
      {"lib/CMakeLists.txt", "add_library(x tmpl/extra.cpp)"},
      {"lib/tmpl/CMakeLists.txt", "copctl_room(tmpl\n  SOURCES\n    exec_range.cpp\n)"},
      {"lib/tmpl/exec_range.cpp", "x\n"}};
  const auto check = [&](const Files& more) {
    Files files = base;
    files.insert(more.begin(), more.end());
    return check_sources(files);
  };
  const Findings untested = {"lib/tmpl/exec_range.cpp: has no test"};
  CHECK(check({}) == untested);
  CHECK(check({{"tests/tmpl/exec_range_test.cpp", ""}}).empty());
  CHECK(check({{"tests/tmpl/exec_test.cpp", ""}}).empty());
  CHECK(check({{"tests/tmpl/testdata/exec_range/a.txtar", ""}}).empty());
  CHECK(check({{"tests/tmpl/testdata/exec/a.txtar", ""}}).empty());
  CHECK(check({{"tests/tmpl/testdata/exec_range.txtar", ""}}).empty());
  CHECK(check({{"tests/tmpl/parse_test.cpp", "// Covers walk.cpp, exec_range.cpp.\n"}}).empty());
  CHECK(check({{"tests/tmpl/parse_test.cpp", "// covers exec_range.cpp\n"}}) == untested);
  CHECK(check({{"tests/tmpl/range_test.cpp", ""}}) == untested);
  CHECK(check({{"tests/tmpl/exe_test.cpp", ""}}) == untested);
  CHECK(check({{"tests/tmpl/testdata/executor/a.txtar", ""}}) == untested);
  CHECK(check({{"tests/funcs/exec_test.cpp", ""}}) == untested);
  const Files tested = {{"tests/tmpl/exec_test.cpp", ""}};
  const auto check_tested = [&](Files more) {
    more.insert(tested.begin(), tested.end());
    return check(more);
  };
  CHECK(check_tested({{"lib/tmpl/exec.cpp", ""}}) ==
        Findings{"lib/tmpl/exec.cpp: is in no CMakeLists.txt"});
  CHECK(check_tested({{"lib/tmpl/extra.cpp", ""}, {"tests/tmpl/extra_test.cpp", ""}}).empty());
  CHECK(check_tested({{"cli/a.h", std::string(601, '\n')}}) == Findings{"cli/a.h: has 601 lines"});
}

}  // namespace
}  // namespace copctl::layering
