#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "folder/folder.h"
#include "folder/lock_text.h"
#include "folder/places.h"

// A plan as commits carry it out. Texts are borrowed from the plan and the locks.

namespace copctl::folder {

// A file that changes; path relative to the folder, a text empty when there is no file.
struct Step {
  std::string path;
  std::optional<std::string_view> before;
  std::optional<std::string_view> after;
  bool secret = false;
  // The file whose mode a new one takes, when it is one that moves.
  std::string_view like = {};
};

// The steps of what is to change, in the plan's order.
std::vector<Step> steps_of(const Plan& plan);

// A file of `.copctl`.
struct HiddenFile {
  std::string_view name;
  std::optional<std::string_view> text;
  bool secret = false;
  // Not empty: a file that the user may have changed. It is replaced only when it has this text.
  std::string_view only_over = {};
};

// dump.lock is the last: a folder has one only when everything else is there.
std::vector<HiddenFile> hidden_files(const LockTexts& locks);

// The mode of a file that is new.
unsigned new_mode(bool secret);

enum class Outcome : std::uint8_t {
  kDone,
  // An error was added; everything is as it was.
  kFailed,
  // The folder cannot be made anew; everything is as it was, without an error.
  kNotHere
};

// Builds the dump beside the folder and moves it there, which is absent or empty.
Outcome build_anew(base::FileSystem& files, const Places& places, const Plan& plan,
                   const LockTexts& locks, diag::Diagnostics& diagnostics);

// Changes the files of a folder that is there, by way of the journal.
bool change_in_place(base::FileSystem& files, const Places& places, const Plan& plan,
                     const LockTexts& locks, diag::Diagnostics& diagnostics);

}  // namespace copctl::folder
