// Who says what in a page.
//
//	scripts/serve &
//	cd examples/go && go run ./quotes ../article.txt
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: quotes PAGE")
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, path string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	client, err := isnad.Connect(ctx, target())
	if err != nil {
		return err
	}
	defer client.Close()
	text := string(page)
	answer, err := client.Analyze(ctx, &isnadpb.AnalyzeRequest{Text: text})
	if err != nil {
		return err
	}
	for _, quote := range answer.GetQuotes() {
		var parts []string
		for _, part := range quote.GetContent() {
			parts = append(parts, isnad.Slice(text, part))
		}
		fmt.Printf("%s: %s\n", quote.GetSpeaker().GetName(), strings.Join(parts, " … "))
	}
	return nil
}

func target() string {
	if named := os.Getenv("ISNAD_TARGET"); named != "" {
		return named
	}
	return "127.0.0.1:50051"
}
