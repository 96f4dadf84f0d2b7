# The system manager: the sample of its public page, filled in, for three clouds; every key of the configuration reaches the dump; what is wrong is told at its place; a changed
# desired state changes the folder and nothing else.
. "$(dirname "$0")/common.sh" "$1"
examples=$project/examples/system-manager
# Every secret that would be generated, so that two dumps can be compared.
fixed=(--spicedb-preshared-key preshared-key-for-tests --identity-service-session-secret session-secret-for-tests --secrets-seed seed-for-tests-only)
config_of() { [ "$1" = aws ] && echo "$examples/system-manager-config.json" || echo "$examples/system-manager-config-$1.json"; }
# stream CONFIG FLAGS...: the dump as one text.
stream() {
  local config=$1
  shift
  "$copctl" profile dump system-manager -o - --config "$config" "${fixed[@]}" "$@" 2>err || { cat err >&2; fail "the dump of $config $*"; }
}
# into DIR CONFIG FLAGS...
into() {
  local dir=$1 config=$2
  shift 2
  "$copctl" profile dump system-manager -o "$dir" --config "$config" "${fixed[@]}" "$@" 2>"$dir.err" >&2 || { cat "$dir.err" >&2; fail "the dump of $config $*"; }
}
paths() { (cd "$1" && find . -type f -not -path './.copctl/*' | sed 's|^\./||' | sort); }

# The documents of the public page.
for cloud in aws gcp azure; do
  into $cloud "$(config_of $cloud)" --desired-state "$examples/desired-state.json"
  # Every phase has a kustomization that names its files, all of them.
  for phase in "$cloud"/*/; do
    (cd "$phase" && ls | grep -v '^kustomization.yaml$' | sort) | diff <(sed -n 's/^  - //p' "$phase/kustomization.yaml" | sort) - || fail "the kustomization of $phase"
  done
  # Definitions come before what they define: no phase holds both.
  grep -l '^kind: CustomResourceDefinition' "$cloud"/*/*.yaml | sort | diff - <(printf '%s\n' "$cloud/10-flux-crds/crds.yaml" "$cloud/40-spicedb-crds/crd.yaml") || fail "where the definitions of $cloud are"
done
paths aws | diff "$here/system-manager-tree.txt" - || fail "the files for aws"
[ "$(grep -c '^kind: CustomResourceDefinition' aws/10-flux-crds/crds.yaml)" = 7 ] || fail "Flux has seven definitions"
grep -q "provider: gcp" gcp/20-sgp-helm-repository/helmrepository.yaml || fail "the provider of gcp"
grep -q 'azure.workload.identity/use: "true"' azure/67-dex/helmrelease-dex.yaml || fail "azure's label of identities"
# Files with secrets are for their owner alone, and nothing else holds one.
find aws -name '*secret-*.yaml' -not -perm 600 | grep . && fail "others may read secrets"
find aws -type f -not -path '*/.copctl/secrets.lock' -not -name '*secret-*' -exec grep -l 'example-password\|example-jwt\|example-vision\|preshared-key-for-tests' {} + | grep . && fail "a secret stands where it must not"

# Every leaf of a configuration: LINE, PATH, VALUE.
leaves() {
  awk '
    /[{]$/ && /^ *"/ { key = $0; sub(/^ *"/, "", key); sub(/".*/, "", key); stack[++depth] = key; next }
    /^ *[}]/ { depth--; next }
    /^ *"/ {
      key = $0; sub(/^ *"/, "", key); sub(/".*/, "", key)
      value = $0; sub(/^ *"[^"]*": /, "", value); sub(/,$/, "", value)
      path = ""; for (i = 1; i <= depth; ++i) path = path stack[i] "."
      print NR "\t" path key "\t" value
    }' "$1"
}
# One key differs, all else is the same: does the dump show it?
for cloud in aws gcp azure; do
  config=$(config_of $cloud)
  stream "$config" --desired-state "$examples/desired-state.json" >base
  case $cloud in aws) next=us-west-3 ;; *) next=europe-west5 ;; esac
  count=0
  while IFS="$(printf '\t')" read -r line path value; do
    count=$((count + 1))
    row=$(key=${path/#$cloud./*.} awk -F '\t' '$1 == ENVIRON["key"]' "$here/system-manager-keys.txt" | sed "s/@NEXT/$next/g")
    if [ -n "$row" ]; then
      IFS="$(printf '\t')" read -r _ new needle rest <<<"$row"
      [ "$new" != - ] || continue
    else
      rest=
      case $value in
        true) new=false ;;
        '"arn:aws:secretsmanager:'* | '"00000000-0000-'*) new=${value%?\"}9\" ;;
        *'@'*.iam.gserviceaccount.com'"') new=\"x${value#\"} ;;
        *) new=${value%\"}x\" ;;
      esac
      needle=$new
      needle=${needle#\"}
      needle=${needle%\"}
    fi
    line=$line new=$new awk 'NR == ENVIRON["line"] { end = /,$/ ? "," : ""; match($0, /^ *"[^"]*": /); print substr($0, 1, RLENGTH) ENVIRON["new"] end; next } { print }' "$config" | sed "${rest:-b}" >changed.json
    stream changed.json --desired-state "$examples/desired-state.json" >changed
    if [ "$new" = false ]; then
      ! cmp -s base changed || fail "$cloud: $path reaches nothing"
    else
      ! grep -qF -- "$needle" base || fail "$cloud: $needle of $path is in the dump already"
      grep -qF -- "$needle" changed || fail "$cloud: $path reaches nothing"
    fi
  done < <(leaves "$config")
  [ $count = "$(grep -c '": [^{]' "$config")" ] || fail "$count keys of $cloud were looked at"
done
# The keys that count only sometimes.
sed '/negName/d' "$(config_of gcp)" >changed.json
stream changed.json >changed
grep -q 'load-balancer-ip-addresses: sgp-demo-gateway-ip' changed || fail "the static address"
stream "$(config_of aws)" >base
sed 's/,{\\"name\\":\\"sgp-apps\\"}//' "$(config_of aws)" >changed.json
stream changed.json >changed
grep -q 'name: sgp-apps$' base || fail "the initial desired state"
! grep -q 'name: sgp-apps$' changed || fail "a changed initial desired state"
sed '/initialDesiredState/d' "$(config_of aws)" >changed.json
stream changed.json >changed
cmp changed base || fail "the packs when none are named"

# The order of the packs says nothing, and a second dump changes nothing.
printf '{"packs": [%s], "version": "0.1"}\n' '{"name": "sgp-apps"}, {"name": "temporalf"}, {"name": "identity-service"}, {"name": "spicedb"}, {"name": "istio"}, {"name": "sgp-helm-repository"}, {"name": "flux"}' >backwards.json
stream "$(config_of aws)" --desired-state backwards.json >changed
cmp changed base || fail "the order of the packs counts"
into aws "$(config_of aws)" --desired-state backwards.json
grep -q '^112 unchanged$' aws.err || fail "a second dump changes something: $(cat aws.err)"

# What is wrong, all of it, word for word. First placeholders, as the public page has them in the place of every text.
wrong() {
  local name=$1
  shift
  "$copctl" profile dump system-manager -o never "$@" >>"$name.out" 2>&1 && fail "$name is accepted"
  # Without the lines that it shows.
  grep -v '^ *[0-9]* |\|^ *| ' "$name.out" | diff "$here/system-manager-$name.txt" - || fail "what is said of $name"
  [ ! -e never ] || fail "$name has written something"
}
sed -E 's/"([A-Za-z0-9_-]+)": "([^"\\]|\\.)+"/"\1": "<\1>"/' "$(config_of aws)" >sample.json
wrong placeholders --config sample.json
sed -e 's/"accountId": .*/"accountId": "12345678901",/; s/"region": .*/"region": "us-west",/; s/"oidcSetupEnabled": true/"oidcSetupEnabled": "true"/; s/"datadog": {/&"other": "<other>",/' \
  -e 's/"nodeSubnets": .*/"nodeSubnets": "vpc-1",/; s|"deploymentURL": .*|"deploymentURL": "http://demo.example.com/path",|; s/"workspaceId": .*/"workspaceId": "Demo_1",/' \
  -e 's/"initialDesiredState": .*/"initialDesiredState": [],/; s/"compassMongoHost": .*/"compassMongoHost": "user:word@mongo.example.com",/; s|oci://|https://|' "$(config_of aws)" >shapes.json
printf '{\n  "version": "0.1",\n  "packs": [{"name": "flux"}, {"nam": "istio"}]\n}\n' >shapes-state.json
wrong shapes --config shapes.json --desired-state shapes-state.json
sed -e 's/deployAgentex/deployAgentx/; s/"sagemakerSec/"other": "word", &/; /jwtSecret/d; /"databaseHost"/d; /reductoIrsa/d; /frontDoorSSLKey/d; /"env": "demo"/d; s/us-west-2.amazonaws.com.sgp-demo-helm/us-east-1.amazonaws.com\/sgp-helm/; s/"samlSetupEnabled": true/"samlSetupEnabled": false/' \
  -e 's/"authType": .*/"authType": "saml",/; s/"baseDomain": .*/"baseDomain": "other.example.com",/; s/"workspaceConfig": .*/"workspaceConfig": "{"/; s/role.dex/&x/; s/role.train/&/; s/123456789012:role.dexx/210987654321:role\/dex/' "$(config_of aws)" >cross.json
printf '{\n  "version": "0.2",\n  "packs": [\n    {"name": "flux"},\n    {"name": "temporal"},\n    {"name": "flux"},\n    {"name": "istio", "enabled": true},\n    {"name": "sgp-apps"},\n    {"name": "nothing-like-it"}\n  ]\n}\n' >cross-state.json
printf 'istiodd: {version: "1"}\nsgp-apps: {dependsOn: [tempora]}\n' >cross-releases.yaml
printf 'temporal-bd: {password: geheim}\n' >cross-secrets.yaml
wrong cross --config cross.json --desired-state cross-state.json --releases cross-releases.yaml --secret-values cross-secrets.yaml --source-auth secret
mkdir -p own/a own/b own/c own/istio own/Loop
printf 'requires: [b]\n' >own/a/pack.yaml
printf 'requires: [a]\n' >own/b/pack.yaml
printf 'requires: [spicedbb]\nreleasez: []\nreleases: [{name: x}, {name: r, chart: r, waits: [istiodd]}]\n' >own/c/pack.yaml
printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {a: geheim}\n' >own/c/s.yaml
printf 'requires: []\n' >own/istio/pack.yaml
printf 'x: 1\n' >own/Loop/pack.yaml
printf '[1]\n' >own/d.yaml
printf '{"version": "0.1", "packs": [{"name": "flux"}, {"name": "sgp-helm-repository"}, {"name": "c"}, {"name": "karpenter"}]}\n' >own-state.json
wrong own-shapes --config "$(config_of gcp)" --desired-state own-state.json --packs-dir own
rm own/d.yaml own/Loop/pack.yaml
printf 'hello\n' >own/Loop/notes.txt
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n' >own/Loop/config.yaml
printf 'phase: 12\nrequires: [spicedbb, istio]\nreleases: [{name: r, chart: r, waits: [istiodd]}, {name: istiod, chart: r}]\n' >own/c/pack.yaml
echo 'templates: true' >own/broken.yaml
echo "summary: '{{ printf \"a%cb\" 39 }}'" >>own/broken.yaml
wrong own --config "$(config_of gcp)" --desired-state own-state.json --packs-dir own
printf '{"name": "flux"' >broken.json
wrong broken --config "$(config_of aws)" --desired-state broken.json
# What nobody knows is kept like a secret, and told.
sed 's/"deployAgentex"/"other": {"word": "unknown-word"}, &/' "$(config_of aws)" >unknown.json
into unknown unknown.json
grep -q 'warning: unknown key `other` in `config`; nothing reads it' unknown.err || fail "an unknown key is not told"
grep -rl unknown-word unknown | diff <(echo unknown/.copctl/secrets.lock) - || fail "where an unknown value stands"
# Warnings are errors with --strict.
sed 's/"samlSetupEnabled": true/"samlSetupEnabled": false/; s/"authType": .*/"authType": "saml",/' "$(config_of aws)" >strict.json
stream strict.json >/dev/null
grep -q 'warning: users log in with saml' err || fail "no warning"
"$copctl" profile dump system-manager -o never --config strict.json --strict 2>err && fail "--strict let it pass"
grep -q 'error: users log in with saml' err || fail "no error"

# A changed desired state: what is no longer deployed goes, what is new comes, the rest stays, an edit as well.
printf '{"version": "0.1", "packs": [{"name": "flux"}, {"name": "sgp-helm-repository"}, {"name": "istio"}]}\n' >three.json
printf '{"version": "0.1", "packs": [{"name": "flux"}, {"name": "sgp-helm-repository"}, {"name": "istio"}, {"name": "compass"}]}\n' >four.json
into state "$(config_of aws)" --desired-state three.json
sed -i 's/minReplicas: 2/minReplicas: 3/' state/30-istio/helmrelease-istio-ingressgateway.yaml
before=$(paths state)
into state "$(config_of aws)" --desired-state four.json
comm -13 <(echo "$before") <(paths state) | diff "$here/system-manager-new-pack.txt" - || fail "the files of a new pack"
grep -q '^warning' state.err && fail "a second dump warns: $(cat state.err)"
grep -q 'HelmRelease/compass' state.err || fail "the plan does not name the new release"
grep -q 'minReplicas: 3' state/30-istio/helmrelease-istio-ingressgateway.yaml || fail "the edit is lost"
"$copctl" profile dump system-manager -o state --config "$(config_of aws)" --desired-state three.json --dry-run 2>err || fail "the dry run"
grep -q 'kubectl delete helmrelease.helm.toolkit.fluxcd.io compass -n compass' err || fail "the plan does not tell what goes: $(cat err)"
into state "$(config_of aws)" --desired-state three.json
[ "$before" = "$(paths state)" ] || fail "the pack's files are still there"

# Other ways to write secrets, sources and SpiceDB.
certificate=$here/system-manager-sealing.pem
for mode in placeholder external sealed; do
  into $mode "$(config_of aws)" --secrets-mode $mode --secrets-certificate "$certificate"
  case $mode in
    placeholder) grep -q '^- Every value of a Secret is REPLACE_ME' $mode.err || fail "what the notes say of placeholders" ;;
    sealed) grep -q 'what is sealed cannot be edited: dump again' $mode.err || fail "what the notes say of sealed placeholders" ;;
  esac
  grep -q '^- Secret datadog-api-key with api-key in namespace datadog is read and not written' $mode.err || fail "the secret that must exist, $mode"
  grep -rl --exclude-dir=.copctl 'example-password\|example-jwt\|preshared-key-for-tests\|BEGIN PRIVATE' $mode | grep . && fail "$mode shows secrets"
done
grep -q 'remoteRef' external/76-reducto/secret-reducto-secrets.yaml || fail "no external secret"
[ "$(grep -rh '^kind: SealedSecret' sealed | wc -l)" = "$(grep -rh '^kind: ExternalSecret' external | wc -l)" ] || fail "a secret that is not sealed"
grep -rq '^kind: Secret$' sealed external && fail "a plain secret"
cp -r sealed/76-reducto sealed-before
sed 's/"reductoAzureVisionKey": .*/"reductoAzureVisionKey": "another-key",/' "$(config_of aws)" >changed.json
into sealed changed.json --secrets-mode sealed --secrets-certificate "$certificate"
[ "$(diff sealed-before/secret-reducto-secrets.yaml sealed/76-reducto/secret-reducto-secrets.yaml | grep -c '^>')" = 1 ] || fail "more than what changed was sealed anew"
"$copctl" profile dump system-manager -o never --config "$(config_of aws)" --secrets-mode sealed 2>err && fail "sealing without a certificate"
grep -q 'secrets.certificate. is required' err || fail "what is said without a certificate: $(cat err)"
stream "$(config_of aws)" --source-kind ocirepository --spicedb-install chart >oci
! grep -q 'kind: HelmRepository$' <(grep -v ' kind:' oci) || fail "two kinds of sources"
[ "$(grep -c '^kind: OCIRepository' oci)" = "$(grep -c '^kind: HelmRelease' oci)" ] || fail "a release without source"
stream "$(config_of aws)" --pull-secret-username someone --pull-secret-password word --source-auth secret --secret-values <(echo 'temporal-db: {password: given-by-file}') >login
grep -q '"auth":"c29tZW9uZTp3b3Jk"' login || fail "the pull secret"
grep -q 'password: given-by-file' login || fail "a value of a secret"

# Other namespaces, everywhere.
stream "$(config_of aws)" --namespaces sgp=egp,spicedb=authz,istio-ingress=edge,identity-service=ids,temporal=123 >moved
grep -n 'namespace: "\?\(sgp\|spicedb\|istio-ingress\|identity-service\|temporal\)"\?$\|istio-ingress/\|\.\(sgp\|spicedb\|identity-service\|temporal\)\.svc' moved && fail "an old namespace"
grep -q 'namespace: "123"' moved && grep -q 'edge/front-door' moved && grep -q 'spicedb.authz.svc:50051' moved || fail "the new namespaces"

# Definitions of the user's own; and packs.
printf 'apiVersion: v1\nkind: Namespace\nmetadata: {name: flux-system}\n' >flux.yaml
for name in helmcharts.source helmreleases.helm helmrepositories.source ocirepositories.source; do
  printf -- '---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: %s.toolkit.fluxcd.io, labels: {app.kubernetes.io/version: v2.5.0}}\n' $name >>flux.yaml
done
into mine "$(config_of aws)" --flux-install flux.yaml
[ "$(grep -c '^kind:' mine/10-flux-crds/crds.yaml)" = 4 ] || fail "the definitions of --flux-install"
grep -q 'warning: the definitions are of Flux v2.5.0' mine.err || fail "two versions of Flux"
sed '/helmreleases/,$d' flux.yaml >half.yaml
"$copctl" profile dump system-manager -o never --config "$(config_of aws)" --flux-install half.yaml 2>err && fail "half of Flux"
[ "$(grep -c 'does not define' err)" = 3 ] || fail "what is missing in half of Flux: $(cat err)"
mkdir -p packs/reports
printf 'templates: true\nrequires: [istio, metrics]\nreleases:\n  - {name: reports, chart: reports, waits: [istiod, metrics], values: {host: "reports.{{ .Values.config.baseDomain }}", replicas: 3}}\nsecrets: [{name: reports-db, namespace: reports, keys: [url]}]\n' >packs/reports/pack.yaml
printf 'data: {workspace: "{{ .Values.config.workspaceId }}"}\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: reports, namespace: reports}\n' >packs/reports/config.yaml
mkdir packs/metrics
printf 'data: {rule: "{{ $labels.instance }} is down"}\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: rules, namespace: monitoring}\n' >packs/metrics/rules.yaml
printf 'releases: [{name: metrics, chart: metrics, namespace: monitoring}]\n' >packs/metrics/pack.yaml
printf '{"version": "0.1", "packs": [{"name": "reports"}, {"name": "metrics"}, {"name": "flux"}, {"name": "sgp-helm-repository"}, {"name": "istio"}]}\n' >own-state.json
into ours "$(config_of aws)" --desired-state own-state.json --packs-dir packs --releases <(printf 'metrics: {version: 1.2.3, suspend: true}\n')
ls ours | diff - <(printf '%s\n' 00-system-manager 10-flux-crds 11-flux 20-sgp-helm-repository 30-istio 31-istio-front-door 80-metrics 81-reports) || fail "the phases of own packs"
cat ours/80-metrics/helmrelease-metrics.yaml ours/80-metrics/rules.yaml ours/81-reports/config.yaml ours/81-reports/helmrelease-reports.yaml | diff "$here/system-manager-own-pack.txt" - || fail "the files of own packs"

# The examples that go with them.
into example "$(config_of aws)" --desired-state "$examples/desired-state-own.json" --packs-dir "$examples/packs" --releases "$examples/releases.yaml" --secret-values "$examples/secret-values.yaml"
grep -q 'host: reports.workspace.example.com' example/80-reports/helmrelease-reports.yaml || fail "the example's pack"
grep -q 'chart: platform' example/70-sgp-apps/helmrelease-sgp-apps.yaml && grep -q 'name: cert-manager' example/70-sgp-apps/helmrelease-sgp-apps.yaml || fail "the example's releases"
grep -q 'password: example' example/50-temporalf/secret-temporal-db.yaml || fail "the example's secrets"

# The commands of the README's chapter.
awk '/^## / { on = /system manager/ } on' "$project/README.md" | sed -n '/^```shell/,/^```/p' | grep -v '^```' >commands
[ "$(wc -l <commands)" -ge 4 ] || fail "the chapter lost its commands"
mkdir readme
cp -r "$project/examples" readme/
ln -s "$copctl" readme/copctl
(cd readme && PATH="$PWD:$PATH" bash -euo pipefail ../commands >../out 2>../err) || fail "the README's commands: $(cat err)"
grep -q 'kubectl delete helmrelease' err || fail "the README's last command tells nothing"
grep -q 'HelmRelease/sgp-apps' out || fail "waves does not tell the releases"
