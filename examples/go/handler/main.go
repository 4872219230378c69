// An HTTP server before a server of isnad: who says what in a page that is posted. The caller's deadline (Connect-Timeout-Ms) and trace context
// go with the call, and so does its end when the caller hangs up.
//
//	scripts/serve &
//	cd examples/go && go run ./handler 127.0.0.1:8000 &
//	curl --data-binary @examples/article.txt http://127.0.0.1:8000/quotes
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

// longestPage is the server's default for a text, in bytes.
const longestPage = 1 << 20

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: handler ADDRESS")
	}
	log.Fatal(run(context.Background(), os.Args[1]))
}

// run serves with one client for all requests. It does not start without a server of isnad.
func run(ctx context.Context, address string) error {
	client, err := isnad.Connect(ctx, target())
	if err != nil {
		return err
	}
	defer client.Close()
	http.Handle("POST /quotes", quotes{client})
	return http.ListenAndServe(address, nil)
}

// quotes answers a page with its quotes, each with its speaker.
type quotes struct{ client *isnad.Client }

type quote struct {
	Speaker string `json:"speaker"`
	Text    string `json:"text"`
}

func (h quotes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestPage))
	if err != nil {
		http.Error(w, "the page is too long, or did not arrive", http.StatusRequestEntityTooLarge)
		return
	}
	ctx, cancel, err := callers(r)
	if err != nil {
		http.Error(w, "Connect-Timeout-Ms: is no number of milliseconds", http.StatusBadRequest)
		return
	}
	defer cancel()
	text := string(page)
	answer, err := h.client.Analyze(ctx, &isnadpb.AnalyzeRequest{Text: text})
	if err != nil {
		refuse(w, err)
		return
	}
	found := []quote{}
	for _, it := range answer.GetQuotes() {
		var parts []string
		for _, part := range it.GetContent() {
			parts = append(parts, isnad.Slice(text, part))
		}
		found = append(found, quote{it.GetSpeaker().GetName(), strings.Join(parts, " … ")})
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(found); err != nil {
		log.Print(err)
	}
}

// callers is the context of a request, with its trace context and its deadline.
func callers(r *http.Request) (context.Context, context.CancelFunc, error) {
	ctx := r.Context()
	for _, key := range []string{"traceparent", "tracestate"} {
		if value := r.Header.Get(key); value != "" {
			ctx = metadata.AppendToOutgoingContext(ctx, key, value)
		}
	}
	header := r.Header.Get("Connect-Timeout-Ms")
	if header == "" {
		return ctx, func() {}, nil
	}
	timeout, err := strconv.ParseUint(header, 10, 31)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(timeout)*time.Millisecond)
	return ctx, cancel, nil
}

// statuses are those that the service itself answers over HTTP.
var statuses = map[codes.Code]int{
	codes.InvalidArgument:   http.StatusBadRequest,
	codes.OutOfRange:        http.StatusBadRequest,
	codes.ResourceExhausted: http.StatusTooManyRequests,
	codes.Unavailable:       http.StatusServiceUnavailable,
	codes.DeadlineExceeded:  http.StatusGatewayTimeout,
}

// refuse answers with an error. Faults go to the log.
func refuse(w http.ResponseWriter, err error) {
	var failed *isnad.Error
	if !errors.As(err, &failed) || statuses[failed.Code] == 0 {
		log.Print(err)
		http.Error(w, "a fault", http.StatusInternalServerError)
		return
	}
	if failed.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(failed.RetryAfter.Seconds()))))
	}
	http.Error(w, failed.Message, statuses[failed.Code])
}

func target() string {
	if named := os.Getenv("ISNAD_TARGET"); named != "" {
		return named
	}
	return "127.0.0.1:50051"
}
