# With every secret given, two dumps are the same bytes, locks included.
. "$(dirname "$0")/common.sh" "$1"
"$copctl" profile show control-plane -o json >show.json
flags=$(awk -F'"' '/^      "flag":/ {flag = $4} /^      "secret": true/ {print flag}' show.json)
generated=$("$copctl" profile show control-plane | awk '$3 == "default" && $4 == "generated" {print $1}')
[ -n "$flags" ] && [ -n "$generated" ] || fail "no secret is shown"
given=()
while read -r key; do
  value=$(printf '%s' "0123456789abcdef0123456789$key" | tr -dc 'A-Za-z0-9')
  case $key in
    *[sS]alt) value=abcdefghijklmnopqrstuu ;;
    *[iI]v) value=MDEyMzQ1Njc4OWFiY2RlZg== ;;
    *[kK]ey) value=0123456789abcdef0123456789abcdef ;;
  esac
  given+=(--set-string "$key=$value")
done <<<"$generated"
dump a --ingress istio "${given[@]}"
dump b --ingress istio "${given[@]}"
diff -r a b || fail "two dumps with the same secrets differ"
