#pragma once

#include <string_view>

#include "check/check.h"
#include "check/rules.h"

// The command lines that get around a refusal.

namespace copctl::check {

// Fills in before_apply, after_apply and data_loss.
void add_way_out(Refusal& refusal, Way way, const manifest::Resource& before,
                 const manifest::Resource& after, std::string_view release_namespace);

}  // namespace copctl::check
