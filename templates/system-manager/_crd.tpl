{{- /*
sm.crd (list ROOT CRD): a custom resource definition with an open schema: what a controller accepts is its own business.
CRD has group, kind, version, columns ("Name .json.path type"), categories, shortNames.
*/ -}}
{{- define "sm.crd" -}}
{{- $root := first . -}}
{{- $d := last . -}}
{{- $one := lower $d.kind -}}
{{- $many := ternary (print (trimSuffix "y" $one) "ies") (print $one "s") (hasSuffix "y" $one) -}}
{{- $own := ternary (include "sm.flux.labels" $root | fromYaml) dict (hasSuffix ".fluxcd.io" $d.group) -}}
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  {{- include "sm.meta" (list $root $root.item.pack (print $many "." $d.group) "" $own) | nindent 2 }}
  {{- if hasSuffix ".fluxcd.io" $d.group }}
  annotations:
    kustomize.toolkit.fluxcd.io/substitute: disabled
  {{- end }}
spec:
  group: {{ $d.group }}
  names:
    kind: {{ $d.kind }}
    listKind: {{ $d.kind }}List
    plural: {{ $many }}
    singular: {{ $one }}
    {{- with $d.shortNames }}
    shortNames: [{{ join ", " . }}]
    {{- end }}
    categories: [{{ join ", " $d.categories }}]
  scope: Namespaced
  versions:
    - name: {{ $d.version }}
      served: true
      storage: true
      subresources: {status: {}}
      {{- with $d.columns }}
      additionalPrinterColumns:
        {{- range . }}
        {{- $words := splitList " " . }}
        - {name: {{ index $words 0 }}, type: {{ index $words 2 }}, jsonPath: {{ index $words 1 | squote }}}
        {{- end }}
      {{- end }}
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
            status: {type: object, x-kubernetes-preserve-unknown-fields: true}
{{- end -}}
