#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "diag/source_map.h"
#include "profile/profile.h"

// The values while inputs are laid over each other, from the weakest to the strongest.

namespace copctl::profile {

// Holes that `--set a[9]=x` may leave in lists, over all arguments: each argument is small, the
// lists that many of them ask for are not.
inline constexpr std::size_t kMaxHoles = 1'000'000;

class Layers {
 public:
  using OriginOf = profile::OriginOf;

  // Begins with the schema's defaults. Borrows all three.
  Layers(const Profile& profile, diag::SourceMap& sources);

  // Lays a map over the values: maps merge, everything else replaces, null removes what is there.
  // Secrets, and what stands under keys that the schema does not know, are concealed in their
  // sources.
  void lay(const value::Value& over, const OriginOf& origin_of);
  // As `lay` with one value at a path.
  void lay_at(const value::Path& path, const value::Value& v, const OriginOf& origin_of);
  // As `lay_at`, but where the schema is open the document replaces what is there and keeps its
  // nulls; `origin_of` is then kept, to be asked later.
  void lay_document(const value::Path& path, const value::Value& v, OriginOf origin_of);
  // Sets one value as Helm's strvals does: missing maps and lists are made, and a list is filled
  // with null up to the index. False when that leaves more than kMaxHoles.
  bool set(const value::Path& path, const value::Value& v, const Origin& origin);

  // True when an input took the value at the pointer, or something around it, away.
  bool removed(std::string_view pointer) const;

  Values& values() { return values_; }

 private:
  void overlay(value::Value& base, const value::Value& over, const std::string& pointer,
               const OriginOf& origin_of);
  void remove(value::Value& map, const std::string& key, const std::string& pointer,
              const Origin& origin);
  void forget(const std::string& pointer);
  // `pointer` is lengthened on the way and comes back as it was.
  void record(const value::Value& v, std::string& pointer, const OriginOf& origin_of);
  void conceal(const std::string& pointer, const Origin& origin);
  bool set_step(value::Value& at, const value::Path& path, std::size_t step,
                const std::string& pointer, const value::Value& v, const Origin& origin);

  const Profile& profile_;
  diag::SourceMap& sources_;
  Values values_;
  std::size_t holes_ = 0;
};

}  // namespace copctl::profile
