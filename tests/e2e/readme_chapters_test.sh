# The commands of README's chapters about the other profiles and about waves run, in their order, each chapter in a folder of its own beside the examples. What Debian's base
# lacks (kubectl, git, make) has a stand-in that does nothing.
. "$(dirname "$0")/common.sh" "$1"
mkdir bin
ln -s "$copctl" bin/copctl
for tool in kubectl git make; do
  command -v $tool >/dev/null || { printf '#!/bin/sh\n' >bin/$tool; chmod +x bin/$tool; }
done
export PATH="$PWD/bin:$PATH"

# chapter HEADING: runs its shell blocks in a new folder, and goes there.
chapter() {
  local folder
  folder=$(mktemp -d "$PWD/chapter.XXXX")
  cp -r "$project/examples" "$folder"
  cp "$project/tests/e2e/system-manager-sealing.pem" "$folder/sealed-secrets.crt"
  cp "$project/tests/e2e/system-manager-sealing.pem" "$folder/sealed-secrets.pem"
  echo not-a-real-key | tee "$folder/ngc-api-key" >"$folder/pass"
  printf 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\nstringData:\n  password: not-a-real-one\n' >"$folder/secret.yaml"
  awk -v heading="## $1" '/^## /{on = $0 == heading} on' "$project/README.md" | sed -n '/^```shell/,/^```/p' | grep -v '^```' >"$folder/commands"
  [ -s "$folder/commands" ] || fail "README has no commands in '$1'"
  (cd "$folder" && bash -euo pipefail commands >out 2>err) || fail "$1: $(cat "$folder/err")"
  cd "$folder"
}

(
  chapter 'A Git repository for Argo CD: app-of-apps'
  [ -f saif-gitops/clusters/ai-pod-1/nim-llm.yaml ] && [ ! -e saif-gitops/clusters/ai-pod-3/nim-llm.yaml ] || fail "a cluster without GPUs"
  grep -rq 'kind: SealedSecret' saif-gitops/apps || fail "nothing was sealed"
)
(
  chapter 'The GSV platform'
  grep -A1 /spec/instances gsv-gitops/platform/overlays/dev/postgres/kustomization.yaml | grep -q 'value: 2' || fail "the change did not arrive"
)
(
  chapter "SGP's system manager, offline"
  grep -q 'no longer there' err || fail "a smaller desired state takes nothing away: $(cat err)"
)
(
  chapter 'The SDP Helm Deployer, offline'
  [ -s examples/helm-deployer/releases/plan.md ] || fail "no plan"
)
(
  chapter 'Seal a Secret for a cluster'
  grep -q '^kind: SealedSecret' sealed.yaml || fail "nothing was sealed"
)
(
  chapter 'In which order it deploys'
  cmp waves.svg "$project/examples/app-of-apps/waves.svg" || fail "the picture in README is another one: copy waves.svg to examples/app-of-apps"
)
