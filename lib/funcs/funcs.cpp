#include "funcs/funcs.h"

namespace copctl::funcs {

namespace {

std::vector<std::span<const tmpl::Function>> tables_of(Library library) {
  std::vector<std::span<const tmpl::Function>> tables;
  for (const Family& family : families()) {
    if (family.library == library) tables.push_back(family.functions);
  }
  return tables;
}

}  // namespace

std::span<const Family> families() {
  constexpr Library kSprig = Library::kSprig;
  constexpr Library kHelm = Library::kHelm;
  constexpr Library kCopctl = Library::kCopctl;
  static const Family kFamilies[] = {
      {"Texts", kSprig, strings()},
      {"Letter case", kSprig, letter_case()},
      {"Texts and lists", kSprig, text_lists()},
      {"Layout of texts", kSprig, text_layout()},
      {"Regular expressions", kSprig, regular_expressions()},
      {"Numbers", kSprig, numbers()},
      {"Defaults and conditions", kSprig, defaults()},
      {"Lists", kSprig, lists()},
      {"Maps", kSprig, dictionaries()},
      {"Types", kSprig, types()},
      {"YAML, JSON, TOML", kSprig, documents()},
      {"Encodings", kSprig, encodings()},
      {"Paths", kSprig, paths()},
      {"URLs", kSprig, urls()},
      {"Versions", kSprig, versions()},
      {"Dates", kSprig, dates()},
      {"Digests, passwords, ciphers", kSprig, crypto()},
      {"Certificates and keys", kSprig, certificates()},
      {"Randomness", kSprig, randoms()},
      {"Surroundings", kSprig, surroundings()},
      {"Defaults and conditions", kHelm, helm_defaults()},
      {"YAML, JSON, TOML", kHelm, helm_documents()},
      {"Surroundings", kHelm, helm_surroundings()},
      {"Texts", kCopctl, nearest()},
      {"Addresses", kCopctl, addresses()},
      {"Graphs", kCopctl, graphs()},
      {"Sealed secrets", kCopctl, sealing()},
  };
  return kFamilies;
}

std::vector<std::span<const tmpl::Function>> sprig() { return tables_of(Library::kSprig); }

std::vector<std::span<const tmpl::Function>> helm() { return tables_of(Library::kHelm); }

std::vector<std::span<const tmpl::Function>> copctl() { return tables_of(Library::kCopctl); }

}  // namespace copctl::funcs
