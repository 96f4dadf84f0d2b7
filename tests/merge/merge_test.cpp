#include "merge/merge.h"

#include "support/catch.h"

// Covers by_lines.cpp, conflicts.cpp, documents.cpp, manifests.cpp, node.cpp, piece.cpp.
// Covers plan.cpp, shape.cpp, weave.cpp.

namespace copctl::merge {
namespace {

// A Deployment's head, so that cases show what they are about.
std::string app(const std::string& spec) {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n" + spec;
}

std::string service(const std::string& name) {
  return "apiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\n";
}

struct Case {
  const char* name;
  std::string base;
  std::string mine;
  std::string theirs;
  std::string expected;
};

void check_clean(const Case& c) {
  DYNAMIC_SECTION(c.name) {
    const Merged merged = merge_texts(c.base, c.mine, c.theirs);
    CHECK(merged.conflicts.empty());
    CHECK(merged.text == c.expected);
  }
}

TEST_CASE("edits and changes side by side") {
  const Case cases[] = {
      {"neighbouring lines", app("  replicas: 1\n  paused: false\n"),
       app("  replicas: 3\n  paused: false\n"), app("  replicas: 1\n  paused: true\n"),
       app("  replicas: 3\n  paused: true\n")},
      {"the user's comments, quotes and blank lines stay", app("  replicas: 1\n  image: \"a:1\"\n"),
       app("  # we need three\n  replicas: 3  # three\n\n  image: 'a:1' # pinned\n"),
       app("  replicas: 1\n  image: \"a:2\"\n"),
       app("  # we need three\n  replicas: 3  # three\n\n  image: \"a:2\" # pinned\n")},
      {"equal changes are one", app("  a: 1\n  b: 1\n"), app("  a: 2\n  b: 2\n"),
       app("  a: 2\n  b: 1\n  c: 1\n"), app("  a: 2\n  b: 2\n  c: 1\n")},
      {"what the user deleted stays deleted", app("  a: 1\n  b: 1\n  c: 1\n"),
       app("  a: 1\n  c: 1\n"), app("  a: 1\n  b: 1\n  c: 2\n"), app("  a: 1\n  c: 2\n")},
      {"a new key comes behind what it follows, with its comment", app("  a: 1\n  z: 1\n"),
       app("  z: 2\n  a: 1\n"), app("  a: 1\n  # new\n  m:\n    x: 1\n  z: 1\n"),
       app("  z: 2\n  a: 1\n  # new\n  m:\n    x: 1\n")},
      {"a removed key takes the comment that it had, not the user's",
       app("  a: 1\n  # about b\n  b: 1\n  c: 1\n"),
       app("  a: 1\n  # about b\n  # mine\n  b: 1 # too\n  c: 2\n"), app("  a: 1\n  c: 1\n"),
       app("  a: 1\n  # mine\n  # too\n  c: 2\n")},
      {"a scalar becomes a map", app("  a: 1\n  s: x\n"), app("  a: 2\n  s: x\n"),
       app("  a: 1\n  s:\n    t: 1\n    u: 2\n"), app("  a: 2\n  s:\n    t: 1\n    u: 2\n")},
      {"a map becomes a scalar; the user's comment in it stays",
       app("  a: 1\n  s:\n    t: 1\n  z: 1\n"), app("  a: 2\n  s:\n    # mine\n    t: 1\n  z: 1\n"),
       app("  a: 1\n  s: x\n  z: 1\n"), app("  a: 2\n  # mine\n  s: x\n  z: 1\n")},
      {"another indentation", app("  sub:\n    a: 1\n    b: 1\n"),
       app("    sub:\n        a: 2\n        b: 1\n"),
       app("  sub:\n    a: 1\n    b: 1\n    c:\n    - d: 1\n      e: 2\n"),
       app("    sub:\n        a: 2\n        b: 1\n        c:\n        - d: 1\n          e: 2\n")},
      {"all keys of a map are removed", app("  a: 1\n  s: # why\n    t: 1\n"),
       app("  a: 2\n  s: # why\n    # mine\n    t: 1\n"), app("  a: 1\n  s: {}\n"),
       app("  a: 2\n  # mine\n  s: {} # why\n")},
      {"block scalars", app("  a: 1\n  s: |\n    one\n    two\n  z: 1\n"),
       app("  a: 2\n  s: |\n    one\n    two\n  z: 1\n"),
       app("  a: 1\n  s: |\n    one\n\n    three\n  z: 1\n"),
       app("  a: 2\n  s: |\n    one\n\n    three\n  z: 1\n")},
      {"lines of a text in a block scalar", app("  f: |\n    one\n    two\n    three\n  z: 1\n"),
       app("  f: | # mine\n      ONE\n      two\n      three\n  z: 2\n"),
       app("  f: |\n    one\n    two\n\n    drei\n      x\n  z: 1\n"),
       app("  f: | # mine\n      ONE\n      two\n\n      drei\n        x\n  z: 2\n")},
      {"a plain scalar of several lines", app("  a: 1\n  s: one\n    two\n"),
       app("  a: 2\n  s: one\n    two\n"), app("  a: 1\n  s: three\n"),
       app("  a: 2\n  s: three\n")},
      {"in brackets", app("  a: {x: 1, y: 2}\n  l: [a, b]\n"),
       app("  a: {x: 9,  y: 2}\n  l: [ a, b, mine ]\n"),
       app("  a: {x: 1, y: 3, z: \"n\"}\n  l: [new, b]\n"),
       app("  a: {x: 9,  y: 3,  z: \"n\"}\n  l: [ new, b, mine ]\n")},
      {"a list in brackets is filled with lines", app("  a: 1\n  env:\n  - name: A\n"),
       app("  a: 1\n  env: [] # none\n"), app("  a: 1\n  env:\n  - name: A\n  - name: B\n"),
       app("  a: 1\n  env: # none\n  - name: B\n")},
      {"tabs in comments", app("  a: 1\n  b: 1\n"), app("  a: 2\t# a\tb\n  b: 1\n"),
       app("  a: 1\n  b: 2\n"), app("  a: 2\t# a\tb\n  b: 2\n")},
  };
  for (const Case& c : cases) {
    check_clean(c);
  }
}

TEST_CASE("lists that both sides change") {
  const Case cases[] = {
      {"containers by name",
       app("  containers:\n  - name: a\n    image: 1\n  - name: b\n    image: 1\n"),
       app("  containers:\n  - name: a\n    image: 2\n  - name: b\n    image: 1\n"),
       app("  containers:\n  - name: a\n    image: 1\n  - name: b\n    image: 3\n"),
       app("  containers:\n  - name: a\n    image: 2\n  - name: b\n    image: 3\n")},
      {"both append to env", app("  env:\n    - name: A\n      value: a\n"),
       app("  env:\n    - name: A\n      value: a\n    - name: M\n      value: m\n"),
       app("  env:\n    - name: A\n      value: a\n    # t\n    - name: T\n      value: t\n"),
       app("  env:\n    - name: A\n      value: a\n    - name: M\n      value: m\n    # t\n    - "
           "name: T\n      value: t\n")},
      {"another style of lists", app("  env:\n  - name: A\n    value: a\n"),
       app("  env:\n      - value: m\n        name: A\n"),
       app("  env:\n  - name: A\n    value: a\n  - name: T\n    value: t\n"),
       app("  env:\n      - value: m\n        name: A\n      - name: T\n        value: t\n")},
      {"ports by number", app("  ports:\n  - port: 80\n    name: http\n  - port: 81\n"),
       app("  ports:\n  - port: 80\n    name: http\n    nodePort: 30080\n  - port: 81\n"),
       app("  ports:\n  - port: 443\n  - port: 80\n    name: web\n  - port: 81\n"),
       app("  ports:\n  - port: 443\n  - port: 80\n    name: web\n    nodePort: 30080\n  - port: "
           "81\n")},
      {"one port for two protocols",
       app("  ports:\n  - port: 53\n  - port: 53\n    protocol: UDP\n"),
       app("  ports:\n  - port: 53\n    a: 1\n  - port: 53\n    protocol: UDP\n"),
       app("  ports:\n  - port: 53\n  - port: 53\n    protocol: UDP\n    b: 1\n"),
       app("  ports:\n  - port: 53\n    a: 1\n  - port: 53\n    protocol: UDP\n    b: 1\n")},
      {"rules by position", app("  rules:\n  - verbs: [get]\n    x: 1\n  - verbs: [list]\n"),
       app("  rules:\n  - verbs: [get]\n    x: 2\n  - verbs: [list]\n  - verbs: [watch]\n"),
       app("  rules:\n  - verbs: [get, put]\n    x: 1\n  - verbs: [list]\n"),
       app("  rules:\n  - verbs: [get, put]\n    x: 2\n  - verbs: [list]\n  - verbs: [watch]\n")},
      {"both append arguments", app("  args:\n  - --a\n"), app("  args:\n  - --a\n  - --mine\n"),
       app("  args:\n  - --a\n  - --new\n"), app("  args:\n  - --a\n  - --mine\n  - --new\n")},
      {"the user's order of items stays", app("  env:\n  - name: A\n  - name: B\n  - name: C\n"),
       app("  env:\n  - name: C\n  - name: A\n  - name: B\n"),
       app("  env:\n  - name: A\n    value: 1\n  - name: B\n  - name: C\n"),
       app("  env:\n  - name: C\n  - name: A\n    value: 1\n  - name: B\n")},
      {"a new order of items with the user's edits",
       app("  env:\n  - name: A\n  - name: B\n  - name: C\n"),
       app("  env:\n  - name: A\n    value: 1\n  - name: M\n  - name: B\n  - name: C\n"),
       app("  env:\n  - name: C\n  - name: B\n  - name: A\n"),
       app("  env:\n  - name: C\n  - name: B\n  - name: A\n    value: 1\n  - name: M\n")},
      {"the first key of an item goes", app("  rules:\n  - a: 1\n    b: 1\n    c: 1\n"),
       app("  rules:\n  # mine\n  - a: 1\n    b: 1\n    c: 2\n"),
       app("  rules:\n  - b: 1\n    c: 1\n"), app("  rules:\n  # mine\n  - b: 1\n    c: 2\n")},
      {"a container that theirs drops", app("  containers:\n  - name: a\n  # log\n  - name: b\n"),
       app("  containers:\n  - name: a\n    image: 1\n  # log\n  - name: b\n"),
       app("  containers:\n  - name: a\n"), app("  containers:\n  - name: a\n    image: 1\n")},
  };
  for (const Case& c : cases) {
    check_clean(c);
  }
}

TEST_CASE("files of several documents") {
  const std::string a = service("a");
  const std::string b = service("b");
  const std::string c = service("c");
  const std::string sep = "---\n";
  const Case cases[] = {
      {"documents that the user reordered", a + "x: 1\n" + sep + b + "x: 1\n",
       b + "x: 1\n" + sep + a + "x: 2\n", a + "x: 1\n" + sep + b + "x: 3\n",
       b + "x: 3\n" + sep + a + "x: 2\n"},
      {"added on both sides", a + "x: 1\n", a + "x: 2\n" + sep + b, a + "x: 1\n" + sep + c,
       a + "x: 2\n" + sep + b + sep + c},
      {"a new first document", a + "x: 1\ny: 1\n", a + "x: 2\ny: 1\n", b + sep + a + "x: 1\ny: 2\n",
       b + sep + a + "x: 2\ny: 2\n"},
      {"one is gone, the user's comment is not", a + "x: 1\n" + sep + b + sep + c,
       a + "x: 2\n" + sep + "# mine\n" + b + sep + c, a + "x: 1\n" + sep + c,
       a + "x: 2\n" + sep + "# mine\n" + c},
      {"the same beside a change", a + "x: 1\n" + sep + b + sep + c,
       a + "x: 2\n" + sep + "# mine\n" + b + sep + c + "x: 1\n", a + "x: 1\ny: 1\n" + sep + c,
       a + "x: 2\ny: 1\n# mine\n" + sep + c + "x: 1\n"},
      {"another version of the API is the same resource",
       "apiVersion: policy/v1beta1\nkind: P\nmetadata:\n  name: p\nspec: 1\n",
       "apiVersion: policy/v1beta1\nkind: P\nmetadata:\n  name: p\nspec: 2\n",
       "apiVersion: policy/v1\nkind: P\nmetadata:\n  name: p\nspec: 1\n",
       "apiVersion: policy/v1\nkind: P\nmetadata:\n  name: p\nspec: 2\n"},
      {"a renamed resource keeps its edits", a + "x: 1\n", a + "x: 2\n", b + "x: 1\n",
       b + "x: 2\n"},
      {"comments and a `---` at the beginning", "# head\n---\n" + a + "x: 1\ny: 1\n",
       "# head\n---\n# mine\n" + a + "x: 2\ny: 1\n", "# head\n---\n" + a + "x: 1\ny: 2\n",
       "# head\n---\n# mine\n" + a + "x: 2\ny: 2\n"},
  };
  for (const Case& each : cases) {
    check_clean(each);
  }
}

TEST_CASE("what stands around the lines stays") {
  const std::string base = app("  a: 1\n  b: 1\n");
  const std::string theirs = app("  a: 1\n  b: 2\n  c: 3\n");
  const std::string mine = app("  a: 2\n  b: 1\n");
  const std::string expected = app("  a: 2\n  b: 2\n  c: 3\n");
  const auto crlf = [](const std::string& text) {
    std::string out;
    for (const char ch : text) {
      out += ch == '\n' ? "\r\n" : std::string(1, ch);
    }
    return out;
  };
  CHECK(merge_texts(base, crlf(mine), theirs).text == crlf(expected));
  CHECK(merge_texts(base, crlf(base), theirs).text == crlf(theirs));
  CHECK(merge_texts(base, "\xEF\xBB\xBF" + mine, theirs).text == "\xEF\xBB\xBF" + expected);
  CHECK(merge_texts(base, mine.substr(0, mine.size() - 1), theirs).text ==
        expected.substr(0, expected.size() - 1));
}

struct ConflictCase {
  const char* name;
  std::string base;
  std::string mine;
  std::string theirs;
  std::vector<Conflict> conflicts;
  std::string taking_mine;
  std::string taking_new;
  std::string marked;
};

TEST_CASE("conflicts are told, and decided as asked") {
  const ConflictCase cases[] = {
      {"one value",
       app("  replicas: 1\n  b: 1\n"),
       app("  # mine\n  replicas: 3 # three\n  b: 1\n"),
       app("  replicas: 2\n  b: 2\n"),
       {{"Deployment/app", "spec.replicas", "replicas: 1\n", "replicas: 3 # three\n",
         "replicas: 2\n", 7}},
       app("  # mine\n  replicas: 3 # three\n  b: 2\n"),
       app("  # mine\n  replicas: 2 # three\n  b: 2\n"),
       app("  # mine\n<<<<<<< mine\n  replicas: 3 # three\n||||||| base\n  replicas: 1\n=======\n  "
           "replicas: 2\n>>>>>>> new\n  b: 2\n")},
      {"deleted here, changed there",
       app("  env:\n  - name: A\n    value: 1\n  - name: B\n"),
       app("  env:\n  - name: B\n"),
       app("  env:\n  - name: A\n    value: 2\n  - name: B\n"),
       {{"Deployment/app", "spec.env[name=A]", "- name: A\n  value: 1\n", "",
         "- name: A\n  value: 2\n", 6}},
       app("  env:\n  - name: B\n"),
       app("  env:\n  - name: A\n    value: 2\n  - name: B\n"),
       app("  env:\n<<<<<<< mine\n||||||| base\n  - name: A\n    value: 1\n=======\n  - name: A\n  "
           " "
           " value: 2\n>>>>>>> new\n  - name: B\n")},
      {"changed here, deleted there",
       app("  a:\n    x: 1\n  b: 1\n"),
       app("  a:\n    x: 2\n  b: 1\n"),
       app("  b: 1\n"),
       {{"Deployment/app", "spec.a", "a:\n  x: 1\n", "a:\n  x: 2\n", "", 6}},
       app("  a:\n    x: 2\n  b: 1\n"),
       app("  b: 1\n"),
       app("<<<<<<< mine\n  a:\n    x: 2\n||||||| base\n  a:\n    x: 1\n=======\n>>>>>>> new\n  b: "
           "1\n")},
      {"in the first key of an item the whole item is marked",
       app("  rules:\n  - a: 1\n    b: 1\n"),
       app("  rules:\n  - a: 2\n    b: 1\n"),
       app("  rules:\n  - a: 3\n    b: 1\n"),
       {{"Deployment/app", "spec.rules[0].a", "a: 1\n", "a: 2\n", "a: 3\n", 7}},
       app("  rules:\n  - a: 2\n    b: 1\n"),
       app("  rules:\n  - a: 3\n    b: 1\n"),
       app("  rules:\n<<<<<<< mine\n  - a: 2\n    b: 1\n||||||| base\n  - a: 1\n    b: "
           "1\n=======\n "
           " - a: 3\n    b: 1\n>>>>>>> new\n")},
      {"in brackets the line is marked",
       app("  a: {x: 1, y: 1}\n"),
       app("  a: {x: 2, y: 1}\n"),
       app("  a: {x: 3, y: 2}\n"),
       {{"Deployment/app", "spec.a.x", "x: 1\n", "x: 2\n", "x: 3\n", 6}},
       app("  a: {x: 2, y: 2}\n"),
       app("  a: {x: 3, y: 2}\n"),
       app("<<<<<<< mine\n  a: {x: 2, y: 1}\n||||||| base\n  a: {x: 1, y: 1}\n=======\n  a: {x: 3, "
           "y: 2}\n>>>>>>> new\n")},
      {"a port that both gave another number",
       app("  ports:\n  - name: http\n    port: 80\n"),
       app("  ports:\n  - name: http\n    port: 81\n"),
       app("  ports:\n  - name: http\n    port: 82\n"),
       {{"Deployment/app", "spec.ports[port=80].port", "port: 80\n", "port: 81\n", "port: 82\n",
         8}},
       app("  ports:\n  - name: http\n    port: 81\n"),
       app("  ports:\n  - name: http\n    port: 82\n"),
       app("  ports:\n  - name: http\n<<<<<<< mine\n    port: 81\n||||||| base\n    port: "
           "80\n=======\n    port: 82\n>>>>>>> new\n")},
      {"lists without keys that both rewrote",
       app("  args: [a, b]\n  x: 1\n"),
       app("  args: [c]\n  x: 1\n"),
       app("  args: [a, b, d]\n  x: 2\n"),
       {{"Deployment/app", "spec.args", "args: [a, b]\n", "args: [c]\n", "args: [a, b, d]\n", 6}},
       app("  args: [c]\n  x: 2\n"),
       app("  args: [a, b, d]\n  x: 2\n"),
       app("<<<<<<< mine\n  args: [c]\n||||||| base\n  args: [a, b]\n=======\n  args: [a, b, "
           "d]\n>>>>>>> new\n  x: 2\n")},
  };
  for (const ConflictCase& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Merged told = merge_texts(c.base, c.mine, c.theirs);
      CHECK(told.text == c.mine);
      CHECK(told.conflicts == c.conflicts);
      const auto decided = [&](Decision decision) {
        return merge_texts(c.base, c.mine, c.theirs, {.decision = decision}).text;
      };
      CHECK(decided(Decision::kMine) == c.taking_mine);
      CHECK(decided(Decision::kNew) == c.taking_new);
      CHECK(decided(Decision::kMark) == c.marked);
    }
  }
}

TEST_CASE("an anchor that would carry a change elsewhere is a conflict of the document") {
  const std::string base = app("  a:\n    x: 1\n  b:\n    x: 1\n");
  const std::string mine = app("  a: &a\n    x: 1\n  b: *a\n");
  const std::string theirs = app("  a:\n    x: 2\n  b:\n    x: 1\n");
  const Merged merged = merge_texts(base, mine, theirs);
  CHECK(merged.text == mine);
  REQUIRE(merged.conflicts.size() == 1);
  CHECK(merged.conflicts[0] == Conflict{"Deployment/app", "", base, mine, theirs, 1});
}

TEST_CASE("a value behind an alias that theirs changed") {
  const std::string mine = app("  a: &a\n    x: 1\n  c: 5\n  b: *a\n");
  const Merged merged = merge_texts(app("  a:\n    x: 1\n  b:\n    x: 1\n"), mine,
                                    app("  a:\n    x: 1\n  b:\n    x: 2\n"));
  CHECK(merged.conflicts.empty());
  CHECK(merged.text == app("  a: &a\n    x: 1\n  c: 5\n  b:\n    x: 2\n"));
}

TEST_CASE("what is no YAML is merged by lines") {
  const std::string base = "a: 1\nb: 1\nc: 1\nd: 1\n";
  const std::string theirs = "a: 1\nb: 1\nc: 1\nd: 2\n";
  CHECK(merge_texts(base, "a: [\nb: 1\nc: 1\nd: 1\n", theirs).text == "a: [\nb: 1\nc: 1\nd: 2\n");
  const Merged text = merge_texts("1\n2\n3\n", "1\nx\n3\n", "1\ny\n3\n", {.form = Form::kText});
  CHECK(text.text == "1\nx\n3\n");
  CHECK(text.conflicts == std::vector<Conflict>{{"", "", "2\n", "x\n", "y\n", 2}});
  CHECK(merge_texts("1\n2\n3\n", "1\nx\n3\n", "1\ny\n3\n", {Form::kText, Decision::kNew}).text ==
        "1\ny\n3\n");
  CHECK(merge_texts("1\n2\n3\n", "1\nx\n3\n", "1\ny\n3\n", {Form::kText, Decision::kMark}).text ==
        "1\n<<<<<<< mine\nx\n||||||| base\n2\n=======\ny\n>>>>>>> new\n3\n");
}

}  // namespace
}  // namespace copctl::merge
