{{- /* Packs of the user's own. */ -}}

{{- /*
sm.ownPacks (list M ROOT): adds the packs of --packs-dir to M.catalog. NAME/pack.yaml (or NAME.yaml) describes one, in the words of
_catalog.yaml; every other file of NAME/ holds manifests. With `templates: true` all of them are templates that see what those of the profile see.
*/ -}}
{{- define "sm.ownPacks" -}}
{{- $m := first . -}}
{{- $root := last . -}}
{{- $own := dict -}}
{{- $files := dict -}}
{{- range $path, $content := $root.Values.packsDir | default dict -}}
{{- $parts := splitList "/" $path -}}
{{- $name := first $parts -}}
{{- $described := eq (len $parts) 1 -}}
{{- if $described }}{{ $name = regexReplaceAll "\\.(ya?ml|json)$" $name "" }}{{ end -}}
{{- if or $described (and (eq (len $parts) 2) (regexMatch "^pack\\.(ya?ml|json)$" (last $parts))) -}}
{{- $content = $content | default dict -}}
{{- if $content.templates -}}
{{- $content = tpl (toYaml $content) $root | fromYaml -}}
{{- with $content.Error -}}
{{- template "sm.problem" (list $m (list "packsDir" $path) (printf "rendered as a template, %s is no YAML: %s; quote what the templates put in" $path .) "error") -}}
{{- end -}}
{{- end -}}
{{- $_ := set $own $name $content -}}
{{- else if not (regexMatch "\\.(ya?ml|json)$" $path) -}}
{{- template "sm.problem" (list $m (list "packsDir" $path) (printf "%s is not a manifest; nothing reads it" $path) $m.warning) -}}
{{- else -}}
{{- range ternary $content (list $content) (kindIs "slice" $content) -}}
{{- if not (kindIs "map" .) -}}
{{- template "sm.problem" (list $m (list "packsDir" $path) (printf "%s is not a manifest: it has no kind" $path) "error") -}}
{{- else if eq (toString .kind) "Secret" -}}
{{- template "sm.problem" (list $m (list "packsDir" $path) (printf "%s holds a Secret, whose values would stand in dump.lock; name it under `secrets` of pack.yaml and give its values with --secret-values" $path) "error") -}}
{{- end -}}
{{- end -}}
{{- $_ := set $files $name (append (index $files $name | default list) $path) -}}
{{- end -}}
{{- end -}}
{{- range $name, $_ := $files }}{{ if not (hasKey $own $name) }}{{ $_ := set $own $name dict }}{{ end }}{{ end -}}
{{- $needs := dict -}}
{{- range $name, $pack := $own }}{{ $_ := set $needs $name list }}{{ end -}}
{{- range $name, $pack := $own -}}
{{- range concat ($pack.requires | default list) ($pack.after | default list) -}}
{{- if hasKey $own . }}{{ $_ := set $needs $name (append (index $needs $name) .) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- $places := dict -}}
{{- range $name, $pack := $own -}}
{{- with index $files $name }}{{ $_ := set $places $name (list "packsDir" (first .)) }}{{ end -}}
{{- range list "/pack.yaml" "/pack.yml" "/pack.json" ".yaml" ".yml" ".json" -}}
{{- if hasKey $root.Values.packsDir (print $name .) }}{{ $_ := set $places $name (list "packsDir" (print $name .)) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- $circle := findCycle $needs -}}
{{- if $circle -}}
{{- template "sm.problem" (list $m (index $places (first $circle)) (printf "packs wait for each other: %s; take one of the dependencies out" (join " → " $circle)) "error") -}}
{{- end -}}
{{- $level := dict -}}
{{- if not $circle }}{{ $level = levels $needs }}{{ end -}}
{{- range $name, $pack := $own -}}
{{- $at := index $places $name -}}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" $name) -}}
{{- template "sm.problem" (list $m $at (printf "a pack cannot be called `%s`; its file or folder must have small letters, digits and inner dashes" $name) "error") -}}
{{- end -}}
{{- if hasKey $m.catalog $name -}}
{{- template "sm.problem" (list $m $at (printf "pack `%s` comes with copctl already; call yours otherwise, or lay values over its releases with --releases" $name) "error") -}}
{{- else -}}
{{- $folder := printf "%02d-%s" ($pack.phase | default (add 80 (index $level $name | default 0)) | int) $name -}}
{{- $namespaces := list -}}
{{- range $pack.namespaces }}{{ $namespaces = append $namespaces (ternary (dict "name" .) . (kindIs "string" .)) }}{{ end -}}
{{- $secrets := list -}}
{{- range $pack.secrets -}}
{{- $keys := dict -}}
{{- range .keys }}{{ $_ := set $keys . list }}{{ end -}}
{{- $secrets = append $secrets (merge (dict "keys" $keys) .) -}}
{{- end -}}
{{- $releases := list -}}
{{- range $r := $pack.releases -}}
{{- $space := $r.namespace | default (get (first $namespaces | default dict) "name") | default $name -}}
{{- if not $namespaces }}{{ $namespaces = list (dict "name" $space) }}{{ end -}}
{{- $releases = append $releases (merge (dict "namespace" $space) $r) -}}
{{- end -}}
{{- $objects := list -}}
{{- range index $files $name -}}
{{- $file := trimPrefix (print $name "/") . | replace "/" "-" | replace ".json" ".yaml" | replace ".yml" ".yaml" -}}
{{- $objects = append $objects (dict "folder" $folder "file" $file "what" "sm.own" "path" . "templates" ($pack.templates | default false)) -}}
{{- end -}}
{{- $_ := set $m.catalog $name (dict "phase" $folder "at" $at "requires" ($pack.requires | default list) "namespaces" $namespaces "secrets" $secrets "releases" $releases "objects" $objects) -}}
{{- end -}}
{{- end -}}
{{- range $name, $pack := $own -}}
{{- range $word := $pack.requires -}}
{{- $other := index $m.catalog $word -}}
{{- if and $other (hasKey $pack "phase") (hasKey $m.catalog $name) (lt (index $m.catalog $name).phase $other.phase) -}}
{{- template "sm.problem" (list $m (append (index $places $name) "phase") (printf "pack `%s` would be applied before `%s`, which it requires and which is in %s; take `phase` out" $name $word $other.phase) "error") -}}
{{- end -}}
{{- if not $other -}}
{{- template "sm.problem" (list $m (append (index $places $name) "requires") (printf "pack `%s` requires `%s`, which is no pack%s" $name $word (include "sm.nearest" (list $word (keys $m.catalog | sortAlpha)))) "error") -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The user's manifests, in the usual order of keys. */ -}}
{{- define "sm.own" -}}
{{- $content := index .Values.packsDir .item.path -}}
{{- if not (kindIs "slice" $content) }}{{ $content = list $content }}{{ end -}}
{{- $text := "" -}}
{{- range $i, $one := $content }}{{ $text = print $text (ternary "\n---\n" "" (gt $i 0)) (include "sm.manifest" $one) }}{{ end -}}
{{- if .item.templates }}{{ tpl $text . }}{{ else }}{{ $text }}{{ end -}}
{{- end -}}
