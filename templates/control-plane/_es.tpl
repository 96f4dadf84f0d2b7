{{- /* Parts of Elasticsearch's stateful set. */ -}}

{{- define "cp.esCheck" -}}
exec:
  command:
    - /bin/bash
    - -c
    - >-
      test 200 = "$(curl -s -o /dev/null -w '%{http_code}' -u "$CNVRG_ES_USER:$CNVRG_ES_PASS"
      "http://$ES_NETWORK_HOST:9200/_cluster/health")"
{{- end -}}

{{- /* Half of the asked memory is the heap; the rest is for the file cache. */ -}}
{{- define "cp.heap" -}}
{{- $mebibytes := 0 -}}
{{- if hasSuffix "Gi" . -}}
{{- $mebibytes = mulf (trimSuffix "Gi" .) 512 | int64 -}}
{{- else if hasSuffix "Mi" . -}}
{{- $mebibytes = mulf (trimSuffix "Mi" .) 0.5 | int64 -}}
{{- end -}}
{{- if gt $mebibytes 0 -}}
{{- $size := printf "%dm" $mebibytes -}}
{{- if eq (mod $mebibytes 1024) 0 -}}{{- $size = printf "%dg" (div $mebibytes 1024) -}}{{- end -}}
-Xms{{ $size }} -Xmx{{ $size }}
{{- end -}}
{{- end -}}
