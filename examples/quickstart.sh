#!/usr/bin/env bash
# On a fresh Debian 12: installs what is missing, builds copctl, and dumps the control plane from the example values into ./cnvrg-manifests.
set -euo pipefail
cd "$(dirname "$0")/.."

.ci/install build
cmake --preset release -DCOPCTL_TESTS=OFF >/dev/null
cmake --build --preset release --target copctl

echo
echo "\$ build/release/copctl profile dump control-plane -f examples/control-plane/values.yaml"
build/release/copctl profile dump control-plane -f examples/control-plane/values.yaml
