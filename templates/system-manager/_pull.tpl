{{- /* sm.dockerConfig ROOT: what a pull secret holds; without credentials it names no registry, and the identity of the nodes counts. */ -}}
{{- define "sm.dockerConfig" -}}
{{- $p := .Values.pullSecret -}}
{{- $auths := dict -}}
{{- if and $p.username (ne .Values.secrets.mode "placeholder") -}}
{{- $_ := set $auths ($p.server | default .cloud.registry) (dict "auth" (print $p.username ":" $p.password | b64enc) "password" $p.password "username" $p.username) -}}
{{- end -}}
{{- dict "auths" $auths | toJson -}}
{{- end -}}
