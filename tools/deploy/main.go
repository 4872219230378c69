// Loads what deploy/ ships with the libraries of those who define it: charts with Helm's, deploy/compose.yaml with that of the
// Compose specification. Called by tools/kube.py, which says what must be so of the result.
//
//	deploy chart FOLDER NAMESPACE [VALUES.yaml…]   each template by its path with what it renders, as JSON
//	deploy compose FILE                           the project as Compose understands it, as JSON
//
// It ends with 1 and the reasons on standard error where the library does not take it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
)

func main() {
	// Helm tells of each link in a chart; ours are meant.
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	result, err := run(os.Args[1:])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(result)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) (any, error) {
	switch {
	case len(args) >= 3 && args[0] == "chart":
		return renderChart(args[1], args[2], args[3:])
	case len(args) == 2 && args[0] == "compose":
		return loadProject(args[1])
	}
	return nil, errors.New("usage: deploy chart FOLDER NAMESPACE [VALUES.yaml…] | deploy compose FILE")
}
