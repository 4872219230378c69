{{- define "isnad.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* What objects are called: the release's name, with the chart's where it is not in it. Room for "-headless". */}}
{{- define "isnad.fullname" -}}
{{- $name := include "isnad.name" . }}
{{- $full := contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) }}
{{- default $full .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "isnad.selector" -}}
app.kubernetes.io/name: {{ include "isnad.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "isnad.labels" -}}
{{ include "isnad.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "isnad.serviceAccount" -}}
{{- default (.Values.serviceAccount.create | ternary (include "isnad.fullname" .) "default") .Values.serviceAccount.name }}
{{- end }}

{{- define "isnad.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{/* The ports are those of the settings. */}}
{{- define "isnad.port" -}}{{ .Values.settings.listen | splitList ":" | last }}{{- end }}
{{- define "isnad.adminPort" -}}{{ .Values.settings.admin_listen | splitList ":" | last }}{{- end }}

{{/* The name by which meshes know the service. */}}
{{- define "isnad.host" -}}
{{ include "isnad.fullname" . }}.{{ .Release.Namespace }}.svc.{{ .Values.istio.clusterDomain }}
{{- end }}

{{/* A time of the settings in seconds, a begun one whole. */}}
{{- define "isnad.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int }}
{{- if hasSuffix "ms" . }}{{ divf $number 1000 | ceil | int }}
{{- else if hasSuffix "m" . }}{{ mul $number 60 }}
{{- else }}{{ $number }}{{ end }}
{{- end }}

{{/* What both drains take, at most 5 s for the cut, the last traces and the last work, and some to spare. */}}
{{- define "isnad.grace" -}}
{{- with .Values.settings }}{{ add (include "isnad.seconds" .drain_delay) (include "isnad.seconds" .drain_timeout) 10 }}{{ end }}
{{- end }}

{{- define "isnad.settings" -}}
# docs/settings.md lists every key. What is not here has its default.
{{- range $key, $value := .Values.settings }}
{{ $key }} = {{ kindIs "string" $value | ternary ($value | toJson) ($value | int64) }}
{{- end }}
{{- end }}
