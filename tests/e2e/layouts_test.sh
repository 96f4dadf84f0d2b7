# The 70 files of the source document's tree, path for path, with istio; a route or an ingress in the place of each virtual service and no gateway with the others; flat and
# tree hold the same texts.
. "$(dirname "$0")/common.sh" "$1"
paths() { (cd "$1" && find . -type f -not -path './.copctl/*' | sed 's|^\./||' | sort); }

for ingress in istio ingress openshift; do
  case $ingress in istio) route=vs ;; ingress) route=ingress ;; openshift) route=route ;; esac
  sed "s|/vs.yaml|/$route.yaml|" "$here/control-plane-tree.txt" | { [ $ingress = istio ] && cat || grep -v '^tmpl/ingress/gw.yaml$'; } | sort >wanted
  dump "tree-$ingress" --ingress $ingress --preserve-templates-dir=true
  paths "tree-$ingress" | diff wanted - || fail "the tree with $ingress"
  dump "flat-$ingress" --ingress $ingress
  sed 's|^tmpl/||; s|/|-|g' wanted | sort | diff - <(paths "flat-$ingress") || fail "the flat names with $ingress"
done

# With every secret from one lock the two layouts are the same texts: compare what holds no secret.
while read -r path; do
  flat=$(printf '%s' "${path#tmpl/}" | tr / -)
  diff <(grep -v checksum/ "tree-istio/$path") <(grep -v checksum/ "flat-istio/$flat") >/dev/null || grep -q '^kind: Secret' "tree-istio/$path" || fail "$path and $flat differ"
done <"$here/control-plane-tree.txt"
