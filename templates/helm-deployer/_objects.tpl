{{- /*
hd.flatten (dict "from" EXPORT "at" PATH "kind" KIND "out" DICT): the objects of that kind in what kubectl printed: an object, a list, a
stream, or a folder of such; into "out", in order: {at, v}.
*/ -}}
{{- define "hd.flatten" -}}
{{- $c := . -}}
{{- if kindIs "slice" .from -}}
{{- range $i, $e := .from -}}
{{- include "hd.flatten" (set (set (omit $c "from" "at") "from" $e) "at" (concat $c.at (list $i))) -}}
{{- end -}}
{{- else if kindIs "map" .from -}}
{{- if kindIs "slice" .from.items -}}
{{- range $i, $e := .from.items -}}
{{- /* In a typed list, such as a PodList, items need not say their kind. */ -}}
{{- if and (kindIs "map" $e) (or (eq (toString $e.kind) $c.kind) (and (not $e.kind) (eq (toString $c.from.kind) (print $c.kind "List")))) -}}
{{- $_ := set $c.out (printf "%06d" (len $c.out)) (set (set dict "at" (concat $c.at (list "items" $i))) "v" $e) -}}
{{- end -}}
{{- end -}}
{{- else if .from.kind -}}
{{- if eq (toString .from.kind) .kind -}}{{- $_ := set .out (printf "%06d" (len .out)) (dict "at" .at "v" .from) -}}{{- end -}}
{{- else -}}
{{- range $name, $e := .from -}}
{{- include "hd.flatten" (set (set (omit $c "from" "at") "from" $e) "at" (concat $c.at (list $name))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
