#include "layering/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "layering/code.h"

namespace copctl::layering {
namespace {

// The table of ARCHITECTURE.md. cli is no library, but the room above all others.
const std::map<std::string, int, std::less<>> kLevels = {
    {"base", 0},  {"seal", 1},   {"diag", 1},     {"value", 2},   {"codec", 3}, {"tmpl", 3},
    {"funcs", 4}, {"schema", 4}, {"manifest", 4}, {"profile", 5}, {"check", 5}, {"merge", 5},
    {"waves", 5}, {"render", 6}, {"folder", 6},   {"dump", 7},    {"cli", 8},
};

// What other rooms may include beside the front door: small types that every room speaks in, an
// encoding of bytes, and the shipped profiles, which are a library of their own so that the room
// and its tests do not carry them. `base` and `diag` have no front door: all their headers are
// public.
const std::set<std::string, std::less<>> kVocabulary = {"codec/base64.h", "value/value.h",
                                                        "value/path.h", "tmpl/function.h",
                                                        "profile/embed/embedded.h"};
const std::set<std::string, std::less<>> kOpenRooms = {"base", "diag"};

constexpr std::size_t kMaxLines = 600;

struct Word {
  std::string_view word;
  // Folders and files where it may stand; none: nowhere.
  std::vector<std::string_view> places;
};

const std::vector<Word>& words() {
  static const std::vector<Word> kWords = {
      // Libraries.
      {"YAML::", {"lib/codec/"}},
      {"<yaml.h>", {"lib/codec/"}},
      {"<yaml-cpp/", {"lib/codec/"}},
      {"nlohmann", {"lib/codec/"}},
      {"toml", {"lib/codec/"}},
      {"CLI::", {"cli/"}},
      {"<CLI/", {"cli/"}},
      {"std::filesystem", {"lib/base/"}},
      {"<filesystem>", {"lib/base/"}},
      // Streams and the end of the process. A defect is told by lib/base/check.cpp, and embed is a
      // program of the build.
      {"std::cout", {"cli/"}},
      {"std::cerr", {"cli/"}},
      {"std::clog", {}},
      {"stdout", {"cli/"}},
      {"stderr", {"cli/", "lib/base/check.cpp", "lib/profile/embed/embed.cpp"}},
      {"std::printf", {"cli/"}},
      {"std::puts", {"cli/"}},
      {"exit(", {"cli/"}},
      // Exceptions: made only in tmpl, and those of libraries end where the library is called. None
      // may leave a thread: parallel.cpp hands it to the thread that waits.
      {"throw", {"lib/tmpl/"}},
      {"catch (", {"lib/base/parallel.cpp", "lib/tmpl/", "lib/codec/", "lib/funcs/", "cli/"}},
      // std::regex differs from Go's expressions and recurses.
      {"std::regex", {}},
      {"<regex>", {}},
      // What a locale changes, and what rounds or accepts more than it says.
      {"setlocale", {}},
      {"std::locale", {"lib/base/fmt_library.cpp"}},
      {"<locale>", {}},
      {"strtod", {}},
      {"strtof", {}},
      {"std::stod", {}},
      {"std::stof", {}},
      {"std::stoi", {}},
      {"std::atoi", {}},
      {"std::atof", {}},
      {"snprintf", {}},
      {"sprintf", {}},
      {"<sstream>", {}},
      {"<iomanip>", {}},
      // No network, no other program.
      {"<sys/socket.h>", {}},
      {"<netdb.h>", {}},
      {"system(", {}},
      {"popen", {}},
      {"execve", {}},
      {"execvp", {}},
      {"posix_spawn", {}},
  };
  return kWords;
}

bool is_code(std::string_view path) {
  const bool ours = path.starts_with("lib/") || path.starts_with("cli/");
  return ours && (path.ends_with(".h") || path.ends_with(".cpp"));
}

// `lib/tmpl/lex.cpp` -> `tmpl`; `cli/main.cpp` -> `cli`.
std::string room_of(std::string_view path) {
  const std::vector<std::string_view> parts = base::split(path, '/');
  return std::string(parts[0] == "lib" ? parts[1] : parts[0]);
}

std::string stem(std::string_view path) {
  const std::string_view name = base::base_name(path);
  return std::string(name.substr(0, name.rfind('.')));
}

std::string finding(const std::string& path, std::size_t line, std::string_view what,
                    std::string_view text) {
  return fmt::format("{}:{}: {}: {}", path, line, what, base::trim(text));
}

// Everything that `room` may use; cli stands on dump and on what reads folders that are no dumps.
std::set<std::string> below(const Rooms& rooms, const std::string& room) {
  std::set<std::string> found;
  std::vector<std::string> pending{room};
  while (!pending.empty()) {
    const auto at = rooms.find(pending.back());
    const bool is_cli = pending.back() == "cli";
    pending.pop_back();
    const std::vector<std::string> next = is_cli ? std::vector<std::string>{"dump", "waves"}
                                          : at != rooms.end() ? at->second
                                                              : std::vector<std::string>();
    for (const std::string& lower : next) {
      if (found.insert(lower).second) {
        pending.push_back(lower);
      }
    }
  }
  return found;
}

bool is_front_door(const Files& files, const std::string& room, const std::string& path) {
  const std::string door = room + "/" + room + ".h";
  return path == door || kOpenRooms.contains(room) || kVocabulary.contains(path) ||
         !files.contains("lib/" + door);
}

// What is wrong with an #include of `path` in `room`; empty when nothing is.
std::string include_fault(const Files& files, const std::set<std::string>& allowed,
                          const std::string& room, const std::string& path) {
  const std::string target(path.substr(0, path.find('/')));
  if (target == room || target == path) {
    return "";
  }
  if (!kLevels.contains(target)) {
    return target + " is not a room";
  }
  if (!allowed.contains(target)) {
    return room + " may not use " + target;
  }
  return is_front_door(files, target, path) ? "" : path + " is not the front door of " + target;
}

void check_line(const std::string& path, std::size_t number, std::string_view code,
                std::string_view text, Findings& findings) {
  for (const Word& word : words()) {
    const bool allowed = std::any_of(
        word.places.begin(), word.places.end(),
        [&](std::string_view place) { return std::string_view(path).starts_with(place); });
    if (!allowed && holds_word(code, word.word)) {
      const std::string where =
          word.places.empty() ? "nowhere" : fmt::format("{}", fmt::join(word.places, ", "));
      findings.push_back(
          finding(path, number, fmt::format("`{}` is for {}", word.word, where), text));
    }
  }
}

// Lower case without separators, so that every way to write a name is one.
std::string squeezed(std::string_view text) {
  std::string out = base::to_lower_ascii(text);
  std::erase_if(out, [](char c) { return c == '-' || c == '_'; });
  return out;
}

std::set<std::string> profile_names(const Files& files) {
  std::set<std::string> names;
  for (const auto& [path, text] : files) {
    const std::vector<std::string_view> parts = base::split(path, '/');
    if (parts[0] == "profiles" && parts.size() > 2) {
      names.emplace(parts[1]);
    }
  }
  return names;
}

// The names in lines `// Covers a.cpp, b.cpp.` of the files in `folder`.
std::set<std::string> covered(const Files& files, const std::string& folder) {
  constexpr std::string_view kOpening = "// Covers ";
  std::set<std::string> names;
  for (auto at = files.lower_bound(folder); at != files.end() && at->first.starts_with(folder);
       ++at) {
    for (const std::string_view line : base::split(at->second, '\n')) {
      for (std::string_view name : line.starts_with(kOpening)
                                       ? base::split(line.substr(kOpening.size()), ',')
                                       : std::vector<std::string_view>()) {
        name = base::trim(name);
        name.remove_suffix(name.ends_with('.') ? 1 : 0);
        names.emplace(name);
      }
    }
  }
  return names;
}

// Whether tests/ROOM has a test or a golden named `name`.
bool is_tested(const Files& files, const std::string& folder, const std::string& name) {
  const std::string golden = folder + "testdata/" + name;
  const auto at = files.lower_bound(golden + "/");
  return files.contains(folder + name + "_test.cpp") || files.contains(golden + ".txtar") ||
         (at != files.end() && at->first.starts_with(golden + "/"));
}

// `exec_range.cpp` may be tested as `exec_range`, or with its family as `exec`.
bool has_test(const Files& files, const std::string& room, const std::string& path) {
  const std::string folder = "tests/" + room + "/";
  for (std::string name = stem(path); !name.empty();) {
    if (is_tested(files, folder, name)) {
      return true;
    }
    const std::size_t joint = name.rfind('_');
    name.resize(joint == std::string::npos ? 0 : joint);
  }
  return covered(files, folder).contains(std::string(base::base_name(path)));
}

// A source of a room is listed in the room, or with its folder in lib/CMakeLists.txt.
bool is_built(const Files& files, const std::string& path) {
  const auto holds = [&](const std::string& list, std::string_view name) {
    const auto at = files.find(list);
    return at != files.end() && holds_word(at->second, name);
  };
  return holds(std::string(base::dir_name(path)) + "/CMakeLists.txt", base::base_name(path)) ||
         holds("lib/CMakeLists.txt", path.substr(4));
}

}  // namespace

Rooms parse_rooms(std::string_view text) {
  Rooms rooms;
  for (const std::string_view line : base::split_lines(text)) {
    const std::size_t colon = line.find(':');
    std::vector<std::string>& lower = rooms[std::string(line.substr(0, colon))];
    for (const std::string_view word : base::split(line.substr(colon + 1), ' ')) {
      if (!word.empty()) {
        lower.emplace_back(word);
      }
    }
  }
  return rooms;
}

Findings check_levels(const Files& files, const Rooms& rooms) {
  Findings findings;
  std::set<std::string> folders;
  for (const auto& [path, text] : files) {
    if (path.starts_with("lib/") && is_code(path)) {
      folders.insert(room_of(path));
    }
  }
  for (const std::string& folder : folders) {
    if (!rooms.contains(folder)) {
      findings.push_back("lib/" + folder + ": is not a room of the build");
    }
  }
  for (const auto& [room, lower] : rooms) {
    const auto level = kLevels.find(room);
    if (level == kLevels.end()) {
      findings.push_back("lib/" + room + ": has no level in the table of rooms");
      continue;
    }
    for (const std::string& other : lower) {
      const auto below = kLevels.find(other);
      if (below == kLevels.end() || below->second >= level->second) {
        findings.push_back("lib/" + room + ": depends on " + other + ", which is not below it");
      }
    }
  }
  return findings;
}

Findings check_includes(const Files& files, const Rooms& rooms) {
  Findings findings;
  for (const auto& [path, text] : files) {
    if (!is_code(path)) {
      continue;
    }
    const std::string room = room_of(path);
    const std::set<std::string> allowed = below(rooms, room);
    for (const Include& include : quoted_includes(text)) {
      const std::string fault = include_fault(files, allowed, room, include.path);
      if (!fault.empty()) {
        findings.push_back(
            finding(path, include.line, fault, fmt::format("#include \"{}\"", include.path)));
      }
    }
  }
  return findings;
}

Findings check_words(const Files& files) {
  Findings findings;
  for (const auto& [path, text] : files) {
    if (!is_code(path)) {
      continue;
    }
    const std::string code = code_only(text);
    const std::vector<std::string_view> stripped = base::split(code, '\n');
    const std::vector<std::string_view> lines = base::split(text, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      check_line(path, i + 1, stripped[i], lines[i], findings);
    }
  }
  return findings;
}

Findings check_profile_names(const Files& files) {
  Findings findings;
  const std::set<std::string> names = profile_names(files);
  for (const auto& [path, text] : files) {
    std::size_t number = 0;
    for (const std::string_view line :
         is_code(path) ? base::split(text, '\n') : std::vector<std::string_view>()) {
      ++number;
      for (const std::string& name : names) {
        if (squeezed(line).find(squeezed(name)) != std::string::npos) {
          findings.push_back(finding(path, number, "names the profile " + name, line));
        }
      }
    }
  }
  return findings;
}

Findings check_sources(const Files& files) {
  Findings findings;
  for (const auto& [path, text] : files) {
    if (!is_code(path)) {
      continue;
    }
    const std::size_t lines = base::split_lines(text).size();
    if (lines > kMaxLines) {
      findings.push_back(fmt::format("{}: has {} lines", path, lines));
    }
    if (!path.starts_with("lib/") || !path.ends_with(".cpp")) {
      continue;
    }
    if (!is_built(files, path)) {
      findings.push_back(path + ": is in no CMakeLists.txt");
    }
    if (!has_test(files, room_of(path), path)) {
      findings.push_back(path + ": has no test");
    }
  }
  return findings;
}

}  // namespace copctl::layering
