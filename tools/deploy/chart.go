package main

import (
	"errors"
	"fmt"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/lint"
	"helm.sh/helm/v4/pkg/chart/v2/lint/support"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
)

// The name that README tells people to install it under.
const release = "isnad"

// renderChart lints a chart and renders it as `helm install` would, but for one thing: a template that asks for a value that
// is not there fails instead of writing nothing.
func renderChart(folder, namespace string, files []string) (map[string]string, error) {
	given, err := readValues(files)
	if err != nil {
		return nil, err
	}
	chart, err := loader.LoadDir(folder)
	if err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: release, Namespace: namespace, Revision: 1, IsInstall: true}
	values, err := util.ToRenderValues(chart, given, options, nil)
	if err != nil {
		return nil, err
	}
	if err := lintErrors(folder, namespace, given); err != nil {
		return nil, err
	}
	return engine.Engine{Strict: true}.Render(chart, values)
}

// readValues reads values files; of two that say different, the later one holds.
func readValues(files []string) (map[string]any, error) {
	values := map[string]any{}
	for _, file := range files {
		more, err := common.ReadValuesFile(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		values = loader.MergeMaps(values, more)
	}
	return values, nil
}

// lintErrors is what Helm's linter finds; its advice (an icon) is none.
func lintErrors(folder, namespace string, values map[string]any) error {
	var found []error
	for _, message := range lint.RunAll(folder, values, namespace).Messages {
		if message.Severity >= support.WarningSev {
			found = append(found, message)
		}
	}
	return errors.Join(found...)
}
