{{- /*
How text from values becomes YAML. Every value that a person gave goes through one of these, so that it arrives in the
manifest unchanged: quotes, line breaks, `: `, YAML 1.1's words and all.
*/ -}}

{{- /* cp.str TEXT: one scalar, quoted only where YAML could read it as something else than this text. */ -}}
{{- define "cp.str" -}}
{{- $words := " y n yes no on off true false null " -}}
{{- if and (regexMatch "^([A-Za-z_/](:?[-A-Za-z0-9_./@%+,=~])*|[0-9]+([KMGT]i|[kMGT]B|[mkMGTsdh]))$" .) (not (contains (print " " (lower .) " ") $words)) -}}
{{- . -}}
{{- else -}}
{{- include "cp.json" . -}}
{{- end -}}
{{- end -}}

{{- /* cp.map MAP: a mapping of text to text. */ -}}
{{- define "cp.map" -}}
{{- $lines := list -}}
{{- range $key, $value := . -}}
{{- $lines = append $lines (printf "%s: %s" (include "cp.str" $key) (include "cp.str" $value)) -}}
{{- end -}}
{{- join "\n" $lines -}}
{{- end -}}

{{- /* cp.json ANY: JSON that is also YAML, so without the characters that YAML's readers refuse or take for line breaks. */ -}}
{{- define "cp.json" -}}
{{- include "cp.escaped" (toRawJson .) -}}
{{- end -}}

{{- define "cp.escaped" -}}
{{- /* The engine deletes this text from what it renders, as Helm does. */ -}}
{{- $text := . | replace "<no value>" "\\u003cno value>" -}}
{{- if regexMatch "[\\x{7f}-\\x{9f}\\x{feff}\\x{fffe}\\x{ffff}]" $text -}}
{{- range $code := concat (untilStep 127 160 1) (list 65279 65534 65535) -}}
{{- $text = $text | replace (printf "%c" $code) (printf "\\u%04x" $code) -}}
{{- end -}}
{{- end -}}
{{- $text -}}
{{- end -}}

{{- /* cp.lines (list INDENT TEXT): a text of several lines as a literal block, or quoted where a block could not hold it. */ -}}
{{- define "cp.lines" -}}
{{- $indent := index . 0 -}}
{{- $text := index . 1 | trimSuffix "\n" -}}
{{- if regexMatch "^[!-~][\\t\\n -~]*$" $text -}}
|
{{- $text | nindent $indent -}}
{{- else -}}
{{- include "cp.json" (print $text "\n") -}}
{{- end -}}
{{- end -}}

{{- /* cp.url TEXT: for the user, password or path of an address. */ -}}
{{- define "cp.url" -}}
{{- urlquery . | replace "+" "%20" -}}
{{- end -}}

{{- /* cp.redisWord TEXT: Redis reads a word in double quotes with escapes; bytes that are not plain are written in hexadecimal. */ -}}
{{- define "cp.redisWord" -}}
{{- if regexMatch "^[-A-Za-z0-9_.+/=~]+$" . -}}
{{- . -}}
{{- else -}}
"{{ regexReplaceAll "(..)" (printf "%x" .) "\\x${1}" }}"
{{- end -}}
{{- end -}}
