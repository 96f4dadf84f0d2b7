#include <fmt/format.h>

#include <array>
#include <limits>

#include "base/text.h"
#include "funcs/base_n.h"
#include "funcs/funcs.h"

// What differs with every render. All of it is drawn from Call::environment().

namespace copctl::funcs {

namespace {

using tmpl::Call;
using tmpl::Needs;
using value::Value;

// Draws numbers below a bound, each as likely as the other: bytes are asked for by the block, and a
// number that would favour the low ones is drawn again.
class Dice {
 public:
  explicit Dice(const Call& call) : call_(call) {}

  // `bound` is not 0.
  std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t fair = std::numeric_limits<std::uint64_t>::max() / bound * bound;
    std::uint64_t number = next();
    while (number >= fair) number = next();
    return number % bound;
  }

 private:
  static constexpr std::size_t kBlock = 1024;

  std::uint64_t next() {
    if (at_ == block_.size()) {
      block_ = call_.environment().random_bytes(kBlock);
      at_ = 0;
    }
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) {
      number = number << 8 | static_cast<unsigned char>(block_[at_++]);
    }
    return number;
  }

  const Call& call_;
  std::string block_;
  std::size_t at_ = 0;
};

// Of a count below 0 nothing comes, as in sprig.
Value drawn(const Call& call, std::string_view alphabet) {
  const std::int64_t count = call.integer(0);
  if (count <= 0) return Value::string("");
  call.reserve(static_cast<std::size_t>(count));
  Dice dice(call);
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) text += alphabet[dice.below(alphabet.size())];
  return Value::string(std::move(text));
}

constexpr std::string_view kAlphaNum =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kAlpha = kAlphaNum.substr(0, 52);
constexpr std::string_view kNumeric = kAlphaNum.substr(52);

Value rand_alpha_num(Call& call) { return drawn(call, kAlphaNum); }
Value rand_alpha(Call& call) { return drawn(call, kAlpha); }
Value rand_numeric(Call& call) { return drawn(call, kNumeric); }

Value rand_ascii(Call& call) {
  std::string printable;
  for (char c = ' '; c <= '~'; ++c) printable += c;
  return drawn(call, printable);
}

Value rand_int(Call& call) {
  const auto low = static_cast<std::uint64_t>(call.integer(0));
  const auto range = static_cast<std::int64_t>(static_cast<std::uint64_t>(call.integer(1)) - low);
  if (range <= 0) call.fail("invalid argument to Intn");
  const std::uint64_t number = low + Dice(call).below(static_cast<std::uint64_t>(range));
  return Value::integer(static_cast<std::int64_t>(number), value::IntType::kInt);
}

Value rand_bytes(Call& call) {
  const std::int64_t count = call.integer(0);
  if (count < 0) call.fail("makeslice: len out of range");
  const auto size = static_cast<std::size_t>(count);
  call.reserve(size / 3 * 4 + size % 3 * 4);
  return Value::string(encode_base64(call.environment().random_bytes(size)));
}

// Code points change places, the last first.
Value shuffle(Call& call) {
  std::string_view text = call.text(0);
  call.reserve(text.size() * (sizeof(char32_t) + 1));
  std::u32string runes;
  while (!text.empty()) {
    const base::Rune rune = base::decode_rune(text);
    runes += rune.code;
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  Dice dice(call);
  for (std::size_t i = runes.size(); i > 1; --i) std::swap(runes[i - 1], runes[dice.below(i)]);
  std::string shuffled;
  for (const char32_t rune : runes) base::append_rune(shuffled, rune);
  return Value::string(std::move(shuffled));
}

// RFC 4122 4.4: six bits say that the other 122 are random.
Value uuidv4(Call& call) {
  std::string bytes = call.environment().random_bytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += fmt::format("{:02x}", static_cast<unsigned char>(bytes[i]));
  }
  return Value::string(std::move(text));
}

constexpr std::array kFunctions = std::to_array<tmpl::Function>({
    {"randAlphaNum",
     "(int) string",
     rand_alpha_num,
     "so many random letters and digits",
     {R"({{ randAlphaNum 8 | len }})", "8"},
     Needs::kRandom},
    {"randAlpha",
     "(int) string",
     rand_alpha,
     "so many random letters",
     {R"({{ regexMatch "^[A-Za-z]{9}$" (randAlpha 9) }})", "true"},
     Needs::kRandom},
    {"randNumeric",
     "(int) string",
     rand_numeric,
     "so many random digits",
     {R"({{ regexMatch "^[0-9]{6}$" (randNumeric 6) }})", "true"},
     Needs::kRandom},
    {"randAscii",
     "(int) string",
     rand_ascii,
     "so many random printable ASCII characters",
     {R"({{ randAscii 12 | len }})", "12"},
     Needs::kRandom},
    {"randInt",
     "(int, int) int",
     rand_int,
     "a random integer from the first up to, but not including, the second",
     {R"({{ randInt 7 8 }})", "7"},
     Needs::kRandom},
    {"randBytes",
     "(int) (string, error)",
     rand_bytes,
     "so many random bytes in base64",
     {R"({{ randBytes 16 | b64dec | len }})", "16"},
     Needs::kRandom},
    {"shuffle",
     "(string) string",
     shuffle,
     "the characters of a text in random order",
     {R"({{ shuffle "aaa" }})", "aaa"},
     Needs::kRandom},
    {"uuidv4",
     "() string",
     uuidv4,
     "a random UUID",
     {R"({{ uuidv4 | len }})", "36"},
     Needs::kRandom},
});

}  // namespace

std::span<const tmpl::Function> randoms() { return kFunctions; }

}  // namespace copctl::funcs
