#include "cli/functions.h"

#include <algorithm>

#include "funcs/funcs.h"
#include "render/render.h"
#include "tmpl/tmpl.h"

namespace copctl::cli {

namespace {

constexpr std::string_view kGo = "Go's text/template";
constexpr std::string_view kSprig = "sprig";
constexpr std::string_view kHelm = "Helm";
constexpr std::string_view kCopctl = "copctl";

class Listing {
 public:
  void add_functions(const std::string& title, std::string_view origin,
                     std::span<const tmpl::Function> rows) {
    for (const tmpl::Function& row : rows) {
      add({std::string(row.name), title, origin, row.signature.text(), row.summary, row.example,
           row.needs});
    }
  }

  // Rows without a summary leave it to the row of the pointer to the same type.
  void add_methods(std::string_view origin, std::span<const tmpl::Method> rows) {
    for (const tmpl::Method& row : rows) {
      if (row.summary.empty()) continue;
      const std::string holder = holder_of(row.receiver);
      add({holder + "." + std::string(row.name), "Methods of " + holder, origin,
           row.signature.text(), row.summary, row.example});
    }
  }

  std::vector<ListedFunction> take() {
    const auto place = [&](const ListedFunction& listed) {
      return std::pair(std::ranges::find(titles_, listed.title) - titles_.begin(),
                       std::string_view(listed.name));
    };
    std::ranges::sort(all_, {}, place);
    return std::move(all_);
  }

 private:
  // `.Files` for `engine.files`, and `semver.Version` for `*semver.Version`.
  static std::string holder_of(std::string_view receiver) {
    const auto paths = render::object_paths();
    const auto found = std::ranges::find(paths, receiver, &render::ObjectPath::receiver);
    if (found != paths.end()) return std::string(found->path);
    return std::string(receiver.substr(receiver.starts_with('*') ? 1 : 0));
  }

  void add(ListedFunction listed) {
    if (std::ranges::find(titles_, listed.title) == titles_.end()) titles_.push_back(listed.title);
    const auto known = std::ranges::find(all_, listed.name, &ListedFunction::name);
    if (known == all_.end()) {
      all_.push_back(std::move(listed));
    } else {
      *known = std::move(listed);
    }
  }

  std::vector<std::string> titles_;
  std::vector<ListedFunction> all_;
};

std::string_view origin_of(funcs::Library library) {
  if (library == funcs::Library::kCopctl) return kCopctl;
  return library == funcs::Library::kHelm ? kHelm : kSprig;
}

bool ends_with_steps(std::string_view name, std::string_view word) {
  return name == word || (name.ends_with(word) && name[name.size() - word.size() - 1] == '.');
}

}  // namespace

std::vector<ListedFunction> listed_functions() {
  Listing listing;
  listing.add_functions("Language", kGo, tmpl::builtin_functions());
  listing.add_functions("Language", kHelm, tmpl::helm_functions());
  for (const funcs::Family& family : funcs::families()) {
    listing.add_functions(std::string(family.title), origin_of(family.library), family.functions);
  }
  listing.add_methods(kHelm, render::methods());
  listing.add_methods(kSprig, funcs::methods());
  return listing.take();
}

std::vector<ListedFunction> functions_named(std::string_view word) {
  std::vector<ListedFunction> named = listed_functions();
  std::erase_if(named, [&](const ListedFunction& listed) {
    return word.empty() || !ends_with_steps(listed.name, word);
  });
  return named;
}

}  // namespace copctl::cli
