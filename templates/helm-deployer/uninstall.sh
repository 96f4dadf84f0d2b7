{{- $m := .model -}}
{{- if $m.gone -}}
#!/bin/sh
# Removes the releases that are not asked for any more, and nothing else. Run it before an apply.
set -eu
{{- range $m.gone }}
{{- if eq $m.backend "argocd" }}
kubectl -n {{ $.Values.argocd.namespace }} delete --ignore-not-found applications.argoproj.io/{{ . }}
{{- else if eq $m.backend "flux" }}
kubectl -n {{ $m.namespace }} delete --ignore-not-found helmreleases.helm.toolkit.fluxcd.io/{{ . }}
{{- end }}
{{- if or (eq $m.backend "none") (has . $m.helm) }}
{{- /* What `helm list` alone knows is Helm's own. */}}
helm -n {{ $m.namespace }} uninstall --ignore-not-found {{ . }}
{{- end }}
{{- end }}
{{- end }}
