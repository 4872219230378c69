// Who speaks in the pages of a folder, over one stream: a line for each page. A page that fails is named, and the rest goes on.
//
//	scripts/serve &
//	cd examples/go && go run ./folder ..
package main

import (
	"context"
	"fmt"
	"iter"
	"log"
	"os"
	"path/filepath"
	"strings"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: folder FOLDER")
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, folder string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return err
	}
	client, err := isnad.Connect(ctx, target())
	if err != nil {
		return err
	}
	defer client.Close()
	for result, err := range client.AnalyzeMany(ctx, pages(paths)) {
		if err != nil {
			return err
		}
		id := result.Document.GetId()
		if result.Err != nil {
			log.Printf("%s: %v", id, result.Err)
			continue
		}
		var speakers []string
		for _, entity := range result.Analysis.GetEntities() {
			if len(entity.GetQuotes()) > 0 {
				speakers = append(speakers, entity.GetName())
			}
		}
		fmt.Printf("%s: %d quotes; %s\n", id, len(result.Analysis.GetQuotes()), strings.Join(speakers, ", "))
	}
	return nil
}

// pages reads each page when the stream has a place for it.
func pages(paths []string) iter.Seq[*isnadpb.AnalyzeStreamRequest] {
	return func(yield func(*isnadpb.AnalyzeStreamRequest) bool) {
		for _, path := range paths {
			page, err := os.ReadFile(path)
			if err != nil {
				log.Print(err)
				continue
			}
			id := strings.TrimSuffix(filepath.Base(path), ".txt")
			if !yield(&isnadpb.AnalyzeStreamRequest{Id: id, Text: string(page)}) {
				return
			}
		}
	}
}

func target() string {
	if named := os.Getenv("ISNAD_TARGET"); named != "" {
		return named
	}
	return "127.0.0.1:50051"
}
