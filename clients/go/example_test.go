package isnad_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"google.golang.org/grpc/metadata"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

func Example() {
	ctx, page := context.Background(), `قالت المهندسة ليان الورداني: "السد آمن".`
	client, err := isnad.Connect(ctx, "127.0.0.1:50051")
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	answer, err := client.Analyze(ctx, &isnadpb.AnalyzeRequest{Text: page})
	if err != nil {
		log.Fatal(err)
	}
	for _, quote := range answer.GetQuotes() {
		for _, part := range quote.GetContent() {
			fmt.Println(quote.GetSpeaker().GetName(), isnad.Slice(page, part))
		}
	}
}

func ExampleConnect_mTLS() {
	client, err := isnad.Connect(context.Background(), "dns:///isnad.internal:443",
		isnad.WithTLS(isnad.TLS{CA: "ca.pem", Cert: "me.pem", Key: "me.key"}),
		isnad.WithTimeout(30*time.Second))
	if err != nil {
		log.Fatal(err)
	}
	client.Close()
}

func ExampleClient_AnalyzeMany() {
	var client *isnad.Client // from Connect
	documents := slices.Values([]*isnadpb.AnalyzeStreamRequest{{Id: "a", Text: "نعم."}, {Id: "b", Text: "لا."}})
	for result, err := range client.AnalyzeMany(context.Background(), documents, isnad.WithInFlight(16)) {
		if err != nil {
			log.Fatal(err)
		}
		if result.Err != nil {
			log.Print(result.Document.GetId(), result.Err)
			continue
		}
		fmt.Println(result.Document.GetId(), len(result.Analysis.GetQuotes()))
	}
}

func ExampleError() {
	var client *isnad.Client // from Connect
	ctx := metadata.AppendToOutgoingContext(context.Background(), "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	_, err := client.Clean(ctx, &isnadpb.CleanRequest{})
	var failed *isnad.Error
	if errors.Is(err, isnad.ErrInvalidArgument) && errors.As(err, &failed) {
		for _, violation := range failed.Violations {
			fmt.Println(violation.Field, violation.Reason)
		}
	}
}
