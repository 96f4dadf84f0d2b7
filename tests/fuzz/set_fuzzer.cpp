#include "fuzz/targets.h"
#include "profile/set_syntax.h"

namespace copctl::fuzz {

namespace {

void check_range(const profile::Range& range, std::size_t size) {
  COPCTL_CHECK(range.begin <= range.end && range.end <= size);
}

void check_path(const value::Path& path) {
  for (const value::Step& step : path) {
    const auto* index = std::get_if<std::size_t>(&step);
    COPCTL_CHECK(index == nullptr || *index <= profile::kMaxIndex);
  }
  COPCTL_CHECK(value::display(path).find('\n') == std::string::npos);
}

// A value that was set is found where it was set.
void check_lands(const profile::SetItem& item) {
  value::Value root = value::Value::map();
  if (item.path.empty() || !value::assign(root, item.path, item.value)) return;
  const value::Value* found = value::lookup(root, item.path);
  COPCTL_CHECK(found != nullptr && value::same_data(*found, item.value));
}

void check(std::string_view text, profile::SetKind kind) {
  const profile::SetItems parsed = profile::parse_set(text, kind);
  if (parsed.problem) {
    check_range(parsed.problem->range, text.size());
    COPCTL_CHECK(!parsed.problem->message.empty());
  }
  std::uint32_t end = 0;
  for (const profile::SetItem& item : parsed.items) {
    check_range(item.key, text.size());
    check_range(item.value_range, text.size());
    COPCTL_CHECK(item.key.begin >= end);
    end = item.key.end;
    check_path(item.path);
    check_lands(item);
  }
}

}  // namespace

// Every kind of `--set` reads any argument or says where it goes wrong.
void set(std::string_view bytes) {
  for (const auto kind : {profile::SetKind::kTyped, profile::SetKind::kString,
                          profile::SetKind::kFile, profile::SetKind::kJson}) {
    check(bytes, kind);
  }
}

}  // namespace copctl::fuzz
