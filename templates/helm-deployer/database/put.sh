{{- if or .networks.entries .pods.deployments -}}
#!/bin/sh
# Writes the entries beside into the configuration database, as it writes them itself: keys begin with their depth.
set -eu
export ETCDCTL_API=3
{{- range .networks.entries }}
etcdctl put {{ printf "%d%s" (regexReplaceAll `[^/]` .key "" | len) .key | squote }} {{ include "hd.shell" .value }}
{{- end }}
{{- range .pods.deployments }}
etcdctl put {{ printf "3/deploy/%s/state" .id | squote }} {{ include "hd.shell" .state }}
{{- end }}
{{- end }}
