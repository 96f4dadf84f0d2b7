// Covers format.cpp, printf.cpp, real_text.cpp.
#include "tmpl/print.h"

#include <limits>

#include "support/catch.h"
#include "tmpl/engine.h"
#include "tmpl/real_text.h"

namespace {

using namespace copctl;
using tests::run;
using tests::RunCase;
using value::Value;

void check(std::span<const RunCase> cases) {
  for (const RunCase& c : cases) {
    DYNAMIC_SECTION(c.source) { CHECK(run(c.source) == c.expected); }
  }
}

TEST_CASE("print: floats") {
  struct {
    double d;
    const char* text;
  } const cases[] = {{0, "0"},
                     {-0.0, "-0"},
                     {1, "1"},
                     {100000, "100000"},
                     {1000000, "1e+06"},
                     {123456.7, "123456.7"},
                     {1234567, "1.234567e+06"},
                     {0.0001, "0.0001"},
                     {0.00001, "1e-05"},
                     {0.30000000000000004, "0.30000000000000004"},
                     {1e21, "1e+21"},
                     {5e-324, "5e-324"},
                     {1e100, "1e+100"},
                     {std::numeric_limits<double>::infinity(), "+Inf"},
                     {-std::numeric_limits<double>::infinity(), "-Inf"},
                     {std::numeric_limits<double>::quiet_NaN(), "NaN"}};
  for (const auto& c : cases) CHECK(tmpl::format_float(c.d) == c.text);
  CHECK(tmpl::format_real(1e22, 'f', -1) == "10000000000000000000000");
  CHECK(tmpl::format_real(0.00125, 'f', -1) == "0.00125");
  CHECK(tmpl::format_real(-12.5, 'f', -1) == "-12.5");
  CHECK(tmpl::format_real(0.5, 'f', 1200).size() == 1202);
}

TEST_CASE("print: values") {
  CHECK(tmpl::print_value({}) == "<nil>");
  CHECK(tmpl::print_value(Value::list({Value::nil(), Value::integer(1), Value::list()})) ==
        "[<nil> 1 []]");
  CHECK(tmpl::print_value(Value::map({{"b", Value::real(2)}, {"a", Value::nil_map()}})) ==
        "map[a:map[] b:2]");
  const Value bytes = Value::list(
      {Value::integer(104, value::IntType::kUint8), Value::integer(105, value::IntType::kUint8)},
      value::Element::kByte);
  CHECK(tmpl::print_value(bytes) == "[104 105]");
  bool too_long = false;
  CHECK(tmpl::format("%s %x %d %q %#v", std::vector{bytes, bytes, bytes, bytes, bytes}, 1000,
                     too_long) == "hi 6869 [104 105] \"hi\" []byte{0x68, 0x69}");
}

constexpr RunCase kPrint[] = {
    {"{{print 1 2 \"a\" 3 \"b\" \"c\" 4 5}}", "1 2a3bc4 5"},
    {"{{print nil \"a\" .zz}}{{print nil nil}}", "<nil>a<nil><nil> <nil>"},
    {"{{println \"a\" 1 \"b\"}}{{println}}", "a 1 b\n\n"},
};

TEST_CASE("print: print and println") { check(kPrint); }

constexpr RunCase kVerbs[] = {
    {"{{printf \"%v|%5v|%-5v|%05d|%+d|% d\" .n 1 2 3 4 5}}", "3|    1|2    |00003|+4| 5"},
    {"{{printf \"%b %o %O %x %X %#x %#o %#b %c %q %U %#U\" 5 8 8 255 255 255 8 5 65 65 233 233}}",
     "101 10 0o10 ff FF 0xff 010 0b101 A 'A' U+00E9 U+00E9 'é'"},
    {"{{printf \"%5.3d|%.0d|%-+5d|\" 7 0 3}}", "  007||+3   |"},
    {"{{printf \"%e %.2f %8.3f|%-8.2f|%08.2f %g %G %+.1f\" 1234.5 2.345 1.5 1.5 -1.5 1e7 1e-7 "
     "1.0}}",
     "1.234500e+03 2.35    1.500|1.50    |-0001.50 1e+07 1E-07 +1.0"},
    {"{{printf \"%x %X %.3x %b %#g %#.3f %#v\" 1.5 -1.5 1.2345 1.5 1.0 2.0 1e6}}",
     "0x1.8p+00 -0X1.8P+00 0x1.3c1p+00 6755399441055744p-52 1.00000 2.000 1e+06"},
    {"{{printf \"%s|%5s|%-5s|%.2s|%q|%x|% x|%#x|%X\" \"é\" \"a\" \"b\" \"éàü\" \"a\\n\" \"hi\" "
     "\"hi\" \"hi\" \"hi\"}}",
     "é|    a|b    |éà|\"a\\n\"|6869|68 69|0x6869|6869"},
    {"{{printf \"%+q %#q %#q\" \"é\" \"a\" \"`\"}}", "\"\\u00e9\" `a` \"`\""},
    {"{{printf \"%t %v %5t\" true false true}}", "true false  true"},
    {"{{printf \"%v %.1f %+v\" 1i 1.25-2i 2i}}", "(0+1i) (1.2-2.0i) (0+2i)"},
    {"{{printf \"%T %T %T %T\" .n .m nil \"\"}}", "int64 map[string]interface {} <nil> string"},
    {"{{printf \"%#v %#v %#v %#v\" .l .m.sub nil true}}",
     "[]interface {}{\"a\", \"b\", \"c\"} map[string]interface {}{\"x\":1} <nil> true"},
    {"{{printf \"%s %d %5v\" .l .m.sub .l}}", "[a b c] map[%!d(string=x):1] [    a     b     c]"},
    {"{{printf \"%%|%5%\"}}", "%|%"},
};

TEST_CASE("printf: verbs") { check(kVerbs); }

constexpr RunCase kMisuse[] = {
    {"{{printf \"%d %s %t %x\" \"hi\" 5 1 true}}",
     "%!d(string=hi) %!s(int=5) %!t(int=1) %!x(bool=true)"},
    {"{{printf \"%d %s %z\" 3.0 nil 1}}", "%!d(float64=3) %!s(<nil>) %!z(int=1)"},
    {"{{printf \"%6d|%.1f\" \"x\" \"abc\"}}", "%!d(string=     x)|%!f(string=a)"},
    {"{{printf \"%d %d\" 1}} {{printf \"%\"}} {{printf \"%-\"}}",
     "1 %!d(MISSING) %!(NOVERB) %!(NOVERB)"},
    {"{{printf \"a\" 1 \"x\" nil}}", "a%!(EXTRA int=1, string=x, <nil>)"},
    {"{{printf \"%[2]d %[1]d\" 1 2}} {{printf \"%[3]d\" 1}} {{printf \"%[x]d\" 1}}",
     "2 1 %!d(BADINDEX) %!d(BADINDEX)"},
    {"{{printf \"%*d|%-*d|%.*f\" 4 7 4 7 2 1.0}}", "   7|7   |1.00"},
    {"{{printf \"%*d\" \"x\" 7}} {{printf \"%.*d\" -1 7}}", "%!(BADWIDTH)7 %!(BADPREC)7"},
    {"{{printf \"%[1]*[2]d\" 3 7}}", "  7"},
    {"{{printf \"%99999999999d\" 1}}", "%!(NOVERB)%!(EXTRA int=1)"},
    {"{{printf \"%é\" 1}}", "%!é(int=1)"},
};

TEST_CASE("printf: misuse shows in the text") { check(kMisuse); }

TEST_CASE("printf: a value that holds itself ends the print") {
  const Value map = Value::map();
  map.as_map().entries["self"] = map;
  std::string out;
  tmpl::Printer printer(out, 1u << 20);
  printer.print_value(map, 'v');
  CHECK(printer.stopped());
  map.as_map().entries.clear();
}

}  // namespace
