# The App-of-Apps repository: the source document's wave table and chains out of the rendered annotations, the corrected form of each of its defects, what a second dump
# changes, what is said about mistakes.
. "$(dirname "$0")/common.sh" "$1"
inventory=$project/examples/app-of-apps/inventory.yaml
repository() { "$copctl" profile dump app-of-apps -o "$1" "${@:2}" 2>"$1.err" || { cat "$1.err" >&2; fail "dump $*"; }; }
has() { grep -q -- "$2" "$1" || fail "$1 lacks: $2"; }
lacks() { ! grep -q -- "$2" "$1" || fail "$1 has: $2"; }
repository tree -f "$inventory"

# table DIR: wave, tier, name and dependencies of each Application.
table() {
  awk 'FNR == 1 {if (name) print wave, tier, name, after; after = "-"}
       /^  name: /{name = $2} /^    tier: /{tier = $2; gsub(/"/, "", tier)} /sync-wave: /{if ($2 !~ /^"-?[0-9]+"$/) $2 = "unquoted"; wave = $2; gsub(/"/, "", wave)}
       /copctl.io\/depends-on(-external)?: /{after = $2} END {print wave, tier, name, after}' "$1"/*.yaml | sort
}
sort "$here/app-of-apps-waves.txt" >wanted
[ "$(wc -l <wanted)" = 23 ] || fail "the golden table lost rows"
for cluster in ai-pod-1 ai-pod-2; do table tree/clusters/$cluster | diff wanted - || fail "the wave table of $cluster"; done
grep -v '^[^ ]* [36] ' wanted >plain
[ "$(wc -l <plain)" = 16 ] || fail "a cluster without GPUs has 16"
table tree/clusters/ai-pod-3 | diff plain - || fail "the wave table of ai-pod-3"
for file in tree/clusters/ai-pod-?/*.yaml; do has "$file" "^  name: $(basename "$file" .yaml)$"; done

# The three chains, each step in a later wave than the one before; the last chain's pair of wave 1 is no dependency of the table.
wave() { awk -v name="$1" '$3 == name {print $1}' wanted; }
ascending() { for name; do [ "$1" = "$name" ] || { [ "$(wave "$before")" -lt "$(wave "$name")" ] || fail "$before comes before $name"; }; before=$name; done; }
ascending argocd-config platform-idms platform-catalogsources nfd-operator
ascending sealed-secrets-controller sealed-secrets splunk-otel
ascending sealed-secrets-controller sealed-secrets-gpu nim-llm
ascending platform-catalogsources nfd-operator gpu-operator nfd-instance nim-operator nim-llm
ascending gpu-operator gpu-cluster-policy nim-llm

# Every dependency in an earlier wave, but for the one pair that says so.
while read -r own _ name after; do
  for other in ${after//,/ }; do
    case $other in -|cilium-cni) continue ;; esac
    [ "$(wave "$other")" -lt "$own" ] || echo "$name $other"
  done
done <wanted >same
echo "tetragon tetragon-catalogsource" | diff - same || fail "dependencies in one wave"
grep -l same-wave-as tree/clusters/ai-pod-1/*.yaml | diff <(echo tree/clusters/ai-pod-1/tetragon.yaml) - || fail "who may share a wave"

# Waves inside of applications.
nested() { awk '/^kind: /{kind = $2} /sync-wave: /{gsub(/"/, "", $2); print $2, kind}' tree/apps/"$1"/*.yaml tree/apps/"$1"/*/*.yaml 2>/dev/null | sort -u | sort -s -n | xargs; }
[ "$(nested nfd-operator)" = "-2 Namespace -1 OperatorGroup 0 Subscription 1 Role 1 RoleBinding 1 ServiceAccount" ] || fail "nfd-operator: $(nested nfd-operator)"
[ "$(nested gpu-operator)" = "-2 Namespace -1 OperatorGroup 0 Subscription" ] || fail "gpu-operator: $(nested gpu-operator)"
[ "$(nested lvms-operator)" = "-2 Namespace -1 OperatorGroup 0 Subscription 1 LVMCluster" ] || fail "lvms-operator: $(nested lvms-operator)"
[ "$(nested tetragon)" = "-2 Namespace -1 OperatorGroup -1 Subscription 0 ConfigMap 1 TracingPolicy" ] || fail "tetragon: $(nested tetragon)"

# The document's defects: what it leaves open or cannot work is settled.
for cluster in ai-pod-1 ai-pod-2 ai-pod-3; do
  has tree/bootstrap/$cluster/saif-apps.yaml '^      kind: Application$'
  has tree/bootstrap/$cluster/saif-apps.yaml "^    path: clusters/$cluster$"
  has tree/bootstrap/$cluster/saif-apps.yaml '^  kustomizeBuildOptions: --enable-helm$'
done
lacks tree/apps/argocd-config/repo-creds-oci.yaml 'SealedSecret$\|^  username\|^  password'
has tree/bootstrap/ai-pod-3/secrets.md '| openshift-gitops | oci-registry-creds | .*| bring: read before'
for name in hubble-timescape vector splunk-otel intersight-otel; do has tree/apps/sealed-secrets/namespaces.yaml "^  name: $name$"; done
has tree/apps/sealed-secrets-gpu/namespaces.yaml '^  name: nim-llm$'
[ "$(cat tree/apps/*/*.yaml | grep -A3 '^kind: Namespace' | grep '^  name: ' | sort | uniq -d)" = "" ] || fail "a namespace has two owners"
has tree/apps/nfd-operator/seccomp-fix-hook.yaml 'argocd.argoproj.io/hook: PostSync'
has tree/apps/nfd-operator/seccomp-fix-hook.yaml 'get clusterserviceversions'
has tree/apps/hubble-timescape/kustomization.yaml '^helmCharts:$'
has tree/apps/hubble-timescape/ui-service.yaml '^  loadBalancerIP: ""$'
has tree/clusters/ai-pod-1/hubble-timescape.yaml '^              value: "10.0.1.80"$'
lacks tree/clusters/ai-pod-1/hubble-timescape.yaml 'helm:'
[ ! -e tree/clusters/ai-pod-1/dcgm-exporter.yaml ] || fail "dcgm-exporter is no application"
grep -A1 '^  dcgmExporter:$' tree/apps/gpu-cluster-policy/clusterpolicy.yaml | grep -q 'enabled: true' || fail "DCGM's exporter is off"
for block in operator daemonsets driver toolkit devicePlugin dcgm dcgmExporter gfd nodeStatusExporter; do has tree/apps/gpu-cluster-policy/clusterpolicy.yaml "^  $block:$"; done
for file in apps/tetragon/operatorgroup.yaml apps/tetragon/tracingpolicies/privileges.yaml clusters/_base/tier4-observability/kustomization.yaml; do [ -s tree/$file ] || fail "$file is missing"; done
! ls tree/clusters/*/kustomization.yaml 2>/dev/null || fail "with a kustomization a new file would be no application"
for file in $(grep -rl 'kustomize:' tree/clusters); do
  [ -e "tree/$(sed -n 's/^    path: //p' "$file")/kustomization.yaml" ] || fail "$file patches what kustomize does not build"
done
for file in $(grep -l '^        - \$values\|valueFiles:' tree/clusters/ai-pod-1/*.yaml); do
  [ -s "tree/$(sed -n 's/^ *- $values.//p' "$file")" ] || fail "$file names values that are missing"
done
[ -z "$(grep -rLE 'sync-options: .*SkipDryRunOnMissingResource=true' tree/apps/*/{lvmcluster,clusterpolicy,nimcache,nimservice,nodefeaturediscovery}.yaml tree/apps/tetragon/tracingpolicies/*)" ] || fail "a CRD that the operator brings is not waited for"
for input in cluster inject_secrets; do has tree/.github/workflows/gitops-sync.yaml "^      $input:$"; done
[ -z "$(grep -rl '^kind: SealedSecret' tree)" ] || fail "nothing can be sealed without a certificate"

# A second dump changes what it is about and nothing else.
snapshot() { (cd "$1" && find . -type f -not -path './.copctl/*' -exec sha256sum {} + | sort -k2); }
# changed FLAGS...: the files of `tree` that a dump with other inputs adds (+), removes (-) or changes (~).
changed() {
  rm -rf again && cp -r "${base:-tree}" again
  repository again "$@"
  diff <(snapshot "${base:-tree}") <(snapshot again) | awk '/^[<>]/{sub("./", "", $3); seen[$3] = seen[$3] $1} END {for (path in seen) print (seen[path] == "<" ? "-" : seen[path] == ">" ? "+" : "~") path}' | sort -k1.2
}
changed -f "$inventory" | diff /dev/null - || fail "a second dump changes something"
sed 's/  - name: ai-pod-3/&\n    gpu: true/' "$inventory" >gpu.yaml
{ sed -n 's|^[^ ]* [36] \([^ ]*\) .*|+clusters/ai-pod-3/\1.yaml|p' wanted; echo "~bootstrap/ai-pod-3/secrets.md"; } | sort -k1.2 | diff - <(changed -f gpu.yaml) || fail "a cluster gets GPUs"
sed 's/  - name: ai-pod-2/&\n    apps: {disable: [splunk-reporter]}/' "$inventory" >less.yaml
diff <(printf -- '-clusters/ai-pod-2/splunk-reporter.yaml\n~bootstrap/ai-pod-2/secrets.md\n' | sort -k1.2) <(changed -f less.yaml) || fail "an application is taken away"
cat >more.yaml <<'YAML'
apps:
  hello:
    {tier: 5, wave: 1, namespace: hello, dependsOn: [lvms-operator], manifests: [{apiVersion: v1, kind: Namespace, metadata: {name: hello}}]}
YAML
printf '%s\n' '~README.md' +apps/hello/kustomization.yaml +apps/hello/namespace-hello.yaml +clusters/_base/tier5-demo/kustomization.yaml +clusters/ai-pod-{1,2,3}/hello.yaml | sort -k1.2 |
  diff - <(changed -f "$inventory" -f more.yaml) || fail "an application is added"
sed 's|      devices: \[/dev/disk/by-path/pci-0000:00.*|      devices: [/dev/sdz]|' "$inventory" >disk.yaml
diff <(echo "~clusters/ai-pod-3/lvms-operator.yaml") <(changed -f disk.yaml) || fail "another disk"
sed 's/  - name: ai-pod-3/&\n    ocpVersion: "4.19"/' "$inventory" >version.yaml
printf '~clusters/ai-pod-3/%s.yaml\n' lvms-operator platform-catalogsources | diff - <(changed -f version.yaml) || fail "another OpenShift"

# With a certificate secrets are sealed, into folders of the cluster's own where it has another one; only what changed is sealed anew, and no word of them stands in the tree.
everything=$here/app-of-apps-everything.yaml
repository sealed -f "$everything"
for file in apps/sealed-secrets/{splunk-otel/access-token,hubble-timescape/clickhouse-creds,overlays/ai-pod-3/vector/push-api-creds,overlays/ai-pod-4/hubble-timescape/clickhouse-creds}.yaml; do
  has sealed/$file '^kind: SealedSecret$'
  has sealed/$file '^    [A-Za-z_]*: AQ[A-D][A-Za-z0-9+/=]\{300,\}$'
done
has sealed/clusters/ai-pod-3/sealed-secrets.yaml '^    path: apps/sealed-secrets/overlays/ai-pod-3$'
has sealed/clusters/ai-pod-1/sealed-secrets.yaml '^    path: apps/sealed-secrets$'
has sealed/apps/sealed-secrets-gpu/nim-llm/ngc-pull-secret.yaml '^    type: kubernetes.io/dockerconfigjson$'
has sealed/bootstrap/ai-pod-1/secrets.md '| push-api-creds | .* | bring | PUSH_API_PASSWORD, PUSH_API_USER |'
! grep -rnE --exclude-dir=.copctl '(clickhouse|ngc|splunk|hec|push)-word' sealed || fail "a secret stands in the tree"
[ "$(grep -h 'CLICKHOUSE_PASSWORD' sealed/apps/sealed-secrets/hubble-timescape/*.yaml sealed/apps/sealed-secrets/overlays/*/hubble-timescape/clickhouse-creds.yaml | sort -u | wc -l)" = 4 ] || fail "two secrets are sealed alike"
base=sealed changed -f "$everything" | diff /dev/null - || fail "sealed anew without a change"
printf '~apps/sealed-secrets-gpu/nim-llm/%s.yaml\n' ngc-api-key ngc-pull-secret | diff - <(base=sealed changed -f "$everything" --secrets-ngc-api-key another-word) || fail "another NGC key"

# Tiers 5 and 6 are the user's; the second is for clusters with GPUs.
has sealed/clusters/ai-pod-3/demo.yaml '^    tier: "5"$'
has sealed/clusters/ai-pod-1/chat.yaml '^    tier: "6"$'
[ ! -e sealed/clusters/ai-pod-3/chat.yaml ] || fail "tier 6 without GPUs"

# Names that YAML would take for numbers stay names.
printf 'repoURL: https://github.com/example/r.git\nargocd: {namespace: "100", project: "200"}\ngpu: {channel: "26.0"}\nclusters:\n  - {name: "123", gpu: true, storage: {devices: [/dev/sdb]}}\n' >numbers.yaml
repository numbers -f numbers.yaml
for line in '  namespace: "100"' '    cluster: "123"' '  project: "200"'; do has numbers/clusters/123/tetragon.yaml "^$line$"; done
has numbers/apps/gpu-operator/subscription.yaml '^  channel: "26.0"$'

# The order can work as it stands, and every image has a mirror.
for dir in tree sealed; do
  "$copctl" waves $dir --air-gapped >timeline 2>waves.err && [ ! -s waves.err ] || { cat waves.err >&2; fail "waves $dir"; }
done
has timeline '^ai-pod-1: 26 applications in '

# Clusters may stand in a file of their own; without any, the profile shows what it would write for one.
printf -- '- {name: alone, storage: {devices: [sdb]}}\n' >clusters.yaml
! "$copctl" profile dump app-of-apps -o alone --repo-url https://github.com/example/r.git --clusters clusters.yaml 2>alone.err || fail "a disk without a path"
has alone.err 'clusters.yaml:1:37: error: `sdb` is no path of a disk'
"$copctl" profile show app-of-apps >shown 2>/dev/null || fail "profile show"
has shown '^  clusters/ai-pod-1/tetragon.yaml$'

# Mistakes are told at their lines, and nothing is written.
refused() { # refused TEXT FILE...
  local text=$1
  shift
  if "$copctl" profile dump app-of-apps -o refused "${@/#/-f}" 2>refused.err; then fail "accepted: $text"; fi
  grep -qF -- "$text" refused.err || { cat refused.err >&2; fail "not said: $text"; }
  [ ! -e refused ] || fail "something was written"
}
bad() { printf 'repoURL: https://github.com/example/r.git\nclusters:\n  - {name: one, %s}\n%s\n' "$1" "${2:-}" >bad.yaml; }
bad 'apps: {disable: [tetragn]}'; refused 'bad.yaml:3:34: error: no application is called `tetragn`; did you mean `tetragon`?' bad.yaml
bad 'apps: {disable: [vector]}'; refused 'did you mean `vector-exporter`?' bad.yaml
bad 'apps: {enable: [dcgm-exporter]}'; refused 'it is a part of the GPU operator' bad.yaml
bad 'apps: {enable: [nim-llm]}'; refused '`nim-llm` needs GPUs; set `gpu: true` for one' bad.yaml
bad 'tiers: [1, 3]'; refused 'bad.yaml:3:28: error: tier 3 is for clusters with GPUs' bad.yaml
bad 'apps: {disable: [splunk-otel]}'; refused 'bad.yaml:3:34: error: `splunk-reporter` of one waits for `splunk-otel`, which the cluster does not have; disable it too' bad.yaml
bad 'tiers: [2]'; refused 'wait for `platform-catalogsources`, which the cluster does not have; give it tier 1' bad.yaml
bad 'gpu: false' '  - {name: one}'; refused 'bad.yaml:4:12: error: cluster `one` is in the inventory twice' bad.yaml
bad 'values: {tetragon: {a: 1}}'; refused 'takes no values; use `patches`' bad.yaml
bad 'patches: {tetragon: [{patch: x}]}'; refused 'neither a map (a strategic merge patch) nor a list of operations' bad.yaml
bad 'patches: {tetragon: [{patch: "- {op: remove, path: /a}"}]}'; refused 'a list of operations needs a `target`' bad.yaml
bad 'patches: {splunk-otel: [{patch: x}]}'; refused 'takes no patches; use `values`' bad.yaml
bad 'gpu: false' 'apps: {tetragon: {wave: -9}}'; refused 'bad.yaml:4:25: error: `tetragon` in wave -9 waits for `tetragon-catalogsource` in wave -1' bad.yaml
bad 'gpu: false' 'apps: {nfd-operator: {wave: -5}}'; refused 'are both in wave -5' bad.yaml
bad 'gpu: false' 'apps: {a: {tier: 5, wave: 1, path: x, dependsOn: [b], sameWave: [b]}, b: {tier: 5, wave: 1, path: y, dependsOn: [a], sameWave: [a]}}'
refused 'these applications wait for each other: a → b → a' bad.yaml
bad 'gpu: false' 'apps: {nim-lm: {wave: 1}}'; refused '`nim-lm` is a new application and needs `tier`; did you mean `nim-llm`?' bad.yaml
sed 's/name: one/name: _base/' bad.yaml >base.yaml; refused 'base.yaml:3:12: error: `clusters[0].name`' base.yaml
bad 'storage: {devices: [sdb]}'; refused 'bad.yaml:3:37: error: `sdb` is no path of a disk' bad.yaml
bad 'mirrorRegistry: "https://mirror"'; refused 'bad.yaml:3:33: error: `https://mirror` is no place in a registry; write host[:port][/folder]' bad.yaml
bad 'ocpVersion: "4.8"'; refused '`4.8` is no version of OpenShift that is known here' bad.yaml
bad 'tiers: []'; refused '`clusters[0].tiers` must have at least 1 item' bad.yaml
bad 'gpu: false' 'apps: {saif-apps: {tier: 5, wave: 1, path: x}}'; refused 'bad.yaml:4:19: error: `saif-apps` is the application that deploys all others' bad.yaml
bad 'gpu: false' 'apps: {a: {tier: 5, wave: 1, path: b/../../c}}'; refused 'bad.yaml:4:36: error: `b/../../c` leads out of the repository' bad.yaml
map='{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: one}, data: {key: word}}'
bad 'gpu: false' "apps: {a: {tier: 5, wave: 1, manifests: [$map, $map]}}"; refused 'error: ConfigMap `c` is among the manifests twice' bad.yaml

# Objects of one name in two namespaces have a file each, and begin as manifests do.
bad 'storage: {devices: [/dev/sdb]}' "apps: {a: {tier: 5, wave: 1, manifests: [$map, ${map/one/two}]}}"
repository names -f bad.yaml
for file in configmap-c configmap-two-c; do
  has names/apps/a/kustomization.yaml "^  - $file.yaml$"
  [ "$(grep -o '^[a-zA-Z]*' names/apps/a/$file.yaml | xargs)" = "apiVersion kind metadata data" ] || fail "the order of $file.yaml"
done

# Who has no LVM Storage is told which storage class to name. A section with nothing below it is as if it was not there.
bad 'apps: {disable: [lvms-operator]}'
repository classless -f bad.yaml
has classless.err 'warning: one has no LVM Storage, .* give `timescape.storageClass`'
printf 'repoURL: https://github.com/example/r.git\napps:\nclusters:\n  - name: one\n    gpu:\n    apps:\n    argocd:\n    sealing:\n    storage:\n' >hollow.yaml
repository hollow -f hollow.yaml
[ "$(ls hollow/clusters/one | wc -l)" = 16 ] || fail "sections with nothing below them"
