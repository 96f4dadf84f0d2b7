#include "merge/merge.h"
#include "support/catch.h"

namespace copctl::merge {
namespace {

// Expected texts are what `diff -u --label old --label new` of diffutils 3.8 prints.
TEST_CASE("unified_diff prints as diff -u does") {
  struct Case {
    const char* name;
    const char* before;
    const char* after;
    const char* expected;
  };
  const Case cases[] = {
      {"equal texts", "a\n", "a\n", ""},
      {"a file appears", "", "a\nb\n", "--- old\n+++ new\n@@ -0,0 +1,2 @@\n+a\n+b\n"},
      {"a file goes", "a\n", "", "--- old\n+++ new\n@@ -1 +0,0 @@\n-a\n"},
      {"context of three lines", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
       "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"},
      {"changes six lines apart are one hunk", "a\n1\n2\n3\n4\n5\n6\nb\n",
       "A\n1\n2\n3\n4\n5\n6\nB\n",
       "--- old\n+++ new\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
      {"changes seven lines apart are two hunks", "a\n1\n2\n3\n4\n5\n6\n7\nb\n",
       "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
       "--- old\n+++ new\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n "
       "7\n-b\n+B\n"},
      {"the old text lacks its last line break", "a\nb", "a\nb\n",
       "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
      {"neither text has its last line break", "a\nb\nc", "x\nb\nc",
       "--- old\n+++ new\n@@ -1,3 +1,3 @@\n-a\n+x\n b\n c\n\\ No newline at end of file\n"},
      {"an addition in the middle", "a\nb\n", "a\nx\nb\n",
       "--- old\n+++ new\n@@ -1,2 +1,3 @@\n a\n+x\n b\n"},
      {"lines with control characters pass as they are", "a\r\n", "b\x1b\n",
       "--- old\n+++ new\n@@ -1 +1 @@\n-a\r\n+b\x1b\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) { CHECK(unified_diff(c.before, c.after, "old", "new") == c.expected); }
  }
}

}  // namespace
}  // namespace copctl::merge
