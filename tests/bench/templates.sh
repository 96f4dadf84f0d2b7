#!/usr/bin/env bash
# templates.sh COPCTL BENCH REFERENCE [VECTORS]: parsing and rendering by copctl-bench and by a reference renderer that takes `-bench DIR -n N -json`, side by side on one core:
# the control plane's templates, the realistic manifests among VECTORS, a thousand templates, and growing numbers of templates, includes and `tpl` calls. Needs python3 with its
# YAML library and taskset.
set -euo pipefail
copctl=$(realpath "$1") bench=$(realpath "$2") reference=$(realpath "$3") vectors=${4:+$(realpath "$4")}
project=$(cd "$(dirname "$0")/../.." && pwd)
room=$(mktemp -d -p "${COPCTL_BENCH_DIR:-/dev/shm}")
trap 'rm -rf "$room"' EXIT
cd "$room"

# The control plane's values with everything generated: one more template shows them.
"$copctl" profile export control-plane profile 2>/dev/null
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values}\ndata:\n  json: {{ toJson .Values | squote }}\n' >profile/templates/values.yaml
"$copctl" profile dump ./profile -f "$project/examples/control-plane/values.yaml" -o values 2>/dev/null

BENCH=$bench REFERENCE=$reference VECTORS=$vectors TEMPLATES=$project/templates/control-plane python3 - <<'P'
import json, os, pathlib, subprocess, yaml

CORE = max(os.sched_getaffinity(0))

def write(folder, name, templates, data, numbers="float64"):
    pathlib.Path(folder).mkdir(exist_ok=True)
    request = {"templates": templates, "entry": "set/templates/main.yaml", "data": data, "options": {"mode": "helm", "numbers": numbers}}
    pathlib.Path(folder, name + ".json").write_text(json.dumps(request))

def run_once(command):
    return json.loads(subprocess.run(["taskset", "-c", str(CORE)] + command, check=True, stdout=subprocess.PIPE, env=os.environ | {"GOMAXPROCS": "1"}).stdout)

# The best of three means: what else runs on the machine only adds.
def best(command):
    runs = [run_once(command) for _ in range(3)]
    return [{key: value if isinstance(value, str) else min(row[key] for row in rows) for key, value in rows[0].items()} for rows in zip(*runs)]

def measured(folder, count):
    files = sorted(str(path) for path in pathlib.Path(folder).glob("*.json"))
    ours = best([os.environ["BENCH"], "-n", str(count)] + files)
    theirs = best([os.environ["REFERENCE"], "-bench", folder, "-n", str(count), "-json"])
    for a, b in zip(ours, theirs, strict=True):
        assert a["bytes"] == b["bytes"], (a, b)
    return ours, theirs

def total(rows, key):
    return sum(row[key] for row in rows)

def compare(title, folder, count):
    ours, theirs = measured(folder, count)
    cells = [f"{title:30}", f"{total(ours, 'bytes'):8}"]
    for key in ("parse_exec_ns", "exec_ns"):
        a, b = total(ours, key), total(theirs, key)
        cells.append(f"{a / 1e6:9.3f} {b / 1e6:9.3f} {b / a:5.1f}x")
    cells.append(f"{total(ours, 'parse_exec_allocations'):8} {total(ours, 'exec_allocations'):8} {total(ours, 'exec_allocated') >> 10:8}")
    print(" | ".join(cells), flush=True)

# Every file that the profile writes, as one text.
def control_plane():
    root = pathlib.Path(os.environ["TEMPLATES"])
    templates = {}
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.name != "NOTES.txt":
            # The reference has no function for a salted hash.
            text = path.read_text().replace("(htpasswdSalted ", '(printf "%s%s%s" ')
            templates["set/templates/" + str(path.relative_to(root))] = text
    files = [name for name in templates if not os.path.basename(name).startswith("_")]
    templates["set/templates/main.yaml"] = "".join('{{ include "%s" . }}\n' % name for name in files)
    values = next(pathlib.Path("values").rglob("values.yaml"))
    data = json.loads(yaml.safe_load(values.read_text())["data"]["json"])
    write("control-plane", "all", templates, {"Values": data, "Release": {"Name": "cnvrg", "Namespace": "cnvrg"}}, "int64")

def realistic():
    pathlib.Path("realistic").mkdir()
    for vector in json.load(open(os.environ["VECTORS"])):
        if vector["group"].startswith("helm/real") and "output" in vector and "alt" not in vector:
            request = {key: vector[key] for key in ("templates", "entry", "data", "options")}
            pathlib.Path("realistic", vector["id"].replace("/", "-") + ".json").write_text(json.dumps(request))

SERVICE = """{{- define "labels%(i)d" -}}
app: {{ .Values.name }}-%(i)d
tier: {{ .Values.tier | quote }}
{{- end -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ printf "%%s-%(i)d" .Values.name | trunc 63 | trimSuffix "-" }}
  labels:
    {{- include "labels%(i)d" . | nindent 4 }}
spec:
  ports:
  {{- range $i, $port := .Values.ports }}
    - name: {{ $port.name }}
      port: {{ $port.number }}
  {{- end }}
{{- if and .Values.external (eq .Values.tier "front") }}
  type: LoadBalancer
{{- end }}
  selector: {{- toYaml .Values.selector | nindent 4 }}
"""
VALUES = {"Values": {"name": "shop", "tier": "front", "external": True, "selector": {"app": "shop", "track": "stable"},
                     "ports": [{"name": "http", "number": 80}, {"name": "https", "number": 443}, {"name": "metrics", "number": 9090}]}}

def services(folder, count):
    templates = {f"set/templates/t{i}.yaml": SERVICE % {"i": i} for i in range(count)}
    templates["set/templates/main.yaml"] = '{{ range $i := until %d }}---\n{{ include (printf "set/templates/t%%d.yaml" $i) $ }}{{ end }}' % count
    write(folder, "all", templates, VALUES)

def calls(text):
    def make(folder, count):
        one = '{{ define "one" }}{{ .name }}: {{ .number }}\n{{ end }}'
        write(folder, "all", {"set/templates/_one.tpl": one, "set/templates/main.yaml": text % count}, VALUES)
    return make

print(f"{'':30} |    bytes | parse + render, ms: copctl, Go | render, ms: copctl, Go     | allocations: both, render, KiB of it")
control_plane()
compare("control plane", "control-plane", 20)
if os.environ["VECTORS"]:
    realistic()
    compare("realistic manifests", "realistic", 20)
services("thousand", 1000)
compare("1,000 templates", "thousand", 4)

KINDS = {
    "templates": services,
    "includes": calls('{{ $p := first .Values.ports }}{{ range until %d }}{{ include "one" $p }}{{ end }}'),
    "tpl, one text": calls('{{ $p := first .Values.ports }}{{ range until %d }}{{ tpl "{{ .name }}" $p }}{{ end }}'),
    "tpl, other texts": calls('{{ $p := first .Values.ports }}{{ range $i := until %d }}{{ tpl (printf "{{ .name }}%%d" $i) $p }}{{ end }}'),
}
for kind, make in KINDS.items():
    for count in (100, 1000, 10000):
        folder = f"{kind}-{count}"
        make(folder, count)
        ours, theirs = measured(folder, max(1, 1000 // count))
        a, b = total(ours, "parse_exec_ns"), total(theirs, "parse_exec_ns")
        made = total(ours, "parse_exec_allocations") / count
        print(f"{kind:16} {count:6} | copctl {a / 1e6:8.3f} ms, {a / count:6.0f} ns and {made:5.1f} allocations each"
              f" | Go {b / 1e6:9.3f} ms, {b / count:8.0f} ns each | {b / a:6.1f}x", flush=True)
P
