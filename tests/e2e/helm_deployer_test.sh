# The helm-deployer profile: every form of an export gives the same releases; the plan, the resources and the pod states of the documented examples; what is bad, foreign or
# kept is never touched.
. "$(dirname "$0")/common.sh" "$1"
examples=$project/examples/helm-deployer

# hd DIR FLAGS...: a dump into DIR; what it says is in DIR.err.
hd() {
  local dir=$1
  shift
  "$copctl" profile dump helm-deployer -o "$dir" "$@" 2>"$dir.err" || { cat "$dir.err" >&2; fail "dump $dir $*"; }
}

# refuses PATTERN FLAGS...: the dump fails, says so, and writes nothing.
refuses() {
  local pattern=$1
  shift
  ! "$copctl" profile dump helm-deployer -o refused "$@" 2>refused.err || fail "$* is taken"
  grep -q -- "$pattern" refused.err || { cat refused.err >&2; fail "not told: $pattern"; }
  [ ! -e refused ] || fail "$* wrote something"
}

# says DIR PATTERN: the dump said so.
says() { grep -q -- "$2" "$1.err" || { cat "$1.err" >&2; fail "not told: $2"; }; }

# plans DIR: its actions, a line each.
plans() { sed -n 's/^| //; 7,$s/ |$//p' "$1/plan.md"; }

# planned DIR: the actions are those on standard input.
planned() { diff - <(plans "$1") || fail "the plan of $1"; }

# The documented example, against the dump's own lock.
hd plan -n sdp-p --prefix lab --deployments "$examples/previous.json"
hd plan --deployments "$examples/deployments.json"
planned plan <<'EOF'
1 | proc-pb-old-20251231-00009-script | lab-proc-pb-old-20251231-00009-script | uninstall | not in target
2 | proc-pb-lab-20260101-00001-script | lab-proc-pb-lab-20260101-00001-script | install | new
3 | proc-pb-lab-20260101-00001-dask-1 | lab-proc-pb-lab-20260101-00001-dask-1 | update | /values/worker/replicas 2 -> 4
- | job-7 | - | ignored | kind slurm
- | BAD_ID | - | skip | id violates pattern (underscore)
EOF
says plan 'deployments.json:13:21: warning: deployment BAD_ID: id violates pattern (underscore)'
diff "$here/helm-deployer-release.yaml" plan/releases/lab-proc-pb-lab-20260101-00001-dask-1.yaml || fail "the HelmRelease"
[ "$(grep -c '^kubectl' plan/uninstall.sh)" = 1 ] || fail "the delete list"
grep -q 'helmreleases.helm.toolkit.fluxcd.io/lab-proc-pb-old-20251231-00009-script$' plan/uninstall.sh || fail "the delete list's name"
[ "$(head -1 plan/plan.jsonl)" = '{"summary":{"foreign":0,"ignored":1,"install":1,"replace":0,"skip":1,"unchanged":0,"uninstall":1,"update":1}}' ] || fail "the summary"

# The same against a state file and in another folder; once applied, nothing is left to do.
hd before -n sdp-p --prefix lab --deployments "$examples/previous.json" --write-state
hd after -n sdp-p --prefix lab --deployments "$examples/deployments.json" --state before/releases.state --write-state
diff <(plans plan) <(plans after) || fail "the plan against a state file"
hd plan
hd again -n sdp-p --prefix lab --deployments "$examples/deployments.json" --state after/releases.state
for dir in plan again; do
  ! plans $dir | grep -E '\| (install|update|replace|uninstall) \|' || fail "$dir plans something twice"
  [ "$(plans $dir | grep -c '| unchanged |')" = 2 ] || fail "$dir: two are unchanged"
  [ ! -e $dir/uninstall.sh ] || fail "$dir removes something twice"
done

# Every form of an export and every era of field names.
body='"kind": "helm", "args": {"chart": "dask", "values": {"big": 1000000, "half": 0.5, "text": "2", "name": "ü<&>"}}'
old='"type": "helm", "args": {"chart": "dask/dask", "version": "1.2.3", "values": {"list": [1, 2]}}'
mkdir -p forms/folder/deploy/a-1 forms/flat
cat >forms/map.json <<EOF
{"/deploy/a-1": {"key": "a-1", $body}, "/deploy/b-2": {"id": "b-2", $old}, "/deploy/a-1/state": {}, "/pb/x": {"key": "x"}}
EOF
cat >forms/raw.json <<EOF
{"2/deploy/b-2": {"deploy_id": "b-2", $old}, "2/deploy/a-1": {"dpl_id": "a-1", $body}, "3/deploy/a-1/state": {}, "10/a/b/c/d/e/f/g/h/i/j": {}}
EOF
cat >forms/list.json <<EOF
[{"key": "/deploy/b-2", "value": {$old}}, {"key": "2/deploy/a-1", "value": "$(printf '{%s}' "$body" | sed 's/"/\\"/g')"}]
EOF
code() { printf %s "$1" | base64 -w0; }
cat >forms/etcd.json <<EOF
{"header": {"cluster_id": 1}, "kvs": [
  {"key": "$(code 2/deploy/b-2)", "value": "$(code "{$old}")", "mod_revision": 7},
  {"key": "$(code 3/deploy/a-1/state)", "value": "$(code '{}')"},
  {"key": "$(code 2/deploy/a-1)", "value": "$(code "{\"id\": \"a-1\", $body}")"}], "count": 3}
EOF
printf 'Keys with prefix /deploy:\n/deploy/a-1 = {\n  %s\n}\n/deploy/b-2 = {%s}\n' "$body" "$old" >forms/cli.txt
printf '2/deploy/a-1\n{\n  %s\n}\n2/deploy/b-2\n{%s}\n' "$body" "$old" >forms/raw.txt
printf '{%s}' "$body" | tee forms/folder/deploy/a-1.json >forms/flat/a-1.json
printf '{%s}' "$old" | tee forms/folder/deploy/b-2.yaml >forms/flat/b-2.json
echo '{}' >forms/folder/deploy/a-1/state.json
hd wanted --deployments forms/map.json
grep -q 'big: 1000000$' wanted/releases/a-1.yaml || fail "integers stay integers"
for form in raw.json list.json etcd.json cli.txt raw.txt folder flat; do
  hd "form-$form" --deployments "forms/$form"
  diff -r -x .copctl wanted "form-$form" || fail "the form $form"
done

# What is bad is told where it stands.
cat >bad.json <<'EOF'
{
  "/deploy/other": {"key": "another", "kind": "helm", "args": {"chart": "dask"}},
  "/deploy/nochart": {"kind": "helm", "args": {"values": {}}},
  "/deploy/both": {"kind": "helm", "type": "slurm", "args": {"chart": "dask"}},
  "/deploy/letters": {"kind": "Helm", "args": {"chart": "dask"}},
  "/deploy/text": "{not json",
  "/deploy/Upper": {"kind": "helm", "args": {"chart": "dask"}},
  "/deploy/upper": {"kind": "helm", "args": {"chart": "dask"}},
  "/deploy/repo": {"kind": "helm", "args": {"chart": "dsk/dask"}},
  "/deploy/a2345678901234567890123456789012345678901234567890123": {"kind": "helm", "args": {"chart": "dask"}},
  "/deploy/a23456789012345678901234567890123456789012345678901234": {"kind": "helm", "args": {"chart": "dask"}},
  "4/deploy/depth": {"kind": "helm", "args": {"chart": "dask"}},
  "/deploy/dots": {"kind": "helm", "args": {"chart": "dask", "vlaues": {}, "values": {"worker.replicas": 2, "worker": {"x": 1}, "on": "false"}}}
}
EOF
hd bad --deployments bad.json
diff "$here/helm-deployer-bad.txt" <(grep -o 'bad.json:.*' bad.err) || fail "the words for bad entries"
refuses 'error: deployment nochart: args.chart' --deployments bad.json --strict
hd bad2 --deployments bad.json --normalize --long-names hash --expand-dotted-values
says bad2 'deployment Upper: upper asks for release upper, too'
diff <(ls bad2/releases | sort) <(printf '%s\n' a2345678901234567890123456789012345678901234567890123.yaml \
  "a234567890123456789012345678901234567890-$(printf a23456789012345678901234567890123456789012345678901234 | sha256sum | cut -c1-12).yaml" dots.yaml | sort) || fail "names made legal"
grep -q '      replicas: 2$' bad2/releases/dots.yaml || fail "dotted values"
echo '[5]' >junk.json
refuses 'junk.json:1:2: error: not an entry' --deployments junk.json
echo 'junk' >junk.txt
refuses 'no entry is in this text' --deployments junk.txt

# A release stays when its entry is bad, for however long, and goes when the entry does.
entry() { printf '"/deploy/%s": {"kind": "%s", "args": {%s "values": {"n": %s, "password": "%s"}}}' "$1" "$2" "$3" "$4" "$4"; }
chart='"chart": "dask",'
echo "{$(entry a helm "$chart" 1), $(entry b helm "$chart" 1), $(entry c helm "$chart" 1)}" >first.json
echo "{$(entry a helm "" 1), $(entry b slurm "$chart" 1), $(entry c helm "$chart" 2)}" >second.json
echo "{$(entry c helm '"chart": "script",' 2)}" >third.json
hd stays --deployments first.json
cp stays/releases/a.yaml a.yaml
hd stays --deployments second.json
planned stays <<'EOF'
1 | b | b | uninstall | kind slurm now
2 | c | c | update | /values/n 1 -> 2; /values/password *** -> ***
- | b | - | ignored | kind slurm
- | a | a | skip | args.chart, the name of the chart, is missing; its release stays as it is
EOF
for round in second third; do
  cmp a.yaml stays/releases/a.yaml || fail "the release of a bad entry, $round dump"
  ! grep -s '/a$' stays/uninstall.sh || fail "the release of a bad entry is removed"
  hd stays
done
hd stays --deployments third.json
planned stays <<'EOF'
1 | a | a | uninstall | not in target; its entry was invalid at the last dump
2 | c | c | replace | chart dask -> script: uninstalled and installed anew
EOF
[ "$(ls stays/releases)" = c.yaml ] || fail "the files of what is gone"

# What an export lacks, or says where nobody looks, is not taken for gone.
keyed() { printf '{"key": "%s"%s}' "$(printf %s "$1" | base64)" "${2:+, \"value\": \"$(printf %s "$2" | base64 -w0)\"}"; }
body='{"kind": "helm", "args": {"chart": "dask"}}'
cat >lacks <<EOF
the deployments stand below /sdp; say so with --database-prefix /sdp|{"/sdp/deploy/a": $body}
the export ends too early|{"header": {}, "kvs": [$(keyed 2/deploy/a "$body")], "more": true}
its key is not in base64|{"header": {}, "kvs": [{"key": "***", "value": "e30="}, $(keyed 2/deploy/b "$body")]}
its key is not in base64|{"header": {}, "kvs": [{"value": "e30="}]}
not a list of keys and values|{"header": {}, "kvs": {"a": 1}}
not an entry; each is|[{"value": $body}]
not an entry; each is|[{"key": "a", "kind": "helm", "args": {"chart": "dask"}}]
EOF
while IFS='|' read -r words export; do
  echo "$export" >lacks.json
  refuses "lacks.json:.* error: $words" --deployments lacks.json
done <lacks
refuses 'no key begins with /elsewhere' --deployments first.json --database-prefix /elsewhere
cat >lacks <<EOF
[{"key": "/deploy/a"}]
[{"key": "/deploy/a", "value": null}]
{"/deploy/a": null}
{"/deploy/a/": $body}
{"kvs": [$(keyed 2/deploy/a)]}
{"header": {}, "kvs": [{"key": "$(printf 2/deploy/a | base64)", "value": 5}]}
EOF
echo "{$(entry a helm "$chart" 1)}" >one.json
while read -r export; do
  hd lost --reset-values --deployments one.json
  echo "$export" >lost.json
  hd lost --deployments lost.json
  plans lost | grep -q '^- | a | a | skip | .*; its release stays as it is' || fail "what becomes of the release: $export"
  [ -e lost/releases/a.yaml ] && [ ! -e lost/uninstall.sh ] || fail "a release is removed: $export"
done <lacks

# Thousands that change at once, in every form.
for n in 1 2; do
  awk -v n=$n 'BEGIN { for (i = 0; i < 5000; i++) printf "/deploy/proc-pb-lab-20260101-%05d-dask-1 {\"kind\": \"helm\", \"args\": {\"chart\": \"dask\", \"values\": {\"image\": \"registry.example.com/dask:1.0\", \"env\": {\"A\": \"b\"}, \"worker\": {\"replicas\": %d, \"resources\": {\"limits\": {\"cpu\": 2}}}}}}\n", i, n }' >thousands
  { echo '{'; sed 's/^\([^ ]*\) \(.*\)$/"\1": \2,/; $s/,$//' thousands; echo '}'; } >many$n.json
  { echo '['; sed 's/^\([^ ]*\) \(.*\)$/{"key": "\1", "value": \2},/; $s/,$//' thousands; echo ']'; } >list$n.json
done
for form in many list; do
  hd $form --deployments ${form}1.json
  hd $form --deployments ${form}2.json --dry-run
  says $form ' 5000 changed'
done

# Releases of others.
cat >helm.json <<'EOF'
[{"name": "lab-a", "namespace": "sdp", "status": "deployed", "chart": "dask-0.1.0"},
 {"name": "lab-old", "namespace": "sdp", "status": "deployed", "chart": "script-0.1.0"},
 {"name": "lab-b", "namespace": "sdp", "status": "failed", "chart": "dask-0.1.0"},
 {"name": "c", "namespace": "sdp", "status": "deployed", "chart": "other-0.1.0"},
 {"name": "grafana", "namespace": "sdp", "status": "deployed", "chart": "grafana-6.1.0"},
 {"name": "lab-x", "namespace": "elsewhere", "status": "deployed", "chart": "dask-0.1.0"}]
EOF
hd prefix --deployments first.json --helm-list helm.json --prefix lab
planned prefix <<'EOF'
1 | old | lab-old | uninstall | under the prefix, not in target
2 | c | lab-c | install | new
3 | b | lab-b | update | needs repair, helm says failed: flux reconcile helmrelease lab-b --reset --force
- | a | lab-a | unchanged | its values are not known: helm list does not tell them
- | - | c | foreign | not ours; left alone
- | - | grafana | foreign | not ours; left alone
EOF
# No HelmRelease stands for what the live deployer installed.
grep -q '^helm -n sdp uninstall --ignore-not-found lab-old$' prefix/uninstall.sh || fail "a release that is Helm's own"
hd foreign --deployments first.json --helm-list helm.json
for round in first second; do
  [ "$(ls foreign/releases)" = "$(printf 'a.yaml\nb.yaml')" ] || fail "a foreign release is written, $round dump"
  ! plans foreign | grep '| uninstall |' || fail "a foreign release is removed"
  says foreign 'deployment c: release c: a release of that name is there already and is not ours; --adopt takes it over'
  hd foreign
done
hd foreign --adopt
plans foreign | grep -q '| c | c | replace | chart other -> dask' || fail "a release that is taken over"
[ "$(ls foreign/releases | wc -l)" = 3 ] || fail "the file of a release that is taken over"
# What was ours before the list came stays ours.
hd ours --deployments first.json
hd ours --helm-list helm.json
[ "$(plans ours | grep -c 'helm list does not have it any more')" = 2 ] && plans ours | grep -q '| c | c | unchanged |' || fail "ours, with a list"
# Another namespace.
hd ours -n elsewhere --reset-values --deployments first.json
[ "$(plans ours | grep -c '| uninstall | namespace sdp -> elsewhere')" = 3 ] && grep -q 'kubectl -n sdp delete' ours/uninstall.sh || fail "another namespace"

# Networks and pod states, as documented.
echo '{"/deploy/x": {"kind": "helm", "args": {"chart": "dask"}}}' >x.json
sed 's/lab-proc-[-a-z0-9]*/lab-x/' "$examples/pods.json" >example-pods.json
hd example --prefix lab --deployments x.json --nads "$examples/nads.yaml" --pods example-pods.json
diff - example/database/entries.jsonl <<'EOF' || fail "the entries"
{"key":"/resource/network-attachment-definition:cbf-low-a","value":{"annotation":"sdp-net/cbf-low-a","kind":"network-attachment-definition","master":"ens2f0","name":"cbf-low-a","namespace":"sdp-net","plugin":"macvlan","supernet":"cbf-low-a"}}
{"key":"/resource/supernet:cbf-low-a","value":{"cidr":"10.40.7.0/24","exclude":["10.40.7.0/28"],"first":"10.40.7.16","gateway":"10.40.7.1","kind":"supernet","last":"10.40.7.254","nad":"sdp-net/cbf-low-a","name":"cbf-low-a","netmask":"255.255.255.0","usable":239}}
{"key":"/deploy/x/state","value":{"num_pod":6,"pods":{"p0":"RUNNING","p1":"PENDING","p2":"FINISHED","p3":"CANCELLED","p4":"FAILED","p5":"UNSET"}}}
EOF
grep -q '^| x | lab-x | FAILED |' example/database/pods.md || fail "the status of a deployment"
etcdctl() { printf '%s %s\n' "$2" "$(printf %s "$3" | tr -d ' \n')"; }
(. example/database/put.sh) | diff - <(sed 's/^{"key":"\([^"]*\)","value":\(.*\)}$/\1 \2/; s|^/resource|2/resource|; s|^/deploy|3/deploy|' example/database/entries.jsonl) || fail "put.sh"
hd example --strict-seed-status
grep -o '"pods":.*' example/database/entries.jsonl | diff - <(echo '"pods":{"p0":"RUNNING","p1":"UNSET","p2":"FINISHED","p3":"FAILED","p4":"FAILED","p5":"UNSET"}}}') || fail "the published rules alone"
hd networks --nads "$here/helm-deployer-nads.yaml" --networks "$examples/networks.yaml"
diff "$here/helm-deployer-networks.txt" <(cat networks/database/networks.md; grep -o '[^/]*nads.yaml:.*' networks.err) || fail "networks"
grep -qF "config: '{\"cniVersion\":\"0.3.1\",\"name\":\"cbf-low-b\",\"type\":\"macvlan\",\"master\":\"ens2f1\",\"mode\":\"bridge\",\"mtu\":9000,\"ipam\":{" networks/networks/sdp-net/cbf-low-b.yaml || fail "a network that is written"

# Every rule of a pod's status, and whose pod it is.
pod() { printf '{"kind": "Pod", "metadata": {"name": "%s"%s}, "status": %s}' "$1" "${3:-}" "$2"; }
ready='"conditions": [{"type": "ready", "status": "TRUE"}]'
{
  echo '{"kind": "PodList", "items": ['
  for row in 'x-1 {}' 'x-2 {"phase":"Failed","reason":"NodeLost"}' 'x-3 {"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True"}]}' 'x-4 {"phase":"failed"}' \
    'x-5 {"phase":"Succeeded"}' "x-7 {\"phase\":\"RUNNING\",$ready}" 'x-8 {"phase":"Running","conditions":[{"type":"ContainersReady","status":"True"},{"type":"Ready","status":"Unknown"}]}' \
    "x-9 {\"phase\":\"Pending\",$ready}" 'x-10 {"phase":"Unknown"}' 'x-y-1 {"phase":"Pending"}' 'xy-1 {"phase":"Pending"}'; do
    pod "${row%% *}" "${row#* }" && echo ,
  done
  pod x-6 "{\"phase\":\"Running\",$ready}" ', "deletionTimestamp": "2026-01-01T00:00:00Z"'
  echo ']}'
} >pods.json
echo '{"/deploy/x": {"kind": "helm", "args": {"chart": "dask"}}, "/deploy/x-y": {"kind": "helm", "args": {"chart": "dask"}}}' >xy.json
hd pods --pods pods.json --deployments xy.json
diff - pods/database/pods.md <<'EOF' || fail "pod states"
# States of the deployments' pods

| id | release | status | pods |
|---|---|---|---|
| x | x | FAILED | x-1 UNSET, x-10 UNSET, x-2 CANCELLED, x-3 CANCELLED, x-4 FAILED, x-5 FINISHED, x-6 CANCELLED, x-7 RUNNING, x-8 PENDING, x-9 PENDING |
| x-y | x-y | PENDING | x-y-1 PENDING |

1 pods belong to no deployment.
EOF

# The live deployer: rights in the processing namespace, for an account of the control namespace.
hd live --deployer --backend none -n sdp-p --deployments first.json
[ ! -e live/releases ] || fail "releases without a backend"
grep -A3 '^kind: Role$' live/deployer/rbac.yaml | diff - <(printf 'kind: Role\nmetadata:\n  name: sdp-helm\n  namespace: sdp-p\n') || fail "the role"
[ "$(grep -c 'namespace: sdp-control$' live/deployer/rbac.yaml)" = 2 ] || fail "the namespaces of the rights"
refuses 'must differ' --deployer --control-namespace sdp-p -n sdp-p

# Any order of the entries gives the same bytes.
many() { seq 1 200 | "$@" | awk 'BEGIN { printf "[" } { printf "%s{\"key\": \"2/deploy/proc-pb-%03d-dask-1\", \"value\": {\"kind\": \"helm\", \"args\": {\"chart\": \"dask\", \"values\": {\"n\": %d}}}}", (NR > 1 ? "," : ""), $1, $1 } END { print "]" }'; }
many cat >sorted.json
many tac >shuffled.json
hd sorted --deployments sorted.json
hd shuffled --deployments shuffled.json
diff -r -x .copctl sorted shuffled || fail "the order of the entries"

# Pods of other shapes have no status, and the others have theirs.
cat >odd-pods.json <<'EOF'
{"kind": "List", "items": [5, {"kind": "Pod"}, {"kind": "Pod", "metadata": "x"}, {"kind": "Pod", "metadata": {"name": 5, "labels": "x"}},
 {"kind": "Pod", "metadata": {"name": "x-a", "labels": []}, "status": "Running"},
 {"kind": "Pod", "metadata": {"name": "x-b"}, "status": {"phase": "Running", "conditions": "Ready"}},
 {"kind": "Pod", "metadata": {"name": "x-c"}, "status": {"phase": "Failed", "conditions": [7], "containerStatuses": [1, {"state": 2}]}},
 {"kind": "Pod", "metadata": {"name": "x-d"}, "status": {"phase": "Running", "conditions": [null, {"type": "Ready", "status": "True"}]}}]}
EOF
hd odd --deployments x.json --pods odd-pods.json --pod-errors
grep -o '"pods":.*' odd/database/entries.jsonl | diff - <(echo '"pods":{"x-a":"UNSET","x-b":"PENDING","x-c":"FAILED","x-d":"RUNNING"}}}') || fail "odd pods"

# CNI configurations of other shapes are words about one network, and the others are read.
while IFS='|' read -r words config; do
  cat >shape.yaml <<EOF
{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: odd, namespace: net, labels: {sdp.skao.int/available-for-allocation: "true"}}, spec: {config: '$config'}}
---
EOF
  cat "$examples/nads.yaml" >>shape.yaml
  hd shape --reset-values --nads shape.yaml
  says shape "warning: network net/odd: $words"
  grep -q 'supernet:cbf-low-a' shape/database/entries.jsonl || fail "the other network: $config"
done <<'EOF'
ipam is not an object|{"cniVersion": "1.0.0", "type": "macvlan", "ipam": "x"}
ipRanges of ipam is not a list|{"cniVersion": "1.0.0", "type": "macvlan", "ipam": {"type": "whereabouts", "ipRanges": "x"}}
ipam of type whereabouts has a range that is not an object|{"cniVersion": "1.0.0", "type": "macvlan", "ipam": {"type": "whereabouts", "ipRanges": [5]}}
exclude of ipam is not a list|{"cniVersion": "1.0.0", "type": "macvlan", "ipam": {"type": "whereabouts", "range": "10.0.0.0/24", "exclude": "10.0.0.0/28"}}
ranges of ipam is not a list of lists|{"cniVersion": "1.0.0", "type": "macvlan", "ipam": {"type": "host-local", "ranges": [{"subnet": "10.0.0.0/24"}]}}
ipam of type static has a range that is not an object|{"cniVersion": "1.0.0", "type": "macvlan", "ipam": {"type": "static", "addresses": ["x"]}}
spec.config's plugins are not all objects|{"cniVersion": "1.0.0", "plugins": ["x"]}
EOF
