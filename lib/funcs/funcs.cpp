#include "funcs/funcs.h"

namespace copctl::funcs {

std::vector<std::span<const tmpl::Function>> sprig() {
  return {strings(),  letter_case(), text_lists(),   text_layout(),  numbers(),
          defaults(), lists(),       dictionaries(), types(),        paths(),
          urls(),     encodings(),   documents(),    surroundings(), regular_expressions(),
          versions(), dates(),       crypto(),       certificates(), randoms()};
}

std::vector<std::span<const tmpl::Function>> helm() {
  return {helm_defaults(), helm_documents(), helm_surroundings()};
}

}  // namespace copctl::funcs
