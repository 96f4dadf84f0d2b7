#!/usr/bin/env bash
# On a fresh Debian 12: installs what is missing, builds copctl with sanitizers and as the release, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."

.ci/install test
cmake --preset dev >/dev/null
cmake --build --preset dev
cmake --preset release -DCOPCTL_TESTS=ON >/dev/null
cmake --build --preset release --target copctl copctl-vectors

ctest --preset dev
tests/e2e/run.sh build/release/copctl
