{{- /* gsv.helm (list ROOT NAME): the command that installs a component as Argo CD would. */ -}}
{{- define "gsv.helm" -}}
{{- $root := index . 0 -}}
{{- range include "gsv.catalog" $root | fromYamlArray -}}
{{- if eq .name (index $ 1) -}}
{{- $given := get $root.Values.components .name | default dict -}}
{{- $repo := $given.repository | default .repo -}}
{{- $oci := not (contains "://" $repo) -}}
helm upgrade --install {{ .release | default .name }} {{ if $oci }}oci://{{ $repo }}/{{ end }}{{ $given.chart | default .chart }}{{ if not $oci }} --repo {{ $repo }}{{ end }} --version {{ $given.version | default .version }} \
		--namespace {{ .namespace }} --create-namespace --wait $(call values,{{ .name }})
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* gsv.make.secret (list NAMESPACE NAME ARGUMENTS VARIABLE): a secret out of .env, when its variable is given. */ -}}
{{- define "gsv.make.secret" -}}
@if [ -n "$${{ index . 3 }}" ]; then \
		kubectl -n {{ index . 0 }} create secret {{ index . 2 }} --dry-run=client -o yaml | kubectl apply -f -; \
	else echo "{{ index . 0 }}/{{ index . 1 }}: {{ index . 3 }} is not in .env"; fi
{{- end -}}

{{- define "gsv.make.dns" -}}
{{- if eq . "cloudflare" }}--from-literal=api-token="$$DNS_TOKEN"
{{- else if eq . "route53" }}--from-literal=access-key-id="$$DNS_KEY_ID" --from-literal=secret-access-key="$$DNS_TOKEN"
{{- else if eq . "google" }}--from-file=key.json="$$DNS_TOKEN"
{{- else }}--from-literal=tsig-secret="$$DNS_TOKEN"
{{- end -}}
{{- end -}}
