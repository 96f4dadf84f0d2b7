# The tree of the GSV platform: its applications as the table beside this file has them, overlays that kustomize builds, charts that render, the corrected form of every defect of
# the operator guide that manifests can show (profiles/gsv-platform/CHANGES.md), mistakes told at their place, and re-dumps that change what they concern.
. "$(dirname "$0")/common.sh" "$1"

example=$project/examples/gsv-platform/values.yaml
platform() {
  local dir=$1
  shift
  "$copctl" profile dump gsv-platform -f "$example" -o "$dir" "$@" 2>"$dir.err" || { cat "$dir.err" >&2; fail "dump $dir $*"; }
}
# object FILE KIND NAME [NAMESPACE]: one document of a file.
object() {
  awk -v kind="$2" -v name="$3" -v namespace="${4:-}" '
    function flush() { if (k == kind && n == name && (namespace == "" || s == namespace)) { printf "%s", text; found = 1 } text = k = n = s = "" }
    /^---$/ { flush(); next }
    { text = text $0 "\n" }
    /^kind: / { k = $2 }
    /^  name: / && n == "" { n = $2 }
    /^  namespace: / && s == "" { s = $2 }
    END { flush(); exit !found }' "$1" || fail "$1 has no $2/$3"
}
# has WHAT FILE…: every file has the line WHAT; lacks the reverse.
has() { local what=$1; shift; for file; do grep -qxF -- "$what" "$file" || fail "$file has no line \`$what\`"; done; }
lacks() { local what=$1; shift; for file; do ! grep -qE -- "$what" "$file" || fail "$file has \`$what\`"; done; }
# refused MESSAGE FLAGS…: they are an error with that message, and nothing is written.
refused() {
  local wanted=$1
  shift
  ! "$copctl" profile dump gsv-platform -f "$example" -o refused "$@" 2>refused.err || fail "accepted: $*"
  grep -qF -- "$wanted" refused.err || { cat refused.err >&2; fail "not told: $wanted"; }
  [ ! -e refused ] || fail "something was written"
}
applications() {
  for file in "$1"/apps/*.yaml; do
    awk '
      /^  name: / { name = $2 }
      /sync-wave:/ { gsub(/"/, "", $2); wave = $2 }
      /gsv.dev\/layer:/ { layer = $2 }
      /^      chart: |^    path: / { source = $2 }
      /targetRevision:/ && version == "" { version = $2 }
      /^    namespace: / { namespace = $2 }
      END { print wave, name, layer, namespace, source, version }' "$file"
  done | sort -k1,1n -k2,2
}

for preset in dev qa prod; do
  platform $preset --preset $preset
  cluster=gsv-$preset
  unused='^$'
  # Without backups no plugin for them, without Vault no operator for its secrets.
  [ $preset != dev ] || { cluster=kind-gsv; unused=' (barman-cloud|external-secrets) '; }
  sed "s/ENV/$preset/" "$here/gsv-platform-apps.txt" | grep -vE "$unused" | diff - <(applications $preset/clusters/$cluster) || fail "the applications of $preset"
  [ "$(applications $preset/clusters/$cluster | awk '$3 != "support"' | wc -l)" = 17 ] || fail "the guide has 17 components"
  for file in $preset/clusters/$cluster/apps/*.yaml; do
    has "  project: gsv" "$file"
    has "      prune: true" "$file"
    has "      selfHeal: true" "$file"
    has "      - CreateNamespace=true" "$file"
    has "      - ApplyOutOfSyncOnly=true" "$file"
    # What an application reads is in the tree.
    sed -n 's/^          - \$values\///p; s/^    path: //p' "$file" | while read -r path; do [ -e "$preset/$path" ] || fail "$file names $path"; done
  done
  "$copctl" waves $preset --check >waves 2>&1 || { cat waves; fail "the order of $preset"; }
  lacks warning waves
  "$copctl" waves $preset -o svg 2>/dev/null | grep -q '>infrastructure<' || fail "the layers have no colours"
  for path in charts/cmp/{Chart,values,values-cmp-dev,values-cmp-qa,values-cmp-prod}.yaml platform/overlays/{dev,qa,prod}/kustomization.yaml .env.example Makefile; do
    [ -f "$preset/$path" ] || fail "$preset has no $path"
  done
  for target in deploy-dev status smoke metallb.install ingress.setup argocd.install gitops.bootstrap; do
    grep -q "^$target:" $preset/Makefile || fail "the Makefile has no $target"
  done
done
[ -z "$(find prod -type f ! -empty -exec awk 'FNR == 1 && !NF {print FILENAME}' {} +)" ] || fail "a file begins with an empty line"
[ -f dev/kind/kind-gsv.conf ] || fail "there is no configuration for kind"

# What an overlay builds is the same whatever cluster the tree is for.
for environment in dev qa prod; do
  diff -r dev/platform/overlays/$environment qa/platform/overlays/$environment || fail "overlay $environment depends on the preset"
done
if command -v kubectl >/dev/null; then
  for environment in dev qa prod; do
    kubectl kustomize prod/platform/overlays/$environment >$environment.yaml || fail "kubectl kustomize platform/overlays/$environment"
  done
  object dev.yaml IPAddressPool gsv-pool | grep -qx '  - 172.18.255.200-172.18.255.250' || fail "the pool of dev"
  object prod.yaml Cluster cmp-postgres | grep -qx '  instances: 3' || fail "the instances of prod"
  object prod.yaml ScheduledBackup cmp-postgres-daily | grep -qx '  schedule: 0 0 1 \* \* \*' || fail "the schedule of prod"
  lacks '^kind: (ObjectStore|ScheduledBackup|ExternalSecret|ClusterSecretStore)$' dev.yaml
  lacks 'barman-cloud|192\.0\.2\.' dev.yaml
  lacks '192\.0\.2\.' qa.yaml prod.yaml
fi

# The charts render, with copctl in the place of Helm; an HPA and a fixed number of pods exclude each other.
chart() {
  mkdir -p "$3/templates"
  for file in prod/charts/$1/templates/*.tpl; do cp "$file" "$3/templates/$(basename "$file" .tpl).yaml"; done
  printf 'name: %s\nversion: 1.0.0\nappVersion: "1"\nsummary: a chart\noutputDir: o\nnamespace: cmp\nlayout: tree\n' "$1" >"$3/profile.yaml"
  printf 'title: a chart\ntype: object\nadditionalProperties: true\n' >"$3/schema.yaml"
  "$copctl" profile dump "./$3" -f prod/charts/$1/values.yaml -f "prod/charts/$1/$2" -o "$3-out" 2>"$3.err" || { cat "$3.err" >&2; fail "chart $1"; }
}
chart cmp values-cmp-prod.yaml chart-cmp
chart portal values-prod.yaml chart-portal
chart agent-registry values-prod.yaml chart-registry
chart agent-registry values-dev.yaml chart-registry-dev
has '  maxReplicas: 10' chart-registry-out/hpa.yaml
lacks '^  replicas:' chart-registry-out/deployment.yaml
has '  replicas: 1' chart-registry-dev-out/deployment.yaml
[ ! -e chart-registry-dev-out/hpa.yaml ] || fail "an HPA that nobody asked for"
has '          image: "ghcr.io/digitlify-inc/cmp-backend:v1.5.0"' chart-cmp-out/deployment.yaml

# The defects of the guide, by their lines in CHANGES.md.
base=prod/platform/base
has '  project: gsv' prod/clusters/gsv-prod/gsv-root.yaml
has '    path: clusters/gsv-prod/apps' prod/clusters/gsv-prod/gsv-root.yaml
has '  name: gsv-platform' prod/clusters/gsv-prod/apps/gsv-platform.yaml
object prod/operations/restore.yaml Cluster cmp-postgres-restored >restore
awk '/^  externalClusters:/ { inside = 1 } inside && /^    - name: cmp-postgres$/ { found = 1 } END { exit !found }' restore || fail "the restored cluster's source is not among its external clusters"
has '          serverName: cmp-postgres' restore
has '        serverName: cmp-postgres-restored' restore
object prod/platform/overlays/prod/ingress/certificates.yaml Certificate wildcard-prod-tls cmp >certificate
grep -qF '*.gsv.dev' certificate || fail "the wildcard"
has '    secretName: wildcard-prod-tls' prod/charts/cmp/values-cmp-prod.yaml
has '              kubernetes.io/metadata.name: traefik' $base/platform/networkpolicies.yaml
lacks '^ +name: traefik$' $base/platform/networkpolicies.yaml
for policy in default-deny-ingress allow-ingress-only allow-same-namespace allow-cnpg-operator allow-postgres-from-sso allow-monitoring; do
  object $base/platform/networkpolicies.yaml NetworkPolicy $policy >/dev/null
done
object $base/secrets/externalsecrets.yaml ExternalSecret agent-registry-secrets >secret
has 'apiVersion: external-secrets.io/v1' secret $base/secrets/store.yaml
has '        key: cmp/database' secret
has '      path: secret' $base/secrets/store.yaml
has '      version: v2' $base/secrets/store.yaml
has '  method: plugin' prod/operations/backup.yaml
object $base/postgres/backup.yaml ScheduledBackup cmp-postgres-daily | grep -qx '  method: plugin' || fail "the scheduled backup's method"
object $base/postgres/cluster.yaml Cluster cmp-postgres | grep -q 'isWALArchiver: true' || fail "nothing archives the WAL"
grep -rl barmanObjectStore prod && fail "barmanObjectStore is deprecated"
has '    existingSecret: grafana-admin' prod/platform/values/grafana/values.yaml
grep -rq prom-operator prod && fail "the old password of Grafana"
has '    exposedPort: 9000' prod/platform/values/traefik/values.yaml
has '      default: true' dev/platform/values/traefik/values-dev.yaml
lacks 'expose:' prod/platform/values/traefik/values-prod.yaml
has 'fullnameOverride: prometheus-stack' prod/platform/values/{prometheus,grafana,alertmanager}/values.yaml
has '  fullnameOverride: prometheus-stack-grafana' prod/platform/values/grafana/values.yaml
has '    alertmanager: prometheus-stack-alertmanager' $base/observability/alertmanager.yaml
has '        isDefault: false' $base/observability/datasources.yaml
has '  repository: bitnamilegacy/redis' prod/platform/values/redis/values.yaml
has '    allowInsecureImages: true' prod/platform/values/{redis,rabbitmq}/values.yaml
grep -q 'get clusters.postgresql.cnpg.io' prod/Makefile || fail "clusters without a group"
grep -q enableSuperuserAccess dev/platform/overlays/dev/postgres/kustomization.yaml || fail "postgres cannot log in over the network in dev"
lacks enableSuperuserAccess prod/platform/overlays/prod/postgres/kustomization.yaml
object $base/observability/rules.yaml PrometheusRule gsv-platform | grep -q 'alert: HighErrorRate' || fail "the rules"
for monitor in agent-registry portal waldur traefik redis rabbitmq qdrant argocd keycloak; do object $base/observability/monitors.yaml ServiceMonitor $monitor >/dev/null; done
object $base/observability/monitors.yaml PodMonitor cmp-postgres >/dev/null
has '    resource.customizations.health.argoproj.io_Application: |' prod/platform/values/argocd/values.yaml

# What .env says comes to kubectl as it is, whatever the shell would make of it.
if command -v make >/dev/null; then
  mkdir bin
  printf '#!/bin/sh\nprintf "<%%s>" "$@"\necho\n' >bin/kubectl
  chmod +x bin/kubectl
  cp -r prod tokens
  sed -i 's/ | kubectl apply -f -//' tokens/Makefile
  printf 'GHCR_USER=a b\nGHCR_PAT=x"y & z;\n' >tokens/.env
  PATH=$PWD/bin:$PATH make -s -C tokens secrets >made || fail "make secrets"
  grep -qF '<--docker-username=a b><--docker-password=x"y & z;>' made || { cat made >&2; fail "the tokens of .env"; }
fi

# Without MetalLB no pool, and nobody asks for its addresses; without a component no tag of its image.
platform cloud --preset prod --set components.metallb.enabled=false,components.portal.enabled=false --set environments.prod.loadBalancer.addresses=null,environments.prod.loadBalancer.traefikIP=null,environments.prod.portal.imageTag=null
lacks '\.\./metallb' cloud/platform/overlays/prod/platform/kustomization.yaml
[ ! -e cloud/clusters/gsv-prod/apps/metallb.yaml ] || fail "a disabled application"

# One certificate instead of many.
platform store --preset prod --tls-mode tlsstore
[ "$(grep -c '^kind: Certificate' store/platform/overlays/prod/ingress/certificates.yaml)" = 1 ] || fail "more than Traefik's certificate"
lacks 'secretName: .+' store/charts/cmp/values-cmp-prod.yaml

# Secrets: generated ones stay, belong together, and only one changes when it is rotated; nothing else holds one.
password() { sed -n 's/^  [A-Za-z_-]*\(password\|PASSWORD\): "\(.*\)"$/\2/p' "$1"; }
secrets=dev/secrets/kind-gsv
[ -n "$(password $secrets/sso-keycloak-db.yaml)" ] || fail "no password"
[ "$(password $secrets/sso-keycloak-db.yaml)" = "$(password $secrets/cmp-cmp-postgres-keycloak.yaml)" ] || fail "Keycloak and its database disagree"
[ "$(password $secrets/cmp-agent-registry-secrets.yaml)" = "$(password $secrets/cmp-cmp-postgres-agent-registry.yaml)" ] || fail "the Agent Registry and its database disagree"
grep -rqF "$(password $secrets/sso-keycloak-db.yaml)" --exclude-dir=secrets --exclude-dir=.copctl dev && fail "a password outside of secrets/"
grep -qx 'secrets/' dev/.gitignore || fail "Git would take the secrets"
[ ! -e prod/secrets ] || fail "secrets where they are external"
cp -r dev rotated
platform rotated --set secrets.rotation.redis=1
diff -rq --exclude=.copctl dev rotated | grep -vx "Files dev/secrets/kind-gsv/cmp-redis-auth.yaml and rotated/secrets/kind-gsv/cmp-redis-auth.yaml differ" && fail "more than one secret changed"

# Sealed: encrypted for the cluster, in Git, in a wave of their own; rotating one seals that one anew.
sealed=(--preset qa --set environments.qa.secrets=sealed --environments-qa-sealing-certificate "$here/system-manager-sealing.pem")
refused 'sealing needs the certificate' --preset qa --set environments.qa.secrets=sealed
platform sealed "${sealed[@]}"
grep -qE '^    redis-password: [A-Za-z0-9+/]{400,}=*$' sealed/clusters/gsv-qa/secrets/cmp-redis-auth.yaml || fail "nothing is sealed"
has '    path: clusters/gsv-qa/secrets' sealed/clusters/gsv-qa/apps/gsv-secrets.yaml
"$copctl" waves sealed >/dev/null || fail "the order of sealed secrets"
[ ! -e sealed/secrets ] || fail "secrets in the clear"
cp -r sealed resealed
platform resealed "${sealed[@]}" --set secrets.rotation.redis=1
diff -rq --exclude=.copctl sealed resealed | grep -vx "Files sealed/clusters/gsv-qa/secrets/cmp-redis-auth.yaml and resealed/clusters/gsv-qa/secrets/cmp-redis-auth.yaml differ" && fail "more than one secret was sealed anew"

# Edits stay, also in what is no manifest; a second dump has nothing to complain of, and the trees can be compared.
cp -r dev edited
sed -i 's/^  replicas: 1$/  replicas: 3/' edited/charts/cmp/values-cmp-dev.yaml
platform edited --environments-dev-waldur-image-tag dev-0000000
has '  replicas: 3' edited/charts/cmp/values-cmp-dev.yaml
has '  imageTag: dev-0000000' edited/charts/cmp/values-cmp-dev.yaml
lacks 'warning' edited.err
"$copctl" diff dev edited >differences 2>&1 || [ $? = 1 ] || { cat differences >&2; fail "the trees cannot be compared"; }
lacks 'error' differences

# Several clusters in one tree; another environment.
cat >clusters.yaml <<'EOF'
clusters:
  - {name: kind-gsv, environment: dev, provider: kind}
  - {name: gsv-qa, environment: qa, prefix: qa-}
  - {name: gsv-load, environment: load, prefix: load-, server: "https://load.example.com:6443"}
environments:
  load:
    loadBalancer: {addresses: [10.40.0.200/29]}
    secrets: manual
    postgres: {instances: 2, backup: {enabled: false}}
    waldur: {imageTag: v1.5.0}
    agentRegistry: {imageTag: v1.5.0}
    portal: {imageTag: v1.5.0}
EOF
platform fleet -f clusters.yaml
has '    server: https://load.example.com:6443' fleet/clusters/gsv-load/apps/load-redis.yaml
has '  name: qa-redis' fleet/clusters/gsv-qa/apps/qa-redis.yaml
"$copctl" waves fleet --check >waves 2>&1 || { cat waves; fail "the order of several clusters"; }
lacks warning waves
[ -f fleet/platform/overlays/load/kustomization.yaml ] || fail "no overlay for the new environment"
# A version of one environment alone changes one file.
cp -r fleet again
platform again -f clusters.yaml --set environments.qa.components.redis.version=23.1.2
{ diff -rq --exclude=.copctl fleet again || true; } | sort | diff - <(printf 'Files fleet/%s and again/%s differ\n' README.md README.md clusters/gsv-qa/apps/qa-redis.yaml clusters/gsv-qa/apps/qa-redis.yaml | sort) || fail "more than one application changed"

# Mistakes.
refused 'there is no component `trafik`; did you mean `traefik`?' --set components.trafik.enabled=false
refused '`23.x` does not pin a version' --set components.redis.version=23.x
refused '`172.18.255.240/28` overlaps `172.18.255.200-172.18.255.250`' --set 'environments.dev.loadBalancer.addresses={172.18.255.200-172.18.255.250,172.18.255.240/28}'
refused 'is not inside of the nodes'"'"' network' --set 'environments.dev.loadBalancer.addresses={10.0.0.0/28}'
refused 'CloudNativePG wants six, seconds first' --environments-dev-postgres-backup-schedule '0 2 * * *'
refused '`on` is a name that YAML does not read as text' -n on
refused '`12` is a name that YAML does not read as text' --gitops-project 12
refused 'environments `dev` and `qa` have the same domain `dev.gsv.dev`' --environments-qa-domain dev.gsv.dev
refused 'there is no environment `prd`; did you mean `prod`?' --set 'clusters[0].name=a,clusters[0].environment=prd'
refused 'signs wildcards only after a DNS-01 challenge' --preset prod --dns-provider none
refused 'environments.prod' --set environments.prod.loadBalancer=null
printf 'components:\n  redis: {version: latest}\n' >bad.yaml
refused 'bad.yaml:2:20: error: `latest` does not pin a version' -f bad.yaml
