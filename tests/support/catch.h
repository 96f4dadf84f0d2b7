#pragma once

// The only include of Catch2.
#include <catch2/catch.hpp>
