#include <algorithm>

#include "schema/load.h"

// What `x-generate` makes: {alphabet, length}, or {bytes, encoding}. lib/profile/generate.cpp makes
// it.

namespace copctl::schema {

namespace {

using value::Value;

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
// What the last letter before one `=`, or two, can be: its other bits are zero.
constexpr std::string_view kLast[] = {kBase64, "AEIMQUYcgkosw048", "AQgw"};
// Products that are tried, all together: every letter at every place of a secret that people ask
// for. Of longer ones a part must do.
constexpr std::size_t kMaxProductBytes = 64u << 10;

// The form of what a recipe makes.
struct Form {
  std::string_view letters;
  std::size_t length = 0;
  // `=` after the letters.
  std::size_t padding = 0;
  // Those of the letters that can be the last.
  std::string_view last;
};

std::size_t count_of(const Value& recipe, std::string_view key) {
  return static_cast<std::size_t>(recipe.find(key)->as_int().number);
}

Form form_of(const Value& recipe) {
  if (const Value* name = recipe.find("alphabet")) {
    const std::string_view letters = alphabet(name->as_string());
    return {letters, count_of(recipe, "length"), 0, letters};
  }
  const std::size_t bytes = count_of(recipe, "bytes");
  if (recipe.find("encoding")->as_string() == "hex") return {kHex, 2 * bytes, 0, kHex};
  const std::size_t padding = (3 - bytes % 3) % 3;
  return {kBase64, (4 * bytes + 2) / 3, padding, kLast[padding]};
}

}  // namespace

bool could_make(const Value& recipe, std::string_view text) {
  const Form form = form_of(recipe);
  if (text.size() != form.length + form.padding) return false;
  return text.find_first_not_of(form.letters) >= form.length &&
         form.last.find(text[form.length - 1]) != std::string_view::npos &&
         text.find_first_not_of('=', form.length) == std::string_view::npos;
}

std::vector<std::string> products(const Value& recipe) {
  const Form form = form_of(recipe);
  const std::size_t all = form.letters.size() * form.length;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < all && out.size() * form.length < kMaxProductBytes; ++i) {
    std::string product(form.length, form.letters[i % form.letters.size()]);
    product[i % form.length] = form.letters[i / form.length % form.letters.size()];
    if (form.last.find(product.back()) == std::string_view::npos) product.back() = form.last[0];
    out.push_back(product.append(form.padding, '='));
  }
  return out;
}

}  // namespace copctl::schema
