# What other tools make of a dump: nothing in its hidden folder looks like a manifest; exported edits, applied by kustomize to a dump that nobody edited, give the edited one.
. "$(dirname "$0")/common.sh" "$1"
dump mine --ingress istio
cp -r mine pristine

manifests=$(find mine/.copctl \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \))
[ -z "$manifests" ] || fail "kubectl, kustomize, Argo CD and Flux would read $manifests"

command -v kubectl >/dev/null || { echo "kubectl is not installed: kustomize was not tried"; exit 0; }

# A value, an item, a map, a secret, a whole file, an object more.
sed -i 's/^  replicas: .*/  replicas: 5 # more/' mine/webapp-dep.yaml
sed -i '0,/^      containers:/s//      hostAliases:\n        - {ip: 10.0.0.1, hostnames: [a, b]}\n      containers:/' mine/webapp-dep.yaml
sed -i 's/POSTGRES_DB: .*/POSTGRES_DB: other/' mine/pg-secret.yaml
rm mine/redis-svc.yaml
printf -- '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: cnvrg\ndata:\n  a: b\n' >>mine/pg-svc.yaml

printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: beside\n  namespace: cnvrg\n' >mine/beside.yaml

"$copctl" edits export mine -o edits
[ "$(stat -c %a edits/kustomization.yaml)" = 600 ] || fail "the patch of a secret is readable by others"
cp edits/* pristine/
files=$(cd mine && printf -- '- %s\n' *.yaml)
printf 'resources:\n%s\n' "$files" >mine/kustomization.yaml
kubectl kustomize mine >wanted
kubectl kustomize pristine >got
grep -q 'replicas: 5' wanted || fail "the edit is not there"
diff wanted got || fail "the exported edits are not the edits"
