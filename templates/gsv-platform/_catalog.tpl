{{- /*
The components of the guide's four layers, then what they need beside it (layer support). In the order of deployment:
`wave` is the sync wave of the Application, `needs` what lies in earlier ones for a reason. `chart`, `repo` and `version` name a public chart, `path` a folder of the
repository (ENV is the environment, CLUSTER the cluster); `ssa` marks charts whose CRDs are too large for a client-side apply, `webhook` those
whose webhooks get their CA bundle at run time.
*/ -}}
{{- define "gsv.catalog" -}}
{{- $observability := .Values.namespaces.observability -}}
{{- $app := .Release.Namespace -}}
- {name: metallb, title: MetalLB, layer: infrastructure, namespace: metallb-system, wave: -10, needs: [gsv-namespaces], chart: metallb, repo: "https://metallb.github.io/metallb", version: 0.16.1, webhook: true}
- {name: cert-manager, title: cert-manager, layer: infrastructure, namespace: cert-manager, wave: -10, needs: [gsv-namespaces], chart: cert-manager, repo: "https://charts.jetstack.io", version: v1.21.1, webhook: true}
- {name: traefik, title: Traefik, layer: infrastructure, namespace: traefik, wave: -8, needs: [metallb, gsv-platform], chart: traefik, repo: "https://traefik.github.io/charts", version: 41.3.0}
- {name: external-dns, title: external-dns, layer: infrastructure, namespace: external-dns, wave: -7, needs: [traefik, gsv-platform, gsv-secrets], chart: external-dns, repo: "https://kubernetes-sigs.github.io/external-dns/", version: 1.21.1}
- {name: prometheus, title: Prometheus, layer: observability, namespace: {{ $observability }}, wave: -5, needs: [gsv-namespaces], chart: kube-prometheus-stack, repo: "https://prometheus-community.github.io/helm-charts", version: 88.5.3, release: prometheus-stack, ssa: true, webhook: true}
- {name: alertmanager, title: AlertManager, layer: observability, namespace: {{ $observability }}, wave: -4, needs: [prometheus], chart: kube-prometheus-stack, repo: "https://prometheus-community.github.io/helm-charts", version: 88.5.3, release: prometheus-stack-alertmanager}
- {name: grafana, title: Grafana, layer: observability, namespace: {{ $observability }}, wave: -4, needs: [prometheus, gsv-platform, gsv-secrets], chart: kube-prometheus-stack, repo: "https://prometheus-community.github.io/helm-charts", version: 88.5.3, release: prometheus-stack-grafana}
- {name: loki, title: Loki, layer: observability, namespace: {{ $observability }}, wave: -4, needs: [gsv-namespaces], chart: loki, repo: "https://grafana-community.github.io/helm-charts", version: 18.11.0}
- {name: postgresql, title: PostgreSQL, layer: data, namespace: {{ $app }}, wave: -3, needs: [cnpg-operator, barman-cloud, gsv-platform, gsv-secrets], path: platform/overlays/ENV/postgres}
- {name: redis, title: Redis, layer: data, namespace: {{ $app }}, wave: -2, needs: [gsv-platform, gsv-secrets], chart: redis, repo: registry-1.docker.io/bitnamicharts, version: 23.1.1}
- {name: rabbitmq, title: RabbitMQ, layer: data, namespace: {{ $app }}, wave: -2, needs: [gsv-platform, gsv-secrets], chart: rabbitmq, repo: registry-1.docker.io/bitnamicharts, version: 16.0.16}
- {name: qdrant, title: Qdrant, layer: data, namespace: {{ $app }}, wave: -2, needs: [gsv-platform, gsv-secrets], chart: qdrant, repo: "https://qdrant.github.io/qdrant-helm", version: 1.19.0}
- {name: keycloak, title: Keycloak, layer: platform, namespace: sso, wave: 0, needs: [postgresql, traefik], chart: keycloakx, repo: "https://codecentric.github.io/helm-charts", version: 7.1.11}
- {name: waldur, title: Waldur, layer: platform, namespace: {{ $app }}, wave: 1, needs: [postgresql, redis, rabbitmq, traefik], path: charts/cmp, valuesPrefix: values-cmp-}
- {name: agent-registry, title: Agent Registry, layer: platform, namespace: {{ $app }}, wave: 2, needs: [postgresql, redis, rabbitmq, qdrant, traefik], path: charts/agent-registry, valuesPrefix: values-}
- {name: portal, title: Portal, layer: platform, namespace: {{ $app }}, wave: 3, needs: [waldur], path: charts/portal, valuesPrefix: values-}
- {name: argocd, title: Argo CD, layer: platform, namespace: {{ .Values.gitops.namespace }}, wave: 6, needs: [traefik, gsv-ingress], chart: argo-cd, repo: "https://argoproj.github.io/argo-helm", version: 10.1.1, ssa: true}
- {name: gsv-namespaces, title: Namespaces, layer: support, namespace: {{ $app }}, wave: -11, path: platform/overlays/ENV/namespaces}
- {name: external-secrets, title: External Secrets Operator, layer: support, namespace: external-secrets, wave: -10, needs: [gsv-namespaces], chart: external-secrets, repo: "https://charts.external-secrets.io", version: 2.9.0, ssa: true, webhook: true}
- {name: sealed-secrets, title: Sealed Secrets, layer: support, namespace: kube-system, wave: -10, chart: sealed-secrets, repo: "https://bitnami-labs.github.io/sealed-secrets", version: 2.17.3}
- {name: metrics-server, title: metrics-server, layer: support, namespace: kube-system, wave: -10, chart: metrics-server, repo: "https://kubernetes-sigs.github.io/metrics-server/", version: 3.13.0}
- {name: gsv-platform, title: "Address pool, issuers, network policies and secrets", layer: support, namespace: {{ $app }}, wave: -9, needs: [gsv-namespaces, metallb, cert-manager, external-secrets], path: platform/overlays/ENV/platform}
- {name: gsv-secrets, title: Sealed secrets of the platform, layer: support, namespace: {{ $app }}, wave: -9, needs: [gsv-namespaces, sealed-secrets], path: clusters/CLUSTER/secrets}
- {name: gsv-ingress, title: Certificates and Traefik's own objects, layer: support, namespace: traefik, wave: -7, needs: [traefik, cert-manager, gsv-platform, gsv-secrets], path: platform/overlays/ENV/ingress}
- {name: cnpg-operator, title: CloudNativePG, layer: support, namespace: cnpg-system, wave: -6, needs: [gsv-namespaces], chart: cloudnative-pg, repo: "https://cloudnative-pg.github.io/charts", version: 0.29.0, release: cnpg, ssa: true, webhook: true}
- {name: barman-cloud, title: Barman Cloud plugin, layer: support, namespace: cnpg-system, wave: -6, needs: [cert-manager], chart: plugin-barman-cloud, repo: "https://cloudnative-pg.github.io/charts", version: 0.7.0, ssa: true}
- {name: alloy, title: Alloy, layer: support, namespace: {{ $observability }}, wave: -3, needs: [loki], chart: alloy, repo: "https://grafana.github.io/helm-charts", version: 0.12.5}
- {name: gsv-observability, title: "Monitors, rules and data sources", layer: support, namespace: {{ $observability }}, wave: 5, needs: [prometheus, grafana], path: platform/overlays/ENV/observability}
{{- end -}}
